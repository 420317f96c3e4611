import type { Field, Measure } from '#model/language/definition.ts'
import type { MemoryRow } from '#model/language/scope.ts'
import type { Golden } from './golden-engines.ts'
import { departments, employees, entityOf, indexOf, label } from './server/sql/model.ts'

/** The worked tables of the metric study: sales by month, products of an ABC analysis, receivables with allocations. */
const money = (more: Partial<Field> = {}): Field =>
  ({ type: 'money', label: label('money'), ...more }) as Field // fields of one type
const day: Field = { type: 'date', label: label('day') }
const text: Field = { type: 'text', label: label('text') }
const measure = (more: object) => ({ label: label('measure'), ...more }) as Measure // agg or calc, given below

const products = entityOf('products', { name: text }, { title: '{name}' })
const customers = entityOf('customers', { name: text }, { title: '{name}' })
const sales = entityOf(
  'sales',
  {
    booked_on: day,
    booked_at: { type: 'datetime', label: label('at') },
    product_id: { type: 'reference', to: 'products', label: label('product') },
    customer_id: { type: 'reference', to: 'customers', label: label('customer') },
    region: {
      type: 'enum',
      label: label('region'),
      options: { east: { zh: '华东', en: 'East' }, south: { zh: '华南', en: 'South' } },
    },
    amount: money(),
    cost: money(),
    days: { type: 'integer', label: label('days') },
  },
  {
    analytics: {
      time: 'booked_on',
      dimensions: {
        product: { field: 'product_id' },
        customer: { field: 'customer_id' },
        region: { field: 'region' },
        size: { field: 'amount', bands: [100, 300] },
      },
      measures: {
        amount: measure({ agg: 'sum', field: 'amount' }),
        cost: measure({ agg: 'sum', field: 'cost' }),
        orders: measure({ agg: 'count' }),
        customers: measure({ agg: 'distinct', field: 'customer_id' }),
        mean_days: measure({ agg: 'avg', field: 'days', format: 'days' }),
        median_days: measure({ agg: 'median', field: 'days', format: 'days' }),
        p90_days: measure({ agg: 'p90', field: 'days', format: 'days' }),
        margin: measure({ calc: 'amount - cost', format: 'money' }),
        margin_rate: measure({ calc: '100 * margin / amount', format: 'percent' }),
        run_rate: measure({ calc: 'amount / period_days * 30', format: 'money' }),
        late: measure({ agg: 'sum', field: 'amount', time: 'booked_at' }),
      },
    },
  },
)
const invoices = entityOf(
  'invoices',
  {
    code: text,
    customer_id: { type: 'reference', to: 'customers', label: label('customer') },
    issued_on: day,
    due_on: day,
    amount: money(),
    allocated: money({
      rollup: { of: 'allocations', by: 'invoice_id', sum: 'amount', dated: 'on' },
    }),
    balance: money({ formula: 'amount - allocated' }),
    overdue_days: {
      type: 'integer',
      label: label('overdue'),
      formula: 'if(balance > 0, max(0, days_between(due_on, today())), 0)',
    },
    bucket: {
      type: 'enum',
      label: label('bucket'),
      options: {
        not_due: label('0'),
        d1_30: label('1'),
        d31_60: label('31'),
        d61_90: label('61'),
        over_90: label('90'),
      },
      band: {
        of: 'overdue_days',
        keys: [
          { key: 'not_due', to: 0 },
          { key: 'd1_30', to: 30 },
          { key: 'd31_60', to: 60 },
          { key: 'd61_90', to: 90 },
          { key: 'over_90' },
        ],
      },
    },
  },
  {
    exists_from: 'issued_on',
    analytics: {
      time: 'issued_on',
      dimensions: { customer: { field: 'customer_id' }, bucket: { field: 'bucket' } },
      measures: {
        invoiced: measure({ agg: 'sum', field: 'amount' }),
        outstanding: measure({
          agg: 'sum',
          field: 'balance',
          balance: true,
          where: { balance: { $gt: 0 } },
        }),
        overdue: measure({
          agg: 'sum',
          field: 'balance',
          balance: true,
          where: { overdue_days: { $gt: 0 } },
        }),
        overdue_rate: measure({ calc: '100 * overdue / outstanding', format: 'percent' }),
        opening: measure({ agg: 'sum', field: 'balance', balance: 'opening' }),
        average: measure({ agg: 'sum', field: 'balance', balance: 'average' }),
      },
    },
  },
)
const allocations = entityOf('allocations', {
  invoice_id: { type: 'reference', to: 'invoices', label: label('invoice') },
  on: day,
  amount: money(),
})

const goldenIndex = indexOf([
  employees,
  departments,
  products,
  customers,
  sales,
  invoices,
  allocations,
])

const id = (n: number) => `0198c9a0-0000-7000-8000-${String(n).padStart(12, '0')}`
export const product = (n: number) => id(100 + n)
export const customer = { 甲: id(201), 乙: id(202), 丙: id(203) }

const salesRow = (n: number, more: Record<string, unknown>): MemoryRow => ({
  id: id(1000 + n),
  archived: false,
  ...more,
})
const monthly = (year: number, amounts: readonly number[]) =>
  amounts.map((amount, i) => ({
    booked_on: `${year}-${String(i + 1).padStart(2, '0')}-15`,
    amount,
  }))

/** C1: months of 2026, with October and the 21 days of November 2025 for comparison. */
export const monthlySales = [
  ...monthly(2026, [200, 180, 260, 240, 300, 310, 280, 420, 390, 480, 350]),
  { booked_on: '2025-10-15', amount: 320 },
  { booked_on: '2025-11-20', amount: 250 },
  { booked_on: '2025-11-25', amount: 90 },
].map((row, i) => salesRow(i, row))

/** C2: seven products. */
export const productSales = [420, 260, 140, 80, 50, 30, 20].map((amount, i) =>
  salesRow(i, { booked_on: '2026-05-01', amount, product_id: product(i + 1) }),
)

const invoice = (n: number, code: string, customer_id: string, issued_on: string, due_on: string, amount: number): MemoryRow => ({
  id: id(300 + n), archived: false, code, customer_id, issued_on, due_on, amount,
}) // prettier-ignore
const allocation = (n: number, of: number, on: string, amount: number): MemoryRow => ({
  id: id(400 + n), archived: false, invoice_id: id(300 + of), on, amount,
}) // prettier-ignore

/** C4: six invoices of three customers. */
export const ledger = {
  invoices: [
    invoice(1, 'A1', customer.甲, '2026-07-05', '2026-08-04', 100_000),
    invoice(2, 'A2', customer.甲, '2026-09-10', '2026-10-10', 80_000),
    invoice(3, 'A3', customer.甲, '2026-11-01', '2026-12-01', 50_000),
    invoice(4, 'B1', customer.乙, '2026-06-15', '2026-08-14', 200_000),
    invoice(5, 'B2', customer.乙, '2026-10-12', '2026-11-11', 120_000),
    invoice(6, 'C1', customer.丙, '2026-10-01', '2026-10-31', 60_000),
  ],
  allocations: [
    allocation(1, 1, '2026-08-20', 60_000),
    allocation(2, 1, '2026-09-01', 10_000),
    allocation(3, 2, '2026-11-25', 80_000),
    allocation(4, 4, '2026-09-30', 150_000),
    allocation(5, 5, '2026-11-15', 20_000),
    allocation(6, 6, '2026-10-28', 60_000),
  ],
}

export { salesRow }

/** Titles of products and customers. */
const named = {
  products: [1, 2, 3, 4, 5, 6, 7].map((n) => ({ id: product(n), archived: false, name: `P${n}` })),
  customers: Object.entries(customer).map(([title, at]) => ({
    id: at,
    archived: false,
    name: title,
  })),
}

/** The model of the worked tables with the titles of its customers and products. */
export const golden: Golden = { index: goldenIndex, named }
