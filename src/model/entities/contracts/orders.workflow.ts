import type { Effect, Events, Guard, Scheduled, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** Sets the due date of instalments that wait for this event: those of the order, else those of its contract. */
const fallDue = (triggers: readonly string[], event: string): readonly Effect[] =>
  [
    { by: 'order_id', where: { trigger: triggers, due_on: null } },
    { by: 'contract_id=contract_id', where: { order_id: null, trigger: triggers, due_on: null } },
  ].map((rows) => ({
    do: 'set',
    on: { of: 'receivables', ...rows },
    values: { due_on: `=add_days(${event}, coalesce(each.offset_days, 0))` },
    clauses: ['P0 §2.2.3', 'P3 §3.3.1'],
  }))

const agreed = ['approved', 'approved_with_conditions']
const withdrawReviews: Effect = {
  do: 'transition',
  name: 'void',
  on: { of: 'approvals', by: 'target', where: { step: 'order_review', state: { $ne: 'void' } } },
  else: 'skip',
}

const tellOwnerReturned: Effect = {
  do: 'notify',
  to: { fields: ['owner_id'] },
  kind: 'approval',
  title: words(
    '订单 {code} 被退回，请与客户沟通',
    'Order {code} was returned: talk to the customer',
  ),
}

const checklistComplete: Guard = {
  rule: 'R-047',
  check: "checks_ok == checks_total and checks_ok >= len(param('order.checklist'))",
  message: words('审核清单须逐项确认正确', 'Every item of the checklist must be confirmed'),
  clauses: ['P1 §2.6.1', 'P3 §2.4.1'],
}
const notBlacklisted: Guard = {
  rule: 'R-051',
  check: { 'customer.state': { $ne: 'blacklisted' } },
  message: words('客户在黑名单中', 'The customer is blacklisted'),
  clauses: ['P0 §5.2'],
}
const creditAllowed: Guard = {
  rule: 'R-051',
  check: "credit_check == 'pass' or credit_released == true",
  message: words(
    '信用检查未通过，须财务放行',
    'The credit check has not passed; finance must release the order',
  ),
  clauses: ['P0 §5.2'],
}

const releaseGuards: readonly Guard[] = [
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
const instalments: Effect = {
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

const reason = { type: 'longtext', required: true, label: words('原因', 'Reason') } as const

/** Released data change only with the head's approval. */
const amend = {
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

const nothingShipped: Guard = {
  check: 'coalesce(shipments_dispatched, 0) == 0',
  message: words('已有发货，不能取消', 'Goods have been dispatched; the order cannot be cancelled'),
  clauses: ['P0 §2.2.4'],
}
const nothingUnderway: Guard = {
  rule: 'R-058',
  check: 'shipments_open == 0',
  message: words('尚有发货单未签收', 'Some shipments are not signed for'),
  clauses: ['P2 §2.1.3'],
}
const dropInstalments: Effect = {
  do: 'set',
  on: {
    of: 'receivables',
    by: 'order_id',
    where: { state: ['pending', 'due'], received_amount: 0 },
  },
  values: { archived: true },
}
const dropApprovals: Effect = {
  do: 'transition',
  name: 'void',
  on: { of: 'approvals', by: 'target', where: { state: 'pending' } },
  else: 'skip',
}
const cancelReleased = {
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

const delivered: readonly Effect[] = [
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
]

const entered = [
  'customer_id',
  'lines',
  'received_on',
  'required_on',
  'ship_to',
  'needs_production',
] as const
const released = [
  ...entered,
  'contract_id',
  'promised_on',
  'logistics_requirement',
  'checks',
] as const

/** Received, checked, reviewed by departments, released, produced, shipped, delivered, closed. */
export const ordersWorkflow = {
  states: {
    received: { ...words('已接收', 'Received'), tone: 'neutral' },
    checked: { ...words('已审核', 'Checked'), tone: 'info' },
    reviewing: { ...words('评审中', 'In review'), tone: 'info', locks: entered },
    released: {
      ...words('已下达', 'Released'),
      tone: 'info',
      stamp: 'released_on',
      locks: released,
    },
    in_production: { ...words('生产中', 'In production'), tone: 'info', locks: released },
    ready: { ...words('待发货', 'Ready to ship'), tone: 'info', locks: released },
    shipped: { ...words('运输中', 'In transit'), tone: 'info', locks: released },
    delivered: {
      ...words('已送达', 'Delivered'),
      tone: 'good',
      stamp: 'delivered_on',
      locks: released,
    },
    closed: { ...words('已关闭', 'Closed'), tone: 'good', final: true, locks: released },
    on_hold: { ...words('挂起', 'On hold'), tone: 'warn', locks: released },
    cancelled: { ...words('取消', 'Cancelled'), tone: 'bad', final: true, locks: released },
  },
  transitions: {
    check: {
      from: ['received'],
      to: 'checked',
      by: ['owner'],
      label: words('审核', 'Check'),
      fills: ['checks'],
      guards: [checklistComplete],
      clauses: ['P1 §2.6.1', 'P3 §2.4.1'],
    },
    request_credit_release: {
      from: ['checked'],
      to: 'checked',
      by: ['owner'],
      label: words('申请信用放行', 'Ask for credit release'),
      when: { credit_check: { $ne: 'pass' } },
      guards: [notBlacklisted],
      effects: [
        {
          do: 'review',
          step: 'credit_release',
          to: { departments: { function: 'finance' } },
          rule: 'R-051',
          clauses: ['P0 §5.2'],
        },
      ],
      clauses: ['P0 §5.2'],
    },
    submit_review: {
      from: ['checked'],
      to: 'reviewing',
      by: ['owner'],
      label: words('送评审', 'Send to review'),
      guards: [notBlacklisted, creditAllowed],
      effects: [
        {
          do: 'review',
          step: 'order_review',
          to: { departments: { reviews_orders: true } },
          due: "=add_working_days(today(), param('order.review_wd'))",
          rule: 'R-048',
          clauses: ['P3 §3.2.2'],
        },
      ],
      clauses: ['P3 §3.2.2'],
    },
    release: {
      from: ['reviewing'],
      to: 'released',
      by: ['dept_manager'],
      label: words('下达', 'Release'),
      tone: 'good',
      decision: true,
      fills: ['promised_on', 'contract_id'],
      guards: releaseGuards,
      effects: [
        {
          do: 'notify',
          to: { departments: { function: ['production', 'purchasing', 'warehouse', 'finance'] } },
          kind: 'info',
          title: words('订单 {code} 已下达', 'Order {code} is released'),
          rule: 'R-050',
          clauses: ['P2 §2.1.3'],
        },
        instalments,
      ],
      clauses: ['P2 §2.1.3', 'P3 §3.2.2'],
    },
    return: {
      from: ['reviewing'],
      to: 'received',
      by: ['dept_manager', 'operations'],
      label: words('退回', 'Return'),
      tone: 'bad',
      decision: true,
      step: 'order_review',
      verdict: 'returned',
      ask: {
        opinion: {
          type: 'longtext',
          required: true,
          label: words('不可行或数据错误说明', 'What is infeasible or wrong'),
        },
      },
      effects: [withdrawReviews, tellOwnerReturned],
      clauses: ['P3 §3.2.2'],
    },
    return_reviewed: {
      from: ['reviewing'],
      to: 'received',
      by: ['system'],
      label: words('评审退回', 'Returned by review'),
      when: {
        $some: {
          of: 'approvals',
          by: 'target',
          where: { step: 'order_review', state: ['returned', 'rejected'] },
        },
      },
      effects: [withdrawReviews, tellOwnerReturned],
      clauses: ['P3 §3.2.2'],
    },
    produce: {
      from: ['released'],
      to: 'in_production',
      by: ['operations'],
      label: words('投产', 'Start production'),
      clauses: ['P3 §3.2.3'],
    },
    prepare: {
      from: ['released'],
      to: 'ready',
      by: ['operations'],
      label: words('备货', 'Prepare goods'),
      guards: [
        {
          check: 'needs_production == false',
          message: words('订单需要生产', 'The order needs production'),
          clauses: ['P3 §3.2.3'],
        },
        {
          check: 'goods_lines > 0',
          message: words('订单没有实物明细', 'The order has no goods'),
          clauses: ['P3 §3.2.3'],
        },
      ],
      effects: fallDue(['before_dispatch'], 'today()'),
      clauses: ['P3 §3.2.3'],
    },
    serve: {
      from: ['released'],
      to: 'delivered',
      by: ['owner', 'operations'],
      label: words('服务完成', 'Complete service'),
      fills: ['accepted_on'],
      require: ['accepted_on'],
      guards: [
        {
          check: 'goods_lines == 0',
          message: words('订单含实物，须发货', 'The order contains goods; they must be shipped'),
          clauses: ['P2 §2.1.3'],
        },
      ],
      effects: [...delivered, ...fallDue(['acceptance'], 'accepted_on')],
      clauses: ['P2 §2.1.3'],
    },
    finish: {
      from: ['in_production'],
      to: 'ready',
      by: ['operations'],
      label: words('完工', 'Finish production'),
      effects: fallDue(['before_dispatch'], 'today()'),
      clauses: ['P1 §2.6.3', 'P3 §3.2.5'],
    },
    ship: {
      from: ['ready'],
      to: 'shipped',
      by: ['operations'],
      label: words('发货', 'Ship'),
      guards: [
        {
          check: 'shipments_dispatched > 0',
          message: words('尚无已发出的发货单', 'No shipment has been dispatched'),
          clauses: ['P3 §3.2.6'],
        },
      ],
      effects: fallDue(['dispatch'], 'coalesce(dispatched_on, today())'),
      clauses: ['P3 §3.2.6'],
    },
    deliver: {
      from: ['shipped'],
      to: 'delivered',
      by: ['operations', 'owner'],
      label: words('送达', 'Deliver'),
      tone: 'good',
      guards: [
        nothingUnderway,
        {
          rule: 'R-058',
          check: 'lines_undelivered == 0',
          message: words('尚有明细未足量交付', 'Some lines are not delivered in full'),
          clauses: ['P2 §2.1.3'],
        },
      ],
      effects: delivered,
      clauses: ['P2 §2.1.3'],
    },
    deliver_short: {
      from: ['shipped'],
      to: 'delivered',
      by: ['operations', 'owner'],
      label: words('客户接受短少', 'Deliver short, accepted'),
      when: { lines_undelivered: { $gt: 0 } },
      ask: { reason },
      guards: [nothingUnderway],
      effects: delivered,
      clauses: ['P2 §2.1.3'],
    },
    close: {
      from: ['delivered'],
      to: 'closed',
      by: ['owner'],
      label: words('关闭', 'Close'),
      ask: {
        feedback: {
          type: 'longtext',
          required: true,
          label: words('客户反馈', 'Customer feedback'),
        },
      },
      guards: [
        {
          rule: 'R-058',
          check: 'exceptions_open == 0',
          message: words('尚有异常未解决', 'Some exceptions are not resolved'),
          clauses: ['P2 §2.1.3'],
        },
      ],
      clauses: ['P2 §2.1.3'],
    },
    hold: {
      from: ['released', 'in_production'],
      to: 'on_hold',
      by: ['dept_manager'],
      label: words('挂起', 'Put on hold'),
      tone: 'warn',
      ask: { reason },
      clauses: ['P0 §2.2.4'],
    },
    resume: {
      from: ['on_hold'],
      to: 'released',
      by: ['dept_manager'],
      label: words('恢复', 'Resume'),
      clauses: ['P0 §2.2.4'],
    },
    cancel: {
      from: ['received', 'checked'],
      to: 'cancelled',
      by: ['owner'],
      label: words('取消', 'Cancel'),
      tone: 'bad',
      ask: { reason },
      effects: [dropApprovals],
      clauses: ['P0 §2.2.4'],
    },
    cancel_released: { ...cancelReleased, from: ['released'] },
    cancel_held: { ...cancelReleased, from: ['on_hold'] },
    amend_released: { ...amend, from: ['released'], to: 'released' },
    amend_in_production: { ...amend, from: ['in_production'], to: 'in_production' },
    amend_ready: { ...amend, from: ['ready'], to: 'ready' },
  },
} as const satisfies Workflow

/** A new order wakes a dormant customer; the customer's acceptance makes instalments due. */
export const ordersEvents: Events = {
  create: [
    { do: 'transition', name: 'reactivate', on: 'customer', else: 'skip', clauses: ['P1 §2.5.1'] },
  ],
  update: [
    {
      of: ['accepted_on'],
      when: { accepted_on: { $null: false }, released_on: { $null: false } },
      effects: fallDue(['acceptance'], 'accepted_on'),
    },
  ],
}

/** Late risk and receipt follow-up (J-14, J-16). */
export const ordersSchedule: readonly Scheduled[] = [
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
