import { describe, expect, test } from 'vitest'
import type { Clock } from '#model/language/definition.ts'
import { clocksOf } from '../../src/views/record/clocks.ts'
import { sampleConsole } from './harness.tsx'

const orders = sampleConsole.index.resources.get('orders')?.entity
const clock: Clock = {
  start: 'received_at',
  due: 'promised_at',
  stop: 'answered_at',
  warn_at: [0.5, 0.9],
  calendar: 'working',
}
const at = (now: string, record: Readonly<Record<string, unknown>>, more: Partial<Clock> = {}) => {
  if (!orders) throw new Error('the sample has orders')
  const entity = { ...orders, clocks: { promise: { ...clock, ...more } } }
  const given = { received_at: '2026-11-19T01:00:00.000Z', promised_at: '2026-11-23T01:00:00.000Z', ...record }
  const console = { ...sampleConsole, clock: () => now }
  return clocksOf(console, entity, { id: '1', ...given }).map(({ due, tone }) => `${due} ${tone}`)
} // prettier-ignore

describe('clocks that run on a record', () => {
  test.each([
    ['2026-11-20T00:59:59.000Z', 'info'],
    ['2026-11-20T01:00:00.000Z', 'warn'], // Friday; the weekend does not count: half of two days
    ['2026-11-23T01:00:00.000Z', 'warn'],
    ['2026-11-23T01:00:01.000Z', 'bad'],
  ])('at %s it is %s', (now, tone) => {
    expect(at(now, {})).toEqual([`promised_at ${tone}`])
  })

  test('a clock that was stopped, has no limit, or whose condition does not hold does not run', () => {
    const now = '2026-11-20T01:00:00.000Z'
    expect(at(now, { answered_at: '2026-11-19T05:00:00.000Z' })).toEqual([])
    expect(at(now, { promised_at: null })).toEqual([])
    expect(at(now, { kind: 'spot' }, { while: { kind: 'custom' } })).toEqual([])
    expect(at(now, { kind: 'custom' }, { while: { kind: 'custom' } })).toHaveLength(1)
  })
})
