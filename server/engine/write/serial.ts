import { sql } from 'kysely'
import type { SerialField } from '#model/language/definition.ts'
import { renderSerial, serialPaths, serialPrefix } from '#model/language/numbering.ts'
import type { Resource } from '#model/language/resources.ts'
import { localDay } from '#model/language/time.ts'
import { openCompile } from '../compile.ts'
import { name } from '../../sql/names.ts'
import { answersOf } from '../record/rows.ts'
import type { Work } from '../work.ts'

/** Serial fields that get their number at a moment: at creation (null) or on a transition. */
export const serialsDue = (
  resource: Resource,
  transition: string | null,
): [string, SerialField][] =>
  Object.entries(resource.fields).flatMap(([field, definition]): [string, SerialField][] => {
    if (definition.type !== 'serial') return []
    const on = definition.on === undefined ? [] : [definition.on].flat()
    const due = transition === null ? on.length === 0 : on.includes(transition)
    return due ? [[field, definition]] : []
  })

/**
 * Gives the next number of a serial field for a record that exists.
 *
 * The counter is a row that stays locked until the transaction ends: numbers are unique under concurrency and,
 * since a transaction that fails takes its number back, without gaps. A number that an import has given already
 * is passed over.
 */
export const nextSerial = async (
  work: Work,
  resource: Resource,
  id: string,
  field: string,
  definition: SerialField,
): Promise<string> => {
  const paths = serialPaths(definition.pattern)
  const questions = Object.fromEntries(paths.map((path) => [path, { path }]))
  const values =
    paths.length === 0 ? {} : await answersOf(work, openCompile(work), resource.name, id, questions)
  const parts = { day: localDay(work.ctx.now, work.ctx.zone), values }
  const key = `${resource.name}.${field}:${serialPrefix(definition.pattern, parts)}`
  for (;;) {
    const number = renderSerial(definition.pattern, parts, await count(work, key))
    if (!(await isTaken(work, resource, field, number))) return number
  }
}

const count = async (work: Work, key: string): Promise<number> => {
  const { rows } = await sql<{ value: string }>`
    insert into "_counters" ("key", "value") values (${key}, 1)
    on conflict ("key") do update set "value" = "_counters"."value" + 1
    returning "value"`.execute(work.db)
  return Number(rows[0]?.value)
}

const isTaken = async (
  work: Work,
  resource: Resource,
  field: string,
  number: string,
): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from ${name(resource.table)} where ${name(field)} = ${number} limit 1`.execute(work.db)
  return rows.length > 0
}
