import type { Clock, Events, Rule } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** The person who writes heads the record's department or the one above. */
const byHead = {
  $or: [{ 'department.manager_id': '$me' }, { 'department.parent.manager_id': '$me' }],
} as const

/** What must hold of a complaint. */
export const complaintsRules: readonly Rule[] = [
  {
    id: 'R-072',
    of: ['promised_at', 'severity', 'received_at'],
    require: {
      $or: ['promised_at == null or promised_at <= promise_limit_at', byHead],
    },
    at: 'promised_at',
    message: words(
      '承诺解决时间超过该严重程度的时限，须由部门负责人作出',
      'Later than the severity allows: only the head of the department may promise this',
    ),
    clauses: ['P0 §2.3.2', 'P1 §2.5.3'],
  },
  {
    id: 'complaint-promise',
    of: ['promised_at', 'received_at'],
    require: 'promised_at == null or promised_at > received_at',
    at: 'promised_at',
    message: words('承诺解决时间须晚于接收时间', 'The promise must be after the receipt'),
    clauses: ['P0 §2.3.2'],
  },
  {
    id: 'complaint-contact',
    of: ['contact_id', 'customer_id'],
    require: 'contact_id == null or contact.customer_id == customer_id',
    at: 'contact_id',
    message: words('联系人不属于该客户', 'The contact is not of this customer'),
    clauses: ['P0 §2.3.2'],
  },
  {
    id: 'complaint-order',
    of: ['order_id', 'customer_id'],
    require: 'order_id == null or order.customer_id == customer_id',
    at: 'order_id',
    message: words('订单不属于该客户', 'The order is not of this customer'),
    clauses: ['P0 §2.3.2'],
  },
]

const inStates = (states: readonly string[]) => ({ state: { $in: states } })
const inHand = ['accepted', 'investigating', 'solution', 'agreed', 'executing']

/** Acceptance, feedback and the promise each have their time. */
export const complaintsClocks: Readonly<Record<string, Clock>> = {
  acceptance: {
    start: 'received_at',
    due: 'accept_due_at',
    stop: 'accepted_at',
    calendar: 'working',
    warn_at: [0.5, 0.9],
    to: { fields: ['owner_id'] },
    on_breach: [
      {
        do: 'notify',
        to: { fields: ['owner_id'], head: true },
        kind: 'escalation',
        level: 'orange',
        title: words('投诉 {code} 超时未受理', 'Complaint {code} was not accepted in time'),
      },
    ],
    rule: 'R-071',
    clauses: ['P0 §2.3.2', 'P2 §2.3.2'],
  },
  feedback: {
    start: 'last_feedback_at',
    due: 'feedback_due_at',
    while: inStates(inHand),
    calendar: 'working',
    warn_at: [0.9],
    to: { fields: ['handler_id'] },
    on_breach: [
      {
        do: 'notify',
        to: { fields: ['handler_id'] },
        kind: 'reminder',
        level: 'yellow',
        title: words(
          '请向客户反馈投诉 {code} 的进度',
          'Tell the customer how complaint {code} goes',
        ),
      },
    ],
    rule: 'R-073',
    clauses: ['P0 §2.3.2'],
  },
  promise: {
    start: 'received_at',
    due: 'promised_at',
    stop: 'resolved_at',
    calendar: 'working',
    warn_at: [0.5, 0.9],
    to: { fields: ['handler_id', 'owner_id'] },
    on_breach: [
      {
        do: 'notify',
        to: { fields: ['handler_id', 'owner_id'], head: true },
        kind: 'escalation',
        level: 'red',
        title: words('投诉 {code} 超过承诺解决时间', 'Complaint {code} is past its promised time'),
      },
    ],
    rule: 'R-072',
    clauses: ['P0 §2.3.2', 'P1 §2.5.3'],
  },
}

/** A complaint that comes again and again is told to those who watch over risks. */
export const complaintsEvents: Events = {
  create: [
    {
      do: 'notify',
      when: "max(repeats_of_customer, repeats_of_product) + 1 >= param('complaint.repeat_risk')",
      to: { roles: ['risk_legal'], head: true },
      kind: 'warning',
      level: 'orange',
      title: words(
        '{customer.name} 的同类投诉重复出现：{code}',
        'Complaints of {customer.name} repeat: {code}',
      ),
      rule: 'R-078',
      clauses: ['P1 §2.5.3', 'P0 §2.3.2'],
    },
  ],
}
