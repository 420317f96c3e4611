import type { Effect, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { informCustomer } from '../contracts/orders.feedback.ts'

/** Records what went wrong with the transport as an exception of the order. */
const exception = (kind: 'logistics' | 'quality', severity: 'high' | 'medium'): Effect => ({
  do: 'create',
  resource: 'order_exceptions',
  values: {
    order_id: '=order_id',
    kind,
    severity,
    found_at: '$now',
    due_on: "=add_days(today(), param('order.receipt_followup_days'))",
    owner_id: '=order.owner_id',
    department_id: '=order.department_id',
  },
  unless: { order_id: '=order_id', kind, state: { $ne: 'resolved' } },
  rule: 'R-057',
  clauses: ['P1 §2.6.3', 'P3 §3.2.7'],
})

const tellOwner = (zh: string, en: string): Effect => ({
  do: 'notify',
  to: { fields: ['owner_id'] },
  kind: 'warning',
  level: 'orange',
  title: words(zh, en),
})

const receipt = {
  to: 'delivered',
  label: words('签收', 'Sign for'),
  fills: ['delivered_on', 'signed_by', 'condition', 'events'],
  require: ['delivered_on', 'signed_by', 'condition'],
  effects: [
    { do: 'transition', name: 'deliver', on: 'order', else: 'skip' },
    { ...exception('logistics', 'high'), when: { condition: ['damaged', 'short'] } },
  ],
  clauses: ['P2 §2.1.3', 'P3 §3.2.7'],
} as const

const fixed = ['order_id', 'lines', 'provider_id', 'mode'] as const

/** Planned, dispatched, signed for; late ones become exceptions of the order. */
export const shipmentsWorkflow = {
  states: {
    planned: { ...words('待发货', 'Planned'), tone: 'neutral' },
    dispatched: { ...words('运输中', 'In transit'), tone: 'info', locks: fixed },
    delivered: {
      ...words('已签收', 'Delivered'),
      tone: 'good',
      final: true,
      locks: [...fixed, 'dispatched_on', 'delivered_on', 'signed_by', 'condition'],
    },
    exception: { ...words('异常', 'Exception'), tone: 'bad', locks: fixed },
  },
  transitions: {
    dispatch: {
      from: ['planned'],
      to: 'dispatched',
      by: ['operations'],
      label: words('发货', 'Dispatch'),
      fills: ['tracking_no', 'dispatched_on', 'expected_on'],
      require: ['tracking_no'],
      effects: [
        { do: 'transition', name: 'ship', on: 'order', else: 'skip' },
        informCustomer('shipment', 'order.', '货物已发出，请告知客户物流信息'),
      ],
      clauses: ['P3 §3.2.6', 'P1 §2.6.3'],
    },
    sign: { ...receipt, from: ['dispatched'], by: ['operations', 'owner'] },
    sign_late: { ...receipt, from: ['exception'], by: ['operations'] },
    report_exception: {
      from: ['dispatched'],
      to: 'exception',
      by: ['operations'],
      label: words('异常', 'Report an incident'),
      tone: 'bad',
      ask: { reason: { type: 'longtext', required: true, label: words('原因', 'Reason') } },
      effects: [
        exception('logistics', 'medium'),
        tellOwner(
          '发货单 {code} 异常：{ask.reason}',
          'Shipment {code} has a problem: {ask.reason}',
        ),
      ],
      clauses: ['P1 §2.6.3', 'P3 §3.2.7'],
    },
    fall_late: {
      from: ['dispatched'],
      to: 'exception',
      by: ['system'],
      label: words('逾期未达', 'Overdue'),
      when: "add_days(expected_on, param('logistics.grace_days')) < today()",
      effects: [
        exception('logistics', 'medium'),
        tellOwner('发货单 {code} 逾期未达', 'Shipment {code} is overdue'),
      ],
      clauses: ['P1 §2.6.3', 'P3 §3.2.7'],
    },
  },
} as const satisfies Workflow
