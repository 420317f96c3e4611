import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import {
  clearField,
  constantOf,
  fillField,
  setConstant,
  useOf,
} from '#model/language/import/edit.ts'
import { assignRole, codesFor, groupRows, likelyUse, proposeRecipe, roleOf, stillRequired, ungroupRows } from '#model/language/import/propose.ts' // prettier-ignore
import type { Recipe } from '#model/language/import/recipe.ts'
import type { ColumnFacts, InspectedFile } from '#model/language/import/wire.ts'
import { indexModel } from '#model/language/resources.ts'
import { checkRecipe } from '../../../../server/import/recipe-check.ts'

const index = indexModel(model)
const viewer = { employee: null, roles: model.roles.map(({ key }) => key), departments: [] }
const historical = { viewer, historical: true }
const ordinary = { viewer, historical: false }

const facts = (name: string, more: Partial<ColumnFacts> = {}): ColumnFacts => ({
  name,
  filled: 3,
  kind: 'text',
  formats: [],
  bounds: null,
  distinct: null,
  samples: [],
  ...more,
})
const number = (name: string, low = 0, high = 50): ColumnFacts => facts(name, { kind: 'number', bounds: [low, high] }) // prettier-ignore
const file = (name: string, ...columns: readonly ColumnFacts[]): InspectedFile => ({
  name,
  kind: 'text',
  read: {},
  sheets: [],
  rows: 3,
  columns,
  preview: [],
  nulls: ['NULL'],
  problems: [],
})

const orders = file('orders.csv', facts('orderID'), facts('customerID'), facts('requiredDate', { kind: 'date', formats: ['M/D/YYYY'] })) // prettier-ignore
const details = file('order_details.csv', facts('orderID'), facts('productID'), number('unitPrice'), number('quantity'), facts('discount', { kind: 'number', bounds: [0, 0.25], samples: ['0', '0.15'] })) // prettier-ignore
const flat = file('book.csv', facts('订单号'), facts('客户编号'), facts('产品编码'), number('数量'), number('单价')) // prettier-ignore

const field = (resource: string, name: string) => {
  const found = index.resources.get(resource)?.fields[name]
  if (!found) throw new Error(`no ${resource}.${name}`)
  return found
}

describe('a recipe for files', () => {
  test('makes records of one file and their child rows of another', () => {
    expect(proposeRecipe(index, [orders, details], historical, 'orders')).toEqual({
      nulls: ['NULL'],
      historical: true,
      sources: {
        orders: { file: 'orders.csv', columns: { requiredDate: { format: 'M/D/YYYY' } } },
        order_details: { file: 'order_details.csv', columns: { discount: { type: 'number' } } },
      },
      emit: [
        {
          entity: 'orders',
          from: 'orders',
          key: ['code'],
          values: {
            code: { column: 'orderID' },
            customer_id: { lookup: 'customers', by: { code: { column: 'customerID' } } },
            required_on: { column: 'requiredDate' },
            lines: {
              rows: 'order_details',
              on: { orderID: 'orderID' },
              values: {
                product_id: { lookup: 'products', by: { code: { column: 'productID' } } },
                unit_price: { column: 'unitPrice' },
                quantity: { column: 'quantity' },
                discount: '=discount * 100',
              },
            },
          },
        },
      ],
    })
  })

  test('tells from the files what they are for', () => {
    const recipe = proposeRecipe(index, [details, orders, file('notes.csv', facts('x'))], historical) // prettier-ignore
    expect(roleOf(recipe, 'orders.csv')).toEqual({ entity: 'orders' })
    expect(roleOf(recipe, 'order_details.csv')).toEqual({ linesOf: 'orders', field: 'lines', on: 'orderID' }) // prettier-ignore
    expect(roleOf(recipe, 'notes.csv')).toBeNull()
  })

  test('is one that the server takes', () => {
    const recipe = proposeRecipe(index, [orders, details], historical)
    expect(checkRecipe(index, JSON.parse(JSON.stringify(recipe)))).toEqual(recipe)
  })

  test('groups the rows of a flat file into records and their lines, and back', () => {
    const plain = proposeRecipe(index, [flat], historical, 'orders')
    const grouped = groupRows(index, plain, 0, 'lines', '订单号', flat, historical)
    expect(grouped.emit[0]).toMatchObject({
      distinct: ['订单号'],
      values: {
        code: { column: '订单号' },
        lines: { rows: 'book', on: { 订单号: '订单号' }, values: { quantity: { column: '数量' }, unit_price: { column: '单价' } } },
      },
    }) // prettier-ignore
    expect(ungroupRows(grouped, 0)).toEqual(plain)
  })

  test('changes with the role of a file', () => {
    const recipe = proposeRecipe(index, [orders, details], historical)
    const without = assignRole(index, recipe, details, null, historical)
    expect(Object.keys(without.sources)).toEqual(['orders'])
    expect(without.emit[0]?.values).not.toHaveProperty('lines')
    const again = assignRole(index, without, details, { linesOf: 'orders', field: 'lines', on: 'orderID' }, historical) // prettier-ignore
    expect(again.emit).toEqual(recipe.emit)
  })

  test('names the required fields that nothing fills', () => {
    const at = index.resources.get('products')
    const lacks = at ? stillRequired(index, at, { code: {}, name: {} }, ordinary) : []
    expect(lacks).toEqual(expect.arrayContaining(['category', 'kind', 'list_price']))
    expect(lacks).not.toContain('tax_rate')
  })
})

describe('what a column means', () => {
  const kind = field('customers', 'kind')

  test('is told by codes, as far as they name choices', () => {
    expect(codesFor(kind, facts('kind', { distinct: ['企业', 'Individual'] }))).toBeNull()
    expect(codesFor(kind, facts('kind', { distinct: ['企业', 'E'] }))).toEqual({
      企业: 'enterprise',
    })
    expect(likelyUse(kind, facts('kind', { distinct: ['E'] }))).toEqual({ column: 'kind' })
  })

  test('is a share of one when no number is above it', () => {
    const discount = field('order_lines', 'discount')
    expect(likelyUse(discount, details.columns[4] ?? facts(''))).toEqual({ column: 'discount', isFraction: true }) // prettier-ignore
    expect(likelyUse(discount, number('discount', 0, 15))).toEqual({ column: 'discount' })
  })

  test.each([
    ['customers', 'name', { column: 'a b' }],
    ['customers', 'kind', { column: 'k', codes: { E: 'enterprise', '': null } }],
    ['orders', 'customer_id', { column: 'no', by: 'code' }],
    ['order_lines', 'discount', { column: '折 扣', isFraction: true }],
  ] as const)('%s.%s is read back as it was said', (resource, name, use) => {
    const recipe: Recipe = { sources: { a: {} }, emit: [{ entity: 'x', from: 'a', values: {} }] }
    const filled = fillField(recipe, { emission: 0 }, name, field(resource, name), use)
    const spec = filled.emit[0]?.values[name]
    expect(spec !== undefined && useOf(filled.sources.a ?? {}, spec)).toEqual(use)
    expect(clearField(filled, { emission: 0 }, name).emit[0]?.values).toEqual({})
  })

  test('is not shown beside one column when a formula takes several', () => {
    expect(useOf({}, "=concat(first, ' ', last)")).toBeNull()
    expect(useOf({}, { codes: {}, of: { column: 'a' }, else: null })).toBeNull()
  })

  test('may be the same for every row, of another record by its key', () => {
    const recipe: Recipe = { sources: {}, emit: [{ entity: 'orders', from: 'a', values: {} }] }
    const place = { emission: 0 }
    const set = setConstant(recipe, place, 'customer_id', field('orders', 'customer_id'), 'ACME', 'name') // prettier-ignore
    const spec = set.emit[0]?.values.customer_id
    expect(spec).toEqual({ lookup: 'customers', by: { name: 'ACME' } })
    expect(spec !== undefined && constantOf(spec)).toEqual({ text: 'ACME', by: 'name' })
  })
})
