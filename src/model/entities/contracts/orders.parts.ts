import type { Effect, Guard } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { askAfterDelivery, informCustomer } from './orders.feedback.ts'

/** Sets the due date of instalments that wait for this event: those of the order, else those of its contract. */
export const fallDue = (triggers: readonly string[], event: string): readonly Effect[] =>
  [
    { by: 'order_id', where: { trigger: triggers, due_on: null } },
    { by: 'contract_id=contract_id', where: { order_id: null, trigger: triggers, due_on: null } },
  ].map((rows) => ({
    do: 'set',
    on: { of: 'receivables', ...rows },
    values: { due_on: `=add_days(${event}, coalesce(each.offset_days, 0))` },
    clauses: ['P0 §2.2.3', 'P3 §3.3.1'],
  }))

/** States of a review that agrees. */
const agreed = ['approved', 'approved_with_conditions']
/** A returned order is reviewed anew. */
export const withdrawReviews: Effect = {
  do: 'transition',
  name: 'void',
  on: { of: 'approvals', by: 'target', where: { step: 'order_review', state: { $ne: 'void' } } },
  else: 'skip',
}

/** Tells the owner that the order came back. */
export const tellOwnerReturned: Effect = {
  do: 'notify',
  to: { fields: ['owner_id'] },
  kind: 'approval',
  title: words(
    '订单 {code} 被退回，请与客户沟通',
    'Order {code} was returned: talk to the customer',
  ),
}

/** Every item of the checklist is confirmed. */
export const checklistComplete: Guard = {
  rule: 'R-047',
  check: "checks_ok == checks_total and checks_ok >= len(param('order.checklist'))",
  message: words('审核清单须逐项确认正确', 'Every item of the checklist must be confirmed'),
  clauses: ['P1 §2.6.1', 'P3 §2.4.1'],
}
/** Nothing is sold to a blacklisted customer. */
export const notBlacklisted: Guard = {
  rule: 'R-051',
  check: { 'customer.state': { $ne: 'blacklisted' } },
  message: words('客户在黑名单中', 'The customer is blacklisted'),
  clauses: ['P0 §5.2'],
}
/** The credit check has passed, or finance has released the order. */
export const creditAllowed: Guard = {
  rule: 'R-051',
  check: "credit_check == 'pass' or credit_released == true",
  message: words(
    '信用检查未通过，须财务放行',
    'The credit check has not passed; finance must release the order',
  ),
  clauses: ['P0 §5.2'],
}

/** What must hold before an order is released. */
export const releaseGuards: readonly Guard[] = [
  {
    rule: 'R-048',
    check: {
      $and: [
        {
          $some: {
            of: 'approvals',
            by: 'target',
            where: { step: 'order_review', state: agreed },
          },
        },
        {
          $not: {
            $some: {
              of: 'approvals',
              by: 'target',
              where: {
                step: 'order_review',
                $or: [
                  { state: ['pending', 'returned', 'rejected'] },
                  { state: agreed, feasibility: 'infeasible' },
                ],
              },
            },
          },
        },
      ],
    },
    message: words(
      '各部门评审须全部为可行或有条件可行',
      'Every department must have reviewed the order as feasible or conditional',
    ),
    clauses: ['P3 §3.2.2'],
  },
  {
    rule: 'R-049',
    check: { 'contract.state': ['signed', 'executing'] },
    message: words('合同尚未签订', 'The contract is not signed'),
    clauses: ['P1 §2.6.2', 'P2 §2.1.3'],
  },
  {
    rule: 'R-049',
    check: 'coalesce(contract.ordered_amount, 0) + amount <= contract.amount',
    message: words('订单超出合同剩余金额', "The order exceeds the contract's rest amount"),
    clauses: ['P1 §2.6.2', 'P2 §2.1.3'],
  },
  notBlacklisted,
  creditAllowed,
]

/** Instalments of an order under a framework contract, by the percentages of its payment schedule. */
export const instalments: Effect = {
  do: 'create',
  resource: 'receivables',
  each: 'contract_payment_schedule.contract_id=contract_id',
  when: { 'contract.kind': 'framework' },
  split: { field: 'amount', total: '=amount', percent: '=each.percent' },
  values: {
    customer_id: '=customer_id',
    contract_id: '=contract_id',
    order_id: '=id',
    owner_id: '=owner_id',
    department_id: '=department_id',
    name: '=each.name',
    trigger: '=each.trigger',
    offset_days: '=coalesce(each.offset_days, 0)',
    expected_on:
      "=switch(each.trigger, 'date', each.due_on, 'signing', add_days(today(), coalesce(each.offset_days, 0)), add_days(promised_on, coalesce(each.offset_days, 0)))",
    due_on:
      "=switch(each.trigger, 'date', each.due_on, 'signing', add_days(today(), coalesce(each.offset_days, 0)), null)",
  },
  rule: 'R-045',
  clauses: ['P0 §2.2.3'],
}

/** The reason that a dialog asks for. */
export const reason = { type: 'longtext', required: true, label: words('原因', 'Reason') } as const

/** Released data change only with the head's approval. */
export const amend = {
  by: ['dept_manager'],
  label: words('变更订单信息', 'Amend'),
  decision: true,
  fills: ['required_on', 'promised_on', 'ship_to', 'transport_mode', 'logistics_requirement'],
  ask: { reason },
  effects: [
    {
      do: 'notify',
      to: { departments: { function: ['production', 'purchasing', 'warehouse', 'finance'] } },
      kind: 'info',
      title: words('订单 {code} 信息变更', 'Order {code} was amended'),
      body: words('{ask.reason}', '{ask.reason}'),
      rule: 'R-050',
    },
  ],
  clauses: ['P2 §2.1.3'],
} as const

/** No goods have left. */
const nothingShipped: Guard = {
  check: 'coalesce(shipments_dispatched, 0) == 0',
  message: words('已有发货，不能取消', 'Goods have been dispatched; the order cannot be cancelled'),
  clauses: ['P0 §2.2.4'],
}
/** Every shipment is signed for. */
export const nothingUnderway: Guard = {
  rule: 'R-058',
  check: 'shipments_open == 0',
  message: words('尚有发货单未签收', 'Some shipments are not signed for'),
  clauses: ['P2 §2.1.3'],
}
/** Unpaid instalments of a cancelled order fall away. */
const dropInstalments: Effect = {
  do: 'set',
  on: {
    of: 'receivables',
    by: 'order_id',
    where: { state: ['pending', 'due'], received_amount: 0 },
  },
  values: { archived: true },
}
/** Nobody is asked any more about a cancelled order. */
export const dropApprovals: Effect = {
  do: 'transition',
  name: 'void',
  on: { of: 'approvals', by: 'target', where: { state: 'pending' } },
  else: 'skip',
}
/** Cancels a released order, with the customer's agreement. */
export const cancelReleased = {
  to: 'cancelled',
  by: ['dept_manager'],
  label: words('取消', 'Cancel'),
  tone: 'bad',
  ask: {
    customer_agreement: {
      type: 'longtext',
      required: true,
      label: words('客户同意说明', "The customer's agreement"),
    },
  },
  guards: [nothingShipped],
  effects: [dropInstalments, dropApprovals],
  clauses: ['P0 §2.2.4'],
} as const

/** Delivered is what the last shipment says; the state's stamp is only the day of the entry. */
const arrived: Effect = {
  do: 'set',
  values: { delivered_on: '=coalesce(last_delivered_on, delivered_on)' },
}

/** What follows from a delivery. */
export const delivered: readonly Effect[] = [
  arrived,
  ...fallDue(['delivery', 'warranty_end'], 'delivered_on'),
  {
    do: 'notify',
    to: { fields: ['owner_id'] },
    kind: 'reminder',
    title: words(
      '订单 {code} 已送达，请确认收货并征求意见',
      'Order {code} is delivered: ask for receipt and opinion',
    ),
    rule: 'R-058',
    clauses: ['P2 §2.1.3'],
  },
  informCustomer('order_progress', '', '订单已送达'),
  askAfterDelivery,
]

/** A credit release holds for the order as finance saw it. */
export const withdrawCreditRelease: Effect = {
  do: 'transition',
  name: 'void',
  on: { of: 'approvals', by: 'target', where: { step: 'credit_release', state: { $ne: 'void' } } },
  else: 'skip',
  rule: 'R-051',
  clauses: ['P0 §5.2'],
}
