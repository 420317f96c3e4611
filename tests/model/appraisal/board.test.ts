import { beforeAll, describe, expect, test } from 'vitest'
import { countsBehind } from '../../dashboards/behind.ts'
import { as, department, employee, type Person } from '../company.ts'
import { openOffice, openScheme } from './company.ts'

const totals: Readonly<Record<'sales_head' | 'seller' | 'other_seller' | 'accountant' | 'finance_head', number>> = {
  sales_head: 92, seller: 71, other_seller: 88, accountant: 65, finance_head: 84,
} // prettier-ignore

describe('figures of appraisals', () => {
  const office = openOffice()
  let cycle: string

  beforeAll(async () => {
    const { charter, colleagues } = office()
    const scheme = await openScheme(office())
    const closed = await charter.seed(
      'appraisal_cycles',
      { kind: 'month', period_start: '2026-09-01', period_end: '2026-09-30', scheme_ids: [scheme.id] },
      'closed',
    ) // prettier-ignore
    cycle = closed.id
    const people = [
      ...Object.entries(totals).map(([name, total]) => [employee(name as Person), total] as const), // keys of the table above
      ...colleagues.map((id, i) => [id, 80 + i] as const),
    ]
    for (const [person, total] of people)
      await charter.seed(
        'appraisals',
        { cycle_id: cycle, employee_id: person, scheme_id: scheme.id, supervisor_id: employee('boss'), built_score: total, self_submitted_on: '2026-09-29', final_on: '2026-10-09' },
        'acknowledged',
      ) // prettier-ignore
  })

  const ask = async (who: Person, measures: readonly string[], more: object = {}) => {
    const { service } = office().charter.company()
    return (await service.aggregate(as(who), 'appraisals', { measures, ...more })).rows
  }

  test('M-401 M-402 leaders see mean, spread and grades of everybody', async () => {
    expect(await ask('boss', ['mean_score', 'least', 'middle', 'most', 'scored', 'excellent', 'excellent_share'])).toMatchObject([
      { mean_score: 80.375, least: 65, middle: 81.5, most: 92, scored: 8, excellent: 1, excellent_share: 12.5 },
    ]) // prettier-ignore
    const [sales] = await ask('boss', ['mean_score', 'scored'], { by: ['department'], sort: [['scored', 'desc']] }) // prettier-ignore
    expect(sales).toMatchObject({ department: department('sales'), mean_score: 82.3333, scored: 6 }) // prettier-ignore
  })

  test('a head sees the own department', async () => {
    expect(await ask('sales_head', ['mean_score', 'scored'])).toMatchObject([{ mean_score: 82.3333, scored: 6 }]) // prettier-ignore
  })

  test('an employee sees the own result alone, whatever is asked', async () => {
    expect(await ask('seller', ['mean_score', 'scored'])).toMatchObject([{ mean_score: 71, scored: 1 }]) // prettier-ignore
    const rows = await ask('seller', ['mean_score'], { by: ['employee'], post: { mean_score: ['rank'] } }) // prettier-ignore
    expect(rows).toMatchObject([{ employee: employee('seller'), mean_score: 71 }])
    const others = { filter: { employee_id: employee('other_seller') } }
    expect(await ask('seller', ['mean_score', 'scored'], others)).toMatchObject([{ mean_score: null, scored: 0 }]) // prettier-ignore
  })

  test('an employee sees the anonymous mean of the own department of six', async () => {
    expect(await ask('seller', ['department_mean'], { by: ['cycle', 'department'] })).toMatchObject([
      { cycle, department: department('sales'), department_mean: 82.3333 },
    ]) // prettier-ignore
  })

  test('the mean of a department of two is withheld', async () => {
    expect(await ask('accountant', ['department_mean'], { by: ['cycle', 'department'] })).toMatchObject([
      { department: department('finance'), department_mean: null },
    ]) // prettier-ignore
  })

  test('somebody who may not read sheets gets no figure', async () => {
    await expect(ask('administrator', ['mean_score'], { by: ['employee'] })).resolves.toEqual([])
    await expect(ask('administrator', ['department_mean'], { by: ['cycle', 'department'] })).resolves.toEqual([]) // prettier-ignore
  })

  test('every count opens as many sheets', async () => {
    const { service, index } = office().charter.company()
    const query = { measures: ['count', 'finals', 'scored', 'excellent', 'good', 'self_done', 'self_in_time', 'approve_done'], by: ['department'] } // prettier-ignore
    const counts = await countsBehind({ service, index, who: as('boss'), resource: 'appraisals', query, today: '2026-11-02' }) // prettier-ignore
    expect(counts).toHaveLength(16)
    for (const [mark, shown, listed] of counts) expect([mark, listed]).toEqual([mark, shown])
  })
})
