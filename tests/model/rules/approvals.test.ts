import { describe, expect, test } from 'vitest'
import { department, employee, refusal, useCharter, type Person } from '../company.ts'

const charter = useCharter()

let count = 0

const customerOf = (owner: Person = 'seller') => {
  count += 1
  return charter.create(owner, 'customers', {
    name: `第 ${count} 家客户`,
    kind: 'enterprise',
    level: 'normal',
    industry: '机械',
    region: '华东',
    source: 'self',
  })
}

const asked = async (assignee: Person, values: Readonly<Record<string, unknown>> = {}) => {
  const target = await customerOf()
  return charter.seed('approvals', {
    target: { resource: 'customers', id: target.id },
    step: 'dept_review',
    assignee_id: employee(assignee),
    owner_id: employee(assignee),
    department_id: department('finance'),
    requested_by_id: employee('seller'),
    ...values,
  })
}

describe('R-179 nobody decides his or her own record', () => {
  test('the owner of an assessment may not approve it, a colleague may', async () => {
    const { id: customer_id } = await customerOf()
    const draft = await charter.create('accountant', 'credit_assessments', {
      customer_id,
      payment_history_score: 80,
      financial_score: 80,
      business_score: 80,
      cooperation_score: 80,
      proposed_limit: 1000,
      comment: '评估',
    })
    const own = await charter.step('accountant', 'credit_assessments', draft, 'submit')
    expect(
      await refusal(charter.step('accountant', 'credit_assessments', own, 'approve')),
    ).toMatchObject({
      code: 'forbidden',
    })
    expect(await charter.step('finance_head', 'credit_assessments', own, 'approve')).toMatchObject({
      state: 'approved',
    })
  })

  test('an assignee who asked for the decision may not take it', async () => {
    const row = await asked('finance_head', { requested_by_id: employee('finance_head') })
    expect(await refusal(charter.step('finance_head', 'approvals', row, 'approve'))).toMatchObject({
      code: 'refused_transition',
      message: 'Nobody decides his or her own record',
    })
  })

  test('unanswered for 24 hours, the decision goes to the superior; both may then decide', async () => {
    const row = await asked('accountant')
    charter.company().now = '2026-11-03T00:59:59.000Z'
    await charter.tick()
    expect(await charter.read('approvals', row)).toMatchObject({
      assignee_id: employee('accountant'),
      delegated_from_id: null,
    })
    charter.company().now = '2026-11-03T02:00:00.000Z'
    await charter.tick()
    expect(await charter.read('approvals', row)).toMatchObject({
      assignee_id: employee('finance_head'),
      delegated_from_id: employee('accountant'),
    })
    expect(
      await charter.find(
        'notifications',
        { 'target.id': row.id, kind: 'escalation' },
        'finance_head',
      ),
    ).toHaveLength(1)
    expect(await charter.step('accountant', 'approvals', row, 'approve')).toMatchObject({
      state: 'approved',
      on_time: false,
    })
  })

  test('a decision is never handed to the person who asked for it', async () => {
    const row = await asked('seller', { requested_by_id: employee('sales_head') })
    charter.company().now = '2026-11-06T01:00:00.000Z'
    await charter.tick()
    expect(await charter.read('approvals', row)).toMatchObject({ assignee_id: employee('seller') })
  })
})

describe('R-180 decisions and messages are answered in time', () => {
  test('a decision is due 24 hours after it is asked', async () => {
    charter.on('2026-11-09')
    const row = await asked('boss')
    expect(await charter.read('approvals', row)).toMatchObject({
      due_at: '2026-11-10T01:00:00.000Z',
    })
  })

  test('decided at the time limit is in time, a second later is not', async () => {
    charter.on('2026-11-09')
    const first = await asked('boss', { step: 'opinion' })
    const second = await asked('boss', { step: 'hr_audit' })
    charter.company().now = '2026-11-10T01:00:00.000Z'
    expect(await charter.step('boss', 'approvals', first, 'approve')).toMatchObject({
      on_time: true,
    })
    charter.company().now = '2026-11-10T01:00:01.000Z'
    expect(await charter.step('boss', 'approvals', second, 'approve')).toMatchObject({
      on_time: false,
    })
  })

  test('an unanswered message of approval goes to the superior after 24 hours', async () => {
    charter.on('2026-11-11')
    const message = await charter.seed('notifications', {
      recipient_id: employee('seller'),
      kind: 'approval',
      title: '请确认',
    })
    charter.company().now = '2026-11-12T00:00:00.000Z'
    await charter.tick()
    expect(await charter.read('notifications', message, 'seller')).toMatchObject({
      escalated_to_id: null,
    })
    charter.company().now = '2026-11-12T01:00:00.000Z'
    await charter.tick()
    expect(await charter.read('notifications', message, 'seller')).toMatchObject({
      escalated_to_id: employee('sales_head'),
    })
    expect(
      await charter.find('notifications', { title: '请确认', kind: 'escalation' }, 'sales_head'),
    ).toMatchObject([{ recipient_id: employee('sales_head'), level: 'orange', rule_ref: 'R-180' }])
  })
})

describe('R-048 an order review names feasibility and risk', () => {
  test.each([
    ['approve', { feasibility: 'feasible' }, 'approved'],
    ['approve', { feasibility: 'conditional' }, 'refused_transition'],
    ['approve', {}, 'refused_transition'],
    [
      'approve_with_conditions',
      { feasibility: 'conditional', risk_note: '交期紧', opinion: '分批' },
      'approved_with_conditions',
    ],
    [
      'approve_with_conditions',
      { feasibility: 'conditional', opinion: '分批' },
      'refused_transition',
    ],
    ['approve_with_conditions', { feasibility: 'conditional', risk_note: '交期紧' }, 'invalid'],
    ['return', { feasibility: 'infeasible', risk_note: '缺料', opinion: '改期' }, 'returned'],
    ['return', { feasibility: 'infeasible', opinion: '改期' }, 'refused_transition'],
    ['reject', { feasibility: 'infeasible', risk_note: '缺料', opinion: '不接' }, 'rejected'],
  ])('%s with %j: %s', async (step, body, outcome) => {
    const row = await asked('production_head', { step: 'order_review' })
    const answer = await charter.step('production_head', 'approvals', row, step, body).then(
      ({ state }) => state,
      (error: { code: string }) => error.code,
    )
    expect(answer).toBe(outcome)
  })
})
