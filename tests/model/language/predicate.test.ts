import { describe, expect, test } from 'vitest'
import type { Condition } from '#model/language/definition.ts'
import { explain, failures, matches, parseCondition, parsePredicate, PredicateError, testPaths } from '#model/language/predicate.ts' // prettier-ignore
import type { RecordScope } from '#model/language/scope.ts'
import { searchText } from '#model/language/search-text.ts'
import { context, id, open } from '../fixture-rows.ts'

const record: Readonly<Record<string, unknown>> = {
  amount: 100, zero: 0, none: null, state: 'open', name: 'Ärger ABC 𠮷', tags: ['新', 'A'], empty: [],
  done: false, day: '2026-11-22', at: '2026-11-21T16:30:00.000Z', owner_id: id('e', 2),
  'customer.region': 'east', 'target.resource': 'orders', 'target.id': id('o', 1),
} // prettier-ignore
const scope: RecordScope = {
  resource: 'things',
  get: (path) => record[path],
  children: () => [],
  searchText: () => searchText(['销售合同 2026-Ｘ1']),
}
const holds = (condition: unknown): boolean =>
  matches(parseCondition(condition as Condition), scope, context())

describe('values', () => {
  test.each<[object, boolean]>([
    [{}, true],
    [{ amount: 100 }, true],
    [{ amount: '100' }, true],
    [{ amount: 'many' }, false],
    [{ amount: 99 }, false],
    [{ amount: [99, 100] }, true],
    [{ amount: [] }, false],
    [{ state: 'open', amount: 1 }, false],
    [{ done: 'false' }, true],
    [{ none: null }, true],
    [{ amount: null }, false],
    [{ none: [null, 1] }, true],
    [{ absent: null }, true],
    [{ zero: null }, false],
    [{ 'customer.region': 'east' }, true],
    [{ customer: { region: 'east' } }, true],
    [{ customer: { region: { $in: ['west', 'east'] } } }, true],
    [{ target: { resource: 'orders', id: id('o', 1) } }, true],
    [{ 'amount.$gte': 100 }, true],
    [{ amount: { $gte: 100, $lt: 100 } }, false],
  ])('%j: %s', (predicate, expected) => {
    expect(holds(predicate)).toBe(expected)
  })
})

describe('null equals only null', () => {
  test.each<[object, boolean]>([
    [{ none: { $ne: 1 } }, true],
    [{ none: { $nin: [1, 2] } }, true],
    [{ none: { $nin: [1, null] } }, false],
    [{ none: { $ne: null } }, false],
    [{ amount: { $ne: null } }, true],
    [{ none: { $gt: 0 } }, false],
    [{ none: { $lte: 0 } }, false],
    [{ $not: { none: { $gt: 0 } } }, true],
    [{ amount: { $gt: null } }, false],
    [{ $not: { amount: { $gt: null } } }, true],
    [{ none: { $contains: '' } }, false],
    [{ none: { $null: true } }, true],
    [{ none: { $null: false } }, false],
    [{ zero: { $null: false } }, true],
  ])('%j: %s', (predicate, expected) => {
    expect(holds(predicate)).toBe(expected)
  })
})

describe('text', () => {
  test.each<[object, boolean]>([
    [{ name: { $contains: 'abc' } }, true],
    [{ name: { $contains: 'ärger' } }, false], // only ASCII is folded
    [{ name: { $starts: 'Ärger a' } }, true],
    [{ name: { $starts: 'ger' } }, false],
    [{ name: { $contains: '%' } }, false],
    [{ name: { $contains: '$x' } }, false],
    [{ state: 'OPEN' }, false],
    [{ state: { $gt: 'Z' } }, true],
    [{ name: { $contains: '𠮷' } }, true],
  ])('%j: %s', (predicate, expected) => {
    expect(holds(predicate)).toBe(expected)
  })
  test('compares by code point, not by UTF-16 unit', () => {
    const rare: RecordScope = { ...scope, get: () => '𠮷' }
    expect(matches(parsePredicate({ name: { $gt: '￿' } }), rare, context())).toBe(true)
  })
})

describe('values of several', () => {
  test.each<[object, boolean]>([
    [{ tags: 'A' }, true],
    [{ tags: { $has: 'A' } }, true],
    [{ tags: ['B', 'A'] }, true],
    [{ tags: { $in: ['B'] } }, false],
    [{ tags: { $ne: 'A' } }, false],
    [{ tags: { $nin: ['B', 'C'] } }, true],
    [{ empty: 'A' }, false],
    [{ empty: { $ne: 'A' } }, true],
    [{ empty: null }, true],
    [{ empty: { $null: false } }, false],
    [{ tags: { $null: true } }, false],
  ])('%j: %s', (predicate, expected) => {
    expect(holds(predicate)).toBe(expected)
  })
})

describe('dates and variables', () => {
  test.each<[object, boolean]>([
    [{ day: '$today' }, true],
    [{ day: { $gt: '$today-1d' } }, true],
    [{ day: { $gte: '$month_start+1m' } }, false],
    [{ day: '$now' }, true], // an instant beside a date is its local day
    [{ at: '2026-11-22' }, true],
    [{ at: { $lt: '2026-11-22' } }, false],
    [{ at: { $lte: '$today' } }, true],
    [{ at: { $gt: '2026-11-21' } }, true],
    [{ at: '2026-11-22T00:30:00+08:00' }, true],
    [{ owner_id: '$me' }, true],
    [{ owner_id: '$my_departments' }, false],
    [{ amount: { $gte: '$param.test.rate' } }, true],
    [{ state: ['$me', 'open'] }, true],
    [{ state: { $nin: '$param.test.kinds' } }, true],
    [{ state: '$$open' }, false],
  ])('%j: %s', (predicate, expected) => {
    expect(holds(predicate)).toBe(expected)
  })
})

describe('logic and formulas', () => {
  test.each<[Condition, boolean]>([
    [{ $and: [] }, true],
    [{ $or: [] }, false],
    [{ $not: {} }, false],
    [{ $or: [{ state: 'shut' }, { amount: { $gt: 50 } }] }, true],
    [{ $and: [{ state: 'open' }, 'amount > 100'] }, false],
    [{ $not: 'amount > 100' }, true],
    ['amount >= 100 and state = "open"', true],
    ['none', false],
    ['amount', false],
  ])('%j: %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected)
  })
})

describe('search', () => {
  test.each([
    ['合同', true],
    ['xiaoshou', true],
    ['XSHT', true],
    ['合同 2026', true],
    ['合同 2025', false],
    ['x1', true],
    ['  ', true],
  ])('q=%s: %s', (q, expected) => {
    expect(holds({ q })).toBe(expected)
  })
})

describe('child rows', () => {
  const found = (resource: string, which: string, predicate: unknown) =>
    matches(parsePredicate(predicate), open(resource, which), context())
  const some = (of: string, by: string, where?: unknown, at?: string) => ({
    $some: { of, by, ...(where !== undefined && { where }), ...(at !== undefined && { at }) },
  })

  test('a row exists that passes', () => {
    expect(found('customers', id('c', 1), some('orders', 'customer_id', { is_urgent: true }))).toBe(
      true,
    )
    expect(found('customers', id('c', 2), some('orders', 'customer_id', { is_urgent: true }))).toBe(
      false,
    )
    expect(found('customers', id('c', 3), some('orders', 'customer_id'))).toBe(false)
  })
  test('archived rows do not exist', () => {
    expect(found('customers', id('c', 1), some('orders', 'customer_id', { note: '作废' }))).toBe(
      false,
    )
  })
  test('a record_ref points at one resource only', () => {
    expect(found('customers', id('c', 1), some('tasks', 'target', { subject: '回访' }))).toBe(true)
    expect(found('customers', id('c', 1), some('tasks', 'target', { subject: '发货' }))).toBe(false)
  })
  test('a references field points at each of its records', () => {
    expect(
      found('employees', id('e', 1), some('customers', 'watcher_ids', { region: 'east' })),
    ).toBe(true)
    expect(found('employees', id('e', 2), some('customers', 'watcher_ids'))).toBe(false)
  })
  test('the children of a related record', () => {
    const lively = some('orders', 'customer_id', { is_urgent: true }, 'customer')
    expect(found('orders', id('o', 1), lively)).toBe(true)
    expect(found('orders', id('o', 4), lively)).toBe(false)
    expect(
      found('receivables', id('r', 3), some('orders', 'customer_id', {}, 'order.customer')),
    ).toBe(false)
  })
  test('rows of the same value, the record itself left out', () => {
    expect(found('customers', id('c', 1), some('customers', 'name=name'))).toBe(true)
    expect(found('customers', id('c', 2), some('customers', 'name=name'))).toBe(false)
    expect(found('customers', id('c', 1), some('customers', 'name=name&region=region'))).toBe(false)
  })
  test('rows named by a field of several', () => {
    expect(
      found('customers', id('c', 1), some('employees', 'id=watcher_ids', { name: '张三' })),
    ).toBe(true)
    expect(found('customers', id('c', 2), some('employees', 'id=watcher_ids'))).toBe(false)
  })
  test('conditions on the children may go on to their own', () => {
    const heavy = some('orders', 'customer_id', some('order_lines', 'order_id', 'weight > 4'))
    expect(found('customers', id('c', 1), heavy)).toBe(true)
    expect(found('customers', id('c', 2), heavy)).toBe(false)
  })
})

describe('what is refused, with its place', () => {
  const problemOf = (predicate: unknown): [string, string] => {
    try {
      parsePredicate(predicate)
    } catch (error) {
      if (error instanceof PredicateError) return [error.path, error.message]
    }
    throw new Error('accepted')
  }
  test.each<[unknown, string, string]>([
    [[], '', 'a filter must be an object'],
    ['a = 1', '', 'a filter must be an object'],
    [{ amount: { $gtt: 1 } }, 'amount.$gtt', 'no operator "$gtt" (did you mean "$gt"?)'],
    [{ $ore: [] }, '$ore', 'no operator "$ore" (did you mean "$or"?)'],
    [{ $or: {} }, '$or', 'must be a list of predicates'],
    [{ $or: [{ a: '$todya' }] }, '$or.0.a', 'no variable "$todya" (did you mean "today"?)'],
    [{ a: { $in: 'x' } }, 'a.$in', 'must be a list'],
    [{ a: { $gt: [1] } }, 'a.$gt', 'must be a single value'],
    [{ a: { $in: [{}] } }, 'a.$in.0', 'got {}, must be a single value'],
    [{ a: { $contains: 1 } }, 'a.$contains', 'must be a text'],
    [{ a: { $null: 'maybe' } }, 'a.$null', 'must be true or false'],
    [{ $some: { of: 'orders' } }, '$some', 'must be { of, by, where }'],
    [
      { $some: { of: 'orders', by: 'x', whre: {} } },
      '$some.whre',
      'unknown key (did you mean "where"?)',
    ],
    [{ $not: 'a +' }, '$not', 'Expected expression after + (at character 4)'],
    [{ q: 7 }, 'q', 'must be a text'],
    [
      { a: { $in: Array.from({ length: 1001 }, (_, i) => i) } },
      'a.$in',
      'a list may have 1000 values, got 1001',
    ],
  ])('%j', (predicate, path, message) => {
    expect(problemOf(predicate)).toEqual([path, message])
  })

  test('the sentence is there in both languages', () => {
    expect(() => parsePredicate({ $not: 'foo(1)' })).toThrow(
      expect.objectContaining({
        label: {
          zh: '没有函数“foo”（第 1 个字符）',
          en: 'no function "foo" (at character 1)',
        },
      }),
    )
  })

  const nested = (depth: number): unknown => (depth === 0 ? { a: 1 } : { $not: nested(depth - 1) })
  test('eight deep is allowed, nine is not', () => {
    expect(() => parsePredicate(nested(8))).not.toThrow()
    expect(problemOf(nested(9))[1]).toBe('a filter may be nested 8 deep')
  })
  test('two hundred terms are allowed, one more is not', () => {
    const many = (n: number) => ({ $or: Array.from({ length: n }, (_, i) => ({ a: i })) })
    expect(() => parsePredicate(many(200))).not.toThrow()
    expect(problemOf(many(201))[1]).toBe('a filter may have 200 terms')
  })
  test('a filter may not reach into the prototype', () => {
    const filter: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":{"name":"Object"}}')
    expect(matches(parsePredicate(filter), open('customers', id('c', 1)), context())).toBe(false)
  })
})

describe('why', () => {
  test('a trace keeps the values that it met', () => {
    const trace = explain(
      parseCondition({ state: 'open', $not: { amount: { $gte: 100 } } }),
      scope,
      context(),
    )
    expect(trace).toMatchObject({
      holds: false,
      of: [
        { holds: true, values: { state: 'open' }, operand: 'open' },
        { holds: false, of: [{ holds: true, values: { amount: 100 }, operand: 100 }] },
      ],
    })
  })
  test('the parts to blame are the smallest that fail', () => {
    const test = parseCondition({
      $and: [{ state: 'open' }, 'amount > 100', { $or: [{ none: 1 }, { zero: 1 }] }],
    })
    const blamed = failures(explain(test, scope, context()))
    expect(blamed.map((each) => each.test.k)).toEqual(['formula', 'any'])
    expect(blamed[0]?.values).toEqual({ amount: 100 })
  })
  test('a trace of child rows tells how many were seen', () => {
    const test = parsePredicate({
      $some: { of: 'orders', by: 'customer_id', where: { note: 'x' } },
    })
    expect(explain(test, open('customers', id('c', 1)), context())).toMatchObject({
      holds: false,
      seen: 2,
    })
  })
})

test('paths of a test are its own, not those of child rows', () => {
  const test = parseCondition({
    'a.b': 1,
    $or: ['c > d', { $not: { a: 1 } }],
    $some: { of: 'x', by: 'y', where: { z: 1 } },
  })
  expect(testPaths(test)).toEqual(['a.b', 'c', 'd', 'a'])
})
