import { describe, expect, test } from 'vitest'
import { parseDrill } from '#model/language/formats.ts'
import type { Row } from '#model/language/wire.ts'
import { as, employee, refusal, type Person } from './company.ts'
import {
  openOffice, openScheme, planMonth, scoreBy, scoresOf, sheetOf, sold,
} from './appraisal/company.ts' // prettier-ignore

describe('an appraisal from the plan of the cycle to its consequences', () => {
  const office = openOffice()
  const held: { scheme: Row; cycle: Row } = { scheme: { id: '' }, cycle: { id: '' } }
  const cycle = () => office().charter.read('appraisal_cycles', held.cycle)
  const mine = () => sheetOf(office(), 'seller')
  const step = (who: Person, name: string, body = {}) =>
    mine().then((sheet) => office().charter.step(who, 'appraisals', sheet, name, body))

  test('the cycle plans its days on the working calendar', async () => {
    held.scheme = await openScheme(office())
    held.cycle = await planMonth(office(), '2026-11', held.scheme)
    expect(held.cycle).toMatchObject({
      code: 'KHQ-2026M11',
      state: 'planned',
      period_end: '2026-11-30',
      self_due: '2026-11-30',
      final_due: '2026-12-10',
      hr_due: '2026-12-08',
      score_due: '2026-12-04',
      feedback_due: '2026-12-17',
    })
  })

  test('five days before the end a sheet is opened for everybody of the family', async () => {
    const { charter } = office()
    charter.on('2026-11-24')
    await charter.tick()
    expect(await cycle()).toMatchObject({ state: 'planned' })
    charter.on('2026-11-25')
    await charter.tick()
    expect(await cycle()).toMatchObject({ state: 'self_review', sheets: 5, progress: 0 })
    expect(await mine()).toMatchObject({
      code: 'KHQ-2026M11-YG20260004',
      state: 'self_pending',
      supervisor_id: employee('sales_head'),
      family: 'commerce',
      items: [{ weight: 40, target: 1000 }, { weight: 20 }, { weight: 20 }, { weight: 20 }],
    })
    expect(
      await charter.find(
        'notifications',
        { 'target.id': (await mine()).id, rule_ref: 'R-116' },
        'seller',
      ),
    ).toHaveLength(1)
  })

  test('the person reports and scores the own work', async () => {
    await scoreBy(office(), await mine(), 'self', 95)
    await step('seller', 'submit_self', { self_summary: '完成八单', self_report: '达成目标' })
    expect(await mine()).toMatchObject({ state: 'self_submitted', self_late: false, self_mean: 95 })
  })

  test('scoring opens with the numbers of the dashboards', async () => {
    const { charter } = office()
    await sold(office(), 'seller', '2026-11-10', 6)
    await sold(office(), 'seller', '2026-11-30', 3)
    await sold(office(), 'seller', '2026-10-31', 50)
    await sold(office(), 'other_seller', '2026-11-10', 50)
    charter.on('2026-12-01')
    await charter.tick()
    expect(await cycle()).toMatchObject({ state: 'scoring' })
    const sheet = await mine()
    expect((sheet.items as Row[])[0]).toMatchObject({
      target: 1000,
      actual: 900,
      achievement: 90,
      data_score: 90,
    })
    expect(sheet).toMatchObject({ data_mean: 90, quantitative_score: 90 })
    expect(await scoresOf(office(), sheet, 'data')).toMatchObject([{ state: 'submitted' }])
    expect((await scoresOf(office(), sheet, 'peer')).map(({ state }) => state)).toEqual([
      'open',
      'open',
      'open',
    ])
  })

  test('the records behind the number open as they were asked for', async () => {
    const [item] = (await mine()).items as Row[]
    const drill = parseDrill(String(item?.source))
    expect(drill).toMatchObject({ metric: 'M-101', from: '2026-11-01', to: '2026-11-30' })
    const [part] = drill?.parts ?? []
    const { rows } = await office()
      .charter.company()
      .service.list(as('boss'), part?.resource ?? '', { filter: part?.filter ?? {}, range: [0, 9] })
    expect(rows.map(({ quantity }) => quantity).toSorted()).toEqual([3, 6])
  })

  test('two peers are too few to be anonymous, three are shown as their mean', async () => {
    await scoreBy(office(), await mine(), 'peer', 88, 2)
    expect(await mine()).toMatchObject({ peer_sheets: 2, peer_mean: null })
    await scoreBy(office(), await mine(), 'peer', 88)
    expect(await mine()).toMatchObject({ peer_sheets: 3, peer_mean: 88 })
  })

  test('the head scores, with a comment; the methods are put together', async () => {
    await scoreBy(office(), await mine(), 'supervisor', 85)
    await step('sales_head', 'score', { supervisor_comment: '稳定' })
    // supervisor 40, data 35, peers 10, self 5; no customers: (34 + 31.5 + 8.8 + 4.75) / 0.9
    expect(await mine()).toMatchObject({
      state: 'scored',
      method_score: 87.83,
      total_score: 87.83,
      grade: 'good',
    })
  })

  test('HR audits, a leader approves the batch, everybody is informed', async () => {
    const { charter } = office()
    const { service } = charter.company()
    for (const sheet of await charter.find('appraisals', { state: 'self_pending' })) {
      await scoreBy(office(), sheet, 'supervisor', 70)
      await charter.step('sales_head', 'appraisals', sheet, 'score_without_self', { supervisor_comment: '一般' }) // prettier-ignore
    }
    const open = await service.list(as('boss'), 'appraisals', { filter: { state: 'self_pending' } })
    for (const sheet of open.rows) {
      await scoreBy(office(), sheet, 'supervisor', 80)
      await charter.step('boss', 'appraisals', sheet, 'score_without_self', {
        supervisor_comment: '好',
      })
    }
    await charter.tick()
    expect(await cycle()).toMatchObject({ state: 'hr_audit' })
    expect(
      (await refusal(charter.step('hr_clerk', 'appraisal_cycles', held.cycle, 'send_up'))).code,
    ).toBe('refused_transition')
    for (const sheet of await charter.find('appraisals', { state: 'scored' }))
      await charter.step('hr_clerk', 'appraisals', sheet, 'audit')
    await charter.step('hr_clerk', 'appraisal_cycles', held.cycle, 'send_up')
    charter.on('2026-12-10')
    await charter.step('boss', 'appraisal_cycles', held.cycle, 'approve')
    expect(await cycle()).toMatchObject({ state: 'feedback', progress: 100 })
    expect(await mine()).toMatchObject({
      state: 'final',
      final_on: '2026-12-10',
      total_score: 87.83,
    })
  })

  test('what is ordered later no longer changes the result', async () => {
    await sold(office(), 'seller', '2026-11-20', 100)
    expect(await mine()).toMatchObject({ total_score: 87.83 })
    expect(((await mine()).items as Row[])[0]).toMatchObject({ actual: 900 })
  })

  test('feedback, an appeal, its resolution, and the acknowledgement', async () => {
    const feedback = { strengths: '客户稳定', weaknesses: '协作', advice: '多沟通' }
    await step('sales_head', 'give_feedback', feedback)
    await step('seller', 'raise_appeal', { appeal: '请复核' })
    expect(await mine()).toMatchObject({ state: 'appealed', feedback_on: '2026-12-10' })
    await step('hr_clerk', 'resolve_appeal', { appeal_result: '维持原结果', appeal_upheld: false })
    expect(await mine()).toMatchObject({ state: 'final' })
    await step('sales_head', 'give_feedback')
    await step('seller', 'acknowledge')
    expect(await mine()).toMatchObject({
      state: 'acknowledged',
      acknowledged_at: '2026-12-10T01:00:00.000Z',
    })
  })

  test('the cycle closes with proposals that somebody decides on', async () => {
    const { charter } = office()
    expect(
      (await refusal(charter.step('hr_clerk', 'appraisal_cycles', held.cycle, 'close'))).code,
    ).toBe('refused_transition')
    charter.on('2026-12-18')
    await charter.step('hr_clerk', 'appraisal_cycles', held.cycle, 'close')
    const [action, ...more] = await charter.find('personnel_actions', {
      appraisal_id: (await mine()).id,
    })
    expect(more).toEqual([])
    expect(action).toMatchObject({
      kind: 'pay_up',
      factor: 1.1,
      state: 'proposed',
      effective_on: '2027-01-01',
    })
    await charter.step('hr_clerk', 'personnel_actions', action ?? { id: '' }, 'check')
    await charter.step('boss', 'personnel_actions', action ?? { id: '' }, 'approve')
    charter.on('2027-01-01')
    await charter.tick()
    expect(await charter.read('personnel_actions', action ?? { id: '' })).toMatchObject({
      state: 'effective',
    })
    expect(await charter.read('employees', { id: employee('seller') })).toMatchObject({
      performance_pay_factor: 1.1,
    })
  })
})

describe('J-35, J-38 the scheduler plans the cycle that follows', () => {
  const office = openOffice()
  const planned = async (kind: string) => {
    const rows = await office().charter.find('appraisal_cycles', { kind })
    return rows.map(({ code }) => code).sort()
  }
  const ticked = async (day: string, kind: string) => {
    office().charter.on(day)
    await office().charter.tick()
    return planned(kind)
  }

  test('a month five days before its end, once, with the schemes of the month before', async () => {
    const scheme = await openScheme(office())
    await planMonth(office(), '2026-11', scheme)
    expect(await ticked('2026-12-25', 'month')).toEqual(['KHQ-2026M11'])
    expect(await ticked('2026-12-26', 'month')).toEqual(['KHQ-2026M11', 'KHQ-2026M12'])
    expect(await ticked('2026-12-27', 'month')).toEqual(['KHQ-2026M11', 'KHQ-2026M12'])
    const [cycle] = await office().charter.find('appraisal_cycles', { code: 'KHQ-2026M12' })
    expect(cycle).toMatchObject({ scheme_ids: [scheme.id], period_end: '2026-12-31' })
    const told = await office().charter.find('notifications', { rule_ref: 'R-115', kind: 'info' }, 'hr_clerk') // prettier-ignore
    expect(told.map(({ title }) => title)).toContain(
      'KHQ-2026M11 之后的考核周期已排定，请核对方案与日程',
    )
  })
})
