import { sql, type RawBuilder } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Field, Predicate } from '#model/language/definition.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import { from, type Source } from '../../../server/sql/source.ts'
import { databases, useDatabase } from '../../databases.ts'
import { contextOf, departments, employees, entityOf, indexOf, label } from './model.ts'

const words = label('x')
const analytics = { time: 'ordered_on', dimensions: {}, measures: {} }
const orders = entityOf('orders', {
  code: { type: 'serial', pattern: 'A-{seq5}', label: words } as Field,
  name: { type: 'text', search: true, label: words },
  ordered_on: { type: 'date', label: words },
}, { analytics }) // prettier-ignore
const index = indexOf([employees, departments, orders])
const employee = '00000000-0000-7000-8000-000000000001'

describe.each(databases)('on $name an index serves', ({ open }) => {
  const database = useDatabase(open, index)

  beforeAll(async () => {
    const { kysely } = database()
    await sql`insert into employees (id) select cast('00000000-0000-7000-8000-' || lpad(cast(i as text), 12, '0') as uuid) from generate_series(1, 50) i`.execute(kysely)
    await sql`
      insert into orders (id, code, _search, _grams, ordered_on, owner_id)
      select gen_random_uuid(), 'A-' || i, 'x' || i, array['n' || i % 1000], date '2020-01-01' + i % 2000,
        cast('00000000-0000-7000-8000-' || lpad(cast(1 + i % 50 as text), 12, '0') as uuid)
      from generate_series(1, 20000) i`.execute(kysely)
    await sql`analyze orders`.execute(kysely)
  }) // prettier-ignore

  const planOf = async (filter: Predicate, order: (s: Source) => RawBuilder<unknown>) => {
    const s = from({ index, ctx: contextOf() }, 'orders')
    const found = await sql<Record<string, string>>`
      explain select ${s.column('id')} from ${s.from()} where ${s.where(parsePredicate(filter))} order by ${order(s)} limit 25`.execute(database().kysely)
    return found.rows.map((row) => Object.values(row)[0]).join('\n')
  } // prettier-ignore

  const byId = (s: Source) => sql`${s.column('id')}`
  const newest = (s: Source) =>
    sql`${s.column('ordered_on')} desc nulls last, ${s.column('id')} desc`

  test.each<[string, Predicate, (s: Source) => RawBuilder<unknown>, string]>([
    ['a page in order of time', {}, newest, 'orders_ordered_on_id_index'],
    ['my rows in order of time', { owner_id: employee }, newest, 'orders_owner_id_ordered_on_index'],
    ['a number', { code: 'A-77' }, byId, 'orders_code_unique'],
    ['the beginning of a number, whatever its case', { code: { $starts: 'a-777' } }, byId, 'orders_code_unique'],
    ['a search', { q: 'abc' }, byId, 'orders__grams_index'],
    ['a span of days', { ordered_on: { $gte: '2025-06-01' } }, newest, 'orders_ordered_on_id_index'],
  ])('%s', async (_what, filter, order, expected) => {
    expect(await planOf(filter, order)).toContain(expected)
  }) // prettier-ignore
})
