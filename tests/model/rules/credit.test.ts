import { describe, expect, test } from 'vitest'
import { employee, refusal, useCharter, type Charter } from '../company.ts'

const customer = (charter: Charter, name: string, rest = {}) =>
  charter.create('seller', 'customers', {
    name,
    kind: 'enterprise',
    level: 'normal',
    industry: '机械',
    region: '华东',
    source: 'self',
    ...rest,
  })

const assessment = async (charter: Charter, customer_id: string, proposed_limit: number) => {
  const draft = await charter.create('seller', 'credit_assessments', {
    customer_id,
    assessed_on: '2026-11-02',
    payment_history_score: 90,
    financial_score: 80,
    business_score: 80,
    cooperation_score: 80,
    proposed_limit,
    comment: '合作三年',
  })
  return charter.step('seller', 'credit_assessments', draft, 'submit')
}

describe('R-035 credit terms need a valid assessment', () => {
  const charter = useCharter()

  test('the score is weighted and graded by the bounds of the parameters', async () => {
    const { id } = await customer(charter, '评分公司')
    const submitted = await assessment(charter, id, 500_000)
    expect(submitted).toMatchObject({ total_score: 84, grade: 'B', valid_until: null })
  })

  test.each([
    [85, 'A'],
    [84, 'B'],
    [70, 'B'],
    [69, 'C'],
    [55, 'C'],
    [54, 'D'],
  ])('a total of %d is grade %s', async (score, grade) => {
    const { id } = await customer(charter, `等级${score}公司`)
    const row = await charter.create('seller', 'credit_assessments', {
      customer_id: id,
      payment_history_score: score,
      financial_score: score,
      business_score: score,
      cooperation_score: score,
      proposed_limit: 1000,
      comment: '评估',
    })
    expect(row).toMatchObject({ total_score: score, grade })
  })

  test('approval writes grade and limit to the customer, valid for twelve months', async () => {
    const { id } = await customer(charter, '批准公司')
    const submitted = await assessment(charter, id, 800_000)
    const approved = await charter.step('accountant', 'credit_assessments', submitted, 'approve')
    expect(approved).toMatchObject({ state: 'approved', valid_until: '2027-11-02' })
    expect(await charter.read('customers', { id })).toMatchObject({
      credit_grade: 'B',
      credit_limit: 800_000,
      credit_valid_until: '2027-11-02',
    })
    const [decision] = await charter.find('approvals', { 'target.id': submitted.id })
    expect(decision).toMatchObject({
      step: 'manager_approval',
      state: 'approved',
      assignee_id: employee('accountant'),
      requested_by_id: employee('seller'),
    })
  })

  test('a limit of 1,000,000 is approved by finance, a yuan more only by a leader', async () => {
    const { id } = await customer(charter, '额度公司')
    const at = await assessment(charter, id, 1_000_000)
    expect(await charter.step('accountant', 'credit_assessments', at, 'approve')).toMatchObject({
      state: 'approved',
    })
    const above = await assessment(charter, id, 1_000_001)
    expect(
      await refusal(charter.step('accountant', 'credit_assessments', above, 'approve')),
    ).toMatchObject({ code: 'refused_transition' })
    expect(
      await refusal(charter.step('accountant', 'credit_assessments', above, 'approve_large')),
    ).toMatchObject({ code: 'forbidden' })
    expect(await charter.step('boss', 'credit_assessments', above, 'approve_large')).toMatchObject({
      state: 'approved',
    })
  })

  test('payment terms are refused without an assessment and accepted with one', async () => {
    const row = await customer(charter, '账期公司')
    expect(
      await refusal(charter.update('seller', 'customers', row, { payment_terms_days: 30 })),
    ).toMatchObject({ code: 'invalid', fields: ['payment_terms_days'] })
    expect(
      await charter.update('seller', 'customers', row, { payment_terms_days: 0 }),
    ).toMatchObject({ payment_terms_days: 0 })
    const submitted = await assessment(charter, row.id, 10_000)
    await charter.step('accountant', 'credit_assessments', submitted, 'approve')
    const now = await charter.read('customers', row)
    expect(
      await charter.update('seller', 'customers', now, { payment_terms_days: 30 }),
    ).toMatchObject({ payment_terms_days: 30 })
  })

  test('an assessment holds on its last day, expires the day after, and is announced 30 days before', async () => {
    const { id } = await customer(charter, '到期公司')
    const submitted = await assessment(charter, id, 10_000)
    await charter.step('accountant', 'credit_assessments', submitted, 'approve')
    const reminders = () =>
      charter.find(
        'notifications',
        { 'target.id': submitted.id, rule_ref: 'R-035', kind: 'reminder' },
        'seller',
      )
    charter.on('2027-10-02')
    await charter.tick()
    expect(await reminders()).toEqual([])
    charter.on('2027-10-03')
    await charter.tick()
    expect(await reminders()).toHaveLength(1)
    charter.on('2027-11-02')
    await charter.tick()
    expect(await charter.read('credit_assessments', submitted)).toMatchObject({ state: 'approved' })
    charter.on('2027-11-03')
    await charter.tick()
    expect(await charter.read('credit_assessments', submitted)).toMatchObject({ state: 'expired' })
    const row = await charter.read('customers', { id }, 'seller')
    expect(
      await refusal(charter.update('seller', 'customers', row, { payment_terms_days: 10 })),
    ).toMatchObject({ code: 'invalid', fields: ['payment_terms_days'] })
  })
})
