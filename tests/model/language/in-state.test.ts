import { describe, expect, test } from 'vitest'
import { inState } from '#model/language/in-state.ts'
import { parseCondition } from '#model/language/predicate.ts'

const constant = (value: boolean) => ({ k: 'constant', value })

describe('a condition as it reads in a state', () => {
  test.each([
    [{ state: 'approved' }, true],
    [{ state: 'proposed' }, false],
    [{ state: { $ne: 'proposed' } }, true],
    [{ state: { $ne: 'approved' } }, false],
    [{ state: ['approved', 'effective'] }, true],
    [{ state: { $nin: ['proposed', 'approved'] } }, false],
    [{ state: { $null: true } }, false],
  ])('%j is decided', (condition, value) => {
    const decided = inState(parseCondition(condition), 'approved')
    expect(decided.k === 'all' ? decided.of : [decided]).toEqual([constant(value)])
  })

  test('what it says of other fields stays', () => {
    const test = parseCondition({ kind: 'promote', state: { $nin: ['proposed', 'rejected'] } })
    const left = inState(test, 'approved')
    expect(left).toEqual({
      k: 'all',
      of: [
        { k: 'compare', path: 'kind', op: '$eq', value: { literal: 'promote' } },
        constant(true),
      ],
    })
  })

  test('a formula reads the state as a text', () => {
    expect(inState(parseCondition("state == 'approved' and amount > 0"), 'approved')).toEqual(
      parseCondition("'approved' == 'approved' and amount > 0"),
    )
  })

  test('children keep a state of their own', () => {
    const test = parseCondition({
      $some: { of: 'order_lines', by: 'order_id', where: { state: 'x' } },
    })
    expect(inState(test, 'approved')).toEqual(test)
  })
})
