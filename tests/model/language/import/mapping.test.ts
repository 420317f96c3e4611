import { describe, expect, test } from 'vitest'
import type { Field } from '#model/language/definition.ts'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { businessKeys, importFields } from '#model/language/import/fields.ts'
import { matchColumns } from '#model/language/import/match.ts'
import { headingWords, likeness } from '#model/language/import/names.ts'
import type { ColumnFacts } from '#model/language/import/wire.ts'

const index = indexModel(model)
const viewer = { employee: null, roles: model.roles.map(({ key }) => key), departments: [] }
const historical = { viewer, historical: true }
const ordinary = { viewer, historical: false }

const resource = (name: string) => {
  const found = index.resources.get(name)
  if (!found) throw new Error(`no ${name}`)
  return found
}
const column = (name: string, kind: ColumnFacts['kind'] = 'text'): ColumnFacts => ({
  name,
  kind,
  filled: 3,
  formats: [],
  bounds: null,
  distinct: null,
  samples: [],
})

const mapped = (
  name: string,
  columns: readonly (string | readonly [string, ColumnFacts['kind']])[],
  mode = historical,
) => {
  const facts = columns.map((each) => (typeof each === 'string' ? column(each) : column(...each)))
  const { targets } = matchColumns(index, resource(name), facts, mode)
  return Object.fromEntries(
    [...targets].map(([from, { field, by }]) => [from, by === undefined ? field : `${field}.${by}`]),
  ) // prettier-ignore
}

describe('headings', () => {
  test.each([
    ['customerID', ['customer', 'no']],
    ['Customer No.', ['customer', 'no']],
    ['客户编号', ['customer', 'no']],
    ['client_code', ['customer', 'no']],
    ['订单日期', ['order', 'date']],
    ['要求交付日', ['要求交付', 'date']],
    ['ＱＴＹ', ['quantity']],
    ['List price (incl. VAT)', ['list', 'price']],
  ])('%s says %j', (heading, words) => {
    expect(headingWords(heading)).toEqual(words)
  })

  test('are as alike as the words that they share', () => {
    expect(likeness(['a', 'b'], ['b', 'a'])).toBe(1)
    expect(likeness(['a', 'b'], ['b', 'c', 'd'])).toBe(0.25)
    expect(likeness([], ['a'])).toBe(0)
  })
})

describe('what columns fill', () => {
  test('is found by names of other systems', () => {
    expect(mapped('customers', ['customerID', 'companyName', 'contactName', 'address', 'country', 'phone', 'fax'])).toEqual({
      customerID: 'code', companyName: 'name', address: 'address', country: 'region', phone: 'phone',
    }) // prettier-ignore
  })

  test('is found by labels in Chinese, references by the key that the heading names', () => {
    expect(mapped('orders', ['订单号', '客户', '客户编号', '业务员工号', ['接单日期', 'date'], '要求交付日'])).toEqual({
      订单号: 'code', 客户编号: 'customer_id.code', 业务员工号: 'owner_id.employee_no', 接单日期: 'received_on',
    }) // prettier-ignore
  })

  test('is found by labels in English', () => {
    expect(mapped('products', ['Code', 'Name', 'Category', ['List price (incl. VAT)', 'number'], 'Specification'])).toEqual({
      Code: 'code', Name: 'name', Category: 'category', 'List price (incl. VAT)': 'list_price', Specification: 'spec',
    }) // prettier-ignore
  })

  test('is found for child rows', () => {
    const columns = ['orderID', 'productID', ['unitPrice', 'number'], ['quantity', 'number'], ['discount', 'number']] as const // prettier-ignore
    expect(mapped('order_lines', columns)).toEqual({ productID: 'product_id.code', unitPrice: 'unit_price', quantity: 'quantity', discount: 'discount' }) // prettier-ignore
  })

  test('fits what the cells hold', () => {
    expect(mapped('products', [['List price', 'text']])).toEqual({})
    expect(mapped('orders', [['Received on', 'number']])).toEqual({})
  })

  test('is every field once, for the column that fits it best', () => {
    expect(mapped('customers', ['客户名称', 'Name', 'companyName'])).toEqual({ 客户名称: 'name' })
  })
})

describe('fields that an import fills', () => {
  test('are those that people write; numbers only find records', () => {
    const fields = importFields(index, resource('customers'), ordinary)
    const of = (name: string) => fields.find((each) => each.name === name)
    expect(of('code')).toMatchObject({ isKeyOnly: true, isRequired: false })
    expect(of('name')).toMatchObject({ isKeyOnly: false, isRequired: true })
    expect(of('state')).toBeUndefined()
    expect(of('id')).toBeUndefined()
  })

  test('are all that a historical record has, none of them required', () => {
    const fields = importFields(index, resource('customers'), historical)
    expect(fields.find(({ name }) => name === 'state')).toMatchObject({ isKeyOnly: false })
    expect(fields.filter(({ isRequired }) => isRequired)).toEqual([])
  })

  test.each([
    ['customers', ['code', 'tax_no', 'name']],
    ['products', ['code', 'name']],
    ['employees', ['employee_no', 'name']],
    ['orders', ['code']],
  ])('%s are known by %j', (name, keys) => {
    expect(businessKeys(resource(name))).toEqual(expect.arrayContaining(keys))
  })
})

/** Rows such as those of an order are known by no text of their own. */
const canBeNamed = (field: Field): boolean => {
  if (field.type === 'references') return false
  return field.type !== 'reference' || businessKeys(resource(field.to)).length > 0
}

test('every entity with a label can be mapped from its own template', () => {
  const unfound = [...index.resources.values()].flatMap((each) => {
    const fields = importFields(index, each, ordinary).filter(({ isKeyOnly, field }) => !isKeyOnly && canBeNamed(field)) // prettier-ignore
    return (['zh', 'en'] as const).flatMap((locale) => {
      const labels = fields.map(({ field }) => field.label[locale])
      const kinds = { date: 'date', datetime: 'date', boolean: 'boolean', integer: 'number', decimal: 'number', money: 'number', percent: 'number' } as const // prettier-ignore
      const columns = fields.map(({ field }) =>
        column(field.label[locale], field.type in kinds ? kinds[field.type as keyof typeof kinds] : 'text'),
      ) // prettier-ignore
      const { targets } = matchColumns(index, each, columns, ordinary)
      return fields
        .filter(({ name, field }) => labels.filter((label) => label === field.label[locale]).length === 1 && targets.get(field.label[locale])?.field !== name)
        .map(({ name, field }) => `${each.name}.${name} ${field.label[locale]} -> ${targets.get(field.label[locale])?.field}`)
    })
  }) // prettier-ignore
  expect(unfound).toEqual([])
})
