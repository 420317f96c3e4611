import type { Effect, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** Whoever answers first has responded. */
const respond: Effect = {
  do: 'set',
  when: { responded_at: null },
  values: { responded_at: '$now' },
  rule: 'R-069',
}

/** Answered at once, or promised and answered later; closed by itself after some days. */
export const inquiriesWorkflow = {
  states: {
    open: { ...words('待处理', 'Open'), tone: 'bad' },
    promised: { ...words('已承诺', 'Promised'), tone: 'warn', locks: ['promised_at'] },
    answered: {
      ...words('已答复', 'Answered'),
      tone: 'good',
      stamp: 'answered_at',
      locks: ['received_at', 'promised_at', 'responded_at'],
    },
    closed: { ...words('已关闭', 'Closed'), tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    answer: {
      from: ['open'],
      to: 'answered',
      by: ['service', 'sales'],
      label: words('答复', 'Answer'),
      tone: 'good',
      fills: ['answer', 'responded_at'],
      require: ['answer'],
      effects: [respond],
      clauses: ['P0 §2.3.1'],
    },
    promise: {
      from: ['open'],
      to: 'promised',
      by: ['service'],
      label: words('承诺回复', 'Promise a reply'),
      fills: ['promised_at', 'promise_detail', 'consulted_department_id', 'responded_at'],
      require: ['promised_at', 'promise_detail', 'consulted_department_id'],
      effects: [
        respond,
        { do: 'set', values: { answered_immediately: false }, rule: 'R-070' },
        {
          do: 'create',
          resource: 'action_items',
          values: {
            kind: 'task',
            source: { resource: 'inquiries', id: '=id' },
            content: "=concat('协助答复咨询 ', code, '：', promise_detail)",
            responsible_id: '=coalesce(consulted_department.manager_id, owner_id)',
            due_on: '=max(today(), date(promised_at))',
            owner_id: '=owner_id',
            department_id: '=department_id',
          },
          rule: 'R-070',
        },
      ],
      clauses: ['P0 §2.3.1', 'P2 §2.3.1'],
    },
    answer_promised: {
      from: ['promised'],
      to: 'answered',
      by: ['service'],
      label: words('答复', 'Answer'),
      tone: 'good',
      fills: ['answer'],
      require: ['answer'],
      clauses: ['P0 §2.3.1', 'P2 §2.3.1'],
    },
    close: {
      from: ['answered'],
      to: 'closed',
      by: ['service'],
      label: words('关闭', 'Close'),
      clauses: ['P0 §2.3.1'],
    },
    close_by_itself: {
      from: ['answered'],
      to: 'closed',
      by: ['system'],
      label: words('自动关闭', 'Closed by itself'),
      when: "add_days(date(answered_at), param('service.inquiry_close_days')) <= today()",
      clauses: ['P0 §2.3.1', 'P2 §2.3.1'],
    },
  },
} as const satisfies Workflow
