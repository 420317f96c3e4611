import type { Effect, Transition, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'

const isLow = "satisfaction <= param('complaint.reopen_score')"

/** The score is kept as a rating; a low one becomes a task, after a complaint the complaint goes on. */
const follow: readonly Effect[] = [
  {
    do: 'create',
    resource: 'satisfaction_ratings',
    values: {
      customer_id: '=customer_id',
      source: "=switch(reason, 'complaint', 'complaint', 'service', 'service', 'return_visit')",
      source_id: '=id',
      record: { resource: 'return_visits', id: '=id' },
      employee_id: '=rated_employee_id',
      product_id: '=product_id',
      department_id: '=coalesce(rated_employee.department_id, department_id)',
      score: '=satisfaction',
      dimension:
        "=switch(reason, 'complaint', 'service', 'service', 'service', 'delivery', 'delivery', 'overall')",
      comment: '=opinions',
      rated_on: '=date(visited_at)',
      owner_id: null,
    },
    clauses: ['P1 §2.7.3'],
  },
  {
    do: 'transition',
    name: 'visit',
    on: 'source',
    else: 'skip',
    rule: 'R-076',
  },
  {
    do: 'create',
    resource: 'action_items',
    when: { $and: [{ reason: { $ne: 'complaint' } }, isLow] },
    values: {
      kind: 'task',
      source: { resource: 'return_visits', id: '=id' },
      content:
        "=concat('客户回访不满意，须按投诉或售后跟进：', coalesce(opinions, usage_feedback))",
      responsible_id: '=owner_id',
      due_on: "=date(add_working_hours(now(), param('complaint.ack_hours')))",
      owner_id: '=owner_id',
      department_id: '=department_id',
    },
    clauses: ['P1 §2.5.3', 'P2 §2.3.3'],
  },
  {
    do: 'notify',
    when: isLow,
    to: { fields: ['rated_employee_id'], head: true },
    kind: 'escalation',
    level: 'orange',
    title: words(
      '{customer.name} 回访不满意：{satisfaction} 分',
      '{customer.name} is not satisfied: {satisfaction} of 5',
    ),
    rule: 'R-077',
  },
]

const finish = {
  to: 'done',
  by: ['owner', 'service'],
  fills: [
    'visited_at',
    'channel',
    'usage_feedback',
    'opinions',
    'need_trend',
    'problem_solved',
    'satisfaction',
  ],
  guards: [
    {
      rule: 'R-077',
      check: { $or: [{ reason: { $nin: ['complaint', 'service'] } }, 'problem_solved != null'] },
      message: words(
        '投诉后、售后后的回访须写明问题是否解决',
        'After a complaint or service request it must say whether the problem is solved',
      ),
      clauses: ['P1 §2.5.3', 'P2 §2.3.2'],
    },
  ],
  effects: follow,
  clauses: ['P0 §2.3.2', 'P0 §2.3.3', 'P2 §2.3.3'],
} as const satisfies Partial<Transition>

const result = ['visited_at', 'satisfaction', 'problem_solved', 'customer_id', 'reason'] as const

/** Planned, done, or missed and made up for. */
export const returnVisitsWorkflow = {
  states: {
    planned: { ...words('待回访', 'Planned'), tone: 'warn' },
    done: { ...words('已回访', 'Done'), tone: 'good', final: true, locks: result },
    missed: { ...words('逾期', 'Missed'), tone: 'bad', stamp: 'missed_on' },
  },
  transitions: {
    finish: { ...finish, from: ['planned'], label: words('完成', 'Done') },
    miss: {
      from: ['planned'],
      to: 'missed',
      by: ['system'],
      label: words('逾期', 'Missed'),
      when: "add_days(due_on, param('visit.missed_days')) < today()",
      effects: [
        {
          do: 'notify',
          to: { head: true, fields: ['owner_id'] },
          kind: 'escalation',
          level: 'yellow',
          title: words(
            '{customer.name} 的回访已逾期',
            'The return visit to {customer.name} was missed',
          ),
          rule: 'R-076',
        },
      ],
      clauses: ['P0 §2.3.2', 'P1 §2.5.3'],
    },
    finish_late: { ...finish, from: ['missed'], label: words('补访', 'Done late') },
  },
} as const satisfies Workflow
