import type {
  Condition,
  Effect,
  Events,
  Guard,
  Scheduled,
  Workflow,
} from '../../language/definition.ts'
import { words } from '../../words.ts'

/** A review of this contract in one of the states; `step` narrows it. */
const review = (state: readonly string[], step?: string) => ({
  $some: { of: 'approvals', by: 'target', where: { state, ...(step && { step }) } },
})
const agreed = ['approved', 'approved_with_conditions']

/** Every department asked has agreed, and at least one was asked. */
const allReviewed = {
  $and: [
    { $not: review(['pending', 'returned', 'rejected'], 'dept_review') },
    review(agreed, 'dept_review'),
  ],
} as const
const withinHead = "amount < param('contract.executive_amount') and uses_template != false"
const forHead = `importance == 'important' and ${withinHead}`
const forExecutive = `not (${withinHead})`

const reviewsComplete: Guard = {
  rule: 'R-038',
  check: allReviewed,
  message: words('尚有部门未通过评审', 'Not every reviewing department has approved'),
  clauses: ['P0 §2.2.3'],
}

const withinAuthority: Guard = {
  rule: 'R-040',
  check: 'signatory.is_contract_signatory == true and amount <= signatory.signing_limit',
  message: words(
    '签署人须为授权签署人且金额不超过其签署限额',
    'The signatory must be authorised and the amount within the signing limit',
  ),
  clauses: ['P0 §2.2.3'],
}

/** A new version of the text needs every review again. */
const newVersion: readonly Effect[] = [
  { do: 'set', values: { version_no: '=version_no + 1', approved_on: null } },
  {
    do: 'transition',
    name: 'void',
    on: { of: 'approvals', by: 'target', where: { state: { $ne: 'void' } } },
    else: 'skip',
  },
]

const tellOwnerReturned: Effect = {
  do: 'notify',
  to: { fields: ['owner_id'] },
  kind: 'approval',
  title: words('合同 {code} 被退回', 'Contract {code} was returned'),
  body: words('评审意见见审批记录', 'See the reviews for the opinions'),
}

/** What every way to an approved contract ends with. */
const approved: readonly Effect[] = [
  { do: 'set', values: { approved_on: '$today' } },
  {
    do: 'transition',
    name: 'void',
    on: { of: 'approvals', by: 'target', where: { state: 'pending' } },
    else: 'skip',
  },
  {
    do: 'notify',
    to: { fields: ['owner_id', 'signatory_id'] },
    kind: 'info',
    title: words(
      '合同 {code} 已通过评审，待签',
      'Contract {code} is approved and waits for signing',
    ),
  },
]

const legalReviewValid: Guard = {
  rule: 'R-046',
  check: "days_between(reviewed_at, today()) <= param('contract.review_valid_days')",
  message: words(
    '评审已过有效期，须重新评审',
    'The review is too old; the contract must be reviewed again',
  ),
  clauses: ['P0 §2.2.3'],
}

/** Conditions of sending a contract to review. */
const submitGuards: readonly Guard[] = [
  {
    rule: 'R-037',
    check: {
      $and: [
        'count_filled(rights_obligations, payment_method, delivery_on, breach_liability) == 4',
        { $some: { of: 'contract_lines', by: 'contract_id' } },
        {
          $not: {
            $some: {
              of: 'contract_lines',
              by: 'contract_id',
              where: 'spec == null or unit_price == null',
            },
          },
        },
      ],
    },
    message: words(
      '权利义务、规格、价格、付款方式、交付时间和违约责任须填写完整',
      'Rights and obligations, specification, price, payment method, delivery date and liability must be filled',
    ),
    clauses: ['P0 §2.2.3', 'P1 §2.6.2'],
  },
  {
    rule: 'R-045',
    check: 'schedule_percent == 100',
    message: words(
      '付款计划比例合计须为 100%',
      'The percentages of the payment schedule must add up to 100',
    ),
    clauses: ['P0 §2.2.3'],
  },
  {
    rule: 'R-051',
    check: { 'customer.state': { $ne: 'blacklisted' } },
    message: words('客户在黑名单中', 'The customer is blacklisted'),
    clauses: ['P0 §5.2'],
  },
  {
    rule: 'R-035',
    check:
      "payment_method != 'credit' or (customer.credit_grade != null and customer.credit_grade != 'none')",
    message: words(
      '账期付款须先完成客户信用评估',
      'Credit terms need a valid credit assessment of the customer',
    ),
    clauses: ['P0 §5.2', 'P2 §5.2.2'],
  },
  {
    check: "customer.tax_no != null or customer.kind == 'individual'",
    message: words(
      '签订合同前须登记客户税号',
      "The customer's tax number is needed before a contract",
    ),
    clauses: ['P1 §2.5.1'],
  },
  withinAuthority,
]

const submitEffects: readonly Effect[] = [
  {
    do: 'review',
    step: 'dept_review',
    seq: 1,
    to: { departments: { $or: [{ function: ['finance', 'legal'] }, { reviews_contracts: true }] } },
    rule: 'R-038',
    clauses: ['P0 §2.2.3'],
  },
  {
    do: 'review',
    step: 'manager_approval',
    seq: 2,
    to: { head: true },
    when: forHead,
    rule: 'R-039',
    clauses: ['P2 §3.1.4'],
  },
  {
    do: 'review',
    step: 'executive_approval',
    seq: 2,
    to: { roles: ['executive'] },
    when: forExecutive,
    rule: 'R-039',
    clauses: ['P2 §3.1.4'],
  },
]

const signEffects: readonly Effect[] = [
  {
    do: 'distribute',
    to: { departments: { receives_contract_copy: true } },
    copy_no: '{code}-F{n}',
    due: "=add_working_days(today(), param('contract.copy_wd'))",
    note: words('合同副本', 'Contract copy'),
    rule: 'R-042',
    clauses: ['P0 §2.2.3'],
  },
  {
    do: 'create',
    resource: 'receivables',
    each: 'payment_schedule',
    when: "kind != 'framework'",
    values: {
      customer_id: '=customer_id',
      contract_id: '=id',
      owner_id: '=owner_id',
      department_id: '=department_id',
      name: '=each.name',
      amount: '=each.amount',
      trigger: '=each.trigger',
      offset_days: '=coalesce(each.offset_days, 0)',
      expected_on:
        "=switch(each.trigger, 'date', each.due_on, 'signing', add_days(signed_on, coalesce(each.offset_days, 0)), add_days(delivery_on, coalesce(each.offset_days, 0)))",
      due_on:
        "=switch(each.trigger, 'date', each.due_on, 'signing', add_days(signed_on, coalesce(each.offset_days, 0)), null)",
    },
    rule: 'R-045',
    clauses: ['P0 §2.2.3'],
  },
  { do: 'transition', name: 'activate', on: 'customer', else: 'skip', clauses: ['P1 §2.5.1'] },
]

const freezeOrders: Effect = {
  do: 'transition',
  name: 'hold',
  on: { of: 'orders', by: 'contract_id', where: { state: ['released', 'in_production'] } },
  ask: { reason: "=concat(code, ' 终止')" },
  else: 'skip',
  clauses: ['P0 §2.2.3'],
}

const opinion = { type: 'longtext', required: true, label: words('意见', 'Opinion') } as const
const reason = { type: 'longtext', required: true, label: words('原因', 'Reason') } as const

const archiveOriginal = {
  by: ['office'],
  label: words('原件归档', 'Archive the original'),
  when: { archive_no: { $null: true } },
  fills: ['scan', 'sealed_on'],
  require: ['scan'],
  effects: [{ do: 'set', values: { archived_on: '$today' } }],
  clauses: ['P1 §2.6.2'],
} as const

const terminate = {
  to: 'terminated',
  by: ['executive'],
  label: words('终止', 'Terminate'),
  tone: 'bad',
  ask: {
    reason,
    legal_opinion: { type: 'longtext', required: true, label: words('法务意见', 'Legal opinion') },
  },
  effects: [freezeOrders],
  clauses: ['P0 §2.2.3', 'P2 §5.2.3'],
} as const

/** What may not change any more once the text is under review or signed. */
const text = [
  'customer_id', 'kind', 'parent_id', 'our_entity', 'lines', 'ceiling_amount', 'rights_obligations', 'payment_method',
  'payment_schedule', 'delivery_on', 'delivery_terms', 'quality_acceptance', 'breach_liability', 'dispute_resolution',
  'risk_sharing', 'expires_on', 'uses_template',
] as const // prettier-ignore
const signedLocks = [...text, 'title', 'order_id', 'signatory_id', 'signed_on'] as const

/** Drafted, reviewed, approved by amount, signed, carried out, archived. */
export const contractsWorkflow = {
  states: {
    draft: { ...words('草稿', 'Draft'), tone: 'neutral' },
    reviewing: { ...words('评审中', 'In review'), tone: 'info', locks: [...text, 'signatory_id'] },
    approved: { ...words('待签', 'To be signed'), tone: 'warn' },
    signed: { ...words('已签', 'Signed'), tone: 'good', locks: signedLocks },
    executing: { ...words('履行中', 'In execution'), tone: 'info', locks: signedLocks },
    completed: { ...words('履行完毕', 'Completed'), tone: 'good', locks: signedLocks },
    terminated: { ...words('终止', 'Terminated'), tone: 'bad', final: true, locks: signedLocks },
    archived: { ...words('已归档', 'Archived'), tone: 'neutral', final: true, locks: signedLocks },
  },
  transitions: {
    submit: {
      from: ['draft'],
      to: 'reviewing',
      by: ['owner'],
      label: words('送审', 'Send to review'),
      guards: submitGuards,
      effects: submitEffects,
      clauses: ['P0 §2.2.3', 'P1 §2.6.2'],
    },
    return: {
      from: ['reviewing'],
      to: 'draft',
      by: ['finance', 'risk_legal', 'operations', 'dept_manager'],
      label: words('退回', 'Return'),
      tone: 'bad',
      decision: true,
      step: 'dept_review',
      verdict: 'returned',
      ask: { opinion },
      when: {
        $some: {
          of: 'approvals',
          by: 'target',
          where: {
            $or: [
              { state: ['returned', 'rejected'] },
              { state: 'pending', step: ['dept_review', 'manager_approval'], assignee_id: '$me' },
            ],
          },
        },
      },
      effects: [...newVersion, tellOwnerReturned],
      clauses: ['P0 §2.2.3'],
    },
    return_reviewed: {
      from: ['reviewing'],
      to: 'draft',
      by: ['system'],
      label: words('评审退回', 'Returned by review'),
      when: review(['returned', 'rejected']),
      effects: [...newVersion, tellOwnerReturned],
      clauses: ['P0 §2.2.3'],
    },
    approve_ordinary: {
      from: ['reviewing'],
      to: 'approved',
      by: ['system'],
      label: words('评审通过', 'Approved by review'),
      when: { $and: [allReviewed, "importance == 'ordinary'"] },
      effects: approved,
      clauses: ['P0 §2.2.3'],
    },
    approve_decided: {
      from: ['reviewing'],
      to: 'approved',
      by: ['system'],
      label: words('审批通过', 'Approved by decision'),
      when: {
        $and: [
          allReviewed,
          {
            $or: [
              { $and: [forHead, review(agreed, 'manager_approval')] },
              { $and: [forExecutive, review(agreed, 'executive_approval')] },
            ],
          },
        ],
      },
      effects: approved,
      clauses: ['P2 §3.1.4'],
    },
    approve_important: {
      from: ['reviewing'],
      to: 'approved',
      by: ['dept_manager'],
      label: words('负责人批准', 'Approve as head'),
      tone: 'good',
      decision: true,
      step: 'manager_approval',
      when: forHead,
      guards: [reviewsComplete],
      ask: { opinion: { type: 'longtext', label: words('意见', 'Opinion') } },
      effects: approved,
      clauses: ['P2 §3.1.4'],
    },
    approve_executive: {
      from: ['reviewing'],
      to: 'approved',
      by: ['executive'],
      label: words('公司领导批准', 'Approve as executive'),
      tone: 'good',
      decision: true,
      step: 'executive_approval',
      when: forExecutive,
      guards: [reviewsComplete],
      ask: { opinion: { type: 'longtext', label: words('意见', 'Opinion') } },
      effects: approved,
      clauses: ['P2 §3.1.4'],
    },
    revise: {
      from: ['approved'],
      to: 'draft',
      by: ['owner'],
      label: words('撤回修改', 'Take back to change'),
      ask: { reason },
      effects: newVersion,
      clauses: ['P0 §2.2.3'],
    },
    revise_changed: {
      from: ['approved'],
      to: 'draft',
      by: ['system'],
      label: words('内容变更，审批作废', 'Changed; approval void'),
      effects: newVersion,
      clauses: ['P0 §2.2.3'],
    },
    revise_expired: {
      from: ['approved'],
      to: 'draft',
      by: ['system'],
      label: words('评审过期，审批作废', 'Review expired; approval void'),
      when: "days_between(reviewed_at, today()) > param('contract.review_valid_days')",
      effects: [
        ...newVersion,
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'warning',
          level: 'yellow',
          title: words('合同 {code} 评审已过期', 'The review of contract {code} has expired'),
        },
      ],
      clauses: ['P0 §2.2.3'],
    },
    sign: {
      from: ['approved'],
      to: 'signed',
      by: ['signatory', 'executive'],
      label: words('签订', 'Sign'),
      tone: 'good',
      fills: ['signed_on', 'sealed_on', 'scan'],
      guards: [
        withinAuthority,
        {
          rule: 'R-040',
          check: "signatory_id != owner_id or importance == 'ordinary'",
          message: words(
            '重要合同的签署人不得为起草人',
            'The drafter of an important contract may not sign it',
          ),
          clauses: ['P0 §2.2.3'],
        },
        reviewsComplete,
        legalReviewValid,
      ],
      effects: signEffects,
      clauses: ['P0 §2.2.3'],
    },
    start: {
      from: ['signed'],
      to: 'executing',
      by: ['system'],
      label: words('开始履行', 'Start'),
      when: { orders_released: { $gt: 0 } },
      clauses: ['P3 §2.3.3'],
    },
    start_service: {
      from: ['signed'],
      to: 'executing',
      by: ['owner'],
      label: words('开始履行', 'Start'),
      guards: [
        {
          check: "kind == 'service' or orders_released > 0",
          message: words(
            '首个订单下达或服务开始后方可履行',
            'Execution starts with the first released order or with the service',
          ),
          clauses: ['P3 §2.3.3'],
        },
      ],
      clauses: ['P3 §2.3.3'],
    },
    archive_signed: { ...archiveOriginal, from: ['signed'], to: 'signed' },
    archive_executing: { ...archiveOriginal, from: ['executing'], to: 'executing' },
    complete: {
      from: ['executing'],
      to: 'completed',
      by: ['owner'],
      label: words('履行完毕', 'Complete'),
      tone: 'good',
      guards: [
        {
          check: 'orders_open == 0',
          message: words('尚有订单未关闭', 'Some orders are still open'),
          clauses: ['P3 §2.3.3'],
        },
        {
          check: 'outstanding == 0',
          message: words('尚有应收未结清', 'Some receivables are still unpaid'),
          clauses: ['P3 §2.3.3'],
        },
      ],
      effects: [
        {
          do: 'notify',
          to: { roles: ['office'] },
          kind: 'reminder',
          title: words('合同 {code} 待归档', 'Contract {code} is to be archived'),
          clauses: ['P1 §2.6.2'],
        },
      ],
      clauses: ['P3 §2.3.3'],
    },
    terminate_signed: { ...terminate, from: ['signed'] },
    terminate_executing: { ...terminate, from: ['executing'] },
    archive: {
      from: ['completed'],
      to: 'archived',
      by: ['office'],
      label: words('归档', 'Archive'),
      fills: ['scan'],
      effects: [{ do: 'set', values: { archived_on: '=coalesce(archived_on, today())' } }],
      clauses: ['P1 §2.6.2'],
    },
  },
} as const satisfies Workflow

/** A change of amount, lines or terms after approval voids it. */
export const contractsEvents: Events = {
  update: [
    {
      of: text,
      when: { state: 'approved' },
      effects: [
        {
          do: 'transition',
          name: 'revise_changed',
          on: 'self',
          else: 'skip',
          rule: 'R-046',
          clauses: ['P0 §2.2.3'],
        },
      ],
    },
  ],
}

const inForce: Condition = { state: ['signed', 'executing'] }

/** Copies, archive, risk and expiry of signed contracts (J-12, J-13). */
export const contractsSchedule: readonly Scheduled[] = [
  {
    id: 'J-12-copies',
    label: words('合同副本未签收', 'Copies not acknowledged'),
    every: 'hourly',
    where: {
      $and: [
        { state: ['signed', 'executing', 'completed'] },
        'copies_received < copies_total',
        "add_working_days(signed_on, param('contract.copy_ack_wd')) < today()",
      ],
    },
    effects: [
      {
        do: 'notify',
        to: { head: true, fields: ['owner_id'] },
        kind: 'escalation',
        level: 'yellow',
        title: words(
          '合同 {code} 副本未签收：{copies_acknowledged}',
          'Copies of contract {code} not acknowledged: {copies_acknowledged}',
        ),
      },
    ],
    rule: 'R-042',
    clauses: ['P0 §2.2.3'],
  },
  {
    id: 'J-13-archive',
    label: words('合同未归档', 'Signed, not archived'),
    every: 'daily',
    where: {
      $and: [
        { state: ['signed', 'executing', 'completed'], archive_no: { $null: true } },
        "add_days(signed_on, param('contract.archive_days')) <= today()",
      ],
    },
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'], roles: ['office'] },
        kind: 'reminder',
        level: 'yellow',
        title: words(
          '合同 {code} 原件应归档',
          'The original of contract {code} is due for the archive',
        ),
      },
    ],
    rule: 'R-043',
    clauses: ['P1 §2.6.2'],
  },
  {
    id: 'J-13-risk',
    label: words('合同履行风险', 'Contract at risk'),
    every: 'daily',
    where: { $and: [inForce, { at_risk: true }] },
    key: 'concat(year(today()), month(today()))',
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'warning',
        level: 'yellow',
        title: words('合同 {code} 存在履行风险', 'Contract {code} is at risk'),
      },
    ],
    rule: 'R-044',
    clauses: ['P1 §2.6.2', 'P3 §2.3.3'],
  },
  {
    id: 'J-13-expiring',
    label: words('合同即将到期', 'Contract expiring'),
    every: 'daily',
    where: { $and: [inForce, { expires_on: { $gte: '$today', $lte: '$today+60d' } }] },
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'reminder',
        title: words(
          '合同 {code} 将于 {expires_on} 到期',
          'Contract {code} expires on {expires_on}',
        ),
      },
    ],
    clauses: ['P1 §2.6.2'],
  },
]
