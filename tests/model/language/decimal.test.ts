import { describe, expect, test } from 'vitest'
import { Decimal, divide, roundTo, scaleOf, toWire } from '#model/language/decimal.ts'

const label = { zh: '数', en: 'Number' }

describe('rounding', () => {
  test.each([
    ['2.5', 0, 3],
    ['-2.5', 0, -3],
    ['1.005', 2, 1.01],
    ['-1.005', 2, -1.01],
    ['1.00499999999999999999', 2, 1],
    ['0.615', 2, 0.62],
  ])('%s to %i decimals goes half away from zero: %d', (value, scale, expected) => {
    expect(toWire(roundTo(new Decimal(value), scale))).toBe(expected)
  })
})

describe('division', () => {
  test('keeps ten decimals', () => {
    expect(divide(new Decimal(2), new Decimal(3))?.toFixed()).toBe('0.6666666667')
    expect(divide(new Decimal(-2), new Decimal(3))?.toFixed()).toBe('-0.6666666667')
  })
  test('by zero or with null is null', () => {
    expect(divide(new Decimal(1), new Decimal(0))).toBe(null)
    expect(divide(new Decimal(0), new Decimal(0))).toBe(null)
    expect(divide(null, new Decimal(1))).toBe(null)
    expect(divide(new Decimal(1), null)).toBe(null)
  })
})

test('sums of cents are exact', () => {
  const cents = Array.from({ length: 1000 }, () => new Decimal(0.01))
  expect(cents.reduce((sum, each) => sum.plus(each)).toFixed()).toBe('10')
})

test('amounts of twenty digits keep every digit', () => {
  expect(new Decimal('12345678901234567890.12').plus('0.01').toFixed()).toBe(
    '12345678901234567890.13',
  )
})

test.each([
  ['integer', 0],
  ['money', 2],
  ['percent', 4],
  ['decimal', 6],
] as const)('a field of type %s keeps %i decimals', (type, scale) => {
  expect(scaleOf({ type, label })).toBe(scale)
})

test('a field may say its scale', () => {
  expect(scaleOf({ type: 'money', scale: 4, label })).toBe(4)
})
