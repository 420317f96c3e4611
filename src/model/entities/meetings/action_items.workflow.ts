import type { Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'

const finish = {
  to: 'done',
  by: ['responsible'],
  label: words('完成', 'Done'),
  fills: ['result'],
  require: ['result'],
  effects: [
    {
      do: 'notify',
      to: { fields: ['owner_id'] },
      kind: 'info',
      title: words('行动项 {code} 已完成，请验证', 'Action item {code} is done: please verify'),
    },
  ],
  clauses: ['P1 §3.2.3'],
} as const

/** Opened, worked on, done, and verified by somebody else; what is not good enough goes back. */
export const actionItemsWorkflow = {
  states: {
    open: { ...words('待办', 'To do'), tone: 'warn' },
    doing: { ...words('进行中', 'In progress'), tone: 'info' },
    done: {
      ...words('已完成', 'Done'),
      tone: 'info',
      stamp: 'done_on',
      locks: ['content', 'responsible_id', 'due_on'],
    },
    verified: {
      ...words('已验证', 'Verified'),
      tone: 'good',
      final: true,
      stamp: 'verified_on',
      locks: ['*'],
    },
    cancelled: { ...words('取消', 'Cancelled'), tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    start: {
      from: ['open'],
      to: 'doing',
      by: ['responsible'],
      label: words('开始', 'Start'),
      clauses: ['P1 §3.2.3'],
    },
    finish: { ...finish, from: ['doing'] },
    finish_at_once: { ...finish, from: ['open'] },
    verify: {
      from: ['done'],
      to: 'verified',
      by: ['dept_manager', 'owner'],
      label: words('验证', 'Verify'),
      tone: 'good',
      fills: ['verified_by_id', 'effect'],
      require: ['verified_by_id', 'effect'],
      guards: [
        {
          rule: 'R-149',
          check: { responsible_id: { $ne: '$me' } },
          message: words(
            '责任人不能验证自己的行动项',
            'Nobody verifies what he or she is responsible for',
          ),
          clauses: ['P1 §3.2.3'],
        },
      ],
      clauses: ['P1 §3.2.3', 'P2 §3.1.3'],
    },
    return: {
      from: ['done'],
      to: 'doing',
      by: ['dept_manager', 'owner'],
      label: words('退回', 'Return'),
      tone: 'bad',
      ask: { opinion: { type: 'longtext', required: true, label: words('意见', 'Opinion') } },
      effects: [
        { do: 'set', values: { done_on: null } },
        {
          do: 'notify',
          to: { fields: ['responsible_id'] },
          kind: 'warning',
          title: words('行动项 {code} 被退回', 'Action item {code} is returned'),
          body: words('{ask.opinion}', '{ask.opinion}'),
        },
      ],
      clauses: ['P1 §3.2.3'],
    },
    cancel: {
      from: ['open'],
      to: 'cancelled',
      by: ['dept_manager'],
      label: words('取消', 'Cancel'),
      ask: { reason: { type: 'longtext', required: true, label: words('原因', 'Reason') } },
      clauses: ['P1 §3.2.3'],
    },
  },
} as const satisfies Workflow
