import type { Condition, Effect, Guard, Scheduled, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { nextDunning, noPromise } from './dunning.ts'

const overdue: Condition = {
  $and: ["add_days(due_on, param('receivable.grace_days')) < today()", { balance: { $gt: 0 } }],
}
const dueReached = { due_on: { $lte: '$today' } }
const dueAhead = { $or: [{ due_on: null }, { due_on: { $gt: '$today' } }] }

/** What is still planned for a paid receivable falls away. */
const closePlans: readonly Effect[] = (['dunning_actions', 'settlement_notices'] as const).map(
  (of) => ({
    do: 'set',
    on: { of, by: 'receivable_id', where: { state: 'planned' } },
    values: { archived: true },
    clauses: ['P3 §3.3.2'],
  }),
)

const reopened: Effect = {
  do: 'notify',
  to: { fields: ['owner_id'] },
  kind: 'warning',
  level: 'yellow',
  title: words(
    '应收 {code} 因回款冲销恢复',
    'Receivable {code} is open again: a payment was reversed',
  ),
  clauses: ['P3 §2.5.1'],
}

const financeOpinion = {
  type: 'longtext',
  required: true,
  label: words('财务意见', 'Opinion of finance'),
} as const
const reason = { type: 'longtext', required: true, label: words('原因', 'Reason') } as const

/** Cases about this receivable in one of the states. */
const legalCase = (state: readonly string[]) => ({
  $some: { of: 'legal_cases', by: 'receivable_ids', where: { state } },
})

const enoughAttempts: Guard = {
  rule: 'R-065',
  check: "dunnings_done >= param('receivable.legal_min_attempts')",
  message: words('催收次数不足，不能采取法律措施', 'Not enough dunnings for legal measures'),
  clauses: ['P3 §3.3.4'],
}

const writeOff = {
  to: 'written_off',
  by: ['executive'],
  label: words('核销', 'Write off'),
  tone: 'bad',
  decision: true,
  step: 'executive_approval',
  ask: { finance_opinion: financeOpinion },
  effects: [{ do: 'set', values: { written_off_on: '$today' } }, ...closePlans],
  clauses: ['P0 §5.2'],
} as const

const issued = ['customer_id', 'contract_id', 'order_id', 'amount', 'trigger', 'owner_id'] as const

/** Waits, falls due, is paid in part or whole, becomes overdue, goes to law, is written off. */
export const receivablesWorkflow = {
  states: {
    pending: { ...words('未到期', 'Not due'), tone: 'neutral' },
    due: { ...words('已到期', 'Due'), tone: 'info', locks: issued },
    partial: { ...words('部分收款', 'Part paid'), tone: 'info', locks: issued },
    overdue: { ...words('逾期', 'Overdue'), tone: 'bad', locks: issued },
    legal: { ...words('法律追讨', 'In law'), tone: 'bad', locks: issued },
    settled: {
      ...words('已结清', 'Settled'),
      tone: 'good',
      locks: [...issued, 'due_on', 'expected_on'],
    },
    written_off: {
      ...words('坏账核销', 'Written off'),
      tone: 'bad',
      locks: [...issued, 'due_on', 'expected_on'],
    },
  },
  transitions: {
    settle: {
      from: ['pending', 'due', 'partial', 'overdue', 'legal'],
      to: 'settled',
      by: ['system'],
      label: words('结清', 'Settle'),
      when: { balance: { $lte: 0 } },
      effects: closePlans,
      clauses: ['P3 §2.5.1'],
    },
    pay_partly: {
      from: ['pending', 'due'],
      to: 'partial',
      by: ['system'],
      label: words('部分收款', 'Part payment'),
      when: { received_amount: { $gt: 0 }, balance: { $gt: 0 } },
      clauses: ['P3 §2.5.1'],
    },
    fall_due: {
      from: ['pending'],
      to: 'due',
      by: ['system'],
      label: words('到期', 'Fall due'),
      when: dueReached,
      clauses: ['P3 §3.3.1'],
    },
    fall_overdue: {
      from: ['due', 'partial'],
      to: 'overdue',
      by: ['system'],
      label: words('逾期', 'Become overdue'),
      when: overdue,
      effects: [
        nextDunning(''),
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'warning',
          level: 'yellow',
          title: words('应收 {code} 已逾期', 'Receivable {code} is overdue'),
          rule: 'R-060',
        },
      ],
      clauses: ['P3 §2.5.2', 'P3 §3.3.2'],
    },
    return_due: {
      from: ['partial'],
      to: 'due',
      by: ['system'],
      label: words('冲销恢复到期', 'Back to due'),
      when: { $and: [{ received_amount: 0 }, dueReached] },
      clauses: ['P3 §2.5.1'],
    },
    return_pending: {
      from: ['partial'],
      to: 'pending',
      by: ['system'],
      label: words('冲销恢复未到期', 'Back to not due'),
      when: { $and: [{ received_amount: 0 }, dueAhead] },
      clauses: ['P3 §2.5.1'],
    },
    take_legal: {
      from: ['overdue'],
      to: 'legal',
      by: ['risk_legal', 'executive'],
      label: words('法律追讨', 'Take to law'),
      tone: 'bad',
      guards: [
        {
          rule: 'R-065',
          check: legalCase(['approved', 'in_progress', 'closed']),
          message: words('法律措施尚未批准', 'No legal case is approved'),
          clauses: ['P3 §3.3.4'],
        },
        enoughAttempts,
      ],
      clauses: ['P3 §3.3.4'],
    },
    withdraw_legal: {
      from: ['legal'],
      to: 'overdue',
      by: ['risk_legal'],
      label: words('撤回法律措施', 'Withdraw from law'),
      ask: { reason },
      guards: [
        {
          check: {
            $and: [legalCase(['closed']), { $not: legalCase(['approved', 'in_progress']) }],
          },
          message: words('法律措施尚未结案', 'The legal case is not closed'),
          clauses: ['P3 §3.3.4'],
        },
      ],
      clauses: ['P3 §3.3.4'],
    },
    write_off: {
      ...writeOff,
      from: ['legal'],
      guards: [
        {
          rule: 'R-067',
          check: {
            $and: [legalCase(['closed']), { $not: legalCase(['approved', 'in_progress']) }],
          },
          message: words('法律措施尚未结案', 'The legal case is not closed'),
          clauses: ['P0 §5.2'],
        },
      ],
    },
    write_off_waived: {
      ...writeOff,
      from: ['overdue'],
      label: words('免追核销', 'Write off by waiver'),
      fills: ['waiver'],
      require: ['waiver'],
    },
    recover: {
      from: ['written_off'],
      to: 'settled',
      by: ['finance'],
      label: words('坏账收回', 'Recovered'),
      tone: 'good',
      guards: [
        {
          rule: 'R-066',
          check: 'received_amount > 0 and bad_debt_amount == 0',
          message: words('坏账尚未全部收回', 'The bad debt is not fully recovered'),
          clauses: ['P3 §2.5.1'],
        },
      ],
      clauses: ['P3 §2.5.1'],
    },
    reopen_written_off: {
      from: ['settled'],
      to: 'written_off',
      by: ['system'],
      label: words('冲销恢复核销', 'Back to written off'),
      when: { written_off_on: { $null: false }, bad_debt_amount: { $gt: 0 } },
      effects: [reopened],
      clauses: ['P3 §2.5.1'],
    },
    reopen_partial: {
      from: ['settled'],
      to: 'partial',
      by: ['system'],
      label: words('冲销恢复部分收款', 'Open again, part paid'),
      when: { written_off_on: null, received_amount: { $gt: 0 }, balance: { $gt: 0 } },
      effects: [reopened],
      clauses: ['P3 §2.5.1'],
    },
    reopen_due: {
      from: ['settled'],
      to: 'due',
      by: ['system'],
      label: words('冲销恢复到期', 'Open again, due'),
      when: {
        $and: [{ written_off_on: null, received_amount: 0, balance: { $gt: 0 } }, dueReached],
      },
      effects: [reopened],
      clauses: ['P3 §2.5.1'],
    },
    reopen_pending: {
      from: ['settled'],
      to: 'pending',
      by: ['system'],
      label: words('冲销恢复未到期', 'Open again, not due'),
      when: { $and: [{ written_off_on: null, received_amount: 0, balance: { $gt: 0 } }, dueAhead] },
      effects: [reopened],
      clauses: ['P3 §2.5.1'],
    },
  },
} as const satisfies Workflow

/** Settlement notices, dunning and colours (J-17, J-18, J-19). */
export const receivablesSchedule: readonly Scheduled[] = [
  {
    id: 'J-17',
    label: words('生成货款结算通知', 'Plan settlement notices'),
    every: 'daily',
    where: {
      $and: [
        { state: ['pending', 'partial'], balance: { $gt: 0 } },
        "add_days(coalesce(due_on, expected_on), 0 - param('receivable.notice_lead_days')) <= today()",
        'coalesce(due_on, expected_on) > today()',
      ],
    },
    key: 'concat(coalesce(due_on, expected_on))',
    effects: [
      {
        do: 'create',
        resource: 'settlement_notices',
        values: {
          receivable_id: '=id',
          customer_id: '=customer_id',
          owner_id: '=owner_id',
          department_id: '=department_id',
          planned_on:
            "=add_days(coalesce(due_on, expected_on), 0 - param('receivable.notice_lead_days'))",
          channel: 'email',
          content:
            "=concat(customer.name, '：合同 ', contract.code, ' 项下「', name, '」应付 ', balance, ' 元，到期日 ', coalesce(due_on, expected_on), '，请按期安排付款。')",
        },
        unless: { receivable_id: '=id', state: 'planned' },
        rule: 'R-059',
      },
    ],
    rule: 'R-059',
    clauses: ['P3 §3.3.1'],
  },
  {
    id: 'J-18-colour',
    label: words('应收预警', 'Receivables by colour'),
    every: 'daily',
    where: { warning_level: ['orange', 'red'] },
    key: 'concat(warning_level)',
    effects: [
      {
        do: 'notify',
        when: { warning_level: 'orange' },
        to: { fields: ['owner_id'], head: true },
        kind: 'warning',
        level: 'orange',
        title: words(
          '应收 {code} 橙色预警：逾期 {overdue_days} 天',
          'Receivable {code} is orange: {overdue_days} days overdue',
        ),
      },
      {
        do: 'notify',
        when: { warning_level: 'red' },
        to: { fields: ['owner_id'], head: true, roles: ['executive'] },
        kind: 'warning',
        level: 'red',
        title: words(
          '应收 {code} 红色预警：逾期 {overdue_days} 天',
          'Receivable {code} is red: {overdue_days} days overdue',
        ),
      },
    ],
    rule: 'R-064',
    clauses: ['P3 §3.3.3'],
  },
  {
    id: 'J-19',
    label: words('生成下一步催收', 'Plan the next dunning'),
    every: 'daily',
    where: {
      $and: [{ state: 'overdue', dunning_planned: 0, dunning_count: { $lt: 4 } }, noPromise('')],
    },
    key: 'concat(dunning_count)',
    effects: [nextDunning('')],
    rule: 'R-061',
    clauses: ['P3 §3.3.2'],
  },
]
