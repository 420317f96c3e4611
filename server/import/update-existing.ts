import { sql } from 'kysely'
import type { Label } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import { asProblem } from '../engine/failures.ts'
import { newJournal, notePerson, recordKey } from '../engine/record/journal.ts'
import { openRows } from '../engine/record/rows.ts'
import { recompute } from '../engine/rules/recompute.ts'
import { settle } from '../engine/rules/settle.ts'
import type { Work } from '../engine/work.ts'
import { runUpdateEvents } from '../engine/workflow/events.ts'
import { chunks } from '../engine/write/import-rows.ts'
import { checkPointers, pointersOf } from '../engine/write/references.ts'
import { noteRowChange } from '../engine/write/store.ts'
import {
  checkMay, checkWhole, holdAll, mayQuestion, ownOnly, readChanges, recordUpdate, throwInvalid, updateRecord,
  type Held,
} from '../engine/write/write.ts' // prettier-ignore
import { Problem } from '../problems.ts'
import type { Draft } from './drafts.ts'
import { tryFor, type Judging } from './judge.ts'
import { changedColumns, setColumns } from './set-columns.ts'
import { changesOf } from './write-drafts.ts'

type Values = Readonly<Record<string, unknown>>
type Change = { readonly draft: Draft; readonly before: Row; readonly values: Values }

/** Records that are changed together: enough to be quick, few enough for memory. */
const together = 1000

/**
 * Changes existing records as their person would, a thousand at once. Where one of them is refused, or its child rows
 * change, they are changed one after the other: each problem then stands at its row. Returns the drafts that did.
 */
export const updateExisting = async (
  judging: Judging,
  drafts: readonly Draft[],
): Promise<ReadonlySet<Draft>> => {
  const changes = drafts.flatMap((draft): Change[] => {
    const values = changesOf(draft)
    const { before } = draft
    return before && Object.keys(values).length > 0 ? [{ draft, before, values }] : []
  })
  for (const [resource, group] of Map.groupBy(changes, ({ draft }) => draft.resource))
    for (const some of chunks(group, together)) {
      const plain = some.filter((change) => !changesChildRows(change))
      const isDone = await tryTogether(judging.work, resource, plain)
      for (const change of isDone ? some.filter(changesChildRows) : some)
        await changeAlone(judging, change)
    }
  return new Set(changes.map(({ draft }) => draft))
}

const changesChildRows = ({ draft, values }: Change): boolean =>
  Object.keys(values).some((field) => draft.lines.has(field))

/** The same work with a journal of its own: what is touched here is not judged again with what comes after. */
const apart = (work: Work): Work => ({ ...work, journal: newJournal() })

const changeAlone = (judging: Judging, { draft, before, values }: Change): Promise<boolean> =>
  tryFor(judging, draft, () =>
    updateRecord(apart(judging.work), draft.resource.name, before.id, Number(before.version), values),
  ) // prettier-ignore

/** Changes records together, or none of them. */
const tryTogether = async (
  work: Work,
  resource: Resource,
  changes: readonly Change[],
): Promise<boolean> => {
  await sql`savepoint together`.execute(work.db)
  try {
    await changeTogether(apart(work), resource, changes)
    await sql`release savepoint together`.execute(work.db)
    return true
  } catch (error) {
    if (!(asProblem(work.engine, resource.name, error) instanceof Problem)) throw error
    await sql`rollback to savepoint together`.execute(work.db)
    return false
  }
}

type Accepted = { readonly held: Held; readonly values: Values }

/** What `updateRecord` does, for many records at once; whether a value stands twice is the word of the unique indexes. */
const changeTogether = async (
  work: Work,
  resource: Resource,
  changes: readonly Change[],
): Promise<void> => {
  const accepted = await acceptAll(work, resource, changes)
  const ids = accepted.map(({ held }) => held.row.id)
  const columns = accepted.map(({ held, values }) => changedColumns(work, resource, held.row, values)) // prettier-ignore
  await setColumns(work, resource, columns)
  for (const { held, values } of accepted) noteSaved(work, resource, held.row, values)
  await recompute(work)
  await openRows(work, resource, ids) // all at once, for the history of each
  for (const { held, values } of accepted)
    await recordUpdate(work, resource, held.row, Number(held.row.version) + 1, Object.keys(values))
  const own = new Map(accepted.map(({ held, values }) => [held.row.id, ownOnly(held, values)]))
  await checkWhole(work, resource, ids, (id) => own.get(id))
  for (const { held, values } of accepted)
    await runUpdateEvents(work, resource, held.row.id, new Set(Object.keys(values)))
  await settle(work)
}

/** Locks the records and checks what is to be written. Errors: a problem where the first of them is refused. */
const acceptAll = async (
  work: Work,
  resource: Resource,
  changes: readonly Change[],
): Promise<readonly Accepted[]> => {
  const ids = changes.map(({ before }) => before.id)
  if (new Set(ids).size < ids.length) throw new Problem('conflict')
  const questions = mayQuestion(work, resource, 'update')
  const all = await holdAll(work, resource, ids, questions)
  const held = new Map(all.map((each) => [each.row.id, each]))
  const accepted = changes.flatMap(({ before, values }): Accepted[] => {
    const one = held.get(before.id)
    if (!one || one.row.version !== before.version || one.row.archived === true)
      throw new Problem('conflict')
    checkMay(resource, one, 'update')
    const { changed, errors } = readChanges(work, resource, one, values)
    throwInvalid(errors)
    return Object.keys(changed).length > 0 ? [{ held: one, values: changed }] : []
  })
  const errors: Record<string, Label> = {}
  const pointers = accepted.flatMap(({ held: { row }, values }) =>
    pointersOf(work, resource, values, row, `${row.id}.`),
  )
  await checkPointers(work, pointers, errors)
  throwInvalid(errors)
  return accepted
}

const noteSaved = (work: Work, resource: Resource, row: Row, values: Values): void => {
  noteRowChange(work, resource, row, values)
  work.journal.versioned.add(recordKey(resource.name, row.id))
  notePerson(work.journal, resource.name, row.id, Object.keys(values))
}
