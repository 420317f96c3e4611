import type { Context } from '#model/language/context.ts'
import { indexModel } from '#model/language/resources.ts'
import { memoryScope } from '#model/language/scope.ts'
import type { MemoryRow, MemoryTables, RecordScope } from '#model/language/scope.ts'
import { fixtureModel } from './fixture.ts'

export const fixtureIndex = indexModel(fixtureModel)

/** Makes a readable uuid: `id('c', 1)` is `00000000-0000-4000-8000-00000c000001`. */
export const id = (letter: string, n: number): string =>
  `00000000-0000-4000-8000-0000${letter.charCodeAt(0).toString(16).padStart(2, '0')}${String(n).padStart(6, '0')}`

/** Noon of 22 November 2026 in Shanghai, as the employee 李四 of the sales department. */
export const context = (changes: Partial<Context> = {}): Context => ({
  now: '2026-11-22T04:00:00.000Z',
  today: changes.asOf ?? '2026-11-22',
  zone: 'Asia/Shanghai',
  me: id('e', 2),
  roles: ['sales'],
  departments: [id('d', 2)],
  department: id('d', 2),
  param: (key, sub) => {
    const found = fixtureModel.parameters.find((each) => each.key === key)?.default
    if (sub === undefined) return found ?? null
    return typeof found === 'object' && found !== null ? (new Map(Object.entries(found)).get(sub) ?? null) : null
  },
  ...changes,
}) // prettier-ignore

const customer = (n: number) => id('c', n)
const order = (n: number) => id('o', n)
const line = (n: number) => id('l', n)
const receivable = (n: number) => id('r', n)
const payment = (n: number) => id('p', n)

/** A few rows in which every rollup has something to find and something to leave out. */
export const rows: Readonly<Record<string, readonly MemoryRow[]>> = {
  departments: [
    { id: id('d', 1), name: '总部', parent_id: null, manager_id: id('e', 1) },
    { id: id('d', 2), name: '销售部', parent_id: id('d', 1), manager_id: id('e', 1) },
  ],
  employees: [
    { id: id('e', 1), name: '张三', department_id: id('d', 1) },
    { id: id('e', 2), name: '李四', department_id: id('d', 2), supervisor_id: id('e', 1) },
    { id: id('e', 3), name: '王五', department_id: id('d', 2), archived: true },
  ],
  customers: [
    { id: customer(1), name: '红星机械', region: 'east', tags: ['老客户', 'A'], is_key: true, owner_id: id('e', 2), watcher_ids: [id('e', 1)], credit_limit: 1000, discount: 10 },
    { id: customer(2), name: '重庆长江', region: 'west', tags: [], is_key: false, owner_id: id('e', 1), watcher_ids: [], credit_limit: 0 },
    { id: customer(3), name: '红星机械', region: null, tags: null, is_key: null, owner_id: null },
  ],
  products: [
    { id: id('t', 1), code: 'P1', name: '轴承', price: 12.3456, weight: 1.5 },
    { id: id('t', 2), code: 'P2', name: '齿轮', price: 0.015, weight: null },
  ],
  orders: [
    { id: order(1), code: 'DD-1', customer_id: customer(1), ordered_on: '2026-10-01', shipped_at: '2026-10-03T17:00:00.000Z', is_urgent: null, note: '首单', state: 'shipped' },
    { id: order(2), code: 'DD-2', customer_id: customer(1), ordered_on: '2026-11-10', is_urgent: true, note: null, state: 'confirmed' },
    { id: order(3), code: 'DD-3', customer_id: customer(1), ordered_on: '2026-09-01', note: '作废', state: 'draft', archived: true },
    { id: order(4), code: 'DD-4', customer_id: customer(2), ordered_on: null, note: '草稿', state: 'draft' },
  ],
  order_lines: [
    { id: line(1), order_id: order(1), position: 0, product_id: id('t', 1), quantity: 3, unit_price: 12.3456 },
    { id: line(2), order_id: order(1), position: 1, product_id: id('t', 2), quantity: 1, unit_price: 0.015, discount: 0 },
    { id: line(3), order_id: order(2), position: 0, product_id: id('t', 2), quantity: 2, unit_price: 100, discount: 50 },
  ],
  parcels: [
    { id: id('k', 1), code: 'K1', order_line_id: line(1), quantity: 3 },
    { id: id('k', 2), code: 'K2', order_line_id: line(2), quantity: 0.4 },
  ],
  receivables: [
    { id: receivable(1), customer_id: customer(1), order_id: order(1), amount: 500, recognised_on: '2026-10-05', due_on: '2026-10-20' },
    { id: receivable(2), customer_id: customer(1), order_id: order(2), amount: 300, recognised_on: '2026-11-12', due_on: '2026-12-31' },
    { id: receivable(3), customer_id: customer(2), order_id: null, amount: 80, recognised_on: '2026-01-05', due_on: '2026-02-01', written_off_on: '2026-11-01' },
  ],
  payments: [
    { id: payment(1), customer_id: customer(1), amount: 200, received_on: '2026-10-25', state: 'confirmed' },
    { id: payment(2), customer_id: customer(1), amount: 150, received_on: '2026-10-26', reversed_on: '2026-11-02', state: 'reversed' },
    { id: payment(3), customer_id: customer(1), amount: 90, received_on: '2026-10-27', state: 'draft' },
    { id: payment(4), customer_id: customer(1), amount: 70, received_on: '2026-11-30', state: 'confirmed' },
  ],
  payment_allocations: [
    { id: id('a', 1), payment_id: payment(1), position: 0, receivable_id: receivable(1), amount: 120.5 },
    { id: id('a', 2), payment_id: payment(2), position: 0, receivable_id: receivable(1), amount: 150 },
    { id: id('a', 3), payment_id: payment(3), position: 0, receivable_id: receivable(1), amount: 90 },
    { id: id('a', 4), payment_id: payment(4), position: 0, receivable_id: receivable(1), amount: 70 },
  ],
  tasks: [
    { id: id('w', 1), subject: '回访', target: { resource: 'customers', id: customer(1) }, done: false, due_at: '2026-11-22T03:59:59.000Z' },
    { id: id('w', 2), subject: '催款', target: { resource: 'customers', id: customer(1) }, done: null, due_at: null },
    { id: id('w', 3), subject: '发货', target: { resource: 'orders', id: customer(1) }, done: false, due_at: '2026-01-01T00:00:00.000Z' },
  ],
  specimens: [],
  _state_events: [
    { id: id('v', 1), resource: 'orders', record: order(1), at: '2026-10-01T01:00:00.000Z', on_day: '2026-10-01', to_state: 'draft' },
    { id: id('v', 2), resource: 'orders', record: order(1), at: '2026-10-02T01:00:00.000Z', on_day: '2026-10-02', to_state: 'confirmed' },
    { id: id('v', 3), resource: 'orders', record: order(1), at: '2026-10-03T17:00:00.000Z', on_day: '2026-10-04', to_state: 'shipped' },
  ],
} // prettier-ignore

export const tables: MemoryTables = new Map(Object.entries(rows))

/** Opens a row of the fixture, or a changed copy of it. */
export const open = (
  resource: string,
  which: string | MemoryRow,
  ctx: Context = context(),
): RecordScope => {
  const row = typeof which === 'string' ? rows[resource]?.find((each) => each.id === which) : which
  if (!row) throw new Error(`the fixture has no ${resource} ${String(which)}`)
  return memoryScope(fixtureIndex, tables, resource, row, ctx)
}

/** Reads a value as the wire would show it. */
export const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'toNumber' in value && typeof value.toNumber === 'function'
    ? value.toNumber()
    : (value ?? null) // prettier-ignore
