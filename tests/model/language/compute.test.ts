import { describe, expect, test } from 'vitest'
import { computeRecord } from '#model/language/compute-record.ts'
import { context, fixtureIndex, id, open, plain, rows, tables } from '../fixture-rows.ts'

const value = (resource: string, which: string, path: string, asOf?: string) =>
  plain(open(resource, which, context(asOf === undefined ? {} : { asOf })).get(path))

describe('formulas of records', () => {
  test('a line reads its order, its customer and its product', () => {
    expect(value('order_lines', id('l', 1), 'amount')).toBe(33.3331) // 3 * 12.3456 * 0.9
    expect(value('order_lines', id('l', 2), 'amount')).toBe(0.015) // its own discount of 0 counts
    expect(value('order_lines', id('l', 1), 'weight')).toBe(4.5)
    expect(value('order_lines', id('l', 2), 'weight')).toBe(null) // no weight known
  })

  test('a value is rounded to its field before others read it', () => {
    // lines 33.3331 (33.33312 rounded to 4) and 0.015: the total rounds once, at two decimals
    expect(value('orders', id('o', 1), 'total')).toBe(33.35)
  })

  test('a path over two references, empty where one of them is', () => {
    expect(value('orders', id('o', 1), 'heading')).toBe('DD-1 红星机械 李四')
    expect(value('receivables', id('r', 3), 'order.code')).toBe(null)
  })

  test('days between a date and an instant count the local day', () => {
    expect(value('orders', id('o', 1), 'days_to_ship')).toBe(3) // 17:00 UTC is the 4th in Shanghai
  })

  test('a share of nothing is null', () => {
    expect(value('customers', id('c', 2), 'credit_use')).toBe(null)
    expect(value('customers', id('c', 2), 'credit_band')).toBe(null)
  })

  test('bands include their bounds and take the first that fits', () => {
    expect(value('customers', id('c', 1), 'outstanding')).toBe(679.5)
    expect(value('customers', id('c', 1), 'credit_use')).toBe(67.95)
    expect(value('customers', id('c', 1), 'credit_band')).toBe('middle')
    expect(value('receivables', id('r', 2), 'age_bucket')).toBe('not_due')
    expect(value('receivables', id('r', 1), 'age_bucket')).toBe('over_30')
  })

  test('bounds may be parameters', () => {
    expect(value('receivables', id('r', 1), 'warning')).toBe('red') // 33 days
    expect(value('receivables', id('r', 2), 'warning')).toBe(null)
  })
})

describe('rollups', () => {
  test.each([
    ['order_count', 2],
    ['ordered', 133.35],
    ['first_order_on', '2026-10-01'],
    ['last_order_on', '2026-11-10'],
    ['has_urgent', true],
    ['all_shipped', false],
    ['open_tasks', 2],
    ['late_tasks', 1],
    ['overdue_days', 33],
    ['namesakes', 1],
  ])('customers.%s leaves archived rows out', (field, expected) => {
    expect(value('customers', id('c', 1), field)).toBe(expected)
  })

  test('the last value may be null', () => {
    expect(value('customers', id('c', 1), 'last_note')).toBe(null)
  })

  test.each([
    ['order_count', 0],
    ['ordered', 0],
    ['first_order_on', null],
    ['last_note', null],
    ['has_urgent', false],
    ['all_shipped', true],
  ])('customers.%s of no rows', (field, expected) => {
    expect(value('customers', id('c', 3), field)).toBe(expected)
  })

  test('rows without an order come first, so the last has one', () => {
    expect(value('orders', id('o', 1), 'last_product')).toBe('齿轮')
    expect(value('orders', id('o', 1), 'heaviest')).toBe(4.5)
  })

  test('every line is shipped only when each is', () => {
    expect(value('orders', id('o', 1), 'is_complete')).toBe(false)
    expect(value('order_lines', id('l', 1), 'shipped')).toBe(3)
  })

  test('rows of the same value are counted without the row itself', () => {
    expect(value('customers', id('c', 2), 'namesakes')).toBe(0)
  })

  test('rows before the row itself are counted, of the same customer and not archived', () => {
    expect(value('orders', id('o', 1), 'earlier')).toBe(0)
    expect(value('orders', id('o', 2), 'earlier')).toBe(1)
  })
})

describe('as of a date', () => {
  test('a payment counts from the day of its receipt until the day of its reversal', () => {
    expect(value('receivables', id('r', 1), 'received_amount', '2026-10-24')).toBe(0)
    expect(value('receivables', id('r', 1), 'received_amount', '2026-10-25')).toBe(120.5)
    expect(value('receivables', id('r', 1), 'received_amount', '2026-11-01')).toBe(270.5)
    expect(value('receivables', id('r', 1), 'received_amount', '2026-11-02')).toBe(120.5)
  })

  test('a payment of the future does not count today', () => {
    expect(value('receivables', id('r', 1), 'received_amount')).toBe(120.5)
    expect(value('receivables', id('r', 1), 'received_amount', '2026-11-30')).toBe(190.5)
  })

  test('today() is the day asked for', () => {
    expect(value('receivables', id('r', 1), 'overdue_days', '2026-10-25')).toBe(5)
  })

  test('a dated field is null before its day', () => {
    expect(value('receivables', id('r', 3), 'balance', '2026-10-31')).toBe(80)
    expect(value('receivables', id('r', 3), 'balance', '2026-11-01')).toBe(0)
  })

  test('the state is that of the last event on or before the day', () => {
    expect(value('orders', id('o', 1), 'state', '2026-09-30')).toBe(null)
    expect(value('orders', id('o', 1), 'state', '2026-10-03')).toBe('confirmed')
    expect(value('orders', id('o', 1), 'state', '2026-10-04')).toBe('shipped')
    expect(value('orders', id('o', 1), 'state')).toBe('shipped')
  })

  test('rows that did not exist yet are left out', () => {
    expect(value('customers', id('c', 1), 'order_count', '2026-11-09')).toBe(1)
  })
})

describe('a form in the browser', () => {
  const lines = [
    { product_id: id('t', 1), quantity: 2, unit_price: 10 },
    { product_id: id('t', 2), quantity: 1, unit_price: 5, discount: 20 },
  ]
  const unsaved = { code: 'neu', customer_id: id('c', 1), lines }
  const known = new Map([...tables].filter(([name]) => name !== 'order_lines'))

  test('lines are read from inside the record, and see it', () => {
    const computed = computeRecord(fixtureIndex, known, 'orders', unsaved, context())
    expect(computed.total).toBe(22) // 18 at the customer's 10 %, 4 at its own 20 %
    expect(computed.line_count).toBe(2)
    expect(computed.lines).toMatchObject([{ amount: 18, weight: 3 }, { amount: 4 }])
  })

  test('a record without an id has no children but its lines', () => {
    const fresh = { name: '新客户' }
    const computed = computeRecord(fixtureIndex, tables, 'customers', fresh, context())
    expect(computed).toMatchObject({ order_count: 0, ordered: 0, open_tasks: 0 })
  })

  test('without the child rows a rollup keeps the value that the server gave', () => {
    const row = { ...rows.customers?.[0], outstanding: 400 }
    const computed = computeRecord(fixtureIndex, new Map(), 'customers', row, context())
    expect(computed).toMatchObject({ outstanding: 400, credit_use: 40, credit_band: 'low' })
  })
})
