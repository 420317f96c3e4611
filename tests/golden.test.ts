import { describe, expect, test } from 'vitest'
import type { AggregateAnswer } from '#model/language/definition.ts'
import { useDatabase } from './databases.ts'
import { askDatabase, askMemory, type Ask, type Tables } from './golden-engines.ts'
import { onMemory } from './prepared.ts'
import {
  customer,
  golden,
  ledger,
  monthlySales,
  product,
  productSales,
  salesRow,
} from './golden.ts'

const database = useDatabase(onMemory, golden.index)
const engines: readonly {
  readonly name: string
  readonly over: (tables: Tables) => Promise<Ask>
}[] = [
  { name: 'JavaScript', over: async (tables) => askMemory(golden, tables) },
  { name: 'SQL', over: (tables) => askDatabase(golden, database(), tables) },
]
const column = (answer: AggregateAnswer, key: string) => answer.rows.map((row) => row[key])
const month = { time: 'booked_on', grain: 'month' } as const

describe.each(engines)('$name: sales by month', ({ over }) => {
  test('compares a month with the month before and the same month last year', async () => {
    const ask = await over({ sales: monthlySales })
    const range = { from: '2026-10-01', to: '2026-10-31' }
    const { rows } = await ask('sales', {
      measures: ['amount'],
      range,
      compare: ['previousPeriod', 'previousYear'],
    })
    expect(rows).toMatchObject([
      { amount: 480, previousPeriod: { amount: 390 }, previousYear: { amount: 320 } },
    ])
  })

  test('compares a running month to date: 21 days with 21 days', async () => {
    const ask = await over({ sales: monthlySales })
    const range = { from: '2026-11-01', to: '2026-11-30' }
    const answer = await ask('sales', {
      measures: ['amount', 'run_rate'],
      range,
      compare: ['previousYear'],
    })
    expect(answer.rows).toMatchObject([
      { amount: 350, run_rate: 500, previousYear: { amount: 250 } },
    ])
    expect(answer.meta).toMatchObject({
      partial: ['2026-11-01..2026-11-30'],
      compared: { previousYear: { from: '2025-11-01', toExclusive: '2025-11-22' } },
    })
  })

  test('leaves the running month out of the moving average', async () => {
    const ask = await over({ sales: monthlySales })
    const { rows, meta } = await ask('sales', {
      measures: ['amount'],
      by: [month],
      range: { from: '2026-08-01', to: '2026-11-30' },
      post: { amount: [{ movingAverage: 3 }, 'cumulative'] },
    })
    expect(rows.map((row) => [row.booked_on, row.amount, row.post?.amount?.movingAverage])).toEqual(
      [
        ['2026-08', 420, null],
        ['2026-09', 390, null],
        ['2026-10', 480, 430],
        ['2026-11', 350, null],
      ],
    )
    expect(rows.at(-1)?.post?.amount?.cumulative).toBe(1640)
    expect(meta.partial).toEqual(['2026-11'])
  })

  test('fills empty months: zero for sums, nothing for averages and rates', async () => {
    const ask = await over({
      sales: [salesRow(1, { booked_on: '2026-01-31', amount: 100, cost: 60, days: 4 })],
    })
    const { rows } = await ask('sales', {
      measures: ['amount', 'mean_days', 'margin_rate'],
      by: [month],
      range: { from: '2026-01-01', to: '2026-03-31' },
      fill: true,
    })
    expect(rows).toMatchObject([
      { booked_on: '2026-01', amount: 100, mean_days: 4, margin_rate: 40 },
      { booked_on: '2026-02', amount: 0, mean_days: null, margin_rate: null },
      { booked_on: '2026-03', amount: 0, mean_days: null, margin_rate: null },
    ])
  })

  test('puts an instant into the month of the company’s zone', async () => {
    const ask = await over({
      sales: [salesRow(1, { booked_at: '2026-10-31T16:30:00.000Z', amount: 7 })],
    })
    const by = [{ time: 'booked_at', grain: 'month' } as const]
    const { rows } = await ask('sales', { measures: ['orders'], by })
    expect(column({ rows } as AggregateAnswer, 'booked_at')).toEqual(['2026-11'])
    const range = { on: 'booked_at', from: '2026-11-01', to: '2026-11-30' }
    expect((await ask('sales', { measures: ['amount'], range })).rows).toMatchObject([
      { amount: 7 },
    ])
  })
})

describe.each(engines)('$name: products', ({ over }) => {
  test('gives shares and cumulative shares downwards', async () => {
    const ask = await over({ sales: productSales })
    const { rows } = await ask('sales', {
      measures: ['amount'],
      by: ['product'],
      post: { amount: ['share', 'cumulative'] },
    })
    expect(rows.map((row) => [row.label.product, row.post?.amount?.cumulativeShare])).toEqual([
      ['P1', 42], ['P2', 68], ['P3', 82], ['P4', 90], ['P5', 95], ['P6', 98], ['P7', 100],
    ]) // prettier-ignore
    expect(rows[0]?.post?.amount?.share).toBe(42)
  })

  test('keeps the top and sums the others, whose drill-down is everybody else', async () => {
    const ask = await over({ sales: productSales })
    const top = { n: 2, of: 'product', by: 'amount', others: true }
    const { rows, totals } = await ask('sales', {
      measures: ['amount'],
      by: ['product'],
      top,
      totals: true,
    })
    expect(rows.map((row) => [row.label.product, row.amount, row.others])).toEqual([
      ['P1', 420, undefined],
      ['P2', 260, undefined],
      ['其他', 320, 5],
    ])
    expect(rows[2]?.drill).toEqual({ product_id: { $nin: [product(1), product(2)] } })
    expect(totals).toMatchObject({ amount: 1000 })
  })

  test('divides sums, never averages rates, and counts distinct once', async () => {
    const rows = [
      { region: 'east', amount: 100, cost: 60, customer_id: customer.甲 },
      { region: 'south', amount: 900, cost: 720, customer_id: customer.甲 },
    ].map((row, i) => salesRow(i, row))
    const ask = await over({ sales: rows })
    const answer = await ask('sales', {
      measures: ['margin_rate', 'customers'],
      by: ['region'],
      totals: true,
    })
    expect(answer.rows.map((row) => [row.label.region, row.margin_rate, row.customers])).toEqual([
      ['华东', 40, 1],
      ['华南', 20, 1],
    ])
    expect(answer.totals).toMatchObject({ margin_rate: 22, customers: 1 })
  })

  test('interpolates median and ninetieth percentile', async () => {
    const hours = [2, 5, 8, 20, 30, 50, 72, 120]
    const ask = await over({ sales: hours.map((days, i) => salesRow(i, { days })) })
    const { rows } = await ask('sales', { measures: ['mean_days', 'median_days', 'p90_days'] })
    expect(rows).toMatchObject([{ mean_days: 38.375, median_days: 25, p90_days: 86.4 }])
  })

  test('bands numbers, keeps what is not filled in, and answers one row without any', async () => {
    const ask = await over({
      sales: [50, 100, 300, null].map((amount, i) => salesRow(i, { amount })),
    })
    const { rows } = await ask('sales', {
      measures: ['orders'],
      by: ['size'],
      sort: [['size', 'asc']],
    })
    expect(rows.map((row) => [row.size, row.orders])).toEqual([
      ['100_300', 1],
      ['gte_300', 1],
      ['lt_100', 1],
      [null, 1],
    ])
    const empty = await over({})
    expect(
      (await empty('sales', { measures: ['orders', 'amount', 'mean_days'] })).rows,
    ).toMatchObject([{ orders: 0, amount: 0, mean_days: null }])
  })

  test('orders records by their titles, what is not filled in last', async () => {
    const rows = [customer.丙, customer.乙, null, customer.甲].map((customer_id, i) => salesRow(i, { customer_id, amount: i })) // prettier-ignore
    const ask = await over({ sales: rows })
    const named = async (direction: 'asc' | 'desc') => {
      const answer = await ask('sales', { measures: ['amount'], by: ['customer'], sort: [['customer', direction]], limit: 3 }) // prettier-ignore
      return answer.rows.map((row) => row.label.customer)
    }
    expect(await named('asc')).toEqual(['丙', '乙', '甲']) // by code point
    expect(await named('desc')).toEqual(['甲', '乙', '丙'])
  })

  test('adds up any number field and counts rows without a declaration', async () => {
    const ask = await over({ sales: productSales })
    const { rows } = await ask('sales', { measures: ['sum:amount', 'count:rows'] })
    expect(rows).toMatchObject([{ 'sum:amount': 1000, 'count:rows': 7 }])
  })

  test('names what a query asks for in vain', async () => {
    const ask = await over({})
    await expect(ask('sales', { measures: ['amonut'] })).rejects.toThrow(
      'measures.0: no measure "amonut" (did you mean "amount"?)',
    )
    await expect(ask('sales', { measures: ['amount'], by: ['colour'] })).rejects.toThrow(
      'by.0: no dimension "colour"',
    )
    await expect(
      ask('sales', { measures: ['amount'], range: { from: '2026-13-01', to: '2026-12-01' } }),
    ).rejects.toThrow('range.from')
  })
})

describe.each(engines)('$name: receivables as of a day', ({ over }) => {
  const buckets = (answer: AggregateAnswer) =>
    Object.fromEntries(answer.rows.map((row) => [row.bucket, row.outstanding]))

  test.each([
    ['2026-11-21', { not_due: 50_000, d1_30: 100_000, d31_60: 80_000, over_90: 80_000 }],
    ['2026-10-31', { not_due: 120_000, d1_30: 80_000, d61_90: 80_000 }],
  ])('on %s ages what was open at its end', async (day, expected) => {
    const ask = await over(ledger)
    const query = {
      measures: ['outstanding'],
      by: ['bucket'],
      range: { from: '2026-01-01', to: day },
      having: { outstanding: { $gt: 0 } },
    }
    expect(buckets(await ask('invoices', query))).toEqual(expected)
  })

  test('gives overdue and its rate, by customer', async () => {
    const ask = await over(ledger)
    const range = { from: '2026-11-01', to: '2026-11-21' }
    const { rows, totals } = await ask('invoices', {
      measures: ['outstanding', 'overdue', 'overdue_rate'],
      by: ['customer'],
      range,
      totals: true,
    })
    expect(
      Object.fromEntries(rows.map((row) => [row.label.customer, row.outstanding])),
    ).toMatchObject({ 甲: 160_000, 乙: 150_000 })
    expect(totals).toMatchObject({ outstanding: 310_000, overdue: 260_000, overdue_rate: 83.871 })
  })

  test('takes a balance at the end of each month, never its sum', async () => {
    const ask = await over(ledger)
    const { rows } = await ask('invoices', {
      measures: ['outstanding', 'opening', 'average'],
      by: [{ time: 'issued_on', grain: 'month' }],
      range: { from: '2026-09-01', to: '2026-11-21' },
    })
    expect(rows.map((row) => [row.issued_on, row.outstanding, row.opening, row.average])).toEqual([
      ['2026-09', 160_000, 240_000, 200_000],
      ['2026-10', 280_000, 160_000, 220_000],
      ['2026-11', 310_000, 280_000, 295_000],
    ])
    expect(rows[1]).toMatchObject({ asOf: '2026-10-31' })
  })
})
