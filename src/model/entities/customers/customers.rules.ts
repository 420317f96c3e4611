import type { Events, Rule, Scheduled } from '../../language/definition.ts'

/** What must hold of a customer: no duplicates, invoicing, credit terms, completeness. */
export const customersRules: readonly Rule[] = [
  {
    id: 'R-021',
    of: ['name', 'kind', 'phone'],
    require: {
      $or: [
        { kind: 'individual' },
        {
          $not: {
            $some: {
              of: 'customers',
              by: 'name=name',
              where: { kind: { $ne: 'individual' } },
            },
          },
        },
      ],
    },
    at: 'name',
    message: { zh: '已有同名客户', en: 'A customer of this name exists already' },
    clauses: ['P0 §2.2.1', 'P3 §3.1.2'],
  },
  {
    id: 'R-021',
    of: ['name', 'kind', 'phone'],
    require: {
      $or: [
        { kind: { $ne: 'individual' } },
        { $not: { $some: { of: 'customers', by: 'name=name&phone=phone' } } },
      ],
    },
    at: 'name',
    message: {
      zh: '已有姓名与电话相同的客户',
      en: 'A customer of this name and phone exists already',
    },
    clauses: ['P0 §2.2.1', 'P3 §3.1.2'],
  },
  {
    id: 'R-021',
    of: ['phone'],
    require: { $not: { $some: { of: 'customers', by: 'phone=phone' } } },
    at: 'phone',
    warn: true,
    message: {
      zh: '已有相同电话的客户，请核对是否重复',
      en: 'Another customer has this phone: a duplicate?',
    },
    clauses: ['P0 §2.2.1', 'P3 §3.1.2'],
  },
  {
    id: 'special-invoice-tax-no',
    of: ['invoice_kind', 'tax_no'],
    require: "invoice_kind != 'special' or tax_no != null",
    at: 'tax_no',
    message: {
      zh: '开具专用发票须填写税号',
      en: 'A special VAT invoice needs the credit code',
    },
    clauses: ['P3 §2.5.1'],
  },
  {
    id: 'R-035',
    of: ['payment_terms_days'],
    require:
      'coalesce(payment_terms_days, 0) == 0 or (credit_valid_until != null and credit_valid_until >= today())',
    at: 'payment_terms_days',
    message: {
      zh: '没有有效的信用评估，不能给予账期',
      en: 'No payment terms without a valid credit assessment',
    },
    clauses: ['P0 §5.2', 'P2 §5.2.2'],
  },
  {
    id: 'R-028',
    of: ['name', 'needs', 'purchase_intent', 'phone', 'address', 'tax_no'],
    require: "completeness >= param('customer.min_completeness')",
    at: 'completeness',
    warn: true,
    message: {
      zh: '客户档案完整率低于要求',
      en: 'The customer file is less complete than required',
    },
    clauses: ['P0 §2.2.1', 'P1 §2.5.1'],
  },
]

/** A customer belongs to the department of its owner, also after a transfer. */
export const customersEvents: Events = {
  create: [
    { do: 'set', values: { department_id: '=coalesce(owner.department_id, department_id)' } },
  ],
  update: [
    {
      of: ['owner_id'],
      effects: [
        {
          do: 'set',
          values: { department_id: '=owner.department_id' },
          rule: 'R-189',
          clauses: ['P0 §2.2.1', 'P3 §2.2.1'],
        },
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'info',
          title: { zh: '客户 {name} 已移交给您', en: '{name} is now your customer' },
          rule: 'R-189',
        },
      ],
    },
  ],
}

/** Files of customers are verified regularly. */
export const customersSchedule: readonly Scheduled[] = [
  {
    id: 'stale-customer-file',
    label: { zh: '客户资料核实提醒', en: 'Remind to verify the customer file' },
    every: 'daily',
    where: { is_stale: true, state: ['potential', 'active'] },
    key: 'concat(verified_on)',
    effects: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'reminder',
        title: { zh: '请核实客户资料：{name}', en: 'Verify the file of {name}' },
      },
    ],
    rule: 'R-029',
    clauses: ['P1 §2.5.1'],
  },
]
