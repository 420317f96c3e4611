import type { Effect, Guard } from '../../language/definition.ts'

const notOwn: Guard = {
  rule: 'R-179',
  check: { requested_by_id: { $ne: '$me' } },
  message: {
    zh: '不能审批自己的记录',
    en: 'Nobody decides his or her own record',
  },
  clauses: ['P0 §2.1.2', 'P0 §2.2.3', 'P1 §3.3.2'],
}

const feasibilityIs = (value: string, zh: string, en: string): Guard => ({
  rule: 'R-048',
  check: `step != 'order_review' or feasibility == '${value}'`,
  message: { zh, en },
  clauses: ['P3 §3.2.2'],
})

const riskNoted: Guard = {
  rule: 'R-048',
  check: "step != 'order_review' or feasibility == 'feasible' or risk_note != null",
  message: {
    zh: '可行性不是“可行”时须说明风险',
    en: 'Describe the risk unless the order is feasible',
  },
  clauses: ['P3 §3.2.2'],
}

const decided: readonly Effect[] = [
  { do: 'set', values: { decided_at: '$now' } },
  {
    do: 'set',
    on: { of: 'notifications', by: 'target', where: { handled_at: null } },
    values: { handled_at: '$now' },
    rule: 'R-180',
  },
]

const by = ['assignee', 'delegated_from'] as const

/** Decision of one asked person; the target's own steps read the outcome. */
export const approvalsWorkflow = {
  states: {
    pending: { zh: '待处理', en: 'Pending', tone: 'info', locks: ['*'] },
    approved: { zh: '同意', en: 'Approved', tone: 'good', locks: ['*'] },
    approved_with_conditions: {
      zh: '有条件同意',
      en: 'Approved with conditions',
      tone: 'good',
      locks: ['*'],
    },
    returned: { zh: '退回', en: 'Returned', tone: 'warn', locks: ['*'] },
    rejected: { zh: '否决', en: 'Rejected', tone: 'bad', locks: ['*'] },
    void: { zh: '作废', en: 'Void', tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    approve: {
      from: ['pending'],
      to: 'approved',
      by,
      label: { zh: '同意', en: 'Approve' },
      tone: 'good',
      fills: ['opinion', 'feasibility'],
      guards: [
        notOwn,
        feasibilityIs(
          'feasible',
          '订单评审同意时可行性须为“可行”',
          'An order review is approved only as feasible',
        ),
      ],
      effects: decided,
      clauses: ['P0 §2.2.3', 'P2 §3.1.4'],
    },
    approve_with_conditions: {
      from: ['pending'],
      to: 'approved_with_conditions',
      by,
      label: { zh: '有条件同意', en: 'Approve with conditions' },
      tone: 'good',
      require: ['opinion'],
      fills: ['opinion', 'feasibility', 'risk_note'],
      guards: [
        notOwn,
        feasibilityIs(
          'conditional',
          '订单评审有条件同意时可行性须为“有条件可行”',
          'An order review with conditions is feasible with conditions',
        ),
        riskNoted,
      ],
      effects: decided,
      clauses: ['P0 §2.2.3', 'P3 §3.2.2'],
    },
    return: {
      from: ['pending'],
      to: 'returned',
      by,
      label: { zh: '退回', en: 'Return' },
      tone: 'warn',
      require: ['opinion'],
      fills: ['opinion', 'feasibility', 'risk_note'],
      guards: [notOwn, riskNoted],
      effects: decided,
      clauses: ['P0 §2.2.3', 'P1 §3.3.2'],
    },
    reject: {
      from: ['pending'],
      to: 'rejected',
      by,
      label: { zh: '否决', en: 'Reject' },
      tone: 'bad',
      require: ['opinion'],
      fills: ['opinion', 'feasibility', 'risk_note'],
      guards: [notOwn, riskNoted],
      effects: decided,
      clauses: ['P0 §2.2.3', 'P2 §3.1.4'],
    },
    void: {
      from: ['pending', 'approved', 'approved_with_conditions', 'returned', 'rejected'],
      to: 'void',
      by: ['system'],
      label: { zh: '作废', en: 'Void' },
      effects: [
        {
          do: 'set',
          on: { of: 'notifications', by: 'target', where: { handled_at: null } },
          values: { handled_at: '$now' },
        },
      ],
      clauses: ['P0 §2.2.3'],
    },
  },
} as const
