import { describe, expect, test } from 'vitest'
import { postgrestCondition } from '../../src/data/plain/providers/postgrest-filter.ts'

describe('a predicate as a condition of PostgREST', () => {
  test.each([
    [{ region: 'east', amount: { $gte: 5 } }, '(and(region.in.("east"),amount.gte.5))'],
    [{ region: ['east', 'north'] }, '(region.in.("east","north"))'],
    [{ name: '大成, (上海) "二" \\ 1' }, '(name.in.("大成, (上海) \\"二\\" \\\\ 1"))'],
    [{ note: null }, '(note.is.null)'],
    [{ note: { $null: false } }, '(note.not.is.null)'],
    [{ region: { $ne: 'east' } }, '(or(region.not.in.("east"),region.is.null))'],
    [{ $not: { amount: { $lt: 5 } } }, '(or(amount.not.lt.5,amount.is.null))'],
    [{ $or: [{ open: true }, { name: { $contains: '5%' } }] }, '(or(open.in.(true),name.ilike."*5\\\\%*"))'],
    [{ region: { $nin: ['east', null] } }, '(and(region.not.in.("east"),region.not.is.null))'],
    [{ region: [] }, '(and(region.is.null,region.not.is.null))'],
  ])('%j', (filter, condition) => {
    expect(postgrestCondition(filter)).toBe(condition)
  }) // prettier-ignore

  test('nothing is asked where every row fits', () => {
    expect(postgrestCondition({})).toBeNull()
  })

  test.each([
    [{ 'customer.region': 'east' }],
    [{ q: '大成' }],
    [{ name: { $contains: '*' } }],
    [{ tags: { $has: 'a' } }],
    [{ owner_id: '$me' }],
    [{ $some: { of: 'orders', by: 'customer_id', where: {} } }],
  ])('%j has no words there', (filter) => {
    expect(() => postgrestCondition(filter)).toThrow(expect.objectContaining({ status: 501 }))
  })
})
