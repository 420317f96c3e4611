import { expect, test } from 'vitest'
import { nearest, suggestion } from '#model/language/nearest.ts'
import { isInstant, isRealDay } from '#model/language/day.ts'
import { compareText, foldAscii, textOf, toValue } from '#model/language/value.ts'

test.each([
  ['a', 'b', -1],
  ['b', 'a', 1],
  ['a', 'a', 0],
  ['a', 'ab', -1],
  ['', 'a', -1],
  ['Z', 'a', -1],
  ['é', 'z', 1],
  ['\uffff', '\u{20bb7}', -1], // a UTF-16 comparison says the contrary
  ['\u{20bb7}', '\u{20bb8}', -1],
  ['中\u{20bb7}', '中\ue000', 1],
])('%j before %j: %i', (a, b, expected) => {
  expect(compareText(a, b)).toBe(expected)
})

test('only ASCII letters are folded', () => {
  expect(foldAscii('ÄÖ ABCxyz Ａ')).toBe('ÄÖ abcxyz Ａ')
})

test.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2024-02-29', true],
  ['2026-13-01', false],
  ['0000-01-01', false],
  ['2026-1-1', false],
])('%s is a real day: %s', (text, expected) => {
  expect(isRealDay(text)).toBe(expected)
})

test('an instant needs a zone', () => {
  expect(isInstant('2026-11-22T10:00:00Z')).toBe(true)
  expect(isInstant('2026-11-22T10:00:00+08:00')).toBe(true)
  expect(isInstant('2026-11-22T10:00:00')).toBe(false)
})

test('raw values become values', () => {
  expect(toValue({ resource: 'orders', id: '1' })).toBe('orders/1')
  expect(toValue([{ id: 'f1', name: 'x' }])).toEqual(['f1'])
  expect(toValue(undefined)).toBe(null)
  expect(toValue(Number.NaN)).toBe(null)
  expect(textOf(toValue(0.1 + 0.2))).toBe('0.30000000000000004')
  expect(textOf(toValue(1e21))).toBe('1000000000000000000000')
})

test('the nearest name is found, a far one is not', () => {
  expect(nearest('custmers', ['orders', 'customers'])).toBe('customers')
  expect(nearest('xyz', ['orders', 'customers'])).toBe(null)
  expect(suggestion('amout', ['amount'])).toBe(' (did you mean "amount"?)')
})
