// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { arrangementsOf, narrowed } from '../../src/views/list/arrangements/arrangement.ts'
import { monthAfter, weeksOf } from '../../src/views/list/arrangements/month.ts'
import { ListPage } from '../../src/views/list/ListPage.tsx'
import { type Asked, fakeFetch } from '../data/fake-fetch.ts'
import { show } from './harness.tsx'

const orders = [
  { id: 'o1', code: 'DD-0001', customer_id: 'c1', amount: 620000, state: 'draft', ordered_on: '2026-11-03', version: 1 },
  { id: 'o2', code: 'DD-0002', customer_id: 'c1', amount: 9000, state: 'released', ordered_on: '2026-11-03', version: 1 },
] // prettier-ignore

const textOf = (value: unknown): string => JSON.stringify(value)

/** Answers lists and counts of orders by the state that their filter asks for. */
const serve = (): Asked[] =>
  fakeFetch({
    'GET /api/orders': ({ query }) => {
      const filter = query.get('filter') ?? ''
      const body = orders.filter(({ state }) => !filter.includes('"state"') || filter.includes(state))
      return { body, total: body.length }
    },
    'GET /api/customers': () => [{ id: 'c1', name: '宁波越海注塑', version: 1 }],
    'POST /api/aggregate': ({ body }) =>
      Array.isArray(body)
        ? body.map((one) => ({ rows: [{ 'count:rows': textOf(one).includes('"draft"') || textOf(one).includes('"released"') ? 1 : 0 }] }))
        : [],
    'POST /api/orders/aggregate': () => ({ body: { rows: [], meta: {} } }),
  }) // prettier-ignore

beforeEach(() => {
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: /min-width/.test(query), media: query, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined })) // prettier-ignore
  Element.prototype.scrollIntoView = () => undefined
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('a list laid out otherwise', () => {
  test('stands in columns by state; a state without records is named below', { timeout: 60_000 }, async () => {
    serve()
    const router = await show(<ListPage />)
    fireEvent.click(await screen.findByRole('button', { name: '看板' }))
    const draft = within(await screen.findByRole('region', { name: '草稿' }))
    expect(await draft.findByRole('link', { name: /DD-0001/ })).toBeTruthy()
    expect(draft.queryByText('DD-0002')).toBeNull()
    expect(screen.getByText('没有记录：已否决')).toBeTruthy()
    await waitFor(() => expect(router.state.location.search).toContain('as=board'))
  })

  test('stands in the days of a month', { timeout: 60_000 }, async () => {
    const asked = serve()
    await show(<ListPage />, '/orders?as=calendar')
    const cell = (await screen.findByText('3')).closest('td')
    await waitFor(() => expect(within(cell ?? document.body).getAllByRole('link')).toHaveLength(2))
    fireEvent.click(screen.getByRole('button', { name: '上个月' }))
    await waitFor(() => expect(asked.some(({ query }) => query.get('filter')?.includes('"$gte":"2026-10-01","$lt":"2026-11-01"'))).toBe(true)) // prettier-ignore
  })
}) // prettier-ignore

describe('layouts', () => {
  test('are those that the model has a field for', () => {
    expect(arrangementsOf({ board: null, calendar: null })).toEqual(['table'])
    expect(arrangementsOf({ board: 'state', calendar: 'due_on' })).toEqual(['table', 'board', 'calendar']) // prettier-ignore
  })

  test('ask for part of what the list asks for', () => {
    const filter = { q: '轴', $and: [{ amount: { $gt: 1 } }] }
    expect(narrowed(filter, { state: 'draft' })).toEqual({ q: '轴', $and: [{ amount: { $gt: 1 } }, { state: 'draft' }] }) // prettier-ignore
  })

  test('a month is whole weeks from Monday', () => {
    const weeks = weeksOf('2026-11')
    expect(weeks[0]?.slice(-2)).toEqual(['2026-10-31', '2026-11-01'])
    expect(weeks.at(-1)).toEqual(['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05', '2026-12-06']) // prettier-ignore
    expect([monthAfter('2026-01', -1), monthAfter('2026-12', 1)]).toEqual(['2025-12', '2027-01'])
  })
})
