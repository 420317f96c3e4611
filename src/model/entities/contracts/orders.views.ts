import type { Views } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { ordersFeedbackPresets } from './orders.feedback.ts'

const open = [
  'received',
  'checked',
  'reviewing',
  'released',
  'in_production',
  'ready',
  'shipped',
  'on_hold',
]

/** List, form, tabs and board of orders. */
export const ordersViews = {
  list: {
    columns: [
      'code',
      'customer_id',
      'received_on',
      'promised_on',
      'amount',
      'state',
      'progress',
      'credit_check',
      'owner_id',
    ],
    filters: [
      'customer_id',
      'contract_id',
      'channel_id',
      'state',
      'credit_check',
      'owner_id',
      'department_id',
      'received_on',
      'required_on',
      'released_on',
      'late_risk',
    ],
    totals: ['amount'],
    sort: ['received_on', 'DESC'],
    presets: {
      ...ordersFeedbackPresets,
      my_open: {
        label: words('我的在手订单', 'My open orders'),
        filter: { owner_id: '$me', state: open },
      },
      late_risk: {
        label: words('延期风险', 'Late risk'),
        filter: { late_risk: true },
        sort: ['promised_on', 'ASC'],
      },
      to_check: {
        label: words('待我审核', 'For me to check'),
        filter: { owner_id: '$me', state: 'received' },
        waits: true,
      },
      to_review: {
        label: words('待我评审', 'For my review'),
        filter: {
          state: ['checked', 'reviewing'],
          $some: { of: 'approvals', by: 'target', where: { assignee_id: '$me', state: 'pending' } },
        },
        waits: true,
      },
      in_review: { label: words('评审中', 'In review'), filter: { state: 'reviewing' } },
      on_hold: { label: words('挂起', 'On hold'), filter: { state: 'on_hold' } },
      not_shipped: {
        label: words('未发货', 'Not shipped'),
        filter: { state: ['released', 'in_production', 'ready'] },
        sort: ['promised_on', 'ASC'],
      },
      to_close: {
        label: words('待我关闭', 'For me to close'),
        filter: { owner_id: '$me', state: 'delivered' },
        waits: true,
      },
    },
  },
  form: [
    {
      section: words('基本信息', 'Basics'),
      fields: [
        'code',
        'customer_id',
        'contract_id',
        'channel_id',
        'owner_id',
        'department_id',
        'received_on',
        'required_on',
        'promised_on',
        'needs_production',
      ],
    },
    { section: words('明细', 'Items'), fields: ['lines', 'amount'] },
    {
      section: words('收货与物流', 'Delivery'),
      fields: ['ship_to', 'transport_mode', 'logistics_requirement'],
    },
    { section: words('审核', 'Check'), fields: ['checks', 'credit_check', 'credit_released'] },
    {
      section: words('履行', 'Fulfilment'),
      fields: [
        'progress',
        'released_on',
        'dispatched_on',
        'lead_time_days',
        'delivered_on',
        'accepted_on',
        'on_time',
        'in_full',
        'quality_ok',
        'last_feedback_on',
        'late_risk',
        'exceptions_open',
      ],
    },
  ],
  related: [
    { resource: 'shipments', by: 'order_id' },
    { resource: 'order_exceptions', by: 'order_id' },
    { resource: 'receivables', by: 'order_id' },
    { resource: 'approvals', by: 'target', label: words('评审与审批', 'Reviews and approvals') },
  ],
  board: 'state',
  calendar: 'promised_on',
} as const satisfies Views
