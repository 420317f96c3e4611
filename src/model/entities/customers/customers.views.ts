import type { Views } from '../../language/definition.ts'

/** List, forms and related tabs of customers. */
export const customersViews = {
  list: {
    columns: [
      'code',
      'name',
      'level',
      'industry',
      'region',
      'owner_id',
      'credit_grade',
      'outstanding',
      'overdue_amount',
      'last_order_on',
      'completeness',
      'state',
    ],
    filters: [
      'level',
      'kind',
      'industry',
      'region',
      'owner_id',
      'department_id',
      'credit_grade',
      'purchase_intent',
      'source',
      'state',
    ],
    presets: {
      mine: { label: { zh: '我的客户', en: 'My customers' }, filter: { owner_id: '$me' } },
      key: { label: { zh: '重要客户', en: 'Key customers' }, filter: { level: 'key' } },
      over_limit: {
        label: { zh: '超信用额度', en: 'Over credit limit' },
        filter: { credit_use: { $gt: 100 } },
        sort: ['credit_use', 'DESC'],
      },
      overdue: {
        label: { zh: '有逾期', en: 'Overdue' },
        filter: { max_overdue_days: { $gt: 0 } },
        sort: ['overdue_amount', 'DESC'],
      },
      red: {
        label: { zh: '红色应收', en: 'Red receivables' },
        filter: { red_receivables: { $gt: 0 } },
      },
      never_assessed: {
        label: { zh: '未评信用但有应收', en: 'Owes, never assessed' },
        filter: { credit_grade: 'none', outstanding: { $gt: 0 } },
      },
      stale: {
        label: { zh: '资料待核实', en: 'To be verified' },
        filter: { is_stale: true },
      },
      incomplete: {
        label: { zh: '档案不完整', en: 'Incomplete files' },
        filter: { completeness: { $lt: '$param.customer.min_completeness' } },
        sort: ['completeness', 'ASC'],
      },
      birthdays: {
        label: { zh: '本月生日', en: 'Birthdays this month' },
        filter: { birthday_this_month: true },
      },
    },
    sort: ['name', 'ASC'],
    totals: ['outstanding', 'overdue_amount'],
  },
  form: [
    {
      section: { zh: '基本资料', en: 'Basics' },
      fields: [
        'code',
        'name',
        'kind',
        'level',
        'tax_no',
        'industry',
        'region',
        'size',
        'address',
        'phone',
        'owner_id',
        'source',
      ],
    },
    {
      section: { zh: '需求与意向', en: 'Needs and intent' },
      fields: ['needs', 'purchase_intent', 'decision_process', 'purchase_preference'],
    },
    {
      section: { zh: '沟通与关怀', en: 'Contact and care' },
      fields: [
        'preferred_contact',
        'contact_interval_days',
        'birthday',
        'verified_on',
        'completeness',
        'last_order_on',
      ],
    },
    {
      section: { zh: '开票信息', en: 'Invoicing' },
      fields: [
        'invoice_kind',
        'invoice_title',
        'bank_name',
        'bank_account',
        'invoice_address_phone',
      ],
    },
    {
      section: { zh: '信用与应收', en: 'Credit and receivables' },
      fields: [
        'credit_grade',
        'credit_limit',
        'credit_valid_until',
        'payment_terms_days',
        'outstanding',
        'overdue_amount',
        'max_overdue_days',
        'red_receivables',
        'credit_use',
      ],
    },
  ],
  related: [
    { resource: 'contacts', by: 'customer_id' },
    { resource: 'contracts', by: 'customer_id' },
    { resource: 'orders', by: 'customer_id' },
    { resource: 'receivables', by: 'customer_id' },
    { resource: 'payments', by: 'customer_id' },
    { resource: 'dunning_actions', by: 'customer_id' },
    { resource: 'credit_assessments', by: 'customer_id' },
    { resource: 'legal_cases', by: 'customer_id' },
  ],
  board: 'level',
} as const satisfies Views
