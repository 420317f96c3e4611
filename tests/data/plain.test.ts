import type { DataProvider, RaRecord } from 'ra-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { listRows } from '#model/language/memory-list.ts'
import type { Context } from '#model/language/context.ts'
import type { Predicate } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { withHidden } from '../../src/data/plain/masks.ts'
import { createPlainProvider } from '../../src/data/plain/provider.ts'
import { createTables } from '../../src/data/plain/tables.ts'
import { cannot } from '../../src/data/plain/providers/cannot.ts'
import { withNames } from '../../src/data/plain/providers/names.ts'
import type { Viewer } from '../../src/data/wire.ts'
import { httpIndex, httpModel } from '../server/http-model.ts'

const now = '2026-11-22T01:00:00.000Z'
const ctx: Context = {
  now,
  today: '2026-11-22',
  zone: 'Asia/Shanghai',
  me: null,
  roles: [],
  departments: [],
  param: () => null,
}
const c1 = '01900000-0000-7000-8000-0000000000c1'
const c2 = '01900000-0000-7000-8000-0000000000c2'
const order = (id: string, customer_id: string, ordered_on: string, price: number) => ({
  id: `01900000-0000-7000-8000-0000000000${id}`,
  code: `DD-${id}`,
  customer_id,
  ordered_on,
  state: 'draft',
  version: 1,
  total: price * 2,
  lines: price ? [{ id: `l${id}`, product: 'P', quantity: 2, price, amount: price * 2 }] : [],
})

let rows: Map<string, RaRecord[]>
let calls: string[]

/** Keeps records and nothing else. */
const base: DataProvider = {
  getList: (resource, { filter, sort, pagination }) => {
    calls.push(`list ${resource}`)
    const { page = 1, perPage = 10 } = pagination ?? {}
    const query = {
      filter: (filter ?? {}) as Predicate, // written by the code under test
      ...(sort && { sort: [[sort.field, sort.order] as const] }),
      range: [(page - 1) * perPage, page * perPage - 1] as const,
    }
    const found = listRows(httpIndex, rows, resource, query, ctx)
    return Promise.resolve({ data: found.rows as never[], total: found.total })
  },
  getOne: (resource, { id }) =>
    Promise.resolve({ data: rows.get(resource)?.find((row) => row.id === id) as never }),
  create: (resource, { data }) => {
    const made = { ...data, id: crypto.randomUUID() }
    rows.set(resource, [...(rows.get(resource) ?? []), made])
    return Promise.resolve({ data: made as never })
  },
  update: (resource, { id, data }) => {
    const next = { ...data, id } as RaRecord
    rows.set(resource, (rows.get(resource) ?? []).map((row) => (row.id === id ? next : row)))
    return Promise.resolve({ data: next as never })
  },
  delete: (resource, { id }) => {
    const gone = rows.get(resource)?.find((row) => row.id === id)
    rows.set(resource, (rows.get(resource) ?? []).filter((row) => row !== gone))
    return Promise.resolve({ data: gone as never })
  },
  getMany: () => Promise.reject(new Error('not used')),
  getManyReference: () => Promise.reject(new Error('not used')),
  updateMany: () => Promise.reject(new Error('not used')),
  deleteMany: () => Promise.reject(new Error('not used')),
} // prettier-ignore

const viewer = (roles: readonly string[]): Viewer => ({
  account: null,
  employee: '01900000-0000-7000-8000-0000000000e1',
  name: '财务',
  roles,
  departments: [],
  locale: 'en',
})

const partsOver = (provider: DataProvider) => ({
  base: provider,
  speaks: () => true,
  index: httpIndex,
  zone: 'Asia/Shanghai',
  clock: () => now,
  locale: () => 'en' as const,
  tables: createTables(httpIndex, provider),
})

const providerFor = (roles: readonly string[]) =>
  createPlainProvider({ ...partsOver(base), viewer: viewer(roles) })

beforeEach(() => {
  calls = []
  rows = new Map([
    ['customers', [{ id: c1, name: '大成', region: 'east', version: 1 }, { id: c2, name: '阿里', region: 'north', version: 1 }]],
    ['orders', [order('01', c1, '2026-10-03', 10), order('02', c2, '2026-11-04', 30), order('03', c1, '2026-11-05', 0)]],
  ]) // prettier-ignore
})
const one = '01900000-0000-7000-8000-000000000001'
const empty = '01900000-0000-7000-8000-000000000003'

describe('a backend that only keeps records', () => {
  test('numbers are computed from its rows, with titles and months', async () => {
    const answer = await providerFor(['finance']).aggregate('orders', {
      measures: ['amount'],
      by: ['customer', { time: 'ordered_on', grain: 'month' }],
      range: { from: '2026-10-01', to: '2026-11-30' },
    })
    expect(answer.rows.map((row) => [row.label.customer, row.ordered_on, row.amount])).toEqual([
      ['大成', '2026-10', 20],
      ['大成', '2026-11', 0],
      ['阿里', '2026-11', 60],
    ])
    expect(answer.meta).toMatchObject({ engine: 'js', truncated: false })
  })

  test('numbers of a part of the rows say how many were read', async () => {
    const many: DataProvider = { ...base, getList: async (resource, params) => ({ ...(await base.getList(resource, params)), data: Array.from({ length: 1000 }, (_, i) => ({ id: `r${i}`, archived: false })) as never[], total: 20_000 }) } // prettier-ignore
    const provider = createPlainProvider({ ...partsOver(many), viewer: viewer(['finance']) })
    const answer = await provider.aggregate('orders', { measures: ['count:rows'] })
    expect([answer.rows[0]?.['count:rows'], answer.meta.rowLimit]).toEqual([10_000, 10_000])
    const whole = await providerFor(['finance']).aggregate('orders', { measures: ['count:rows'] })
    expect(whole.meta).not.toHaveProperty('rowLimit')
  })

  test('a refused question of a batch does not take the others with it', async () => {
    const { answers } = await providerFor(['finance']).aggregateMany([
      { resource: 'orders', measures: ['amount'] },
      { resource: 'orders', measures: ['weight'] },
    ])
    expect(answers[0]).toMatchObject({ rows: [{ amount: 80 }] })
    expect(answers[1]).toMatchObject({ problem: { code: 'bad_query' } })
  })

  test('a step is offered by the conditions of the model, and says why not', async () => {
    const provider = providerFor(['finance'])
    expect(await provider.steps('orders', one)).toMatchObject([{ name: 'release', enabled: true }])
    expect(await provider.steps('orders', empty)).toMatchObject([
      { name: 'release', enabled: false, reasons: [{ rule: 'R-001', message: 'The order has no amount' }] },
    ]) // prettier-ignore
    expect(await providerFor(['admin']).steps('orders', one)).toEqual([])
  })

  test('a step is a checked update: state and version go on, a refused one changes nothing', async () => {
    const provider = providerFor(['finance'])
    const { data } = await provider.transition('orders', { id: one, name: 'release', version: 1, data: {} }) // prettier-ignore
    expect(data).toMatchObject({ state: 'released', version: 2 })
    const refused = provider.transition('orders', { id: empty, name: 'release', version: 1, data: {} }) // prettier-ignore
    await expect(refused).rejects.toMatchObject({
      status: 409,
      body: { code: 'refused_transition' },
    })
    expect(rows.get('orders')?.[2]).toMatchObject({ state: 'draft', version: 1 })
  })

  test('input is checked by the model before anything is sent', async () => {
    const wrong = providerFor(['finance']).update('orders', {
      id: one,
      data: { id: one, discount: 140 },
      previousData: rows.get('orders')?.[0] ?? {},
    })
    await expect(wrong).rejects.toMatchObject({ status: 422, body: { errors: { discount: expect.any(String) as string } } }) // prettier-ignore
  })

  test('a change based on an old version is refused with the record as it stands', async () => {
    const seen = { ...rows.get('orders')?.[0] }
    const provider = providerFor(['finance'])
    await provider.update('orders', { id: one, data: { ...seen, discount: 5 }, previousData: seen })
    const late = provider.update('orders', { id: one, data: { ...seen, discount: 9 }, previousData: seen }) // prettier-ignore
    await expect(late).rejects.toMatchObject({
      status: 409,
      body: { code: 'stale_version', current: { discount: 5, version: 2 } },
    })
  })

  test('a new record begins in its first state, with defaults and computed values', async () => {
    const { data } = await providerFor(['finance']).create('orders', {
      data: { customer_id: c1, lines: [{ product: 'Q', quantity: 3, price: 7 }] },
    })
    expect(data).toMatchObject({
      state: 'draft',
      ordered_on: '2026-11-22',
      total: 21,
      version: 1,
      archived: false,
    })
  })

  test('a new record has no child rows: sums over them are 0', async () => {
    const label = { zh: '订单数', en: 'Orders' }
    const orderCount = { type: 'integer', rollup: { of: 'orders', by: 'customer_id', count: true }, label } as const // prettier-ignore
    const entities = httpModel.entities.map((entity) => entity.name === 'customers' ? { ...entity, fields: { ...entity.fields, order_count: orderCount } } : entity) // prettier-ignore
    const index = indexModel({ ...httpModel, entities })
    const provider = createPlainProvider({ ...partsOver(base), index, viewer: viewer(['finance']) })
    const { data } = await provider.create('customers', { data: { name: '新客户' } })
    expect(data).toMatchObject({ order_count: 0 })
  })

  test('secrets are not shown in rows, but kept when a row is saved, and shown one at a time', async () => {
    const provider = providerFor(['finance'])
    rows.set('customers', [{ id: c1, name: '大成', bank_account: '6222', version: 1 }])
    const { data } = await provider.getOne('customers', { id: c1 })
    expect(data).toMatchObject({ name: '大成', bank_account: null })
    const saved = await provider.update('customers', { id: c1, data: { ...data, note: '重点' }, previousData: data }) // prettier-ignore
    expect(saved.data).toMatchObject({ note: '重点', bank_account: null })
    expect(rows.get('customers')?.[0]).toMatchObject({ note: '重点', bank_account: '6222' })
    expect(await provider.reveal('customers', c1, 'bank_account')).toBe('6222')
  })

  test('rows are read once for several questions', async () => {
    const provider = providerFor(['finance'])
    await provider.aggregate('orders', { measures: ['amount'] })
    await provider.aggregate('orders', { measures: ['amount'], by: ['customer'] })
    expect(calls.filter((call) => call === 'list orders')).toHaveLength(1)
  })
})

describe('lists of a backend that cannot filter', () => {
  const refusing: DataProvider = {
    ...base,
    getList: async (resource, params) => {
      if (Object.keys(params.filter as object).length > 0) throw cannot('a filter')
      return base.getList(resource, params)
    },
  }
  const over = (provider: DataProvider, keep = 0) =>
    createPlainProvider({
      ...partsOver(provider),
      speaks: () => false,
      viewer: viewer(['finance']),
      tables: createTables(httpIndex, provider, () => 0, keep),
    })
  const asked = (filter: object, field = 'id') => ({ filter, sort: { field, order: 'ASC' as const }, pagination: { page: 1, perPage: 10 } }) // prettier-ignore

  test('are answered from fetched rows: paths, lines, search and the viewer of today', async () => {
    const provider = over(refusing)
    expect((await provider.getList('orders', asked({ 'customer.region': 'east' }))).total).toBe(2)
    expect((await provider.getList('order_lines', asked({ order_id: one }))).data).toMatchObject([{ product: 'P' }]) // prettier-ignore
    expect((await provider.getList('customers', asked({ q: 'ali' }))).data).toMatchObject([{ name: '阿里' }]) // prettier-ignore
    expect((await provider.getList('orders', asked({ ordered_on: { $gte: '$today-18d' } }))).total).toBe(2) // prettier-ignore
  })

  test('the backend gets the values of variables, not their names', async () => {
    const filters: unknown[] = []
    const seeing: DataProvider = { ...base, getList: (resource, params) => (filters.push(params.filter), base.getList(resource, params)) } // prettier-ignore
    await over(seeing).getList('orders', asked({ customer_id: '$me', ordered_on: ['$today', '2026-01-01'] })) // prettier-ignore
    expect(filters.at(-1)).toEqual({
      customer_id: '01900000-0000-7000-8000-0000000000e1',
      ordered_on: ['2026-11-22', '2026-01-01'],
    })
  })

  test('are refused, not cut, when there are too many rows to fetch', async () => {
    const many: DataProvider = { ...refusing, getList: async (resource, params) => {
      const answer = await refusing.getList(resource, params)
      return { ...answer, data: Array.from({ length: 1000 }, (_, i) => ({ id: i })) as never[], total: 20_000 }
    } } // prettier-ignore
    await expect(over(many).getList('orders', asked({ code: 'x' }))).rejects.toMatchObject({
      status: 400,
      message: 'The backend cannot answer this filter or order, and there are more than 10000 rows to do it here',
    }) // prettier-ignore
  })
})

test('lines that are saved keep what the form was not shown', () => {
  const label = { zh: '', en: '' }
  const fields = { lines: { type: 'lines', label, fields: { price: { type: 'money', label }, cost: { type: 'money', secret: true, label } } } } as const // prettier-ignore
  const current = { lines: [{ id: 'a', price: 5, cost: 3 }, { id: 'b', price: 6, cost: 4 }] } // prettier-ignore
  const sent = { lines: [{ id: 'b', price: 7, cost: null }, { price: 1 }] }
  expect(withHidden(fields, sent, current)).toEqual({ lines: [{ id: 'b', price: 7, cost: 4 }, { price: 1 }] }) // prettier-ignore
})

test('a field that the backend does not have is neither sent nor asked for', async () => {
  const sent: unknown[] = []
  const there: DataProvider = { ...base, create: (_, { data }) => (sent.push(data), Promise.resolve({ data: { ...data, id: 'n' } as never })) } // prettier-ignore
  const provider = withNames(there, { '*': { fields: { version: null } }, products: { fields: { name: 'title' } } }) // prettier-ignore
  expect((await provider.create('products', { data: { name: '泵', version: 1 } })).data).toEqual({ name: '泵', id: 'n' }) // prettier-ignore
  expect(sent).toEqual([{ title: '泵' }])
  const asked = { filter: { version: 1 }, sort: { field: 'id', order: 'ASC' as const }, pagination: { page: 1, perPage: 5 } } // prettier-ignore
  await expect(provider.getList('products', asked)).rejects.toMatchObject({ status: 501 })
})

test('a backend may call the key otherwise', async () => {
  const there: DataProvider = { ...base, getOne: () => Promise.resolve({ data: { client_no: 7, title: '大成' } as never }) } // prettier-ignore
  const provider = withNames(there, { customers: { fields: { id: 'client_no', name: 'title' } } })
  expect((await provider.getOne('customers', { id: 7 })).data).toEqual({ id: 7, name: '大成' })
})

test('a backend may call resources and fields otherwise', async () => {
  const asked: unknown[] = []
  const there: DataProvider = {
    ...base,
    getList: (resource, { filter, sort }) => {
      asked.push([resource, filter, sort])
      return Promise.resolve({ data: [{ id: 1, title: '泵' }] as never[], total: 1 })
    },
  }
  const provider = withNames(there, { products: { name: 'items', fields: { name: 'title' } } })
  const { data } = await provider.getList('products', {
    filter: { $or: [{ name: '泵' }, { 'name.x': 1 }] },
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: 5 },
  })
  expect(asked).toEqual([['items', { $or: [{ title: '泵' }, { 'title.x': 1 }] }, { field: 'title', order: 'ASC' }]]) // prettier-ignore
  expect(data).toEqual([{ id: 1, name: '泵' }])
})
