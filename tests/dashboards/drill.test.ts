import { describe, expect, test } from 'vitest'
import type { AggregateRow } from '#model/language/definition.ts'
import { csvOf } from '../../src/dashboards/data/csv.ts'
import {
  allOf,
  behindCell,
  behindParts,
  hrefOf,
  hrefOfParts,
  inPeriod,
} from '../../src/dashboards/data/drill.ts'
import { questionsOf } from '../../src/dashboards/data/questions.ts'
import { balanceCard, everything, money, stateOf } from './company.tsx'

const { index } = everything
const today = '2026-11-22'
const days = { from: '2025-12-01', to: today }
const row = (parts: Partial<AggregateRow>): AggregateRow => ({
  key: '',
  label: {},
  drill: {},
  ...parts,
})
const filterIn = (href: string): unknown =>
  JSON.parse(new URL(href, 'http://charter.test').searchParams.get('filter') ?? '')

describe('records behind a number', () => {
  test('are those of the row and of the measure', () => {
    const behind = behindCell(index, { row: row({ drill: { $and: [{ customer_id: 'c1' }] } }), column: money, axes: [], resource: 'receivables', days, today })
    const href = hrefOf(index, 'receivables', behind)
    expect(href.startsWith('/receivables?filter=')).toBe(true)
    expect(filterIn(href)).toEqual({ customer_id: 'c1', balance: { $gt: 0 } })
  }) // prettier-ignore
  test('of an earlier day are listed as of that day', () => {
    const behind = behindCell(index, { row: row({ asOf: '2026-10-31' }), column: money, axes: [], resource: 'receivables', days, today })
    const url = new URL(hrefOf(index, 'receivables', behind, 'balance'), 'http://charter.test')
    expect(url.pathname).toBe('/dashboards/receivables/records')
    expect(Object.fromEntries(url.searchParams)).toEqual({ resource: 'receivables', filter: '{"balance":{"$gt":0}}', asOf: '2026-10-31', measure: 'balance' })
  }) // prettier-ignore
  test('of a balance beside flows are not limited to what is due in the period', () => {
    const drill = { $and: [{ owner_id: 'e1' }, { due_on: { $gte: '2025-12-01', $lt: '2026-11-23' } }] }
    const behind = behindCell(index, { row: row({ drill }), column: money, axes: [], resource: 'receivables', days, today })
    expect(behind.filter).toEqual({ owner_id: 'e1', balance: { $gt: 0 } })
  }) // prettier-ignore
  test('of lines are listed by the dashboards', () => {
    const href = hrefOf(index, 'sales', { resource: 'order_lines', filter: { 'order.owner_id': 'e1' } }) // prettier-ignore
    expect(href.startsWith('/dashboards/sales/records?resource=order_lines&')).toBe(true)
  })
  test('of a metric are those of each measure of its formula, in the period of its row', () => {
    const october = { $gte: '2026-10-01', $lt: '2026-11-01' }
    const parts = [
      { resource: 'payment_allocations', drill: { 'payment.received_on': october } },
      { resource: 'receivables', drill: { due_on: october } },
    ]
    const time = { key: 'time', kind: 'time', grain: 'month', label: { zh: '', en: '' } } as const
    const cell = { row: row({ time: '2026-10', collection_rate: 84.4, parts }), column: { ...money, key: 'collection_rate' }, axes: [time], resource: 'collection_rate', days, today }
    const behind = behindParts(index, cell)
    expect(behind.map(({ resource, measure }) => [resource, measure])).toEqual([
      ['payment_allocations', 'collected_due'],
      ['receivables', 'due_amount'],
    ])
    expect(behind[0]?.filter).toMatchObject({ 'receivable.due_on': { $gte: '2026-10-01', $lte: '2026-10-31' } })
    expect(behind[1]?.filter).toMatchObject({ due_on: october })
    const address = new URL(hrefOfParts('receivables', behind), 'http://board')
    expect(address.pathname).toBe('/dashboards/receivables/records')
    expect(JSON.parse(address.searchParams.get('parts') ?? '')).toEqual(behind)
  }) // prettier-ignore
})

describe('filters', () => {
  test('two conditions on one field stay beside each other', () =>
    expect(allOf({ a: 1 }, { $and: [{ a: { $gt: 0 } }, 'b < c'] })).toEqual({ a: 1, $and: [{ a: { $gt: 0 } }, 'b < c'] })) // prettier-ignore
  test('a null becomes an operator, which the list keeps', () =>
    expect(allOf({ a: null })).toEqual({ a: { $null: true } }))
  test('the period takes the place of its variables', () =>
    expect(inPeriod({ due_on: { $gte: '$period_start', $lte: '$period_end' } }, days)).toEqual({ due_on: { $gte: '2025-12-01', $lte: today } })) // prettier-ignore
  test('of the board reach the field of the dimension; others are named', () => {
    const { questions, unfit } = questionsOf(index, balanceCard, stateOf('employee=e1&product=p1'), today) // prettier-ignore
    expect(questions).toEqual([
      { resource: 'receivables', measures: ['balance'], filter: { owner_id: ['e1'] } },
    ])
    expect(unfit).toEqual(['product'])
  })
  test('days of a query may be relative to today', () => {
    const card = { ...balanceCard, query: { measures: ['due_amount'], range: { on: 'due_on', from: '$today', to: '$today+180d' } } } // prettier-ignore
    expect(questionsOf(index, card, stateOf(), today).days).toEqual({ from: today, to: '2027-05-21' }) // prettier-ignore
  })
})

test('CSV has a byte order mark, exact numbers and no formulas', () => {
  const column = money
  const cells = { s: { value: 1234.5 } }
  const grid = {
    head: '客户',
    axis: null,
    totals: {},
    series: [{ key: 's', label: '余额', role: 'value', format: 'money', column } as const],
    rows: [
      { key: '1', label: '=cmd("x")', tick: '', isPartial: false, isOthers: false, cells },
      { key: '2', label: '甲, 乙', tick: '', isPartial: false, isOthers: false, cells: {} },
    ],
  }
  expect(csvOf(grid)).toBe('\uFEFF客户,余额\r\n"\'=cmd(""x"")",1234.5\r\n"甲, 乙",\r\n')
})
