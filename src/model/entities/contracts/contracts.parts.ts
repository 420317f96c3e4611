import type { Effect, Guard, Rule } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** A review of this contract in one of the states; `step` narrows it. */
export const review = (state: readonly string[], step?: string) => ({
  $some: { of: 'approvals', by: 'target', where: { state, ...(step && { step }) } },
})
/** States of a review that agrees. */
export const agreed = ['approved', 'approved_with_conditions']

/** Every department asked has agreed, and at least one was asked. */
export const allReviewed = {
  $and: [
    { $not: review(['pending', 'returned', 'rejected'], 'dept_review') },
    review(agreed, 'dept_review'),
  ],
} as const
const withinHead = "amount < param('contract.executive_amount') and uses_template != false"
/** The head of the department decides. */
export const forHead = `importance == 'important' and ${withinHead}`
/** A company leader decides. */
export const forExecutive = `not (${withinHead})`

/** Every department asked has agreed. */
export const reviewsComplete: Guard = {
  rule: 'R-038',
  check: allReviewed,
  message: words('尚有部门未通过评审', 'Not every reviewing department has approved'),
  clauses: ['P0 §2.2.3'],
}

/** The signatory is authorised for the amount. */
export const withinAuthority: Guard = {
  rule: 'R-040',
  check: 'signatory.is_contract_signatory == true and amount <= signatory.signing_limit',
  message: words(
    '签署人须为授权签署人且金额不超过其签署限额',
    'The signatory must be authorised and the amount within the signing limit',
  ),
  clauses: ['P0 §2.2.3'],
}

/** A new version of the text needs every review again. */
export const newVersion: readonly Effect[] = [
  { do: 'set', values: { version_no: '=version_no + 1', approved_on: null } },
  {
    do: 'transition',
    name: 'void',
    on: { of: 'approvals', by: 'target', where: { state: { $ne: 'void' } } },
    else: 'skip',
  },
]

/** Tells the owner that the contract came back. */
export const tellOwnerReturned: Effect = {
  do: 'notify',
  to: { fields: ['owner_id'] },
  kind: 'approval',
  title: words('合同 {code} 被退回', 'Contract {code} was returned'),
  body: words('评审意见见审批记录', 'See the reviews for the opinions'),
}

/** What every way to an approved contract ends with. */
export const approved: readonly Effect[] = [
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

/** The reviews are not older than the parameter allows. */
export const legalReviewValid: Guard = {
  rule: 'R-046',
  check: "days_between(reviewed_at, today()) <= param('contract.review_valid_days')",
  message: words(
    '评审已过有效期，须重新评审',
    'The review is too old; the contract must be reviewed again',
  ),
  clauses: ['P0 §2.2.3'],
}

/** Conditions of sending a contract to review. */
export const submitGuards: readonly Guard[] = [
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

/** Asks the departments and, by the amount, the head or the leaders. */
export const submitEffects: readonly Effect[] = [
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

/** Copies, instalments and the customer: what a signature brings. */
export const signEffects: readonly Effect[] = [
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

/** Puts the open orders of a terminated contract on hold. */
export const freezeOrders: Effect = {
  do: 'transition',
  name: 'hold',
  on: { of: 'orders', by: 'contract_id', where: { state: ['released', 'in_production'] } },
  ask: { reason: "=concat(code, ' 终止')" },
  else: 'skip',
  clauses: ['P0 §2.2.3'],
}

/** What holds after every change of a contract. */
export const contractsRules: readonly Rule[] = [
  {
    id: 'contract-delivery',
    require: 'signed_on == null or delivery_on == null or delivery_on > signed_on',
    of: ['signed_on', 'delivery_on'],
    at: 'delivery_on',
    message: words('交付时间须晚于签订日期', 'Delivery must be after the signing date'),
    clauses: ['P0 §2.2.3'],
  },
  {
    id: 'R-040',
    require: 'signatory_id == null or amount == null or amount <= signatory.signing_limit',
    of: ['signatory_id', 'lines', 'ceiling_amount'],
    at: 'signatory_id',
    warn: true,
    message: words('金额超过签署人的签署限额', "The amount exceeds the signatory's limit"),
    clauses: ['P0 §2.2.3'],
  },
  {
    id: 'R-045',
    require: 'schedule_percent == null or schedule_percent <= 100',
    of: ['payment_schedule'],
    at: 'payment_schedule',
    message: words(
      '付款计划比例合计不得超过 100%',
      'The shares of the payment schedule may not exceed 100 %',
    ),
    clauses: ['P0 §2.2.3'],
  },
]
