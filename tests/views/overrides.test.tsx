// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { ListPage } from '../../src/views/list/ListPage.tsx'
import { RecordPage } from '../../src/views/record/RecordPage.tsx'
import { branchesOf } from '../../src/views/overrides/branches.ts'
import { allocatedOf, spread, withAllocation } from '../../src/views/overrides/allocations.ts'
import { overrideProblems, type Overrides } from '../../src/views/overrides/override.ts'
import { overrides as ours } from '../../src/views/overrides/registry.ts'
import { fakeFetch } from '../data/fake-fetch.ts'
import { sampleConsole, show } from './harness.tsx'

const order = {
  id: 'o1', code: 'DD-0001', amount: 620000, state: 'draft', version: 1,
  lines: [{ id: 'l1', name: '轴', quantity: 2, unit_price: 30, line_total: 60 }],
} // prettier-ignore

const serve = (): void => {
  fakeFetch({
    'GET /api/orders': () => ({ body: [order], total: 1 }),
    'GET /api/customers': () => [],
    'GET /api/orders/o1': () => ({ body: order }),
    'GET /api/orders/o1/steps': () => [],
    'GET /api/orders/o1/history': () => [],
    'GET /api/orders/o1/comments': () => [],
    'GET /api/orders/o1/files': () => [],
    'POST /api/aggregate': () => [],
    'POST /api/orders/aggregate': () => ({ body: { rows: [], meta: {} } }),
  })
}

const matchMedia = (query: string) => ({
  matches: /min-width/.test(query),
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
})
beforeEach(() => {
  vi.stubGlobal('matchMedia', matchMedia)
  serve()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('what the product shows otherwise than derived', () => {
  test('names only entities, fields, sections and tabs that the model knows', () => {
    expect(overrideProblems(indexModel(model), ours)).toEqual([])
  })

  test('a name that the model does not know is reported with the nearest good one', () => {
    const Part = () => null
    const wrong: Overrides = {
      ordrs: {},
      orders: {
        fields: { amuont: { Column: Part } },
        sections: { amount: Part },
        tabs: { 'shipments.order_id': Part },
      },
      order_lines: { fields: { quantity: { Column: Part } } },
    }
    expect(overrideProblems(sampleConsole.index, wrong).map(({ message }) => message)).toEqual([
      'no entity "ordrs" (did you mean "orders"?)',
      'no field "amuont" (did you mean "amount"?)',
      'no section that starts with "amount"',
      'no tab "shipments.order_id"',
    ])
  })
})

describe('an override', () => {
  test('of a column shows the field in its own way in the list, and only that field', async () => {
    const Words = ({ value }: { readonly value: unknown }) => <em>{`共 ${String(value)} 元`}</em>
    const overrides: Overrides = { orders: { fields: { amount: { Column: Words } } } }
    await show(<ListPage />, '/orders', undefined, overrides)
    expect(await screen.findByText('共 620000 元')).toBeTruthy()
    expect(screen.getByText('草稿').className).toContain('chip')
  })

  test('of a field reaches child rows under the name of their resource', async () => {
    const Words = ({ value }: { readonly value: unknown }) => <em>{`${String(value)} 件`}</em>
    const overrides: Overrides = { order_lines: { fields: { quantity: { Column: Words } } } }
    await show(<RecordPage />, '/orders/o1/show', undefined, overrides)
    expect(await screen.findByText('2 件')).toBeTruthy()
  })

  test('of a section takes its place on the record page', async () => {
    const overrides: Overrides = { orders: { sections: { code: () => <p>自有的基本信息</p> } } }
    await show(<RecordPage />, '/orders/o1/show', undefined, overrides)
    expect(await screen.findByText('自有的基本信息')).toBeTruthy()
    expect(screen.queryByRole('heading', { name: '基本信息' })).toBeNull()
  })
})

describe('a section with child rows', () => {
  test('stands in one card, with a heading of the rows only where it says something new', async () => {
    await show(<RecordPage />, '/orders/o1/show')
    await screen.findByRole('heading', { name: '基本信息', level: 2 })
    expect(screen.getAllByRole('heading', { name: '明细' })).toHaveLength(1)
    expect(screen.queryByRole('columnheader', { name: '数量' })).toBeTruthy()
  })
})

describe('sharing a payment', () => {
  const owed = [
    { id: 'r1', balance: 100.1 },
    { id: 'r2', balance: 50 },
    { id: 'r3', balance: 70 },
  ]

  test('gives the rest to the oldest first, each up to its balance', () => {
    expect(spread(160.3, [], owed)).toEqual([
      { receivable_id: 'r1', amount: 100.1 },
      { receivable_id: 'r2', amount: 50 },
      { receivable_id: 'r3', amount: 10.2 },
    ])
  })

  test('leaves alone what a person has typed', () => {
    expect(spread(120, [{ id: 'a1', receivable_id: 'r1', amount: 20 }], owed)).toEqual([
      { id: 'a1', receivable_id: 'r1', amount: 20 },
      { receivable_id: 'r2', amount: 50 },
      { receivable_id: 'r3', amount: 50 },
    ])
  })

  test('adds up to the cent and says what is too much', () => {
    expect(allocatedOf(0.3, [{ amount: 0.1 }, { amount: 0.2 }])).toEqual({
      allocated: 0.3,
      rest: 0,
    })
    expect(allocatedOf(1, [{ amount: 1.5 }])).toEqual({ allocated: 1.5, rest: -0.5 })
  })

  test('an emptied amount takes its row away', () => {
    expect(withAllocation([{ receivable_id: 'r1', amount: 5 }], 'r1', null)).toEqual([])
    expect(withAllocation([{ id: 'a1', receivable_id: 'r1', amount: 5 }], 'r1', 7)).toEqual([
      { id: 'a1', receivable_id: 'r1', amount: 7 },
    ])
  })
})

describe('the organisation', () => {
  test('puts every department below its parent, and a loop is not lost', () => {
    const rows = [
      { id: 'a', parent_id: null },
      { id: 'b', parent_id: 'a' },
      { id: 'c', parent_id: 'b' },
      { id: 'x', parent_id: 'y' },
      { id: 'y', parent_id: 'x' },
      { id: 'z', parent_id: 'unknown' },
    ]
    const ids = (branches: ReturnType<typeof branchesOf>): unknown =>
      branches.map(({ row, below }) => [row.id, ids(below)])
    expect(ids(branchesOf(rows, 'parent_id'))).toEqual([
      ['a', [['b', [['c', []]]]]],
      ['z', []],
      ['x', [['y', []]]],
    ])
  })
})
