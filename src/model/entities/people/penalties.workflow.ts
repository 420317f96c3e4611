import type { Effect, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'

const heavier = ['deduction', 'demotion', 'transfer', 'pay_down', 'dismissal', 'compensation', 'legal'] as const // prettier-ignore
const reason = { type: 'longtext', required: true, label: words('原因', 'Reason') } as const

/** The personnel action that a measure leads to; somebody decides on it. */
const propose = (measure: 'warning' | 'demotion' | 'transfer' | 'pay_down'): Effect => ({
  do: 'create',
  when: { measure: { $has: measure } },
  resource: 'personnel_actions',
  values: {
    employee_id: '=employee_id',
    department_id: '=department_id',
    kind: measure,
    penalty_id: '=id',
    from_position_id: '=employee.position_id',
    effective_on: '$today',
    reason: "=concat('违规处理：', code)",
  },
  unless: { penalty_id: '=id', kind: measure },
  clauses: ['P3 §7.2', 'P1 §3.5.4'],
})

const decide = {
  from: ['investigating'],
  to: 'decided',
  label: words('处理', 'Decide'),
  decision: true,
  fills: ['amount', 'points', 'loss_amount', 'intent'],
  effects: [
    propose('warning'),
    propose('demotion'),
    propose('transfer'),
    propose('pay_down'),
    {
      do: 'create',
      when: { violation: 'secrecy', loss_amount: { $gt: 0 }, legal_case_id: null },
      resource: 'legal_cases',
      values: {
        kind: 'secrecy',
        penalty_id: '=id',
        claim_amount: '=loss_amount',
        measure: 'lawyer_letter',
      },
      unless: { penalty_id: '=id' },
      rule: 'R-130',
      clauses: ['P1 §3.4.3'],
    },
    {
      do: 'notify',
      to: { fields: ['employee_id'] },
      kind: 'info',
      title: words('违规 {code} 已处理', 'Violation {code} has been decided'),
    },
  ],
} as const

const repeated = {
  rule: 'R-177',
  check: {
    $or: [
      { measure: { $in: [...heavier] } },
      "warnings_before + 1 < param('penalty.repeat_count', 'count')",
    ],
  },
  warn: true,
  message: words(
    '期限内多次警告，建议采取更重一级的处理',
    'Warned repeatedly: the next heavier measure is suggested',
  ),
  clauses: ['P3 §7.2'],
} as const

/** A leak that did damage: the person pays for it, besides the legal case that is proposed. */
const compensated = {
  rule: 'R-130',
  check: {
    $or: [
      { violation: { $ne: 'secrecy' } },
      { $not: { loss_amount: { $gt: 0 } } },
      { measure: { $has: 'compensation' } },
    ],
  },
  warn: true,
  message: words(
    '泄密造成损失，建议同时要求赔偿',
    'The leak did damage: compensation is suggested',
  ),
  clauses: ['P1 §3.4.3'],
} as const

/** Reported, investigated, heard, decided, made public. */
export const penaltiesWorkflow = {
  states: {
    reported: { ...words('已上报', 'Reported'), tone: 'warn' },
    investigating: {
      ...words('调查中', 'Under investigation'),
      tone: 'warn',
      locks: ['employee_id', 'violation', 'occurred_on'],
    },
    decided: { ...words('已处理', 'Decided'), tone: 'bad', stamp: 'decided_on', locks: ['*'] },
    published: { ...words('已通报', 'Published'), tone: 'bad', final: true, locks: ['*'] },
    dismissed: { ...words('不成立', 'Dismissed'), tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    investigate: {
      from: ['reported'],
      to: 'investigating',
      by: ['hr', 'risk_legal'],
      label: words('调查', 'Investigate'),
      effects: [
        {
          do: 'notify',
          to: { fields: ['employee_id'] },
          kind: 'approval',
          title: words('请就 {code} 提交本人陈述', 'Please give your statement on {code}'),
          rule: 'R-176',
        },
      ],
      clauses: ['P3 §7.2'],
    },
    warn: {
      ...decide,
      by: ['dept_manager'],
      label: words('警告', 'Warn'),
      guards: [
        {
          rule: 'R-176',
          check: { $not: { measure: { $in: [...heavier] } } },
          message: words(
            '警告以上的处理须由公司领导决定',
            'Anything above a warning is decided by a leader',
          ),
          clauses: ['P3 §7.2.1', 'P3 §4'],
        },
        repeated,
        compensated,
      ],
      clauses: ['P3 §7.2.1'],
    },
    decide: {
      ...decide,
      by: ['executive'],
      step: 'executive_approval',
      guards: [repeated, compensated],
      clauses: ['P3 §7.2'],
    },
    dismiss: {
      from: ['investigating'],
      to: 'dismissed',
      by: ['hr'],
      label: words('不成立', 'Dismiss'),
      ask: { reason },
      clauses: ['P3 §7.2'],
    },
    publish: {
      from: ['decided'],
      to: 'published',
      by: ['hr'],
      label: words('通报', 'Publish'),
      effects: [
        {
          do: 'notify',
          to: { fields: ['employee_id'], head: true },
          kind: 'info',
          title: words('违规通报 {code}', 'Notice of violation {code}'),
        },
      ],
      clauses: ['P3 §7.2'],
    },
  },
} as const satisfies Workflow
