import type { Analytics, Views } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** List, form and tabs of contracts. */
export const contractsViews = {
  list: {
    columns: [
      'code',
      'title',
      'customer_id',
      'kind',
      'amount',
      'state',
      'delivery_on',
      'signed_on',
      'owner_id',
    ],
    filters: [
      'customer_id',
      'kind',
      'state',
      'importance',
      'owner_id',
      'department_id',
      'signed_on',
      'delivery_on',
      'payment_method',
      'at_risk',
    ],
    totals: ['amount', 'outstanding'],
    sort: ['created_at', 'DESC'],
    presets: {
      drafts: {
        label: words('我的草稿', 'My drafts'),
        filter: { state: 'draft', owner_id: '$me' },
      },
      to_review: {
        label: words('待我评审', 'For my review'),
        filter: {
          state: 'reviewing',
          $some: {
            of: 'approvals',
            by: 'target',
            where: { assignee_id: '$me', state: 'pending' },
          },
        },
        waits: true,
      },
      to_sign: {
        label: words('待我签订', 'For me to sign'),
        filter: { state: 'approved', signatory_id: '$me' },
        waits: true,
      },
      returned_to_me: {
        label: words('退回给我', 'Returned to me'),
        filter: { state: 'draft', owner_id: '$me', version_no: { $gt: 1 } },
        waits: true,
      },
      unsigned: {
        label: words('待签超过 7 天', 'Unsigned for 7 days'),
        filter: { state: 'approved', approved_on: { $lt: '$today-7d' } },
        sort: ['approved_on', 'ASC'],
      },
      expiring: {
        label: words('60 天内到期', 'Expiring in 60 days'),
        filter: {
          state: ['signed', 'executing'],
          expires_on: { $gte: '$today', $lte: '$today+60d' },
        },
        sort: ['expires_on', 'ASC'],
      },
      copies_open: {
        label: words('副本未签收', 'Copies not acknowledged'),
        filter: {
          state: ['signed', 'executing', 'completed'],
          $some: { of: 'distributions', by: 'target', where: { received_at: null } },
        },
      },
      not_archived: {
        label: words('未归档', 'Not archived'),
        filter: { state: ['signed', 'executing', 'completed'], archive_no: null },
        sort: ['signed_on', 'ASC'],
      },
      at_risk: { label: words('履行风险', 'At risk'), filter: { at_risk: true } },
    },
  },
  form: [
    {
      section: words('基本信息', 'Basics'),
      fields: [
        'code',
        'title',
        'customer_id',
        'kind',
        'parent_id',
        'order_id',
        'our_entity',
        'owner_id',
        'department_id',
        'importance',
        'uses_template',
        'version_no',
      ],
    },
    {
      section: words('标的与金额', 'Items and amount'),
      fields: ['lines', 'ceiling_amount', 'amount', 'amount_net', 'tax_amount'],
    },
    {
      section: words('付款', 'Payment'),
      fields: ['payment_method', 'payment_schedule', 'schedule_percent'],
    },
    {
      section: words('条款', 'Terms'),
      fields: [
        'delivery_on',
        'delivery_terms',
        'rights_obligations',
        'quality_acceptance',
        'breach_liability',
        'dispute_resolution',
        'risk_sharing',
        'expires_on',
      ],
    },
    {
      section: words('签订与归档', 'Signing and archive'),
      fields: [
        'signatory_id',
        'reviewed_at',
        'approved_on',
        'signed_on',
        'sealed_on',
        'scan',
        'archive_no',
        'archived_on',
        'copies_acknowledged',
      ],
    },
    {
      section: words('履行', 'Execution'),
      fields: [
        'ordered_amount',
        'fulfilled_amount',
        'fulfilment_rate',
        'received_amount',
        'outstanding',
        'max_overdue_days',
        'at_risk',
      ],
    },
  ],
  related: [
    { resource: 'orders', by: 'contract_id' },
    { resource: 'receivables', by: 'contract_id' },
    { resource: 'approvals', by: 'target', label: words('评审与审批', 'Reviews and approvals') },
    { resource: 'distributions', by: 'target', label: words('副本', 'Copies') },
    { resource: 'contracts', by: 'parent_id', label: words('补充协议', 'Supplements') },
  ],
  board: 'state',
  calendar: 'delivery_on',
} as const satisfies Views

/** Signed amount and fulfilment (M-103, M-614). */
export const contractsAnalytics = {
  time: 'signed_on',
  dimensions: {
    customer: { field: 'customer_id', label: words('客户', 'Customer') },
    region: { field: 'customer.region', label: words('地区', 'Region') },
    employee: { field: 'owner_id', label: words('业务员', 'Salesperson') },
    department: { field: 'department_id', label: words('部门', 'Department') },
    kind: { field: 'kind', label: words('类型', 'Kind') },
    payment_method: { field: 'payment_method', label: words('付款方式', 'Payment method') },
    state: { field: 'state', label: words('状态', 'State') },
  },
  measures: {
    contracts: { agg: 'count', label: words('合同数', 'Contracts'), format: 'integer' },
    signed_amount: {
      id: 'M-103',
      agg: 'sum',
      field: 'amount',
      where: { signed_on: { $null: false } },
      label: words('签约额', 'Signed amount'),
      help: words('合同金额合计，按签订日期', 'Total of contract amounts by signing date'),
      format: 'money',
      better: 'up',
      clauses: ['P1 §2.7.2'],
    },
    fulfilled: {
      agg: 'sum',
      field: 'fulfilled_amount',
      label: words('已履行金额', 'Fulfilled'),
      format: 'money',
      better: 'up',
    },
    fulfilment_rate: {
      calc: '100 * fulfilled / signed_amount',
      label: words('合同履行率', 'Fulfilment'),
      format: 'percent',
      better: 'up',
    },
    unpaid: {
      agg: 'sum',
      field: 'outstanding',
      label: words('未收余额', 'Outstanding'),
      format: 'money',
      better: 'down',
    },
    at_risk: {
      agg: 'count',
      where: { at_risk: true },
      label: words('风险合同数', 'Contracts at risk'),
      format: 'integer',
      better: 'down',
    },
  },
} as const satisfies Analytics
