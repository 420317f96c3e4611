import { describe, expect, test } from 'vitest'
import { changesBetween, isSame } from '../../src/data/diff.ts'

describe('what an edit changed', () => {
  test('absent, null and empty text are the same nothing', () => {
    expect(isSame(undefined, null)).toBe(true)
    expect(isSame('', null)).toBe(true)
    expect(isSame(0, null)).toBe(false)
    expect(isSame(false, null)).toBe(false)
  })

  test('lines are the same when every row and value is', () => {
    const lines = [{ id: 'a', quantity: 2 }]
    expect(isSame(lines, [{ quantity: 2, id: 'a' }])).toBe(true)
    expect(isSame(lines, [{ id: 'a', quantity: 3 }])).toBe(false)
    expect(isSame(lines, [])).toBe(false)
  })

  test('only changed fields are sent, the system keeps its own', () => {
    const before = { id: '1', version: 4, state: 'draft', name: '甲', amount: 5, note: 'x' }
    const after = { ...before, version: 9, state: 'signed', amount: 6, note: '' }
    expect(changesBetween(before, after)).toEqual({ amount: 6, note: null })
  })
})
