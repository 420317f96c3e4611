import type { Label } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { isSame } from '../record/history.ts'
import { addLines } from './insert.ts'
import { notePerson } from '../record/journal.ts'
import type { Row } from '#model/language/wire.ts'
import { deleteLine, updateLine } from './store.ts'
import type { Work } from '../work.ts'

type Values = Readonly<Record<string, unknown>>

/** Rows of a `lines` value. */
export const rowsIn = (value: unknown): readonly Row[] => (Array.isArray(value) ? value : [])

/**
 * Saves the whole list of child rows: rows are matched by id, new ones have none, absent ones are removed, and
 * the order of the array becomes their position.
 */
export const saveLines = async (
  work: Work,
  lines: Resource,
  parent: string,
  before: readonly Row[],
  after: readonly Values[],
): Promise<void> => {
  const old = new Map(before.map((row) => [row.id, row]))
  const kept = new Set(after.map(({ id }) => id))
  for (const row of before) if (!kept.has(row.id)) await deleteLine(work, lines, parent, row)
  const added: [number, Values][] = []
  for (const [i, line] of after.entries()) {
    const row = typeof line.id === 'string' ? old.get(line.id) : undefined
    if (!row) {
      added.push([i, line])
      continue
    }
    const changed = changedIn(row, line)
    const moved = before.indexOf(row) !== i && { position: i }
    const key = lines.parent?.key ?? ''
    await updateLine(work, lines, { ...row, [key]: parent }, { ...changed, ...moved })
    if (!work.sudo && Object.keys(changed).length > 0)
      notePerson(work.journal, lines.name, row.id, Object.keys(changed))
  }
  await addLines(work, lines, parent, added)
}

const changedIn = (row: Row, line: Values): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(line).filter(([name, value]) => name !== 'id' && !isSame(row[name], value)),
  )

/** Tells whether an array would change the child rows at all. */
export const changesLines = (before: readonly Row[], after: readonly Values[]): boolean =>
  before.length !== after.length ||
  after.some((line, i) => {
    const row = before[i]
    return !row || line.id !== row.id || Object.keys(changedIn(row, line)).length > 0
  })

/** Checks that the ids of child rows are ids of rows of this record. */
export const checkLineIds = (
  field: string,
  before: readonly Row[],
  after: readonly Values[],
  errors: Record<string, Label>,
): void => {
  const known = new Set(before.map(({ id }) => id))
  for (const [i, { id }] of after.entries())
    if (typeof id === 'string' && !known.has(id))
      errors[`${field}.${i}.id`] = {
        zh: '不是该记录的明细行',
        en: 'is not a row of this record',
      }
}
