import { sql } from 'kysely'
import type { SerialField } from '#model/language/definition.ts'
import { renderSerial, serialPaths, serialPrefix } from '#model/language/numbering.ts'
import type { Resource } from '#model/language/resources.ts'
import { localDay } from '#model/language/time.ts'
import { openCompile } from '../engine/compile.ts'
import { answers } from '../engine/record/rows.ts'
import { nextSerial, serialsDue } from '../engine/write/serial.ts'
import type { Work } from '../engine/work.ts'
import { name } from '../sql/names.ts'
import type { Draft } from './drafts.ts'

/**
 * Gives new records the numbers that are due at creation: a block of each counter, in the order of the files.
 *
 * `before` they are written it gives those that need nothing of the record, afterwards the others.
 */
export const giveNumbers = async (
  work: Work,
  resource: Resource,
  drafts: readonly Draft[],
  when: 'before' | 'after',
): Promise<void> => {
  const due = serialsDue(resource, null).filter(
    ([, { pattern }]) => (serialPaths(pattern).length === 0) === (when === 'before'),
  )
  for (const [field, definition] of due)
    await giveBlock(work, resource, field, definition, drafts.filter(({ values }) => values[field] === undefined)) // prettier-ignore
}

const giveBlock = async (
  work: Work,
  resource: Resource,
  field: string,
  definition: SerialField,
  drafts: readonly Draft[],
): Promise<void> => {
  const paths = serialPaths(definition.pattern)
  const questions = Object.fromEntries(paths.map((path) => [path, { path }]))
  const ids = drafts.map(({ id }) => id)
  const known = paths.length === 0 ? null : await answers(work, openCompile(work), resource.name, ids, questions) // prettier-ignore
  const day = localDay(work.ctx.now, work.ctx.zone)
  const partsOf = ({ id }: Draft) => ({ day, values: known?.get(id) ?? {} })
  const groups = Map.groupBy(drafts, (draft) => serialPrefix(definition.pattern, partsOf(draft)))
  for (const [prefix, group] of groups) {
    const last = await takeBlock(work, `${resource.name}.${field}:${prefix}`, group.length)
    for (const [i, draft] of group.entries())
      draft.values[field] = renderSerial(definition.pattern, partsOf(draft), last - group.length + 1 + i) // prettier-ignore
    const taken = await takenAmong(work, resource, field, group)
    for (const draft of group)
      if (taken.has(String(draft.values[field])))
        draft.values[field] = await nextSerial(work, resource, draft.id, field, definition)
  }
}

/** Moves a counter on by a whole block; gives its last number. */
const takeBlock = async (work: Work, key: string, size: number): Promise<number> => {
  const { rows } = await sql<{ value: string }>`
    insert into "_counters" ("key", "value") values (${key}, ${size})
    on conflict ("key") do update set "value" = "_counters"."value" + ${size}
    returning "value"`.execute(work.db)
  return Number(rows[0]?.value)
}

const takenAmong = async (
  work: Work,
  resource: Resource,
  field: string,
  drafts: readonly Draft[],
): Promise<ReadonlySet<string>> => {
  const numbers = drafts.map(({ values }) => String(values[field]))
  const { rows } = await sql<{ number: string }>`
    select ${name(field)} as "number" from ${name(resource.table)}
    where lower(${name(field)}) = any(select lower(unnest(${numbers}::text[])))`.execute(work.db)
  return new Set(rows.map(({ number }) => number))
}
