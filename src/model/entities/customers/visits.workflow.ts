import type { Transition, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'

const finish = {
  to: 'done',
  by: ['owner'],
  fills: ['actual_at', 'needs_learned', 'introduced', 'result', 'next_step', 'next_on'],
  require: ['needs_learned', 'result', 'next_step'],
  effects: [
    {
      do: 'set',
      on: {
        of: 'contact_plan_lines',
        by: 'contact_plan_id=plan_id&customer_id=customer_id&planned_at=planned_at',
      },
      values: { done: true },
      rule: 'R-025',
    },
  ],
  clauses: ['P2 §2.1.1', 'P3 §3.1.3'],
} as const satisfies Partial<Transition>

const learned = ['actual_at', 'customer_id', 'needs_learned', 'result', 'next_step'] as const

/** Planned, made, or missed and made up for, which still counts as missed. */
export const visitsWorkflow = {
  states: {
    planned: { ...words('计划', 'Planned'), tone: 'info' },
    done: {
      ...words('已完成', 'Done'),
      tone: 'good',
      final: true,
      stamp: 'recorded_at',
      locks: learned,
    },
    missed: { ...words('未执行', 'Missed'), tone: 'bad', stamp: 'missed_on' },
    cancelled: { ...words('取消', 'Cancelled'), tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    finish: { ...finish, from: ['planned'], label: words('完成', 'Done') },
    miss: {
      from: ['planned'],
      to: 'missed',
      by: ['system'],
      label: words('逾期', 'Missed'),
      when: 'add_days(planned_at, 1) <= now()',
      effects: [
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'reminder',
          level: 'yellow',
          title: words('拜访未执行：{customer.name}', 'Visit not made: {customer.name}'),
          rule: 'R-027',
        },
      ],
      clauses: ['P2 §2.1.1'],
    },
    finish_late: { ...finish, from: ['missed'], label: words('补访', 'Done late') },
    cancel: {
      from: ['planned'],
      to: 'cancelled',
      by: ['owner'],
      label: words('取消', 'Cancel'),
      ask: { reason: { type: 'longtext', required: true, label: words('原因', 'Reason') } },
      clauses: ['P2 §2.1.1'],
    },
  },
} as const satisfies Workflow
