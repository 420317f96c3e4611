import type { Effect, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'

const fixed = ['kind', 'period_start', 'period_end'] as const

/** Each line becomes a dated record of its executor: a visit, a talk or a return visit. */
const generate: readonly Effect[] = [
  {
    do: 'create',
    when: { kind: 'visit' },
    resource: 'visits',
    each: 'lines',
    values: {
      plan_id: '=id',
      customer_id: '=each.customer_id',
      purpose: '=each.purpose',
      planned_at: '=each.planned_at',
      place: '=each.place',
      visitor_ids: ['=each.executor_id'],
      owner_id: '=each.executor_id',
      department_id: '=department_id',
    },
    rule: 'R-025',
  },
  {
    do: 'create',
    when: { kind: 'communication' },
    resource: 'interactions',
    each: 'lines',
    values: {
      customer_id: '=each.customer_id',
      channel: '=each.channel',
      purpose: 'follow_up',
      // A talk at a time that is past would count as held.
      occurred_at: '=max(each.planned_at, add_hours(now(), 1))',
      content: '=each.purpose',
      owner_id: '=each.executor_id',
      department_id: '=department_id',
    },
    rule: 'R-026',
  },
  {
    do: 'create',
    when: { kind: 'return_visit' },
    resource: 'return_visits',
    each: 'lines',
    values: {
      plan_id: '=id',
      customer_id: '=each.customer_id',
      reason: 'regular',
      due_on: '=date(each.planned_at)',
      channel: "=switch(each.channel, 'im', 'online', each.channel)",
      owner_id: '=each.executor_id',
      department_id: '=department_id',
    },
    rule: 'R-080',
  },
]

const tellOpen: readonly Effect[] = [
  {
    do: 'notify',
    when: { lines_open: { $gt: 0 } },
    to: { head: true },
    kind: 'warning',
    level: 'yellow',
    title: words(
      '计划 {code} 有 {lines_open} 项未执行',
      'Plan {code}: {lines_open} contacts not made',
    ),
    rule: 'R-026',
  },
]

/** Drafted, approved by the head, carried out, closed when its period is over. */
export const contactPlansWorkflow = {
  states: {
    draft: { ...words('草稿', 'Draft'), tone: 'neutral' },
    submitted: { ...words('待批', 'To be approved'), tone: 'warn', locks: [...fixed, 'lines'] },
    approved: { ...words('执行中', 'Carried out'), tone: 'info', locks: fixed },
    closed: { ...words('已结束', 'Closed'), tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    submit: {
      from: ['draft'],
      to: 'submitted',
      by: ['owner'],
      label: words('提交', 'Submit'),
      require: ['lines'],
      effects: [
        {
          do: 'notify',
          to: { head: true },
          kind: 'approval',
          title: words('请批准计划 {code}', 'Please approve plan {code}'),
          rule: 'R-180',
        },
      ],
      clauses: ['P2 §2.1.1'],
    },
    approve: {
      from: ['submitted'],
      to: 'approved',
      by: ['dept_manager'],
      label: words('批准', 'Approve'),
      tone: 'good',
      decision: true,
      effects: generate,
      clauses: ['P2 §2.1.1', 'P1 §2.5.2'],
    },
    return: {
      from: ['submitted'],
      to: 'draft',
      by: ['dept_manager'],
      label: words('退回', 'Return'),
      tone: 'bad',
      decision: true,
      verdict: 'returned',
      ask: { opinion: { type: 'longtext', required: true, label: words('意见', 'Opinion') } },
      effects: [
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'warning',
          title: words('计划 {code} 被退回', 'Plan {code} is returned'),
          body: words('{ask.opinion}', '{ask.opinion}'),
        },
      ],
      clauses: ['P2 §2.1.1'],
    },
    close: {
      from: ['approved'],
      to: 'closed',
      by: ['owner'],
      label: words('结束', 'Close'),
      guards: [
        {
          check: 'period_end <= today()',
          message: words('计划期间尚未结束', 'The period of the plan is not over'),
          clauses: ['P2 §2.1.1'],
        },
      ],
      effects: tellOpen,
      clauses: ['P2 §2.1.1'],
    },
    close_by_itself: {
      from: ['approved'],
      to: 'closed',
      by: ['system'],
      label: words('期满结束', 'Closed when over'),
      when: 'period_end < today()',
      effects: tellOpen,
      clauses: ['P2 §2.1.1'],
    },
  },
} as const satisfies Workflow
