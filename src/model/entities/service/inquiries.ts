import { entity } from '../../language/definition.ts'
import { sharedForReview } from '../../sharing.ts'
import { words } from '../../words.ts'
import { inquiriesAccess } from './inquiries.access.ts'
import { inquiriesAnalytics } from './inquiries.analytics.ts'
import { inquiriesClocks, inquiriesRules, inquiriesSchedule } from './inquiries.rules.ts'
import { inquiriesViews } from './inquiries.views.ts'
import { inquiriesWorkflow } from './inquiries.workflow.ts'
import { inboundChannels } from './words.ts'

/** A question comes in; an answer, or a promised time for it, goes out. */
export const inquiries = entity({
  name: 'inquiries',
  label: words('客户咨询', 'Inquiries'),
  module: 'service',
  tier: 'core',
  icon: 'contact_support',
  clauses: ['P0 §2.3.1', 'P2 §2.3.1'],
  title: '{code} {caller}',
  exists_from: 'received_at',
  fields: {
    code: {
      type: 'serial',
      pattern: 'ZX-{yyyymm}-{seq5}',
      unique: true,
      search: true,
      label: words('编号', 'No.'),
    },
    channel: {
      type: 'enum',
      required: true,
      options: inboundChannels,
      label: words('渠道', 'Channel'),
    },
    customer_id: { type: 'reference', to: 'customers', label: words('客户', 'Customer') },
    caller: { type: 'text', required: true, search: true, label: words('咨询人', 'Caller') },
    contact: {
      type: 'text',
      required: true,
      confidential: true,
      label: words('联系方式', 'How to reach'),
    },
    category: {
      type: 'enum',
      required: true,
      label: words('类别', 'Category'),
      options: {
        product: words('产品', 'Product'),
        price: words('价格', 'Price'),
        delivery: words('交付', 'Delivery'),
        usage: words('使用', 'Use'),
        after_sales: words('售后', 'After sales'),
        other: words('其他', 'Other'),
      },
    },
    product_id: { type: 'reference', to: 'products', label: words('产品', 'Product') },
    question: {
      type: 'longtext',
      required: true,
      search: true,
      label: words('问题', 'Question'),
    },
    received_at: {
      type: 'datetime',
      required: true,
      default: '$now',
      max: '$now',
      label: words('接收时间', 'Received at'),
    },
    response_due_at: {
      type: 'datetime',
      formula: "add_working_hours(received_at, param('inquiry.response_min', channel) / 60)",
      label: words('响应时限', 'Response due'),
      clauses: ['P0 §2.3.1'],
    },
    responded_at: {
      type: 'datetime',
      max: '$now',
      label: words('首次响应', 'First response'),
    },
    responded_in_time: {
      type: 'boolean',
      formula: 'if(responded_at == null, null, responded_at <= response_due_at)',
      label: words('及时响应', 'Responded in time'),
    },
    answered_immediately: {
      type: 'boolean',
      default: true,
      label: words('当场答复', 'Answered at once'),
    },
    promised_at: {
      type: 'datetime',
      required: { states: ['promised'] },
      label: words('承诺回复时间', 'Reply promised by'),
    },
    promise_limit_at: {
      type: 'datetime',
      formula: "add_working_hours(received_at, param('inquiry.max_promise_hours'))",
      label: words('最晚承诺时间', 'Latest promise'),
    },
    promise_detail: {
      type: 'longtext',
      required: { states: ['promised'] },
      label: words('承诺事项', 'What is promised'),
    },
    consulted_department_id: {
      type: 'reference',
      to: 'departments',
      required: { states: ['promised'] },
      label: words('协调部门', 'Department asked'),
    },
    answer: {
      type: 'longtext',
      required: { states: ['answered'] },
      label: words('答复', 'Answer'),
    },
    answered_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: words('答复时间', 'Answered at'),
    },
    kept_promise: {
      type: 'boolean',
      formula: 'if(promised_at == null or answered_at == null, null, answered_at <= promised_at)',
      label: words('按时回复', 'Promise kept'),
    },
    later_of_channel: {
      type: 'integer',
      rollup: { of: 'inquiries', by: 'channel=channel&received_at>received_at', count: true },
      visible: 'false',
      label: words('同渠道之后的咨询', 'Later in this channel'),
    },
  },
  workflow: inquiriesWorkflow,
  rules: inquiriesRules,
  clocks: inquiriesClocks,
  schedule: inquiriesSchedule,
  access: inquiriesAccess,
  shares: [
    sharedForReview,
    {
      where: {
        'consulted_department.manager_id': '$me',
        state: { $ne: 'closed' },
      },
      confidential: true,
      clauses: ['P0 §2.3.1', 'P2 §2.3.1'],
    },
  ],
  views: inquiriesViews,
  analytics: inquiriesAnalytics,
  sample: { count: 1500 },
})
