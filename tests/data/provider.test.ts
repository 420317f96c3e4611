// @vitest-environment jsdom
import { afterEach, describe, expect, test, vi } from 'vitest'
import { problemOf } from '../../src/data/problem.ts'
import { createDataProvider } from '../../src/data/provider.ts'
import { fakeFetch } from './fake-fetch.ts'

const provider = createDataProvider()
const list = {
  pagination: { page: 2, perPage: 25 },
  sort: { field: 'due_on', order: 'ASC' as const },
}

afterEach(() => vi.unstubAllGlobals())

describe('the data provider', () => {
  test('a list asks for one page of a predicate and reads the total', async () => {
    const asked = fakeFetch({ 'GET /api/receivables': () => ({ body: [{ id: '1' }], total: 1042 }) })
    const page = await provider.getList('receivables', { ...list, filter: { balance: { $gt: 0 } } })
    expect(page).toMatchObject({ data: [{ id: '1' }], total: 1042 })
    expect(asked[0]?.query.get('range')).toBe('[25,49]')
    expect(asked[0]?.query.get('filter')).toBe('{"balance":{"$gt":0}}')
  })

  test('an update sends only what changed, with the version it was based on', async () => {
    const asked = fakeFetch({ 'PATCH /api/orders/7': () => ({ body: { id: '7', version: 4 } }) })
    const previousData = { id: '7', version: 3, note: 'a', amount: 5 }
    await provider.update('orders', { id: '7', data: { ...previousData, note: 'b' }, previousData })
    expect(asked[0]?.body).toEqual({ note: 'b' })
    expect(asked[0]?.headers.get('If-Match')).toBe('"3"')
  })

  test('an update that changes nothing asks nothing', async () => {
    const asked = fakeFetch({})
    const previousData = { id: '7', version: 3, note: 'a' }
    await provider.update('orders', { id: '7', data: { ...previousData }, previousData })
    expect(asked).toEqual([])
  })

  test('a step goes to its own address with the answers of its dialog', async () => {
    const asked = fakeFetch({ 'POST /api/orders/7/transitions/release': () => ({ body: { id: '7' } }) })
    await provider.transition('orders', { id: '7', name: 'release', version: 3, data: { opinion: '同意' } })
    expect(asked[0]?.body).toEqual({ opinion: '同意' })
    expect(asked[0]?.headers.get('If-Match')).toBe('"3"')
  })

  test('many rows are changed in one request with their versions', async () => {
    const asked = fakeFetch({
      'GET /api/orders': () => [{ id: '1', version: 2 }, { id: '2', version: 5 }],
      'POST /api/orders/bulk': () => [],
    })
    await provider.updateMany('orders', { ids: ['1', '2'], data: { note: 'x' } })
    expect(asked[1]?.body).toEqual({ op: 'update', items: [{ id: '1', version: 2 }, { id: '2', version: 5 }], data: { note: 'x' } })
  })

  test('counts of several filters are one request; a refused one is unknown', async () => {
    const asked = fakeFetch({
      'POST /api/aggregate': () => [{ rows: [{ 'count:rows': 27 }] }, { problem: { code: 'forbidden' } }],
    })
    const counts = await provider.counts([{ resource: 'orders', filter: {} }, { resource: 'payments', filter: {} }])
    expect(counts).toEqual([27, null])
    expect(asked).toHaveLength(1)
  })

  test('an export carries the whole filter', async () => {
    const url = new URL(await provider.exportUrl('orders', { format: 'xlsx', filter: { state: ['open'] } }), 'http://test')
    expect(url.pathname).toBe('/api/orders/export')
    expect(url.searchParams.get('filter')).toBe('{"state":["open"]}')
  })

  test('a refused save tells each field what is wrong', async () => {
    fakeFetch({ 'POST /api/orders': () => ({ status: 422, body: { code: 'invalid', message: '请检查', errors: { amount: '不能小于 0.01', bad: null } } }) })
    const problem = problemOf(await provider.create('orders', { data: {} }).catch((error: unknown) => error))
    expect(problem).toMatchObject({ status: 422, code: 'invalid', message: '请检查', errors: { amount: '不能小于 0.01' } })
  })

  test('no connection is said in words, not in codes', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
    const problem = problemOf(await provider.getOne('orders', { id: '1' }).catch((error: unknown) => error))
    expect(problem).toMatchObject({ status: 0, code: 'offline', message: 'charter.error.offline' })
  })
}) // prettier-ignore
