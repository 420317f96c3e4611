import { entity } from '../../language/definition.ts'
import { sharedForReview } from '../../sharing.ts'
import { words } from '../../words.ts'
import { serviceRequestsAccess } from './service_requests.access.ts'
import { serviceRequestsAnalytics } from './service_requests.analytics.ts'
import {
  serviceRequestsClocks,
  serviceRequestsEvents,
  serviceRequestsRules,
} from './service_requests.rules.ts'
import { serviceRequestsViews } from './service_requests.views.ts'
import { serviceRequestsWorkflow } from './service_requests.workflow.ts'
import { score } from './words.ts'

/** Seven steps from a customer's feedback to what is improved. */
export const serviceRequests = entity({
  name: 'service_requests',
  label: words('售后服务单', 'Service requests'),
  module: 'service',
  tier: 'core',
  icon: 'build',
  clauses: ['P3 §2.2.3', 'P3 §2.6', 'P3 §3.4'],
  title: '{code} {customer.name}',
  people: ['owner_id', 'customer.owner_id'],
  exists_from: 'received_at',
  fields: {
    code: {
      type: 'serial',
      pattern: 'SH-{yyyymm}-{seq4}',
      unique: true,
      search: true,
      label: words('编号', 'No.'),
    },
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: true,
      label: words('客户', 'Customer'),
    },
    order_id: { type: 'reference', to: 'orders', label: words('订单', 'Order') },
    product_id: {
      type: 'reference',
      to: 'products',
      required: true,
      label: words('产品', 'Product'),
    },
    kind: {
      type: 'enum',
      required: { states: ['assessed'] },
      label: words('性质', 'Nature'),
      options: {
        quality: words('质量问题', 'Quality problem'),
        usage: words('使用问题', 'Problem of use'),
        installation: words('安装调试', 'Installation'),
        repair: words('维修', 'Repair'),
        return: words('退换货', 'Return or exchange'),
        technical: words('技术支持', 'Technical support'),
        other: words('其他', 'Other'),
      },
    },
    problem: {
      type: 'longtext',
      required: true,
      search: true,
      label: words('问题描述', 'Problem'),
    },
    requirement: {
      type: 'longtext',
      required: true,
      label: words('客户要求', 'What the customer asks'),
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
      formula: "add_working_hours(received_at, param('service.response_hours'))",
      label: words('响应时限', 'Response due'),
      clauses: ['P3 §3.4'],
    },
    responded_at: { type: 'datetime', max: '$now', label: words('响应时间', 'Responded at') },
    responded_in_time: {
      type: 'boolean',
      formula: 'if(responded_at == null, null, responded_at <= response_due_at)',
      label: words('及时响应', 'Responded in time'),
    },
    severity: {
      type: 'enum',
      required: { states: ['assessed'] },
      label: words('严重程度', 'Severity'),
      options: {
        critical: { ...words('严重', 'Critical'), tone: 'bad' },
        major: { ...words('较重', 'Major'), tone: 'warn' },
        minor: { ...words('一般', 'Minor'), tone: 'neutral' },
      },
    },
    departments: {
      type: 'references',
      to: 'departments',
      required: { states: ['coordinating'] },
      label: words('协调部门', 'Departments asked'),
    },
    solution: {
      type: 'longtext',
      required: { states: ['solution'] },
      label: words('解决方案', 'Solution'),
    },
    solution_sent_at: {
      type: 'datetime',
      required: { states: ['solution'] },
      max: '$now',
      label: words('方案反馈时间', 'Solution told at'),
    },
    due_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: words('完成期限', 'Due'),
      help: words('评估后按严重程度计算', 'Computed by the severity once assessed'),
      clauses: ['P3 §3.4'],
    },
    implemented_at: {
      type: 'datetime',
      max: '$now',
      label: words('实施完成', 'Implemented at'),
    },
    customer_satisfaction: {
      ...score,
      required: { states: ['confirmed'] },
      label: words('客户满意度', 'Customer satisfaction'),
      help: words('1 很不满意至 5 很满意', '1 very unsatisfied to 5 very satisfied'),
    },
    unsolved_count: {
      type: 'integer',
      auto: true,
      readonly: true,
      default: 0,
      label: words('未解决次数', 'Times not solved'),
    },
    confirmed_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: words('确认时间', 'Confirmed at'),
    },
    cause_analysis: {
      type: 'longtext',
      required: { states: ['closed'] },
      label: words('原因分析', 'Cause'),
    },
    improvement: {
      type: 'longtext',
      required: { states: ['closed'] },
      label: words('改进措施', 'Improvement'),
    },
    closed_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: words('总结时间', 'Closed at'),
    },
    complaint_id: { type: 'reference', to: 'complaints', label: words('关联投诉', 'Complaint') },
    cost: { type: 'money', min: 0, confidential: true, label: words('费用', 'Cost') },
    on_time: {
      type: 'boolean',
      formula:
        'if(confirmed_at == null or due_at == null, null, coalesce(implemented_at, confirmed_at) <= due_at)',
      label: words('按期完成', 'Done in time'),
    },
    is_overdue: {
      type: 'boolean',
      formula: 'confirmed_at == null and due_at < now()',
      label: words('超期', 'Overdue'),
    },
  },
  workflow: serviceRequestsWorkflow,
  rules: serviceRequestsRules,
  events: serviceRequestsEvents,
  clocks: serviceRequestsClocks,
  access: serviceRequestsAccess,
  shares: [
    sharedForReview,
    {
      where: {
        state: { $ne: 'closed' },
        $some: { of: 'departments', by: 'id=departments', where: { manager_id: '$me' } },
      },
      confidential: true,
      acts: true,
      clauses: ['P3 §3.4.3'],
    },
  ],
  views: serviceRequestsViews,
  analytics: serviceRequestsAnalytics,
  sample: { count: 300 },
})
