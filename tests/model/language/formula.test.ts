import { describe, expect, test } from 'vitest'
import { Decimal } from '#model/language/decimal.ts'
import { evaluate, FormulaError, kindOf, parseFormula, pathsOf } from '#model/language/formula.ts'
import type { ValueKind } from '#model/language/formula.ts'
import { context, plain } from '../fixture-rows.ts'

const record: Readonly<Record<string, unknown>> = {
  two: 2, three: 3, half: 0.5, none: null, name: '轴承𠮷', word: 'Abc', yes: true, no: false,
  day: '2026-01-31', other_day: '2026-11-22', at: '2026-11-21T16:30:00.000Z', tags: ['a', 'b'], nothing: [],
  'customer.region': 'east', amount: '12.50',
} // prettier-ignore
const value = (text: string) =>
  plain(evaluate(parseFormula(text), (path) => record[path], context()))

const problemOf = (text: string): { message: string; at: number } => {
  try {
    parseFormula(text)
  } catch (error) {
    if (error instanceof FormulaError) return { message: error.message, at: error.at }
  }
  throw new Error(`${text} was accepted`)
}

describe('arithmetic', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['7 - 2 - 1', 4],
    ['0.1 + 0.2', 0.3],
    ['1.1 * 1.1', 1.21],
    ['-two + 5', 3],
    ['two / three', 0.6666666667],
    ['-two / three', -0.6666666667],
    ['two / three * three', 2.0000000001],
    ['none + 1', null],
    ['-none', null],
    ['0 * none', null],
    ['1 / 0', null],
    ['0 / 0', null],
    ['1 / none', null],
    ['word + 1', null],
    ['9007199254740993 - 1', 9007199254740992],
    ['.5 + 1e2', 100.5],
  ])('%s = %s', (text, expected) => {
    expect(value(text)).toBe(expected)
  })
})

describe('comparisons are two-valued', () => {
  test.each([
    ['none = none', true],
    ['none == null', true],
    ['none = 0', false],
    ['none != 0', true],
    ['none < 1', false],
    ['none >= 1', false],
    ['not (none < 1)', true],
    ['none < none', false],
    ['two = 2.00', true],
    ['two != 2', false],
    ["'a' < 'b'", true],
    ["'Z' < 'a'", true],
    ["'￿' < '𠮷'", true],
    ["word = 'abc'", false],
    ["customer.region = 'east'", true],
    ["tags = 'a'", true],
    ["tags != 'c'", true],
    ['nothing = null', true],
    ['yes > no', false],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected)
  })
})

describe('a day beside an instant compares with its local day', () => {
  test.each([
    ['at = other_day', true], // 00:30 in Shanghai
    ["at > '2026-11-21'", true],
    ["at <= '2026-11-22'", true],
    ["day < '2026-02-01T00:00:00.000Z'", true],
    ["at = '2026-11-22T00:30:00+08:00'", true],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected)
  })
})

describe('logic', () => {
  test.each([
    ['yes and not no', true],
    ['no or none', false],
    ['not none', true],
    ['none and yes', false],
    ['yes or no and no', true],
    ['not yes or yes', true],
    ['yes = none', false],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected)
  })
})

describe('functions', () => {
  test.each([
    ["if(two > 1, 'a', 'b')", 'a'],
    ["if(none, 'a', 'b')", 'b'],
    ["if(no, 'a')", null],
    ['if(yes, 1, 1 / 0)', 1],
    ["switch(two, 1, 'one', 2, 'two', 'many')", 'two'],
    ["switch(three, 1, 'one', 2, 'two', 'many')", 'many'],
    ["switch(three, 1, 'one')", null],
    ["switch(none, null, 'empty')", 'empty'],
    ['min(three, none, two)', 2],
    ['max(three, none, two)', 3],
    ['max(none, none)', null],
    ['max(day, other_day)', '2026-11-22'],
    ['min(other_day, at)', '2026-11-21T16:00:00.000Z'],
    ["min('b', 'a')", 'a'],
    ['abs(-2.5)', 2.5],
    ['abs(none)', null],
    ['round(2.5)', 3],
    ['round(-2.5)', -3],
    ['round(1.005, 2)', 1.01],
    ['round(1250, -2)', 1300],
    ['round(two, none)', null],
    ['coalesce(none, three, two)', 3],
    ['coalesce(none, none)', null],
    ['today()', '2026-11-22'],
    ['now()', '2026-11-22T04:00:00.000Z'],
    ['days_between(day, other_day)', 295],
    ['days_between(other_day, day)', -295],
    ['days_between(other_day, at)', 0],
    ['days_between(none, day)', null],
    ['hours_between(at, now())', 11.5],
    ['hours_between(other_day, at)', 0.5],
    ['hours_between(at, at)', 0],
    ['add_days(day, 1)', '2026-02-01'],
    ['add_days(day, 1.9)', '2026-02-01'],
    ['add_days(day, -1.9)', '2026-01-30'],
    ['add_days(at, 1)', '2026-11-22T16:30:00.000Z'],
    ['add_days(day, none)', null],
    ['add_months(day, 1)', '2026-02-28'],
    ['add_months(at, 1)', '2026-12-21T16:30:00.000Z'],
    ['add_hours(at, 1.5)', '2026-11-21T18:00:00.000Z'],
    ['add_hours(other_day, 1)', '2026-11-21T17:00:00.000Z'],
    ["add_working_days('2026-11-20', 1)", '2026-11-23'],
    ["add_working_days('2026-02-30', 1)", null],
    ['add_working_days(at, 1)', '2026-11-22T16:30:00.000Z'],
    // The 20th of November 2026 is a Friday; the 21st 16:30 UTC is Sunday half past midnight in Shanghai.
    ["working_hours_between('2026-11-20', '2026-11-21')", 24],
    ["working_hours_between('2026-11-21', '2026-11-23')", 0],
    ['working_hours_between(at, now())', 0],
    ["working_hours_between('2026-09-30', '2026-10-09')", 48],
    ["working_hours_between('2060-01-01', at)", null],
    ["add_working_hours('2026-11-20', 23)", '2026-11-20T15:00:00.000Z'],
    ["add_working_hours('2026-11-20', 24)", '2026-11-20T16:00:00.000Z'],
    ["add_working_hours('2026-11-20', 24.5)", '2026-11-22T16:30:00.000Z'],
    ['add_working_hours(at, 2)', '2026-11-22T18:00:00.000Z'],
    ['add_working_hours(at, -2)', '2026-11-20T14:00:00.000Z'],
    ['add_working_hours(at, 0)', '2026-11-21T16:30:00.000Z'],
    ['add_working_hours(none, 2)', null],
    ["add_working_hours('2026-09-30', 36)", '2026-10-08T04:00:00.000Z'],
    ['year(at)', 2026],
    ['month(at)', 11],
    ['month(day)', 1],
    ['date(at)', '2026-11-22'],
    ["date('2026-05-01')", '2026-05-01'],
    ['len(name)', 3],
    ['len(none)', 0],
    ['len(tags)', 2],
    ["slice('abcdef', 1, 3)", 'bcd'],
    ['slice(name, 2, 5)', '𠮷'],
    ["slice('abc', 5, 1)", ''],
    ['slice(none, 0, 1)', null],
    ["concat('a', none, 1.50, yes, '中')", 'a1.5true中'],
    ['concat(1 / 3)', '0.3333333333'],
    ['concat(12345678901234567890123)', '12345678901234567890123'],
    ["count_filled(name, none, '', nothing, tags, no, 0)", 4],
    ["param('test.rate')", 12.5],
    ["param('test.warning_days', 'red')", 31],
    ["param('test.warning_days', none)", null],
    ["param('test.kinds', 'small')", true],
    ["param('test.kinds', 'huge')", false],
    ["param('no.such')", null],
  ])('%s = %s', (text, expected) => {
    expect(value(text)).toBe(expected)
  })
})

describe('what is refused, with its place', () => {
  test.each([
    ['dayz_between(a, b)', 'no function "dayz_between" (did you mean "days_between"?)', 0],
    ['1 + foo(2)', 'no function "foo"', 4],
    ['round()', 'round() takes 1 to 2 arguments, got 0', 0],
    ['if(a)', 'if() takes 2 to 3 arguments, got 1', 0],
    ['a ? b : c', 'use if(condition, a, b) instead of ? :', 2],
    ['1 + [2]', 'lists are not allowed in a formula', 4],
    ['a[0]', 'a path is written as words with dots: customer.region', 1],
    ['this', 'no "this" in a formula', 0],
    ['a; b', 'a formula is one expression', 2],
    ['not a = b', 'put what follows "not" in parentheses: not (a = b)', 0],
    ['param(name)', "param() takes the key as text: param('receivable.grace_days')", 0],
    ['', 'an empty formula', 0],
  ])('%s', (text, message, at) => {
    expect(problemOf(text)).toMatchObject({ message })
    if (text !== 'a; b') expect(problemOf(text).at).toBe(at)
  })
  test.each([
    '1 +',
    '(1',
    "'abc",
    'a && b',
    'a || b',
    'a === b',
    '!a',
    '`a`',
    'a => b',
    'new A()',
    'a = ',
    '1 2',
    '/a/',
  ])('%s', (text) => {
    expect(() => parseFormula(text)).toThrow(FormulaError)
  })
  test('nesting and length have a limit', () => {
    expect(problemOf(`${'('.repeat(1900)}1${')'.repeat(1900)}`).message).toMatch(/nested|deep/)
    expect(problemOf(`1${' + 1'.repeat(2000)}`).message).toBe('a formula may have 4000 characters')
  })
})

describe('kinds', () => {
  const paths: Readonly<Record<string, ValueKind>> = {
    n: 'number', t: 'text', d: 'date', at: 'datetime', b: 'boolean', list: 'list',
  } // prettier-ignore
  const kind = (text: string) => kindOf(parseFormula(text), (path) => paths[path] ?? null)

  test.each([
    ['n + 1', 'number'],
    ['n > 1 and b', 'boolean'],
    ["if(b, d, '2026-01-01') = d", 'problem'],
    ["d = '2026-01-01'", 'boolean'],
    ['if(b, d, null)', 'date'],
    ['coalesce(d, at)', 'datetime'],
    ['add_days(d, n)', 'date'],
    ['add_days(at, n)', 'datetime'],
    ['add_hours(d, n)', 'datetime'],
    ["switch(t, 'a', 1, 'b', 2)", 'number'],
    ['concat(t, n, d)', 'text'],
    ["list = 'a'", 'boolean'],
    ['d = null', 'boolean'],
    ["param('x') + 1", 'number'],
    ['null', 'null'],
  ])('%s is a %s', (text, expected) => {
    const found = kind(text)
    expect('kind' in found ? found.kind : 'problem').toBe(expected)
  })

  test.each([
    ['t + 1', '"+" takes number, got text'],
    ['n > t', '">" compares number with text'],
    ['b > b', '">" takes number or text or date or datetime, got boolean'],
    ['n and b', '"and" takes boolean, got number'],
    ['if(n, 1, 2)', 'if() takes boolean, got number'],
    ['if(b, 1, t)', 'if() mixes number and text'],
    ['max(n, t)', 'max() mixes number and text'],
    ['year(n)', 'year() takes date or datetime, got number'],
    ['nn + 1', 'no field or path "nn"'],
    ['-t', '"-" takes number, got text'],
  ])('%s: %s', (text, problem) => {
    expect(kind(text)).toEqual({ problem })
  })
})

test('paths are listed once', () => {
  expect(pathsOf(parseFormula('a + b.c * a - max(b.c, d)'))).toEqual(['a', 'b.c', 'd'])
})

test('values are decimals, never binary floats', () => {
  const sum = evaluate(parseFormula('a * 3'), () => 0.1, context())
  expect(Decimal.isDecimal(sum) && sum.toFixed()).toBe('0.3')
})
