import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#model/language/context.ts'
import type { Condition, Entity, Field } from '#model/language/definition.ts'
import { parseFormula } from '#model/language/formula.ts'
import { parseCondition } from '#model/language/predicate.ts'
import { searchColumns, toColumns } from '../../../server/sql/columns.ts'
import { existed } from '../../../server/sql/as-of.ts'
import type { Compile } from '../../../server/sql/compile.ts'
import { name } from '../../../server/sql/names.ts'
import { recomputeAll, rekey } from '../../../server/sql/recompute.ts'
import { from, type Source } from '../../../server/sql/source.ts'
import { databases, useDatabase } from '../../databases.ts'
import { contextOf, departments, employees, entityOf, indexOf, label } from './model.ts'

const words = label('x')
const of = (type: string, more: object = {}) => ({ type, label: words, ...more }) as Field
const states = { open: label('o'), paid: label('p'), reversed: label('r') }

const customers = entityOf('customers', {
  name: of('text', { search: true }),
  region: of('text'),
  limit: of('money', { confidential: true }),
  debt: of('money', { rollup: { of: 'bills', by: 'customer_id', sum: 'balance', dated: 'issued_on' } }),
  bills_open: of('integer', { rollup: { of: 'bills', by: 'customer_id', count: true, where: { balance: { $gt: 0 } } } }),
}, { title: '{name}' }) // prettier-ignore

const bills = entityOf('bills', {
  code: of('text', { unique: true }),
  customer_id: of('reference', { to: 'customers' }),
  issued_on: of('date'),
  due_on: of('date'),
  amount: of('money'),
  cost: of('money', { confidential: true }),
  sent_at: of('datetime'),
  received: of('money', { rollup: { of: 'receipts', by: 'bill_id', sum: 'amount', where: { state: ['paid', 'reversed'] }, dated: 'received_on', until: 'reversed_on' } }),
  balance: of('money', { formula: 'amount - received' }),
  overdue: of('integer', { formula: 'if(balance > 0, max(0, days_between(due_on, today())), 0)' }),
  bucket: of('enum', { options: {}, band: { of: 'overdue', keys: [{ key: 'none', to: 0 }, { key: 'd30', to: 30 }, { key: 'more' }] } }),
}, { exists_from: 'issued_on' }) // prettier-ignore

const receipts = entityOf('receipts', {
  bill_id: of('reference', { to: 'bills' }),
  amount: of('money'),
  received_on: of('date'),
  reversed_on: of('date'),
}, { workflow: { states, transitions: {} } }) // prettier-ignore

const index = indexOf([employees, departments, customers, bills, receipts] as readonly Entity[])
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

const rows: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  customers: [
    { id: id(1), name: '张三商行', region: 'east', limit: 1000 },
    { id: id(2), name: '阿里', region: 'west', limit: 50 },
  ],
  bills: [
    { id: id(11), code: 'B-1', customer_id: id(1), issued_on: '2026-09-01', due_on: '2026-10-01', amount: 300, cost: 200, sent_at: '2026-10-31T16:30:00.000Z' },
    { id: id(12), code: 'B-2', customer_id: id(1), issued_on: '2026-11-05', due_on: '2026-12-05', amount: 70.05, cost: 10 },
    { id: id(13), code: 'B-3', customer_id: id(2), issued_on: '2026-01-01', due_on: '2026-01-31', amount: 10, archived: true },
    { id: id(14), code: 'B-4', issued_on: '2026-11-01', due_on: null, amount: 5 },
  ],
  receipts: [
    { id: id(21), bill_id: id(11), amount: 100, received_on: '2026-10-10', state: 'paid' },
    { id: id(22), bill_id: id(11), amount: 50, received_on: '2026-10-12', reversed_on: '2026-11-10', state: 'reversed' },
    { id: id(23), bill_id: id(11), amount: 25, received_on: '2026-11-02', state: 'open' },
    { id: id(24), bill_id: id(11), amount: 7, received_on: '2027-01-01', state: 'paid' },
    { id: id(25), bill_id: id(11), amount: 9, received_on: '2026-10-15', state: 'paid', archived: true },
  ],
} // prettier-ignore

describe.each(databases)('a source on $name', ({ open }) => {
  const database = useDatabase(open, index)

  beforeAll(async () => {
    for (const [table, list] of Object.entries(rows))
      for (const row of list) {
        const resource = index.resources.get(table)
        if (!resource) throw new Error(table)
        const values = { ...toColumns(resource, row), ...searchColumns(resource, row) }
        const columns = Object.keys(values).map((each) => name(each))
        await sql`insert into ${name(table)} (${sql.join(columns)}) values (${sql.join(Object.values(values))})`.execute(database().kysely)
      }
    await sql`insert into _state_events (id, resource, record, at, on_day, to_state) values
      (${id(31)}, 'receipts', ${id(21)}, '2026-10-10T01:00:00Z', '2026-10-10', 'open'),
      (${id(32)}, 'receipts', ${id(21)}, '2026-11-03T01:00:00Z', '2026-11-03', 'paid')`.execute(database().kysely)
    await recomputeAll(database().kysely, { index, ctx: contextOf() })
  }) // prettier-ignore

  const compile = (ctx: Partial<Context> = {}, more: Partial<Compile> = {}): Compile => ({
    index,
    ctx: contextOf(ctx),
    ...more,
  })

  /** Rows of fragments, in order of id. */
  const select = async (s: Source, ...fragments: readonly unknown[]): Promise<unknown[][]> => {
    const columns = fragments.map((fragment, i) => sql`${fragment} as ${name(`c${i}`)}`)
    const found = await sql<Record<string, unknown>>`select ${sql.join(columns)} from ${s.from()} order by ${s.column('id')}`.execute(database().kysely)
    return found.rows.map((row) => Object.values(row))
  } // prettier-ignore

  const codes = async (condition: Condition, c = compile()): Promise<unknown[]> => {
    const s = from(c, 'bills')
    const found = await sql<{ code: string }>`select ${s.column('code')} as code from ${s.from()} where ${s.where(parseCondition(condition))} order by 1`.execute(database().kysely)
    return found.rows.map((row) => row.code)
  } // prettier-ignore

  test('joins each to-one hop once, however often it is read', async () => {
    const s = from(compile(), 'bills')
    const found = await select(s, s.path('customer.name'), s.path('customer.region'), s.condition(parseCondition({ 'customer.region': 'east' })))
    expect(found).toEqual([['张三商行', 'east', true], ['张三商行', 'east', true], ['阿里', 'west', false], [null, null, false]])
    expect(sql`${s.from()}`.compile(database().kysely).sql.match(/left join/g)).toHaveLength(1)
  }) // prettier-ignore

  test('a path that does not exist is refused by name', () => {
    expect(() => from(compile(), 'bills').path('customer.nope')).toThrow(
      'bills has no "customer.nope"',
    )
    expect(() => from(compile(), 'nothing')).toThrow('there is no resource "nothing"')
  })

  test('counts payments from the day received until the day reversed, today as on any day', async () => {
    const s = from(compile(), 'bills')
    expect((await select(s, s.path('received'), s.path('balance'), s.path('overdue'), s.path('bucket')))[0]).toEqual(['100.00', '200.00', '51', 'more'])
  }) // prettier-ignore

  test.each([
    ['2026-09-30', '0.00', '300.00', '0', 'none', '300.00'],
    ['2026-10-10', '100.00', '200.00', '9', 'd30', '200.00'],
    ['2026-10-31', '150.00', '150.00', '30', 'd30', '150.00'],
    ['2026-11-10', '100.00', '200.00', '40', 'more', '270.05'],
  ])('as of %s', async (asOf, received, balance, overdue, bucket, debt) => {
    const c = compile({ asOf, today: asOf })
    const s = from(c, 'bills')
    const found = await select(
      s,
      s.path('received'),
      s.path('balance'),
      s.path('overdue'),
      s.path('bucket'),
    )
    expect(found[0]).toEqual([received, balance, overdue, bucket])
    const owner = from(c, 'customers')
    expect((await select(owner, owner.path('debt')))[0]).toEqual([debt])
  })

  test('the state as of a day is the last event on or before it', async () => {
    const stateOn = async (asOf: string) => {
      const s = from(compile({ asOf, today: asOf }), 'receipts')
      return (await select(s, s.path('state')))[0]
    }
    expect(await stateOn('2026-10-09')).toEqual([null])
    expect(await stateOn('2026-11-02')).toEqual(['open'])
    expect(await stateOn('2026-11-03')).toEqual(['paid'])
  })

  test('leaves out rows that did not exist yet, and refuses a value without a dated form by name', async () => {
    const c = compile({ asOf: '2026-10-31', today: '2026-10-31' })
    const s = from(c, 'bills')
    const found = await sql<{ code: string }>`select ${s.column('code')} as code from ${s.from()} where ${existed(s)} order by 1`.execute(database().kysely)
    expect(found.rows.map((row) => row.code)).toEqual(['B-1', 'B-3'])
    expect(() => from(c, 'customers').path('bills_open')).toThrow('"customers.bills_open" has no dated form')
  }) // prettier-ignore

  test('archived children do not count', async () => {
    const s = from(compile(), 'customers')
    expect(await select(s, s.path('debt'), s.path('bills_open'))).toEqual([
      ['270.05', '2'],
      ['0.00', '0'],
    ])
  })

  describe('masks', () => {
    const east = parseCondition({ 'customer.region': 'east' })
    const masked = compile({}, { visible: (resource, field) => (resource === 'bills' && field === 'cost' ? east : true) }) // prettier-ignore

    test('a field that may not be read is null in select, filter, sort and aggregate', async () => {
      const s = from(masked, 'bills')
      expect(await select(s, s.path('cost'), s.expression(parseFormula('cost + 1')))).toEqual([['200.00', '201.00'], ['10.00', '11.00'], [null, null], [null, null]])
      await sql`update bills set cost = 999 where code = 'B-4'`.execute(database().kysely)
      expect(await codes({ cost: { $gt: 0 } }, masked)).toEqual(['B-1', 'B-2'])
      expect(await codes({ cost: null }, masked)).toEqual(['B-3', 'B-4'])
      const t = from(masked, 'bills')
      const total = await sql<{ sum: string }>`select sum(${t.path('cost')}) as sum from ${t.from()}`.execute(database().kysely)
      expect(total.rows).toEqual([{ sum: '210.00' }])
    }) // prettier-ignore

    test('a field that nobody of this kind may read is null everywhere, whatever the path', async () => {
      const c = compile({}, { visible: (_resource, field) => field !== 'limit' })
      const s = from(c, 'bills')
      expect((await select(s, s.path('customer.limit')))[0]).toEqual([null])
      expect(await codes({ 'customer.limit': { $gt: 0 } }, c)).toEqual([])
    })

    test('values and children of rows that may not be read stay out of sight', async () => {
      const c = compile({}, { readable: (resource) => (resource === 'customers' ? parseCondition({ region: 'west' }) : resource !== 'receipts') }) // prettier-ignore
      const s = from(c, 'bills')
      expect(await select(s, s.path('customer.name'))).toEqual([[null], [null], ['阿里'], [null]])
      expect(await codes({ $some: { of: 'receipts', by: 'bill_id' } }, c)).toEqual([])
      expect(await codes({ $some: { of: 'receipts', by: 'bill_id' } })).toEqual(['B-1'])
    })

    test('computed values are computed from what is there; only they themselves are masked', async () => {
      const c = compile(
        {},
        { visible: (_resource, field) => field !== 'amount', readable: () => false },
      )
      const s = from(c, 'bills')
      expect((await select(s, s.path('amount'), s.path('overdue')))[0]).toEqual([null, '51'])
    })
  })

  test('bindings come before the fields of the record', async () => {
    const c = compile({}, { bindings: (path) => (path === 'ask.extra' ? { value: 0.5, field: of('money') } : undefined) }) // prettier-ignore
    const s = from(c, 'bills')
    expect((await select(s, s.expression(parseFormula('amount + ask.extra'))))[1]).toEqual([
      '70.55',
    ])
  })

  test('an instant beside a day belongs to its local day', async () => {
    expect(await codes({ sent_at: '2026-11-01' })).toEqual(['B-1'])
    expect(await codes({ sent_at: '2026-11-01' }, compile({ zone: 'UTC' }))).toEqual([])
    expect(await codes({ sent_at: { $lte: '2026-10-31' } })).toEqual([])
    expect(await codes('sent_at > due_on')).toEqual(['B-1'])
  })

  test('a value of the wrong kind is refused with its place; an id that is none matches nothing', async () => {
    await expect(codes({ amount: { $gt: 'many' } })).rejects.toThrow('amount: got "many", must be a number') // prettier-ignore
    await expect(codes({ due_on: '2026-02-30' })).rejects.toThrow(
      'due_on: got "2026-02-30", must be a date',
    )
    await expect(codes({ amount: { $contains: '1' } })).rejects.toThrow(
      '$contains cannot be used on "amount"',
    )
    expect(await codes({ customer_id: 'x' })).toEqual([])
    expect(await codes({ customer_id: { $ne: 'x' } })).toEqual(['B-1', 'B-2', 'B-3', 'B-4'])
  })

  test('finds by part of the text, in Chinese, in pinyin and by initials; sorts by pinyin', async () => {
    const find = async (q: string) => {
      const s = from(compile(), 'customers')
      const found = await sql<{ name: string }>`select ${s.column('name')} as name from ${s.from()} where ${s.where(parseCondition({ q }))} order by ${s.column('name_sort')}`.execute(database().kysely)
      return found.rows.map((row) => row.name)
    } // prettier-ignore
    expect(await find('商行')).toEqual(['张三商行'])
    expect(await find('zhangsan')).toEqual(['张三商行'])
    expect(await find('ZSS')).toEqual(['张三商行'])
    expect(await find('li a')).toEqual(['阿里'])
    expect(await find('a')).toEqual(['阿里', '张三商行'])
    expect(await find('三张')).toEqual([])
  })

  test('writes search texts and sort keys anew', async () => {
    const resource = index.resources.get('customers')
    if (!resource) throw new Error('customers')
    await sql`update customers set _search = null, _grams = null, name_sort = null`.execute(
      database().kysely,
    )
    await rekey(database().kysely, resource)
    const found = await sql`select name_sort, _search from customers order by id`.execute(database().kysely) // prettier-ignore
    expect(found.rows).toEqual([
      {
        name_sort: '|zhang1张|san1三|shang1商|hang2行',
        _search: '张三商行\nzhangsanshanghang\nzssh',
      },
      { name_sort: '|a1阿|li3里', _search: '阿里\nali\nal' },
    ])
  })

  test('computes stored values anew however many rows there are', async () => {
    const { kysely } = database()
    await sql`insert into customers (id, name)
      select cast(lpad(to_hex(n + 1000), 32, '0') as uuid), 'many' from generate_series(1, 10001) as g(n)`.execute(kysely)
    expect(await recomputeAll(kysely, { index, ctx: contextOf() })).toBe(10_001)
    const blank = await sql`select id from customers where bills_open is distinct from 0 and name = 'many'`.execute(kysely)
    expect(blank.rows).toEqual([])
    expect(await recomputeAll(kysely, { index, ctx: contextOf() })).toBe(0)
  }) // prettier-ignore
})
