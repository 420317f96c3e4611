import { beforeAll, describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { openOffice, openScheme } from '../appraisal/company.ts'
import { as, department, employee, refusal, type Person } from '../company.ts'

const office = openOffice()
const charter = () => office().charter

type Values = Readonly<Record<string, unknown>>

const known: { scheme: string; collection: string; newcomers: string } = { scheme: '', collection: '', newcomers: '' } // prettier-ignore

const measured = async (code: string): Promise<string> => {
  const metric = await charter().seed('metric_definitions', { code, name: code, better: 'higher' })
  const values = { code: `C-${code}`, name: code, description: code, dimension: 'customer', nature: 'quantitative', metric_id: metric.id, scoring_rule: 'linear', rated_by: ['data'] } // prettier-ignore
  return (await charter().seed('appraisal_indicators', values)).id
}

beforeAll(async () => {
  known.scheme = (await openScheme(office())).id
  known.collection = await measured('M-203')
  known.newcomers = await measured('M-415')
})

const cycleOf = (month: string, state: string, more: Values = {}) =>
  charter().seed('appraisal_cycles', { kind: 'month', period_start: `${month}-01`, scheme_ids: [known.scheme], ...more }, state) // prettier-ignore

type Numbers = { readonly sales?: number; readonly collected?: number; readonly found?: number }

/** The sheet of somebody with the numbers of sales (of 1,000), collection and new customers. */
const sheetOf = (
  cycle: { id: string },
  who: string,
  state: string,
  more: Values = {},
  numbers: Numbers = {},
) => {
  const of = (indicator_id: string | undefined, weight: number, target: number | null, actual: number | undefined) => ({ indicator_id, weight, target, actual: actual ?? null, target_source: 'fixed' }) // prettier-ignore
  const items = [
    of(office().indicators.sales, 40, 1000, numbers.sales),
    of(known.collection, 30, 95, numbers.collected),
    of(known.newcomers, 30, null, numbers.found),
  ]
  const values = { cycle_id: cycle.id, employee_id: who, scheme_id: known.scheme, supervisor_id: employee('sales_head'), department_id: department('sales'), supervisor_comment: '稳', self_summary: '总结', self_report: '自评', items } // prettier-ignore
  return charter().seed('appraisals', { ...values, ...more }, state)
}

const close = (cycle: { id: string }) =>
  charter().step('hr_clerk', 'appraisal_cycles', cycle, 'close')

describe('what the close of a cycle proposes', () => {
  const graded = [
    ['seller', 90, 2],
    ['other_seller', 90, 1],
    ['sales_head', 89.99, 0],
    ['finance_head', 80, 0],
    ['accountant', 79.99, 0],
    ['clerk', 70, 0],
    ['marketer', 69.99, 0],
    ['service_clerk', 60, 0],
    ['project_lead', 59.99, 0],
  ] as const
  const actionsOf = async (who: Person, kinds: readonly string[]) => {
    const rows = await charter().find('personnel_actions', { employee_id: employee(who), kind: [...kinds] }) // prettier-ignore
    return rows.map(({ kind, factor }) => `${String(kind)} ${String(factor ?? '')}`.trim()).sort()
  }

  beforeAll(async () => {
    const cycle = await cycleOf('2026-09', 'feedback')
    for (const [who, built_score, excellent_streak] of graded)
      await sheetOf(cycle, employee(who), 'acknowledged', { built_score, excellent_streak })
    await close(cycle)
  })

  test.each([
    ['seller', ['bonus 1.2', 'pay_up 1.2']],
    ['sales_head', ['pay_up 1.1']],
    ['finance_head', ['pay_up 1.1']],
    ['accountant', []],
    ['clerk', []],
    ['marketer', ['pay_down 0.9']],
    ['service_clerk', ['pay_down 0.9']],
    ['project_lead', ['pay_down 0.8']],
  ] as const)('R-121: performance pay of %s: %j', async (who, actions) => {
    expect(await actionsOf(who, ['pay_up', 'pay_down', 'bonus'])).toEqual(actions)
  })

  test.each([
    ['seller', ['promotion', 'raise']], // excellent for the second time
    ['other_seller', []], // for the first time
    ['service_clerk', []], // 60
    ['project_lead', ['demotion', 'transfer', 'warning']], // 59.99
  ] as const)('R-122: position of %s: %j', async (who, actions) => {
    expect(await actionsOf(who, ['promotion', 'raise', 'warning', 'demotion', 'transfer'])).toEqual(actions) // prettier-ignore
  })

  test('R-122: nothing takes effect before somebody has decided', async () => {
    const [up] = await charter().find('personnel_actions', { employee_id: employee('sales_head'), kind: 'pay_up' }) // prettier-ignore
    const action = up ?? { id: '' }
    const factor = async () => (await charter().read('employees', { id: employee('sales_head') })).performance_pay_factor // prettier-ignore
    const before = await factor()
    charter().on('2027-01-04')
    await charter().tick()
    expect(await charter().read('personnel_actions', action)).toMatchObject({ state: 'proposed' })
    expect(await factor()).toBe(before)
    await charter().step('hr_clerk', 'personnel_actions', action, 'check')
    const tried = charter().step('hr_head', 'personnel_actions', action, 'approve')
    expect((await refusal(tried)).code).toBe('forbidden')
    await charter().step('boss', 'personnel_actions', action, 'approve')
    expect(await factor()).toBe(1.1)
    charter().on('2026-11-02')
  })

  test.each([
    [80, 'accepted'],
    [79.99, 'refused_transition'],
  ])('R-122: a promotion after %d: %s', async (built_score, code) => {
    const { place, higher } = office().positions
    const from = await charter().read('positions', { id: place ?? '' })
    if (code === 'accepted') await charter().update('hr_clerk', 'positions', from, { next_position_ids: [higher] }) // prettier-ignore
    const sheet = await sheetOf(await cycleOf(code === 'accepted' ? '2026-07' : '2026-06', 'feedback'), employee('seller'), 'acknowledged', { built_score }) // prettier-ignore
    const action = await charter().seed('personnel_actions', { employee_id: employee('seller'), department_id: department('sales'), kind: 'promotion', appraisal_id: sheet.id, from_position_id: place, effective_on: '2026-12-01', reason: '优秀' }, 'proposed') // prettier-ignore
    const check = charter().step('hr_clerk', 'personnel_actions', action, 'check', { to_position_id: higher }) // prettier-ignore
    expect((await refusal(check)).code).toBe(code)
  })

  test('a transfer leaves its proposal only with the position it leads to', async () => {
    const action = await charter().seed('personnel_actions', { employee_id: employee('clerk'), department_id: department('sales'), kind: 'transfer', effective_on: '2026-12-01', reason: '优秀' }, 'proposed') // prettier-ignore
    const refused = await refusal(charter().step('hr_clerk', 'personnel_actions', action, 'check'))
    expect(refused).toMatchObject({ code: 'invalid', fields: ['to_position_id'] })
    expect(await charter().read('personnel_actions', action)).toMatchObject({ state: 'proposed' })
  })

  test.each([
    ['clerk', []], // 70
    ['marketer', ['training']], // 69.99
    ['project_lead', ['training']],
  ] as const)('R-123: training of %s: %j', async (who, actions) => {
    expect(await actionsOf(who, ['training'])).toEqual(actions)
    const needs = await charter().find('training_needs', { employee_ids: { $has: employee(who) } })
    expect(needs.map(({ source }) => source)).toEqual(actions.map(() => 'appraisal'))
    for (const need of needs)
      expect(need).toMatchObject({
        owner_id: employee('sales_head'),
        department_id: department('sales'),
        period: '2026M09',
        state: 'draft',
      })
  })
})

describe('R-173 performance rewards', () => {
  const rewarded = async (cycle: { id: string }) => {
    const rows = await charter().find('rewards', { 'evidence_appraisal.cycle_id': cycle.id })
    return rows.map(({ employee_id }) => employee_id).sort()
  }
  test.each([
    ['2026-01', { sales: 1000 }, { sales: 999.9 }], // 100 and 99.99 % of the target
    ['2026-02', { collected: 95 }, { collected: 94.99 }],
  ])('in %s %j is rewarded, %j is not', async (month, enough, short) => {
    const cycle = await cycleOf(month, 'feedback')
    await sheetOf(cycle, employee('seller'), 'acknowledged', {}, enough)
    await sheetOf(cycle, employee('other_seller'), 'acknowledged', {}, short)
    await close(cycle)
    expect(await rewarded(cycle)).toEqual([employee('seller')])
  })

  const finders: readonly Person[] = ['seller', 'other_seller', 'sales_head', 'finance_head', 'accountant', 'clerk', 'marketer', 'service_clerk', 'project_lead', 'hr_clerk', 'hr_head'] // prettier-ignore
  test.each([
    ['2026-03', 11, ['seller', 'other_seller']], // the second has 9.09 % ahead
    ['2026-04', 10, ['seller']], // the second has 10 % ahead
  ] as const)('new customers in %s, of %d people: %j', async (month, count, best) => {
    const cycle = await cycleOf(month, 'feedback')
    for (const [i, who] of finders.slice(0, count).entries())
      await sheetOf(cycle, employee(who), 'acknowledged', {}, { found: 20 - i })
    await close(cycle)
    expect(await rewarded(cycle)).toEqual(best.map(employee).sort())
  })
})

describe('R-175 a teamwork reward rests on the scores of the peers', () => {
  test.each([
    [[90, 90, 90], undefined],
    [[90, 90, 89.97], [{ rule: 'R-175' }]], // 89.99
    [[100, 100], [{ rule: 'R-175' }]], // two are too few to tell
  ])('peers %j: warnings %j', async (scores, warnings) => {
    const month = `2025-0${1 + [90, 89.97, 100].indexOf(scores.at(-1) ?? 0)}`
    const sheet = await sheetOf(await cycleOf(month, 'closed'), employee('seller'), 'acknowledged')
    const { items } = await charter().read('appraisals', sheet)
    for (const [i, score] of scores.entries()) {
      const lines = (items as Row[]).map(({ id, indicator_id }) => ({ item_id: id, indicator_id, score })) // prettier-ignore
      await charter().seed('appraisal_scores', { appraisal_id: sheet.id, method: 'peer', rater_id: office().colleagues[i], items: lines }, 'submitted') // prettier-ignore
    }
    const reward = await charter().create('sales_head', 'rewards', { employee_id: employee('seller'), kind: 'teamwork', form: ['certificate'], reason: '带教新人', evidence_appraisal_id: sheet.id }) // prettier-ignore
    const after = await charter().step('hr_clerk', 'rewards', reward, 'check')
    if (warnings) expect(after._warnings).toMatchObject(warnings)
    else expect(after._warnings).toBeUndefined()
  })
  test('it names the contribution', async () => {
    const bare = charter().create('sales_head', 'rewards', { employee_id: employee('seller'), kind: 'teamwork', form: ['certificate'] }) // prettier-ignore
    expect((await refusal(bare)).fields).toEqual(['reason'])
  })
})

describe('M-418 what peers give for teamwork', () => {
  test('the mean of those with three raters, of final sheets, by person', async () => {
    const closed = await cycleOf('2022-05', 'closed')
    const { teamwork, attitude } = office().indicators
    const lines = [
      { indicator_id: teamwork, weight: 20, target_source: 'fixed' },
      { indicator_id: attitude, weight: 20, target_source: 'fixed' },
    ]
    const judged = async (who: Person, state: string, scores: readonly number[]) => {
      const sheet = await sheetOf(closed, employee(who), state, { items: lines })
      const { items } = await charter().read('appraisals', sheet)
      const [first] = items as Row[]
      for (const [i, score] of scores.entries())
        await charter().seed('appraisal_scores', { appraisal_id: sheet.id, method: 'peer', rater_id: office().colleagues[i], items: [{ item_id: first?.id, indicator_id: teamwork, score }] }, 'submitted') // prettier-ignore
    }
    await judged('seller', 'acknowledged', [90, 80, 85.5])
    await judged('other_seller', 'acknowledged', [100, 100]) // two are too few to tell
    await judged('accountant', 'final', [70, 71, 72])
    await judged('clerk', 'scored', [10, 10, 10]) // not final yet
    const { rows } = await charter()
      .company()
      .service.aggregate(as('boss'), 'appraisal_items', {
        measures: ['teamwork_score'],
        by: ['employee'],
        filter: { 'appraisal.cycle_id': closed.id },
        sort: [['teamwork_score', 'desc']],
        totals: true,
      })
    const found = rows.map(({ employee: who, teamwork_score }) => [who, teamwork_score])
    expect(found).toContainEqual([employee('seller'), 85.17]) // 255.5 / 3
    expect(found).toContainEqual([employee('accountant'), 71])
    expect(found).toContainEqual([employee('other_seller'), null])
    expect(found).toHaveLength(3)
  })
})

describe('R-178 rewards and penalties count once', () => {
  const who = { employee_id: employee('seller'), department_id: department('sales') }
  const reward = (granted_on: string, points: number, state = 'published') =>
    charter().seed('rewards', { ...who, kind: 'teamwork', form: ['certificate'], reason: '协作', granted_on, points }, state) // prettier-ignore
  const audit = async (sheet: { id: string }) => {
    await charter().step('hr_clerk', 'appraisals', sheet, 'audit')
    const { bonus_points, deduct_points } = await charter().read('appraisals', sheet)
    return [bonus_points, deduct_points]
  }

  test('in the cycle in which they fall, when published, and in no other', async () => {
    await reward('2024-03-01', 1)
    await reward('2024-03-31', 2)
    await reward('2024-04-01', 4)
    await reward('2024-03-15', 8, 'approved')
    const article = await charter().seed('handbook_articles', { clause: 'P3-4.2', title: '纪律', body: '纪律', version_no: 1 }) // prettier-ignore
    await charter().seed('penalties', { ...who, violation: 'discipline', clause_id: article.id, occurred_on: '2024-03-31', description: '离岗', points: 5 }, 'published') // prettier-ignore
    const march = await sheetOf(await cycleOf('2024-03', 'hr_audit'), who.employee_id, 'scored')
    const april = await sheetOf(await cycleOf('2024-04', 'hr_audit'), who.employee_id, 'scored')
    expect(await audit(march)).toEqual([3, 5])
    await charter().step('hr_clerk', 'appraisals', march, 'return', { opinion: '再看' })
    expect(await audit(march)).toEqual([3, 5])
    expect(await audit(april)).toEqual([4, 0])
    const weighted = await openScheme(office(), { year_formula: 'weighted' })
    const year = await cycleOf('2024-01', 'hr_audit', { kind: 'year', scheme_ids: [weighted.id] })
    await reward('2024-06-30', 16)
    const whole = await sheetOf(year, who.employee_id, 'scored', { scheme_id: weighted.id })
    expect(await audit(whole)).toEqual([16, 0])
  })
})

describe('R-124 numbers come from the dashboards, HR adjusts them with a reason', () => {
  /** The seller's sheet with sales of 900 of 1,000, as the head has scored it. */
  const scoredSheet = async (month: string) => {
    const sheet = await sheetOf(await cycleOf(month, 'hr_audit'), employee('seller'), 'self_submitted', { items: [] }) // prettier-ignore
    await charter().seed('orders', { owner_id: employee('seller'), department_id: department('sales'), released_on: `${month}-10`, lines: [{ quantity: 9, unit_price: 100 }] }, 'released') // prettier-ignore
    const { items } = await charter().read('appraisals', sheet)
    const lines = (items as Row[]).map(({ id, indicator_id }) => ({ item_id: id, indicator_id, score: 85 })) // prettier-ignore
    await charter().seed('appraisal_scores', { appraisal_id: sheet.id, method: 'supervisor', rater_id: employee('sales_head'), items: lines }, 'submitted') // prettier-ignore
    return charter().step('sales_head', 'appraisals', sheet, 'score', { supervisor_comment: '稳' })
  }
  const salesOf = async (sheet: Pick<Row, 'id'>): Promise<Row> => {
    const { items } = await charter().read('appraisals', sheet)
    return (items as Row[]).find((item) => item.indicator_id === office().indicators.sales) ?? { id: '' } // prettier-ignore
  }
  const takeStep = async (sheet: Row, step: string, change: Values, body: Values = {}) => {
    const { items } = await charter().read('appraisals', sheet)
    const sales = await salesOf(sheet)
    const lines = (items as Row[]).map(({ id, indicator_id, weight }) => ({ id, indicator_id, weight, ...(id === sales.id && change) })) // prettier-ignore
    return charter().step('hr_clerk', 'appraisals', sheet, step, { ...body, items: lines })
  }
  const audit = (sheet: Row, change: Values) => takeStep(sheet, 'audit', change)

  test('the number, its score and the records behind it are kept', async () => {
    const sheet = await scoredSheet('2023-01')
    const sales = await salesOf(sheet)
    expect(sales).toMatchObject({ actual: 900, data_score: 90, measured_score: 90 })
    expect(sales.source).toContain('M-101')
  })

  test.each([
    ['2023-02', { data_score: 90 }, []],
    ['2023-03', { data_score: 90.01 }, ['items.0.override_reason']],
    ['2023-04', { data_score: null }, ['items.0.override_reason']],
    ['2023-05', { data_score: 95, override_reason: '一单退货误记' }, []],
  ])('in %s %j: refused at %j', async (month, change, fields) => {
    expect((await refusal(audit(await scoredSheet(month), change))).fields).toEqual(fields)
  })

  test('what HR has put right stays, beside what was measured', async () => {
    const sheet = await scoredSheet('2023-06')
    await audit(sheet, { data_score: 95, override_reason: '一单退货误记' })
    expect(await salesOf(sheet)).toMatchObject({ data_score: 95, measured_score: 90 })
    expect(await charter().read('appraisals', sheet)).toMatchObject({ data_mean: 95 })
  })

  test.each([
    ['2023-08', { actual: 1000 }, ['items.0.override_reason']],
    ['2023-09', { actual: 1000, data_score: 100 }, ['items.0.override_reason']],
    ['2023-10', { actual: 1000, data_score: 100, override_reason: '漏记一单' }, []],
  ])('in %s %j after an appeal: refused at %j', async (month, change, fields) => {
    const sheet = await scoredSheet(month)
    await charter().step('hr_clerk', 'appraisals', sheet, 'audit')
    await charter().step('hr_clerk', 'appraisal_cycles', { id: String(sheet.cycle_id) }, 'send_up')
    await charter().step('boss', 'appraisal_cycles', { id: String(sheet.cycle_id) }, 'approve')
    await charter().step('sales_head', 'appraisals', sheet, 'give_feedback', { strengths: '稳', weaknesses: '慢', advice: '快' }) // prettier-ignore
    await charter().step('seller', 'appraisals', sheet, 'raise_appeal', { appeal: '漏一单' })
    const resolved = { appeal_result: '成立', appeal_upheld: true }
    expect((await refusal(takeStep(sheet, 'resolve_appeal', change, resolved))).fields).toEqual(fields) // prettier-ignore
  })

  test('nobody but HR can put it right', async () => {
    const sheet = await scoredSheet('2023-07')
    const sales = await salesOf(sheet)
    const { service } = charter().company()
    for (const who of ['seller', 'sales_head'] as const) {
      const change = service.update(as(who), 'appraisals', sheet.id, Number(sheet.version), { items: [{ ...sales, data_score: 95, override_reason: '加分' }] }) // prettier-ignore
      expect((await refusal(change)).code).not.toBe('accepted')
    }
    expect(await salesOf(sheet)).toMatchObject({ data_score: 90 })
  })
})
