import type { Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'

const reason = { type: 'longtext', required: true, label: words('原因', 'Reason') } as const

/** The end of the running quarter. */
const quarterEnd =
  "=add_days(add_months(date(concat(year(today()), '-01-01')), 3 * round((month(today()) + 1) / 3, 0)), -1)"

/** From the prospect to the partner, and to the end of the cooperation. */
export const channelPartnersWorkflow = {
  states: {
    prospect: { ...words('潜在', 'Prospect'), tone: 'neutral' },
    negotiating: { ...words('洽谈中', 'Negotiating'), tone: 'info' },
    active: { ...words('合作中', 'Active'), tone: 'good', stamp: 'activated_on' },
    suspended: { ...words('暂停', 'Suspended'), tone: 'warn' },
    ended: { ...words('终止', 'Ended'), tone: 'neutral', final: true, locks: ['*'] },
  },
  transitions: {
    negotiate: {
      from: ['prospect'],
      to: 'negotiating',
      by: ['owner'],
      label: words('洽谈', 'Negotiate'),
      require: ['contact_name', 'contact_phone'],
      clauses: ['P1 §2.4.1'],
    },
    sign: {
      from: ['negotiating'],
      to: 'active',
      by: ['dept_manager'],
      label: words('签约', 'Sign'),
      tone: 'good',
      fills: ['customer_id', 'signed_on', 'expires_on'],
      guards: [
        {
          check: { $or: [{ kind: { $ne: 'dealer' } }, { customer_id: { $null: false } }] },
          message: words('经销商须先有对应的客户档案', 'A dealer needs a file as a customer first'),
          clauses: ['P1 §2.4.1'],
        },
      ],
      effects: [
        { do: 'set', when: { signed_on: null }, values: { signed_on: '$today' } },
        {
          do: 'create',
          resource: 'action_items',
          values: {
            kind: 'task',
            source: { resource: 'channel_partners', id: '=id' },
            content: "=concat('首次渠道评估：', name)",
            responsible_id: '=manager_id',
            due_on: quarterEnd,
            owner_id: '=department.manager_id',
            department_id: '=department_id',
          },
          rule: 'R-020',
          clauses: ['P1 §2.4.2'],
        },
      ],
      clauses: ['P1 §2.4.1'],
    },
    suspend: {
      from: ['active'],
      to: 'suspended',
      by: ['dept_manager'],
      label: words('暂停', 'Suspend'),
      tone: 'warn',
      ask: { reason },
      clauses: ['P1 §2.4.2'],
    },
    resume: {
      from: ['suspended'],
      to: 'active',
      by: ['dept_manager'],
      label: words('恢复', 'Resume'),
      clauses: ['P1 §2.4.2'],
    },
    ask_waiver: {
      from: ['active'],
      to: 'active',
      by: ['dept_manager'],
      label: words('请财务豁免', 'Ask finance for a waiver'),
      when: { outstanding: { $gt: 0 } },
      effects: [{ do: 'review', step: 'opinion', to: { departments: { function: 'finance' } } }],
      clauses: ['P1 §2.4.2'],
    },
    end: {
      from: ['active'],
      to: 'ended',
      by: ['dept_manager'],
      label: words('终止', 'End'),
      tone: 'bad',
      guards: [
        {
          check: { $or: ['outstanding == null or outstanding == 0', { is_waived: true }] },
          message: words(
            '尚有应收余额，须结清或由财务豁免',
            'Money is outstanding: it is paid, or finance waives it',
          ),
          clauses: ['P1 §2.4.2'],
        },
      ],
      clauses: ['P1 §2.4.2'],
    },
  },
} as const satisfies Workflow
