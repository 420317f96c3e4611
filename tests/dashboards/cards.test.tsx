// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Card } from '#model/language/definition.ts'
import { ChartCard } from '../../src/dashboards/cards/ChartCard.tsx'
import { KpiCard } from '../../src/dashboards/cards/KpiCard.tsx'
import { answer, balanceCard, board, money, show, stateOf } from './company.tsx'

beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-22T02:10:00Z'), toFake: ['Date'] }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const byCustomer: Card = {
  id: 'customers',
  kind: 'ranking',
  title: { zh: '前十大客户', en: 'Top ten customers' },
  resource: 'receivables',
  query: { measures: ['balance'], by: ['customer'] },
}
const customer = {
  key: 'customer',
  kind: 'dimension',
  label: { zh: '客户', en: 'Customer' },
} as const
const filled = answer({
  columns: [customer, money],
  rows: [
    { key: 'c1', customer: 'c1', balance: 846_000, previousYear: { balance: 700_000 }, drill: { customer_id: 'c1' }, label: { customer: '苏州启衡机电' } },
    { key: '$others', customer: '$others', balance: 54_000, others: 41, drill: { customer_id: { $nin: ['c1'] } }, label: { customer: '其他' } },
  ],
}) // prettier-ignore

const props = (card: Card, search = '') => ({
  dashboard: board(card),
  card,
  state: stateOf(search),
  onClear: vi.fn(),
})

describe('a figure', () => {
  test('shows value, unit, comparison and a link to its records', async () => {
    const row = { key: '', label: {}, drill: {}, balance: 12_846_000, previousYear: { balance: 11_870_000 } } // prettier-ignore
    await show(<KpiCard {...props(balanceCard)} />, () => answer({ rows: [row] }))
    const link = await screen.findByRole('link', { name: '1,284.6万元' })
    expect(decodeURIComponent(link.getAttribute('href') ?? '')).toBe('/receivables?filter={"balance":{"$gt":0}}') // prettier-ignore
    expect(screen.getByText('8.2%')).toBeTruthy()
    expect(screen.getByText('上升')).toBeTruthy()
  })
  test('says that a filter does not apply', async () => {
    const row = { key: '', label: {}, drill: {}, balance: 1 }
    await show(<KpiCard {...props(balanceCard, 'product=p1')} />, () => answer({ rows: [row] }))
    expect(await screen.findByText('不受筛选影响：产品')).toBeTruthy()
  })
  test('has a dash where there is no value', async () => {
    const row = { key: '', label: {}, drill: {}, balance: null }
    await show(<KpiCard {...props(balanceCard)} />, () => answer({ rows: [row] }))
    expect(await screen.findByText('—')).toBeTruthy()
  })
})

describe('states of a card', () => {
  test('loading keeps the place', async () => {
    await show(<ChartCard {...props(byCustomer)} />, () => filled)
    expect(screen.getByRole('status', { name: '正在载入“前十大客户”' })).toBeTruthy()
    await screen.findByText('苏州启衡机电')
  })
  test('empty says so and offers to clear the filters', async () => {
    const given = props(byCustomer, 'employee=e1')
    await show(<ChartCard {...given} />, () => answer({ columns: [customer, money] }))
    await screen.findByText('所选期间没有数据')
    fireEvent.click(screen.getByRole('button', { name: '清除筛选' }))
    expect(given.onClear).toHaveBeenCalledOnce()
  })
  test('no permission is not the same as nothing', async () => {
    const problem = { code: 'forbidden', message: '您无权查看“成本快照”' }
    await show(<ChartCard {...props(byCustomer)} />, () => ({ problem }))
    expect(await screen.findByText('没有权限')).toBeTruthy()
    expect(screen.getByText('您无权查看“成本快照”')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
  })
  test('a failure can be tried again and names its request', async () => {
    let tries = 0
    const fail = { problem: { code: 'internal', message: '服务器出错' } }
    await show(<ChartCard {...props(byCustomer)} />, () => (++tries > 1 ? filled : fail))
    await screen.findByText('没能取到数据', {}, { timeout: 5000 })
    expect(screen.getByText('请求编号 r-7')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '重试' }))
    expect(await screen.findByText('苏州启衡机电', {}, { timeout: 5000 })).toBeTruthy()
  })
  test('a cut answer says how much is shown', async () => {
    const cut = answer({ ...filled, meta: { ...filled.meta, truncated: true } })
    await show(<ChartCard {...props(byCustomer)} />, () => cut)
    expect(await screen.findByText('只显示前 2 组')).toBeTruthy()
  })
  test('a running month is marked', async () => {
    const month = { key: 'due_on', kind: 'time', grain: 'month', label: { zh: '到期日', en: 'Due on' } } as const // prettier-ignore
    const rows = [{ key: '2026-11', due_on: '2026-11', balance: 5, drill: {}, label: {} }]
    const card: Card = { ...byCustomer, kind: 'table' }
    await show(<ChartCard {...props(card)} />, () => answer({ columns: [month, money], rows, meta: { ...filled.meta, partial: ['2026-11'] } })) // prettier-ignore
    expect(await screen.findByText('2026年11月截至 11-22')).toBeTruthy()
  })
})

test('every chart has its table, with a link in every number', async () => {
  await show(<ChartCard {...props(byCustomer)} />, () => filled)
  await screen.findByText('苏州启衡机电')
  expect(screen.getByText('单位：万元')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '“前十大客户”的操作' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: '看表格' }))
  const table = await screen.findByRole('table', { name: '前十大客户' })
  const [, first, others] = within(table).getAllByRole('row')
  expect(first?.textContent).toContain('846,000')
  expect(others?.textContent).toContain('其他 41 项')
  const links = within(table).getAllByRole('link')
  expect(links.map((link) => decodeURIComponent(link.getAttribute('href') ?? ''))).toEqual([
    '/receivables?filter={"customer_id":"c1","balance":{"$gt":0}}',
    '/receivables?filter={"customer_id":{"$nin":["c1"]},"balance":{"$gt":0}}',
  ])
})

test('cards that ask at the same moment share a request', async () => {
  const asked = await show(
    <>
      <ChartCard {...props(byCustomer)} />
      <KpiCard {...props(balanceCard)} />
    </>,
    () => filled,
  )
  await screen.findByText('苏州启衡机电')
  expect(asked).toHaveLength(2)
})
