import { beforeAll, describe, expect, test } from 'vitest'
import { countsBehind } from '../dashboards/behind.ts'
import { as, department, employee, useCharter } from './company.ts'

type Case = readonly [received: string, resolved: string | null, category: string, state: string, more?: object] // prettier-ignore

/** Critical: 24 hours of working days; the promise is given so that both sides of it are there. */
const cases: readonly Case[] = [
  ['2026-10-12T01:00:00Z', '2026-10-12T05:00:00Z', 'quality', 'closed'],
  ['2026-10-13T01:00:00Z', '2026-10-20T05:00:00Z', 'quality', 'visited', { compensation: 500 }],
  ['2026-10-14T01:00:00Z', '2026-10-14T09:00:00Z', 'delivery', 'resolved'],
  ['2026-10-15T01:00:00Z', null, 'quality', 'executing'],
  ['2026-10-16T01:00:00Z', null, 'service', 'rejected', { is_valid: false }],
]

describe('figures of complaints', () => {
  const charter = useCharter()

  beforeAll(async () => {
    const customer = await charter.seed('customers', { name: '远大集团', owner_id: employee('seller'), department_id: department('sales'), level: 'key', industry: '机械', region: 'east', contact_interval_days: 30, source: 'referral' }, 'active') // prettier-ignore
    for (const [received, resolved, category, state, more] of cases)
      await charter.seed('complaints', {
        customer_id: customer.id, channel: 'phone', category, severity: 'critical', content: '坏', demand: '换', owner_id: employee('service_clerk'),
        handler_id: employee('service_clerk'), received_at: received, accepted_at: received, apology_at: received, resolved_at: resolved,
        responsible_department_id: department('production'), ...more,
      }, state) // prettier-ignore
  })

  const october = { from: '2026-10-01', to: '2026-10-31' }
  const ask = async (measures: readonly string[], more: object = {}) => {
    const { service } = charter.company()
    return (await service.aggregate(as('boss'), 'complaints', { measures, ...more })).rows
  }

  test('M-301 M-305 M-308 M-309 count, solve in time, repeat, visit', async () => {
    const measures = ['count', 'valid', 'resolved', 'on_time_rate', 'repeats', 'repeat_rate', 'compensation'] // prettier-ignore
    expect(await ask(measures, { range: october })).toMatchObject([
      { count: 5, valid: 4, resolved: 3, on_time_rate: 66.6667, repeats: 2, repeat_rate: 50, compensation: 500 },
    ]) // prettier-ignore
  })

  test('M-307 an open complaint past its promise is overdue and counts as breached', async () => {
    expect(await ask(['open', 'overdue', 'breached', 'promised', 'breach_rate'])).toMatchObject([
      { open: 1, overdue: 1, breached: 2, promised: 4, breach_rate: 50 },
    ])
  })

  test('M-312 causes from the most frequent down', async () => {
    const rows = await ask(['valid'], { by: ['category'], range: october, sort: [['valid', 'desc']], having: { valid: { $gt: 0 } } }) // prettier-ignore
    expect(rows.map((row) => [row.category, row.valid])).toEqual([
      ['quality', 3],
      ['delivery', 1],
    ])
  })

  test('every count opens as many complaints', async () => {
    const { service, index } = charter.company()
    const query = {
      measures: ['count', 'valid', 'resolved', 'resolved_in_time', 'open', 'overdue', 'breached', 'repeats', 'acceptance_due', 'accepted_in_time'],
      by: ['category'], range: october,
    } // prettier-ignore
    const counts = await countsBehind({ service, index, who: as('boss'), resource: 'complaints', query, today: '2026-11-02' }) // prettier-ignore
    expect(counts).toHaveLength(30)
    for (const [mark, shown, listed] of counts) expect([mark, listed]).toEqual([mark, shown])
  })
})
