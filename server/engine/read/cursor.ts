import { sql, type RawBuilder } from 'kysely'
import { isUuid } from '#model/language/validate-messages.ts'
import { Problem } from '../../problems.ts'
import type { Compile } from '../../sql/compile.ts'
import { name } from '../../sql/names.ts'
import { from as sourceOf, type Source } from '../../sql/source.ts'
import { verbTest } from '../compile.ts'
import { sortKeys, type Sort } from './query.ts'
import type { Work } from '../work.ts'

/**
 * Finds the rows that come after a row in an order: the next page without counting through all before it.
 *
 * A cursor is the id of the last row seen; where it stands is read again, so that it stays right after an edit.
 * Errors: `bad_query` when there is no such row.
 */
export const afterCursor = async (
  work: Work,
  compile: Compile,
  resource: string,
  sort: Sort,
  cursor: string,
): Promise<(source: Source) => RawBuilder<unknown>> => {
  const place = isUuid(cursor) ? await placeOf(work, compile, resource, sort, cursor) : undefined
  if (!place)
    throw new Problem('bad_query', {
      message: { zh: 'after 不是有效的游标', en: 'after is not the cursor of a row' },
    })
  return (source) => {
    const keys = sortKeys(source, sort)
    const alternatives = keys.map((key, i) => {
      const before = keys.slice(0, i).map((each, j) => same(each.sql, place[j]))
      return sql.join([...before, beyond(key.sql, place[i], key.descends)], sql` and `)
    })
    return sql`(${sql.join(
      alternatives.map((each) => sql`(${each})`),
      sql` or `,
    )})`
  }
}

const placeOf = async (
  work: Work,
  compile: Compile,
  resource: string,
  sort: Sort,
  cursor: string,
): Promise<readonly unknown[] | undefined> => {
  const source = sourceOf(compile, resource)
  const readable = verbTest(work, resource, 'read')
  const keys = sortKeys(source, sort).map((key, i) => sql`${key.sql} as ${name(`k${i}`)}`)
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join(keys)} from ${source.from()}
    where ${source.column('id')} = ${cursor}::uuid and ${source.where(readable)}`.execute(work.db)
  const [row] = rows
  return row && keys.map((_, i) => row[`k${i}`] ?? null)
}

const same = (key: RawBuilder<unknown>, value: unknown): RawBuilder<unknown> =>
  value === null ? sql`${key} is null` : sql`${key} = ${value}`

/** Later in the order; empty values come last either way. */
const beyond = (key: RawBuilder<unknown>, value: unknown, descends: boolean) => {
  if (value === null) return sql`false`
  const order = descends ? sql`${key} < ${value}` : sql`${key} > ${value}`
  return sql`(${order} or ${key} is null)`
}
