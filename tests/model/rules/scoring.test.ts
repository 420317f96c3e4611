import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { openOffice } from '../appraisal/company.ts'
import { as, department, employee, refusal, type Person } from '../company.ts'

const office = openOffice()
const charter = () => office().charter

type Values = Readonly<Record<string, unknown>>
type Sheet = { readonly id: string; readonly items: readonly Row[] }

/** Four results, judged by everybody too, so that each method scores alike. */
const results = [
  ['sales', 40, 480, 400],
  ['collection', 25, 81, 90],
  ['customers', 15, 6, 8],
  ['satisfaction', 20, 90, 100],
] as const
const weights = { weight_data: 30, weight_supervisor: 40, weight_peer: 10, weight_customer: 15, weight_self: 5 } // prettier-ignore

const known: { scheme?: string; indicators?: readonly string[] } = {}
const indicatorIds = async (): Promise<readonly string[]> => {
  if (known.indicators) return known.indicators
  const metric = await charter().seed('metric_definitions', { code: 'M-900', name: '结果', better: 'higher' }) // prettier-ignore
  const ids: string[] = []
  for (const [code] of results) {
    const values = { code: `C6-${code}`, name: code, description: code, dimension: 'performance', nature: 'quantitative', metric_id: metric.id, scoring_rule: 'linear', rated_by: ['data', 'supervisor', 'peer', 'customer', 'self'] } // prettier-ignore
    ids.push((await charter().seed('appraisal_indicators', values)).id)
  }
  known.indicators = ids
  return ids
}
const schemeId = async (): Promise<string> => {
  const ids = await indicatorIds()
  known.scheme ??= (
    await charter().seed(
      'appraisal_schemes',
      {
        name: '示例', family: 'commerce', cycles: ['month'], year_formula: 'avg_months', valid_from: '2025-01-01', ...weights,
        indicators: results.map(([, weight], i) => ({ indicator_id: ids[i], weight, target_source: 'fixed' })),
      },
      'retired',
    )
  ).id // prettier-ignore
  return known.scheme
}

/** A sheet of the seller for a month of its own, with the numbers of the example. */
const sheetFor = async (
  month: string,
  state = 'scored',
  cycleState = 'hr_audit',
  more: Values = {},
): Promise<Sheet> => {
  const ids = await indicatorIds()
  const scheme_id = await schemeId()
  const cycle = await charter().seed('appraisal_cycles', { kind: 'month', period_start: `${month}-01`, scheme_ids: [scheme_id] }, cycleState) // prettier-ignore
  const items = results.map(([, weight, actual, target], i) => ({ indicator_id: ids[i], weight, actual, target, target_source: 'fixed', override_reason: '示例', data_score: [120, 90, 75, 90][i] })) // prettier-ignore
  const row = await charter().seed('appraisals', { cycle_id: cycle.id, employee_id: employee('seller'), scheme_id, items, supervisor_comment: '好', ...more }, state) // prettier-ignore
  const whole = await charter().read('appraisals', row)
  return { id: row.id, items: whole.items as readonly Row[] }
}

const scored = (sheet: Sheet, method: string, score: number, rater_id: string | null = null) =>
  charter().seed(
    'appraisal_scores',
    {
      appraisal_id: sheet.id,
      method,
      rater_id,
      items: sheet.items.map(({ id, indicator_id }) => ({ item_id: id, indicator_id, score })),
    },
    'submitted',
  )

const everybody = async (sheet: Sheet): Promise<void> => {
  await scored(sheet, 'supervisor', 85, employee('sales_head'))
  for (const colleague of office().colleagues) await scored(sheet, 'peer', 88, colleague)
  await scored(sheet, 'self', 95, employee('seller'))
}
const read = (sheet: Pick<Row, 'id'>, who: Person = 'boss') =>
  charter().read('appraisals', sheet, who)

describe('R-113 the total of a sheet', () => {
  test('scores the numbers by their achievement, at most 120', async () => {
    const sheet = await sheetFor('2025-01')
    expect(sheet.items.map(({ computed_score }) => computed_score)).toEqual([120, 90, 75, 90])
    expect(await read(sheet)).toMatchObject({ data_mean: 99.75 })
  })

  test('weighs the five methods; without customers their weight goes to the others', async () => {
    const sheet = await sheetFor('2025-02')
    await everybody(sheet)
    // (34 + 29.925 + 8.8 + 4.75) / 0.85
    expect(await read(sheet)).toMatchObject({ method_score: 91.15, total_score: 91.15 })
    await scored(sheet, 'customer', 92)
    // 34 + 29.925 + 13.8 + 8.8 + 4.75 = 91.275, half away from zero
    expect(await read(sheet)).toMatchObject({ method_score: 91.28, grade: 'excellent' })
  })

  test.each([
    [29, 120],
    [28.7, 119.98],
  ])('with a bonus of %d the total is %d: the cap is 120', async (points, total) => {
    const sheet = await sheetFor(points === 29 ? '2025-03' : '2025-04')
    await everybody(sheet)
    await scored(sheet, 'customer', 92)
    await charter().seed('rewards', { employee_id: employee('seller'), kind: 'performance', points, counted_in_id: sheet.id }, 'published') // prettier-ignore
    expect(await read(sheet)).toMatchObject({ total_score: total })
  })
})

describe('R-116 a late self-review counts 0', () => {
  test('in time 95, late 0, and the weight of the method stays', async () => {
    const [late, timely] = [await sheetFor('2025-05', 'scored', 'hr_audit', { self_late: true }), await sheetFor('2025-06')] // prettier-ignore
    await everybody(late)
    await everybody(timely)
    expect(await read(timely)).toMatchObject({ method_score: 91.15 })
    expect(await read(late)).toMatchObject({ method_score: 85.56 }) // (34 + 29.925 + 8.8 + 0) / 0.85
  })

  test.each([
    ['2026-08', '2026-08-31', false, 91.15], // the last working day of August
    ['2026-07', '2026-08-01', true, 85.56], // a day after the last one of July
  ])('of %s handed in on %s is late: %s', async (month, day, self_late, method_score) => {
    const report = { self_summary: '总结', self_report: '自评' }
    const sheet = await sheetFor(month, 'self_pending', 'self_review')
    charter().on(day)
    await charter().step('seller', 'appraisals', sheet, 'submit_self', report)
    await everybody(sheet)
    expect(await read(sheet)).toMatchObject({ self_late, method_score })
    charter().on('2026-11-02')
  })
})

describe('R-117, R-118 who scores, audits and approves', () => {
  test('without the scores of the supervisor there is no scoring, without a comment neither', async () => {
    const sheet = await sheetFor('2025-07', 'self_submitted', 'scoring', {
      supervisor_comment: null,
    })
    const score = (body: Values) =>
      refusal(charter().step('sales_head', 'appraisals', sheet, 'score', body))
    expect((await score({ supervisor_comment: '好' })).code).toBe('refused_transition')
    await scored(sheet, 'supervisor', 85, employee('sales_head'))
    expect((await score({})).fields).toEqual(['supervisor_comment'])
    expect((await score({ supervisor_comment: '好' })).code).toBe('accepted')
  })

  test('a rater may not audit the sheet, another of HR may; a leader approves when it is sent up', async () => {
    const sheet = await sheetFor('2025-08')
    await scored(sheet, 'peer', 80, employee('hr_clerk'))
    await scored(sheet, 'supervisor', 85, employee('sales_head'))
    const audit = (who: 'hr_clerk' | 'hr_head') =>
      refusal(charter().step(who, 'appraisals', sheet, 'audit'))
    expect((await audit('hr_clerk')).code).toBe('refused_transition')
    expect((await audit('hr_head')).code).toBe('accepted')
    expect((await refusal(charter().step('boss', 'appraisals', sheet, 'approve'))).code).toBe('refused_transition') // prettier-ignore
  })

  test('R-118: only what a leader approves, after it is sent up, is final', async () => {
    const sheet = await sheetFor('2024-09', 'audited', 'approving')
    const approve = (who: 'hr_head' | 'boss') =>
      refusal(charter().step(who, 'appraisals', sheet, 'approve'))
    expect((await approve('hr_head')).code).toBe('forbidden')
    expect(await read(sheet)).toMatchObject({ state: 'audited', final_on: null })
    expect((await approve('boss')).code).toBe('accepted')
    expect(await read(sheet)).toMatchObject({ state: 'final', final_on: '2026-11-02' })
  })
})

describe('R-119 feedback within five working days', () => {
  test('on the last of them nobody is told, the day after the head and HR are', async () => {
    const sheet = await sheetFor('2024-10', 'final', 'feedback', { supervisor_id: employee('sales_head') }) // prettier-ignore
    const { cycle_id } = await read(sheet)
    const cycle = await charter().read('appraisal_cycles', { id: String(cycle_id) })
    expect(cycle).toMatchObject({ final_due: '2024-11-08', feedback_due: '2024-11-15' })
    const told = async () =>
      (await charter().find('notifications', { 'target.id': sheet.id, kind: 'escalation' }, 'sales_head')).length // prettier-ignore
    charter().on('2024-11-15')
    await charter().tick()
    expect(await told()).toBe(0)
    charter().on('2024-11-16')
    await charter().tick()
    expect(await told()).toBe(1)
    charter().on('2026-11-02')
  })
})

describe('R-119 an appeal within five days', () => {
  test.each([
    ['2026-11-07', 'accepted'],
    ['2026-11-08', 'refused_transition'],
  ])('feedback on 2 November, appeal on %s: %s', async (day, code) => {
    const month = day === '2026-11-07' ? '2025-09' : '2025-10'
    const sheet = await sheetFor(month, 'feedback_given', 'feedback', { feedback_on: '2026-11-02', strengths: '稳', weaknesses: '慢', advice: '快' }) // prettier-ignore
    charter().on(day)
    const appeal = charter().step('seller', 'appraisals', sheet, 'raise_appeal', {
      appeal: '请复核',
    })
    expect((await refusal(appeal)).code).toBe(code)
  })
})

describe('R-120 grades by the table', () => {
  test.each([
    [90, 'excellent'],
    [89.99, 'good'],
    [80, 'good'],
    [79.99, 'pass'],
    [70, 'pass'],
    [69.99, 'improve'],
    [60, 'improve'],
    [59.99, 'fail'],
  ])('%d is %s', async (built_score, grade) => {
    const month = `2024-${String(1 + [90, 89.99, 80, 79.99, 70, 69.99, 60, 59.99].indexOf(built_score)).padStart(2, '0')}` // prettier-ignore
    expect(await read(await sheetFor(month, 'scored', 'hr_audit', { built_score }))).toMatchObject({ grade }) // prettier-ignore
  })
})

describe('R-120 a quarter builds on its months, a year on its quarters', () => {
  test('months of the quarter that are final count, others do not', async () => {
    const { indicators } = office()
    const lines = [{ indicator_id: indicators.attitude, weight: 100, target_source: 'fixed' }]
    const scheme = await charter().seed('appraisal_schemes', { name: '合成', family: 'support', cycles: ['month', 'quarter', 'year'], year_formula: 'avg_quarters', valid_from: '2023-01-01', indicators: lines }, 'retired') // prettier-ignore
    const sheet = async (kind: string, from: string, state: string, built_score: number | null) => {
      const cycle = await charter().seed('appraisal_cycles', { kind, period_start: from, scheme_ids: [scheme.id] }, 'hr_audit') // prettier-ignore
      return charter().seed('appraisals', { cycle_id: cycle.id, employee_id: employee('clerk'), scheme_id: scheme.id, supervisor_id: employee('sales_head'), supervisor_comment: '好', built_score }, state) // prettier-ignore
    }
    await sheet('month', '2023-09-01', 'acknowledged', 10) // the quarter before
    await sheet('month', '2023-10-01', 'acknowledged', 90)
    await sheet('month', '2023-11-01', 'final', 81)
    await sheet('month', '2023-12-01', 'audited', 20) // not final
    const quarter = await sheet('quarter', '2023-10-01', 'scored', null)
    await charter().step('hr_clerk', 'appraisals', quarter, 'audit')
    expect(await read(quarter)).toMatchObject({ total_score: 85.5, grade: 'good' })
    await sheet('quarter', '2023-01-01', 'acknowledged', 60.5)
    await sheet('quarter', '2023-07-01', 'final', 70)
    const year = await sheet('year', '2023-01-01', 'scored', null)
    await charter().step('hr_clerk', 'appraisals', year, 'audit')
    expect(await read(year)).toMatchObject({ total_score: 65.25, grade: 'improve' })
  })
})

describe('A-19 peers stay anonymous', () => {
  test('the person, the head and other peers find their ids on no way; HR does', async () => {
    const sheet = await sheetFor('2025-11', 'final', 'feedback')
    await everybody(sheet)
    const { service } = charter().company()
    const colleague = { ...as('other_seller'), employee: office().colleagues[0] ?? '' }
    const ways = async (who: ReturnType<typeof as>) =>
      JSON.stringify([
        await service.list(who, 'appraisals', { filter: { id: sheet.id } }),
        await service.history(who, 'appraisals', sheet.id).catch(() => []),
        await service.list(who, 'appraisal_scores', { filter: { appraisal_id: sheet.id } }),
        await service.list(who, 'appraisal_score_items', { filter: { appraisal_id: sheet.id } }),
        await service.aggregate(who, 'appraisal_scores', { measures: ['count'], by: ['method'] }),
        await service.search(who, 'KHQ-2025M11'),
      ])
    for (const who of [as('seller'), as('sales_head'), as('other_seller')]) {
      const told = await ways(who)
      for (const peer of office().colleagues) expect(told).not.toContain(peer)
    }
    const own = await ways(colleague)
    for (const peer of office().colleagues.slice(1)) expect(own).not.toContain(peer)
    const hr = await ways(as('hr_clerk'))
    for (const peer of office().colleagues) expect(hr).toContain(peer)
    expect(await read(sheet, 'seller')).toMatchObject({ peer_mean: 88, total_score: 91.15 })
  })

  test('before the result is final the person sees no score', async () => {
    const sheet = await sheetFor('2025-12')
    await everybody(sheet)
    expect(await read(sheet, 'seller')).toMatchObject({ peer_mean: null, total_score: null, grade: null }) // prettier-ignore
    expect(await read(sheet, 'sales_head')).toMatchObject({ total_score: 91.15 })
  })
})

describe('R-176, R-177 penalties', () => {
  const articles = { count: 0 }
  const penalty = async (occurred_on: string, who: Person = 'seller'): Promise<Row> => {
    articles.count += 1
    const article = await charter().seed('handbook_articles', { clause: 'P3 §4', title: '纪律', body: '纪律', version_no: articles.count }) // prettier-ignore
    const row = await charter().seed('penalties', { employee_id: employee(who), department_id: department('sales'), violation: 'discipline', clause_id: article.id, occurred_on, description: '离岗' }, 'investigating') // prettier-ignore
    return charter().read('penalties', row)
  }
  const heard = { statement: '属实' }
  test('R-176: a warning is the head’s, more than that a leader’s, and nobody unheard', async () => {
    const row = await penalty('2026-10-20')
    const warn = (body: Values) =>
      refusal(charter().step('sales_head', 'penalties', row, 'warn', body))
    expect((await warn({ measure: ['warning'] })).fields).toEqual(['statement'])
    expect((await warn({ ...heard, measure: ['demotion'] })).code).toBe('refused_transition')
    expect((await warn({ ...heard, measure: ['warning', 'demotion'] })).code).toBe('refused_transition') // prettier-ignore
    expect((await warn({ ...heard, measure: ['warning'] })).code).toBe('accepted')
    const heavy = await penalty('2026-10-21', 'clerk')
    const decide = (body: Values) =>
      refusal(charter().step('boss', 'penalties', heavy, 'decide', body))
    expect((await decide({ measure: ['demotion'] })).fields).toEqual(['statement'])
    expect((await decide({ ...heard, measure: ['demotion'] })).code).toBe('accepted')
  })

  test.each([
    ['deduction', {}, ['amount']],
    ['compensation', {}, ['amount']],
    ['deduction', { amount: 0.01 }, []],
    ['demotion', {}, []],
  ])('a %s with %j lacks %j', async (measure, values, fields) => {
    const row = await penalty('2026-10-22', 'accountant')
    const decided = charter().step('boss', 'penalties', row, 'decide', { ...heard, measure: [measure], ...values }) // prettier-ignore
    expect((await refusal(decided)).fields).toEqual(fields)
  })

  test('R-177: the second warning within twelve months warns', async () => {
    const row = await penalty('2026-10-30')
    const after = await charter().step('sales_head', 'penalties', row, 'warn', { ...heard, measure: ['warning'] }) // prettier-ignore
    expect(after._warnings).toMatchObject([{ rule: 'R-177' }])
    const old = await penalty('2025-10-01')
    const first = await charter().step('sales_head', 'penalties', old, 'warn', { ...heard, measure: ['warning'] }) // prettier-ignore
    expect(first._warnings).toBeUndefined()
  })
  test.each([
    ['other_seller', '2025-10-30', undefined], // twelve months before, to the day
    ['marketer', '2025-10-31', [{ rule: 'R-177' }]],
  ] as const)('R-177: %s, warned on %s, is warned on 30 October 2026: %j', async (who, before, warnings) => {
    const warned = async (day: string) => charter().step('sales_head', 'penalties', await penalty(day, who), 'warn', { ...heard, measure: ['warning'] })
    await warned(before)
    const { _warnings } = await warned('2026-10-30')
    if (warnings) expect(_warnings).toMatchObject(warnings)
    else expect(_warnings).toBeUndefined()
  }) // prettier-ignore
})

describe('R-130 leaks and bribes are recorded with their loss', () => {
  const articles = { count: 0 }
  const investigated = async (values: Values): Promise<Row> => {
    articles.count += 1
    const article = await charter().seed('handbook_articles', { clause: 'P0 §3.1', title: '保密', body: '保密', version_no: articles.count }) // prettier-ignore
    const row = await charter().seed('penalties', { employee_id: employee('seller'), department_id: department('sales'), clause_id: article.id, occurred_on: '2026-09-01', description: '外泄报价', intent: 'negligent', ...values }, 'investigating') // prettier-ignore
    return charter().read('penalties', row)
  }
  const decide = (row: Row, measure: readonly string[]) =>
    charter().step('boss', 'penalties', row, 'decide', { statement: '属实', measure, amount: 100 })
  const casesOf = (row: Row) => charter().find('legal_cases', { penalty_id: row.id })

  test.each([
    [0.01, ['demotion', 'compensation'], [0.01], undefined],
    [0.01, ['demotion'], [0.01], [{ rule: 'R-130' }]],
    [0, ['demotion'], [], undefined],
  ] as const)('a leak with a loss of %d and %j: cases %j, warnings %j', async (loss_amount, measure, claims, warnings) => {
    const row = await investigated({ violation: 'secrecy', loss_amount })
    const after = await decide(row, measure)
    expect((await casesOf(row)).map((each) => [each.kind, each.claim_amount, each.state])).toEqual(claims.map((claim) => ['secrecy', claim, 'proposed']))
    if (warnings) expect(after._warnings).toMatchObject(warnings)
    else expect(after._warnings).toBeUndefined()
  }) // prettier-ignore

  test.each([
    ['bribery', undefined, ['loss_amount']],
    ['secrecy', undefined, ['loss_amount']],
    ['bribery', 0, []],
    ['bribery', 500, []],
    ['discipline', undefined, []],
  ])('a case of %s with a loss of %s lacks %j', async (violation, loss_amount, fields) => {
    const row = await investigated({ violation, ...(loss_amount !== undefined && { loss_amount }) })
    expect((await refusal(decide(row, ['demotion']))).fields).toEqual(fields)
    expect(await casesOf(row)).toEqual([])
  })
})
