import type { Clock, Events, Rule } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** What must hold of a service request. */
export const serviceRequestsRules: readonly Rule[] = [
  {
    id: 'R-079',
    of: ['responded_at', 'received_at'],
    require: 'responded_at == null or responded_at >= received_at',
    at: 'responded_at',
    message: words('响应时间不得早于接收时间', 'The response may not be before the receipt'),
    clauses: ['P3 §3.4'],
  },
  {
    id: 'service-order',
    of: ['order_id', 'customer_id'],
    require: 'order_id == null or order.customer_id == customer_id',
    at: 'order_id',
    message: words('订单不属于该客户', 'The order is not of this customer'),
    clauses: ['P3 §3.4'],
  },
  {
    id: 'service-complaint',
    of: ['complaint_id', 'customer_id'],
    require: 'complaint_id == null or complaint.customer_id == customer_id',
    at: 'complaint_id',
    message: words('投诉不属于该客户', 'The complaint is not of this customer'),
    clauses: ['P3 §3.4'],
  },
]

/** The severity says by when it is done. */
export const dueBySeverity = {
  do: 'set',
  values: { due_at: "=add_working_hours(received_at, param('service.due_hours', severity))" },
  rule: 'R-079',
  clauses: ['P3 §3.4'],
} as const

/** A new severity is a new due time. */
export const serviceRequestsEvents: Events = {
  update: [{ of: ['severity'], when: { due_at: { $null: false } }, effects: [dueBySeverity] }],
}

/** The first response, and the time by which the customer has the solution. */
export const serviceRequestsClocks: Readonly<Record<string, Clock>> = {
  response: {
    start: 'received_at',
    due: 'response_due_at',
    stop: 'responded_at',
    while: { state: 'received' },
    calendar: 'working',
    warn_at: [0.9],
    on_breach: [
      {
        do: 'notify',
        to: { fields: ['owner_id'], head: true },
        kind: 'escalation',
        level: 'yellow',
        title: words('售后 {code} 超时未响应', 'Service request {code} got no response in time'),
      },
    ],
    rule: 'R-079',
    clauses: ['P3 §3.4'],
  },
  completion: {
    start: 'received_at',
    due: 'due_at',
    stop: 'confirmed_at',
    calendar: 'working',
    warn_at: [0.5, 0.9],
    on_breach: [
      {
        do: 'notify',
        to: { fields: ['owner_id'], head: true },
        kind: 'escalation',
        level: 'orange',
        title: words('售后 {code} 超过完成期限', 'Service request {code} is past its due time'),
      },
    ],
    rule: 'R-079',
    clauses: ['P3 §3.4'],
  },
}
