import type { Effect, Transition, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { nextDunning, noPromise } from './dunning.ts'

/** The promise, or the next step when there is none. */
const followUp: readonly Effect[] = [
  { do: 'set', values: { received_before: '=receivable.received_amount' } },
  {
    do: 'set',
    on: 'receivable',
    when: { promise_on: { $null: false } },
    values: { promise_on: '=promise_on' },
    rule: 'R-062',
  },
  {
    ...nextDunning('receivable.'),
    when: {
      promise_on: null,
      'receivable.state': 'overdue',
      'receivable.balance': { $gt: 0 },
      'receivable.dunning_count': { $lt: 4 },
    },
  },
]

const act = {
  to: 'done',
  by: ['owner'],
  fills: ['acted_at', 'channel', 'difficulty', 'solution', 'promise_on', 'promise_amount'],
  require: ['acted_at', 'difficulty', 'solution'],
  effects: followUp,
  clauses: ['P3 §3.3.2'],
} as const satisfies Partial<Transition>

const silent = {
  $and: [
    "step >= param('receivable.legal_min_attempts')",
    { 'receivable.balance': { $gt: 0 } },
    noPromise('receivable.'),
  ],
}

const proposeCase: readonly Effect[] = [
  {
    do: 'create',
    resource: 'legal_cases',
    values: {
      kind: 'collection',
      customer_id: '=customer_id',
      receivable_ids: ['=receivable_id'],
      claim_amount: '=receivable.balance',
      measure: 'lawyer_letter',
      owner_id: '=owner_id',
      department_id: '=department_id',
    },
    unless: {
      receivable_ids: { $has: '=receivable_id' },
      state: ['proposed', 'approved', 'in_progress'],
    },
    rule: 'R-065',
    clauses: ['P3 §3.3.4'],
  },
  {
    do: 'notify',
    to: { roles: ['risk_legal'], head: true },
    kind: 'escalation',
    level: 'red',
    title: words(
      '应收 {receivable.code} 建议采取法律措施',
      'Legal measures proposed for receivable {receivable.code}',
    ),
    rule: 'R-065',
  },
]

/** Planned, done or missed, and passed on when the debtor stays silent. */
export const dunningActionsWorkflow = {
  states: {
    planned: { ...words('待催收', 'Planned'), tone: 'warn' },
    done: {
      ...words('已催收', 'Done'),
      tone: 'info',
      locks: [
        'receivable_id',
        'acted_at',
        'difficulty',
        'solution',
        'promise_on',
        'promise_amount',
      ],
    },
    missed: { ...words('漏催', 'Missed'), tone: 'bad', stamp: 'missed_on' },
    escalated: {
      ...words('已升级', 'Escalated'),
      tone: 'bad',
      final: true,
      locks: [
        'receivable_id',
        'acted_at',
        'difficulty',
        'solution',
        'promise_on',
        'promise_amount',
      ],
    },
  },
  transitions: {
    finish: { ...act, from: ['planned'], label: words('完成', 'Done') },
    miss: {
      from: ['planned'],
      to: 'missed',
      by: ['system'],
      label: words('漏催', 'Missed'),
      when: 'add_working_days(due_on, 1) < today()',
      effects: [
        {
          do: 'notify',
          to: { head: true, fields: ['owner_id'] },
          kind: 'escalation',
          level: 'yellow',
          title: words(
            '漏催：应收 {receivable.code} 第 {step} 次',
            'Dunning missed: receivable {receivable.code}, step {step}',
          ),
          rule: 'R-061',
        },
      ],
      clauses: ['P3 §3.3.2'],
    },
    finish_late: { ...act, from: ['missed'], label: words('补催', 'Done late') },
    escalate: {
      from: ['done'],
      to: 'escalated',
      by: ['owner'],
      label: words('升级', 'Escalate'),
      tone: 'bad',
      guards: [
        {
          rule: 'R-065',
          check: silent,
          message: words(
            '催收次数不足、已付清或承诺未到期，不能升级',
            'Too few dunnings, nothing owed, or a promise that may still be kept',
          ),
          clauses: ['P3 §3.3.4'],
        },
      ],
      effects: proposeCase,
      clauses: ['P3 §3.3.4'],
    },
    escalate_silent: {
      from: ['done'],
      to: 'escalated',
      by: ['system'],
      label: words('自动升级', 'Escalated by itself'),
      when: {
        $and: [
          silent,
          "receivable.overdue_days >= param('receivable.legal_overdue_days')",
          'step == receivable.dunning_count',
          { 'receivable.state': 'overdue' },
        ],
      },
      effects: proposeCase,
      clauses: ['P3 §3.3.4'],
    },
  },
} as const satisfies Workflow
