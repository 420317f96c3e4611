import { describe, expect, test } from 'vitest'
import { writeBoard } from '../../src/dashboards/data/board-state.ts'
import { cardDays, lastDay, presetDays, toDate } from '../../src/dashboards/data/period.ts'
import { board, stateOf } from './company.tsx'

const today = '2026-11-22'

describe('state of the bar in the URL', () => {
  test('an empty address is the default of the board', () => {
    expect(stateOf()).toEqual({
      period: 'rolling12',
      days: { from: '2025-12-01', to: '2026-11-30' },
      compare: 'previousYear',
      filters: {},
    })
  })
  test('period, comparison and filters are read', () => {
    const state = stateOf('period=quarter&compare=previousPeriod&employee=a,b')
    expect(state.days).toEqual({ from: '2026-10-01', to: '2026-12-31' })
    expect(state.compare).toBe('previousPeriod')
    expect(state.filters).toEqual({ employee: ['a', 'b'] })
  })
  test('own days need two real days in order', () => {
    expect(stateOf('period=custom&from=2026-02-01&to=2026-02-28').period).toBe('custom')
    expect(stateOf('period=custom&from=2026-02-01&to=2026-02-30').period).toBe('rolling12')
    expect(stateOf('period=custom&from=2026-03-01&to=2026-02-01').period).toBe('rolling12')
  })
  test('what is the default is left out of the address', () => {
    const params = new URLSearchParams('period=month&employee=a')
    const next = writeBoard(board(), params, { period: 'rolling12', filters: {} })
    expect(next.toString()).toBe('')
  })
  test('what is written is read again', () => {
    const days = { from: '2026-01-05', to: '2026-02-03' }
    const params = writeBoard(board(), new URLSearchParams(), {
      period: 'custom',
      days,
      compare: 'none',
      filters: { product: ['x'] },
    })
    expect(stateOf(params.toString())).toEqual({
      period: 'custom',
      days,
      compare: 'none',
      filters: { product: ['x'] },
    })
  })
})

describe('periods', () => {
  test('a running year ends with the year', () =>
    expect(presetDays('year', today)).toEqual({ from: '2026-01-01', to: '2026-12-31' }))
  test('a running period counts up to today', () =>
    expect(toDate(presetDays('month', today), today)).toEqual({ from: '2026-11-01', to: today }))
  test('a board over days that are past looks back from the last of them', () => {
    const bar = { from: '1997-01-01', to: '1997-12-31' }
    expect(lastDay(bar, today)).toBe('1997-12-31')
    expect(lastDay(presetDays('year', today), today)).toBe(today)
    expect(cardDays({ period: 'rolling24' }, bar, lastDay(bar, today))).toEqual({
      from: '1996-01-01',
      to: '1997-12-31',
    })
  })
  test('a card may have a period of its own', () => {
    const bar = presetDays('month', today)
    expect(cardDays({ period: 'rolling24' }, bar, today)?.from).toBe('2024-12-01')
    expect(cardDays({ period: 'next180' }, bar, today)).toEqual({ from: today, to: '2027-05-21' })
    expect(cardDays({ period: 'today' }, bar, today)).toBeNull()
    expect(cardDays({}, bar, today)).toEqual(bar)
  })
})
