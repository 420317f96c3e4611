import type { Events, Scheduled } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { ordersFeedbackSchedule } from './orders.feedback.ts'
import { fallDue, withdrawCreditRelease } from './orders.parts.ts'

/** A new order wakes a dormant customer; the customer's acceptance makes instalments due. */
export const ordersEvents: Events = {
  create: [
    { do: 'transition', name: 'reactivate', on: 'customer', else: 'skip', clauses: ['P1 §2.5.1'] },
  ],
  update: [
    {
      of: ['lines', 'customer_id', 'contract_id'],
      when: { state: 'checked' },
      effects: [withdrawCreditRelease],
    },
    {
      of: ['accepted_on'],
      when: { accepted_on: { $null: false }, released_on: { $null: false } },
      effects: fallDue(['acceptance'], 'accepted_on'),
    },
  ],
}

/** Late risk, feedback and receipt follow-up (J-14, J-16). */
export const ordersSchedule: readonly Scheduled[] = [
  ...ordersFeedbackSchedule,
  {
    id: 'J-14-late',
    label: words('订单延期风险', 'Order at risk of delay'),
    every: 'daily',
    where: { late_risk: true },
    key: 'concat(promised_on)',
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'warning',
        level: 'yellow',
        title: words('订单 {code} 有延期风险', 'Order {code} may be late'),
      },
    ],
    clauses: ['P0 §2.2.4'],
  },
  {
    id: 'J-16-receipt',
    label: words('收货回访', 'Follow-up of receipt'),
    every: 'daily',
    where: {
      $and: [
        { state: 'delivered' },
        "add_days(delivered_on, param('order.receipt_followup_days')) <= today()",
      ],
    },
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'reminder',
        level: 'yellow',
        title: words('订单 {code} 应回访收货与意见', 'Order {code}: follow up receipt and opinion'),
      },
    ],
    rule: 'R-058',
    clauses: ['P2 §2.1.3'],
  },
]
