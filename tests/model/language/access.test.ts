import { describe, expect, test } from 'vitest'
import {
  accessTest, allOf, anyOf, fieldAccess, mayCreate, mayExport, mayRead, peopleOf, type Viewer,
} from '#model/language/access.ts' // prettier-ignore
import type { Model } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { departments, index, orders, shopWith } from './shop.ts'

const as = (roles: readonly string[], inDepartments: readonly string[] = []): Viewer => ({
  employee: 'me',
  roles,
  departments: inDepartments,
})
const mine = { $or: [{ owner_id: 'me' }, { helper_ids: { $has: 'me' } }] }
const copy = { $some: { of: 'distributions', by: 'target', where: { recipient_id: 'me' } } }

describe('rows', () => {
  test('nobody reads without a grant or a share', () => {
    expect(accessTest(index, 'orders', { ...as(['office']), employee: null }, 'read')).toBe(false)
    expect(accessTest(index, 'nothing', as(['executive']), 'read')).toBe(false)
  })
  test('the scope all is every row', () => {
    expect(accessTest(index, 'orders', as(['executive']), 'read')).toBe(true)
  })
  test('the scope own is every row that names the viewer', () => {
    expect(accessTest(index, 'orders', as(['sales']), 'update')).toEqual(mine)
  })
  test('the scope department is the departments of the viewer, or nothing', () => {
    expect(accessTest(index, 'orders', as(['dept_manager'], ['d1', 'd2']), 'update')).toEqual({
      department_id: { $in: ['d1', 'd2'] },
    })
    expect(accessTest(index, 'orders', as(['dept_manager']), 'update')).toBe(false)
  })
  test('the rights of several roles add up', () => {
    expect(accessTest(index, 'orders', as(['sales', 'dept_manager'], ['d1']), 'update')).toEqual({
      $or: [mine, { department_id: { $in: ['d1'] } }],
    })
    expect(accessTest(index, 'orders', as(['sales', 'marketing']), 'read')).toBe(true)
  })
  test('a share adds the rows it names, for reading only', () => {
    expect(accessTest(index, 'orders', as(['sales']), 'read')).toEqual({ $or: [mine, copy] })
    expect(accessTest(index, 'orders', as(['office']), 'read')).toEqual(copy)
    expect(accessTest(index, 'orders', as(['office']), 'update')).toBe(false)
  })
  test('the grant of everybody needs an employee', () => {
    expect(accessTest(index, 'distributions', as([]), 'read')).toEqual({ recipient_id: 'me' })
    expect(
      accessTest(index, 'distributions', { employee: null, roles: [], departments: [] }, 'read'),
    ).toBe(false)
  })
  test('a viewer without an employee owns nothing, not even rows without owner', () => {
    const account = { ...as(['sales']), employee: null }
    expect(accessTest(index, 'orders', account, 'update')).toBe(false)
  })
  test('lines follow their parent, path by path', () => {
    expect(accessTest(index, 'order_lines', as(['sales']), 'read')).toEqual({
      $or: [
        { $or: [{ 'order.owner_id': 'me' }, { 'order.helper_ids': { $has: 'me' } }] },
        { $some: { ...copy.$some, at: 'order' } },
      ],
    })
    expect(accessTest(index, 'order_lines', as(['marketing']), 'read')).toBe(true)
  })
})

test('formulas in a share keep their meaning on lines', () => {
  const model = shopWith({
    shares: [
      { where: { $and: [{ owner_id: '$me' }, "kind == 'goods' and not (len(customer) > 3)"] } },
      { where: { $not: 'amount > 5', helper_ids: '$me' } },
    ],
  })
  expect(accessTest(indexModel(model), 'order_lines', as([]), 'read')).toEqual({
    $or: [
      {
        $and: [
          { 'order.owner_id': 'me' },
          "order.kind == 'goods' and not (len(order.customer) > 3)",
        ],
      },
      { $not: 'order.amount > 5', 'order.helper_ids': 'me' },
    ],
  })
})

describe('fields', () => {
  test('an ordinary field is seen wherever the row is', () => {
    expect(fieldAccess(index, 'orders', 'customer', as([]))).toBe(true)
  })
  test('confidential reaches as far as the role that sees it, not as far as another role reads', () => {
    expect(fieldAccess(index, 'orders', 'amount', as(['sales', 'marketing']))).toEqual({
      $or: [mine, copy],
    })
    expect(fieldAccess(index, 'orders', 'amount', as(['marketing']))).toEqual(copy)
    expect(fieldAccess(index, 'orders', 'amount', as(['dept_manager'], ['d1']))).toEqual({
      $or: [{ department_id: { $in: ['d1'] } }, copy],
    })
    expect(fieldAccess(index, 'orders', 'amount', as(['executive']))).toBe(true)
  })
  test('secret is a right of its own, and no share gives it', () => {
    expect(fieldAccess(index, 'orders', 'note', as(['sales']))).toBe(false)
    expect(fieldAccess(index, 'orders', 'note', as(['executive']))).toBe(true)
  })
  test('a confidential field of lines asks the same of the parent', () => {
    expect(fieldAccess(index, 'order_lines', 'price', as(['dept_manager'], ['d1']))).toEqual({
      $or: [{ 'order.department_id': { $in: ['d1'] } }, { $some: { ...copy.$some, at: 'order' } }],
    })
    expect(fieldAccess(index, 'order_lines', 'item', as(['marketing']))).toBe(true)
  })
  test('a snapshot is seen by whoever sees what it copies', () => {
    const cost = (more: object) => ({ type: 'money', secret: true, label: { zh: '成本', en: 'Cost' }, ...more })
    const model = shopWith({
      fields: {
        ...orders.fields,
        wage: cost({ copy: 'owner.wage' }),
        lines: { ...orders.fields.lines, fields: { wage: cost({ copy: 'order.owner.wage' }) } },
      },
    })
    const entities = model.entities.map((each) =>
      each.name === 'employees'
        ? { ...each, people: ['supervisor_id'], access: { sales: { read: 'own', secret: true }, hr: { read: 'all', secret: true } }, fields: { ...each.fields, wage: cost({}) } }
        : each,
    ) as Model['entities']
    const withWages = indexModel({ ...model, entities })
    expect(fieldAccess(withWages, 'orders', 'wage', as(['sales']))).toEqual({
      'owner.supervisor_id': 'me',
    })
    expect(fieldAccess(withWages, 'order_lines', 'wage', as(['sales']))).toEqual({
      'order.owner.supervisor_id': 'me',
    })
    expect(fieldAccess(withWages, 'orders', 'wage', as(['hr']))).toBe(true)
    expect(fieldAccess(withWages, 'orders', 'wage', as(['finance']))).toBe(false)
  }) // prettier-ignore
  test('an unknown field is never seen', () => {
    expect(fieldAccess(index, 'orders', 'constructor', as(['executive']))).toBe(false)
  })
})

describe('rights without rows', () => {
  test.each([
    ['executive', false, true, true],
    ['dept_manager', true, false, true],
    ['marketing', false, false, true],
  ] as const)('%s: create %s, export %s, read %s', (role, create, exported, read) => {
    expect(mayCreate(index, 'orders', as([role]))).toBe(create)
    expect(mayExport(index, 'orders', as([role]))).toBe(exported)
    expect(mayRead(index, 'orders', as([role]))).toBe(read)
  })
  test('lines may be exported with their parent', () => {
    expect(mayExport(index, 'order_lines', as(['executive']))).toBe(true)
  })
})

test('people are the declared ones, else the owner and the record roles of the workflow', () => {
  expect(peopleOf(orders)).toEqual(['owner_id', 'helper_ids'])
  expect(peopleOf({ ...orders, people: undefined })).toEqual(['owner_id', 'signatory_id'])
  expect(peopleOf(departments)).toEqual(['owner_id'])
})

test('tests join without ever merging keys', () => {
  expect(anyOf([])).toBe(false)
  expect(allOf([])).toBe(true)
  expect(anyOf([false, { a: 1 }, { a: 2 }])).toEqual({ $or: [{ a: 1 }, { a: 2 }] })
  expect(anyOf([{ a: 1 }, { a: 1 }])).toEqual({ a: 1 })
  expect(anyOf([{ a: 1 }, true])).toBe(true)
  expect(allOf([{ a: 1 }, { a: 2 }, true])).toEqual({ $and: [{ a: 1 }, { a: 2 }] })
  expect(allOf([{ a: 1 }, false])).toBe(false)
})
