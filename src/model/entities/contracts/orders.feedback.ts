import type { Effect, Field, Preset, Scheduled } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** What the customer was told of an order, and whether its quality was complained about. */
export const ordersFeedbackFields = {
  last_feedback_on: {
    type: 'date',
    rollup: {
      of: 'interactions',
      by: 'order_id',
      max: 'date(occurred_at)',
      where: { state: 'done', purpose: ['order_progress', 'shipment'] },
    },
    label: words('最近反馈客户', 'Customer last informed'),
    clauses: ['P0 §2.2.4', 'P3 §2.4.3'],
  },
  feedback_due_on: {
    type: 'date',
    formula:
      "if(released_on == null or delivered_on != null or state == 'cancelled', null, add_days(max(last_feedback_on, released_on), param('order.feedback_days')))",
    label: words('应反馈日', 'Customer to be informed by'),
    clauses: ['P0 §2.2.4', 'P3 §2.4.3'],
  },
  quality_complaints: {
    type: 'integer',
    rollup: {
      of: 'complaints',
      by: 'order_id',
      where: `category == 'quality' and is_valid and date(received_at) >= order.delivered_on
        and date(received_at) <= add_days(order.delivered_on, param('order.quality_window_days'))`,
      count: true,
    },
    label: words('质量投诉', 'Quality complaints'),
    clauses: ['P2 §2.1.3'],
  },
  quality_ok: {
    type: 'boolean',
    formula: 'if(delivered_on == null, null, quality_complaints == 0)',
    label: words('质量合格', 'Quality accepted'),
    help: words('窗口期内没有质量投诉', 'No complaint about the quality within the window'),
    clauses: ['P2 §2.1.3'],
  },
} as const satisfies Readonly<Record<string, Field>>

/** A talk with the customer that waits for the salesperson, unless one about this order waits already. */
export const informCustomer = (
  purpose: 'order_progress' | 'shipment',
  at: '' | 'order.',
  content: string,
): Effect => {
  const order = at === '' ? '=id' : '=order_id'
  return {
    do: 'create',
    resource: 'interactions',
    values: {
      customer_id: `=${at}customer_id`,
      order_id: order,
      channel: `=switch(${at}customer.preferred_contact, 'email', 'email', 'sms', 'sms', 'im', 'im', 'visit', 'visit', 'phone')`,
      purpose,
      occurred_at: '=add_working_days(today(), 1)',
      content,
      owner_id: `=${at}owner_id`,
      department_id: `=${at}department_id`,
    },
    unless: { order_id: order, purpose, state: 'planned' },
    rule: 'R-052',
    clauses: ['P0 §2.2.4', 'P3 §2.4.3'],
  }
}

/** After delivery the salesperson asks for receipt and opinion. */
export const askAfterDelivery: Effect = {
  do: 'create',
  resource: 'return_visits',
  values: {
    customer_id: '=customer_id',
    reason: 'delivery',
    source: { resource: 'orders', id: '=id' },
    due_on: "=add_days(delivered_on, param('order.receipt_followup_days'))",
    channel: 'phone',
    rated_employee_id: '=owner_id',
    owner_id: '=owner_id',
    department_id: '=department_id',
  },
  unless: { 'source.resource': 'orders', 'source.id': '=id' },
  rule: 'R-058',
  clauses: ['P2 §2.1.3'],
}

/** Customers hear of their open orders at least once per interval. */
export const ordersFeedbackSchedule: readonly Scheduled[] = [
  {
    id: 'J-14-feedback',
    label: words('订单进度反馈提醒', 'Customer to be told of the order'),
    every: 'daily',
    where: 'feedback_due_on < today()',
    key: 'concat(feedback_due_on)',
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'reminder',
        level: 'yellow',
        title: words('请向客户反馈订单 {code} 的进度', 'Tell the customer how order {code} goes'),
      },
    ],
    rule: 'R-052',
    clauses: ['P0 §2.2.4', 'P3 §2.4.3'],
  },
]

/** Orders whose customers have waited too long for news. */
export const ordersFeedbackPresets: Readonly<Record<string, Preset>> = {
  no_feedback: {
    label: words('久未反馈', 'Customer not informed'),
    filter: { feedback_due_on: { $lt: '$today' } },
    sort: ['feedback_due_on', 'ASC'],
  },
}
