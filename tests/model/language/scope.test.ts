import { describe, expect, test } from 'vitest'
import { searchTextOf } from '#model/language/search-text.ts'
import { memoryScope } from '#model/language/scope.ts'
import { context, fixtureIndex, id, open, plain, rows, tables } from '../fixture-rows.ts'

describe('paths', () => {
  test.each([
    ['orders', id('o', 1), 'customer.name', '红星机械'],
    ['orders', id('o', 1), 'customer.owner.department.manager.name', '张三'],
    ['order_lines', id('l', 1), 'order.customer.region', 'east'],
    ['order_lines', id('l', 1), 'order.total', 33.35],
    ['tasks', id('w', 1), 'target.resource', 'customers'],
    ['tasks', id('w', 1), 'target.id', id('c', 1)],
    ['receivables', id('r', 3), 'order.customer.name', null],
    ['orders', id('o', 1), 'customer.nonsense', null],
    ['orders', id('o', 1), 'nonsense.name', null],
    ['orders', id('o', 1), 'note.length', null],
  ])('%s %s: %s', (resource, which, path, expected) => {
    expect(plain(open(resource, which).get(path))).toBe(expected)
  })

  test('a to-one path leads to a record', () => {
    expect(open('orders', id('o', 1)).at?.('customer.owner')?.get('name')).toBe('李四')
    expect(open('receivables', id('r', 3)).at?.('order.customer')).toBe(null)
  })

  test('a lines field is the list of its rows', () => {
    expect(open('orders', id('o', 1)).get('lines')).toEqual([id('l', 1), id('l', 2)])
  })

  test('instants are written in one form', () => {
    const shipped = open('orders', { id: 'x', shipped_at: '2026-10-04T01:00:00+08:00' })
    expect(shipped.get('shipped_at')).toBe('2026-10-03T17:00:00.000Z')
  })

  test('an unknown resource is refused', () => {
    expect(() => memoryScope(fixtureIndex, tables, 'ordres', {}, context())).toThrow(
      'no resource "ordres"',
    )
  })
})

describe('changes that are not saved yet', () => {
  const changed = { ...rows.customers?.[0], name: '红星集团', discount: 50 }

  test('are what child rows see of their parent', () => {
    const names = open('customers', changed)
      .children('orders', 'customer_id')
      .map((child) => child.get('heading'))
    expect(names).toEqual(['DD-1 红星集团 李四', 'DD-2 红星集团 李四'])
  })

  test('carry through the values of the children', () => {
    // 3 * 12.3456 * 0.5 = 18.5184, 0.015 at no discount, and 100 at its own 50 %
    expect(plain(open('customers', changed).get('ordered'))).toBe(118.53)
  })
})

describe('search', () => {
  const customer = { id: id('c', 9), name: '重庆长江', credit_limit: 777 }
  const text = (options = {}) =>
    memoryScope(fixtureIndex, tables, 'customers', customer, context(), options).searchText?.()

  test('looks in the title and the fields marked for it', () => {
    expect(text()).toBe('重庆长江')
  })
  test('knows pinyin where the search text is given', () => {
    expect(text({ searchText: searchTextOf })).toBe('重庆长江\nchongqingchangjiang\ncqcj')
  })
})
