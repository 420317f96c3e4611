import { expect, test } from 'vitest'
import type { Predicate } from '#model/language/definition.ts'
import { FilterError, readFilter } from '#model/language/filter.ts'
import { ListError, listRows } from '#model/language/memory-list.ts'
import { ctx, index } from './shop.ts'

const orders = index.resources.get('orders')

/** What reading a filter of orders says; null when it can be asked. */
const said = (filter: Predicate): string | null => {
  if (!orders) throw new RangeError('orders')
  try {
    readFilter(index, orders, filter)
    return null
  } catch (error) {
    if (error instanceof FilterError) return error.label.en
    throw error
  }
}

const noKind = 'filter at kind: "Kind" has no option "godds" (did you mean "goods"?); allowed: goods, service' // prettier-ignore

test.each([
  [{ kind: 'godds' }, noKind],
  [{ kind: ['goods', 'godds'] }, noKind],
  [{ kind: { $ne: 'godds' } }, noKind],
  [{ $or: [{ code: 'x' }, { $not: { kind: { $nin: ['godds'] } } }] }, noKind],
  [{ kind: 7 }, 'filter at kind: "Kind" has no option "7"; allowed: goods, service'],
  [{ 'owner.roles': { $has: 'king' } }, 'filter at owner.roles: "Roles" has no option "king"; allowed: sales, dept_manager'], // prettier-ignore
  [{ king: 1 }, 'orders has no field "king"; did you mean "kind"?'],
])('%j is told by name', (filter, message) => {
  expect(said(filter)).toBe(message)
})

test.each([
  [{ kind: 'goods' }],
  [{ kind: [] }],
  [{ kind: null }],
  [{ kind: { $in: ['goods', null] } }],
  [{ kind: { $contains: 'oo' } }],
  [{ kind: { $null: true } }],
])('%j can be asked', (filter) => {
  expect(said(filter)).toBeNull()
})

test('a list in memory says the same', () => {
  const ask = () => listRows(index, new Map(), 'orders', { filter: { kind: 'godds' } }, ctx)
  expect(ask).toThrow(ListError)
  expect(ask).toThrow(noKind)
})
