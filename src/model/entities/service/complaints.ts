import { entity } from '../../language/definition.ts'
import { sharedForReview } from '../../sharing.ts'
import { words } from '../../words.ts'
import { complaintsAccess } from './complaints.access.ts'
import { complaintsAnalytics } from './complaints.analytics.ts'
import { complaintsClocks, complaintsEvents, complaintsRules } from './complaints.rules.ts'
import { complaintsViews } from './complaints.views.ts'
import { complaintsWorkflow } from './complaints.workflow.ts'
import { complaintSeverities, inboundChannels, score } from './words.ts'

/** From the receipt of a complaint to its cause, its solution, the return visit and what is improved. */
export const complaints = entity({
  name: 'complaints',
  label: words('客户投诉', 'Complaints'),
  module: 'service',
  tier: 'core',
  icon: 'report_problem',
  clauses: ['P0 §2.3.2', 'P1 §2.5.3', 'P2 §2.3.2', 'P3 §6.1.2'],
  title: '{code} {customer.name}',
  people: ['owner_id', 'handler_id', 'responsible_employee_id', 'customer.owner_id'],
  exists_from: 'received_at',
  fields: {
    code: {
      type: 'serial',
      pattern: 'TS-{yyyymm}-{seq4}',
      unique: true,
      search: true,
      label: words('投诉编号', 'Complaint no.'),
    },
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: true,
      label: words('客户', 'Customer'),
    },
    contact_id: { type: 'reference', to: 'contacts', label: words('联系人', 'Contact') },
    order_id: { type: 'reference', to: 'orders', label: words('订单', 'Order') },
    product_id: { type: 'reference', to: 'products', label: words('产品', 'Product') },
    channel: {
      type: 'enum',
      required: true,
      options: { ...inboundChannels, visit: words('面访', 'Visit') },
      label: words('渠道', 'Channel'),
    },
    category: {
      type: 'enum',
      required: true,
      options: {
        quality: words('产品质量', 'Product quality'),
        delivery: words('交付', 'Delivery'),
        service: words('服务态度', 'Service'),
        price: words('价格', 'Price'),
        contract: words('合同', 'Contract'),
        logistics: words('物流', 'Logistics'),
        other: words('其他', 'Other'),
      },
      label: words('类别', 'Category'),
    },
    severity: {
      type: 'enum',
      required: true,
      options: complaintSeverities,
      label: words('严重程度', 'Severity'),
    },
    content: {
      type: 'longtext',
      required: true,
      search: true,
      label: words('投诉内容', 'Complaint'),
    },
    demand: {
      type: 'longtext',
      required: true,
      label: words('客户诉求', 'What the customer asks'),
    },
    received_at: {
      type: 'datetime',
      required: true,
      default: '$now',
      max: '$now',
      label: words('接收时间', 'Received at'),
    },
    accept_due_at: {
      type: 'datetime',
      formula: "add_working_hours(received_at, param('complaint.ack_hours'))",
      label: words('受理时限', 'To be accepted by'),
      clauses: ['P0 §2.3.2', 'P2 §2.3.2'],
    },
    accepted_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: words('受理时间', 'Accepted at'),
    },
    accepted_in_time: {
      type: 'boolean',
      formula: 'if(accepted_at == null, null, accepted_at <= accept_due_at)',
      label: words('及时受理', 'Accepted in time'),
    },
    apology_at: {
      type: 'datetime',
      required: { states: ['accepted'] },
      max: '$now',
      label: words('致歉时间', 'Apologised at'),
    },
    promised_at: {
      type: 'datetime',
      required: { states: ['accepted'] },
      default: "=add_working_hours(received_at, param('complaint.resolve_hours', severity))",
      label: words('承诺解决时间', 'Solution promised by'),
      help: words(
        '按严重程度给出；更晚的承诺由部门负责人作出',
        'Given by the severity; the head of the department may promise a later one',
      ),
      clauses: ['P0 §2.3.2', 'P1 §2.5.3'],
    },
    promise_limit_at: {
      type: 'datetime',
      formula: "add_working_hours(received_at, param('complaint.resolve_hours', severity))",
      label: words('承诺时限', 'Latest ordinary promise'),
      clauses: ['P0 §2.3.2', 'P1 §2.5.3'],
    },
    handler_id: {
      type: 'reference',
      to: 'employees',
      required: { states: ['accepted'] },
      where: { state: 'active' },
      label: words('处理人', 'Handler'),
    },
    investigating_departments: {
      type: 'references',
      to: 'departments',
      required: { states: ['investigating'] },
      label: words('调查部门', 'Investigating departments'),
    },
    root_cause: {
      type: 'longtext',
      required: { states: ['solution'] },
      label: words('原因分析', 'Root cause'),
    },
    responsible_department_id: {
      type: 'reference',
      to: 'departments',
      required: { states: ['solution'] },
      label: words('责任部门', 'Responsible department'),
    },
    responsible_employee_id: {
      type: 'reference',
      to: 'employees',
      confidential: true,
      label: words('责任人', 'Responsible person'),
    },
    is_valid: { type: 'boolean', default: true, label: words('投诉成立', 'Justified') },
    solution: {
      type: 'longtext',
      required: { states: ['agreed'] },
      label: words('解决方案', 'Solution'),
    },
    customer_agreed: {
      type: 'boolean',
      default: false,
      label: words('客户认可', 'Customer agreed'),
    },
    compensation: {
      type: 'money',
      min: 0,
      confidential: true,
      label: words('补偿金额', 'Compensation'),
    },
    progress_feedbacks: {
      type: 'lines',
      title: '{at}',
      label: words('进度反馈', 'Progress told to the customer'),
      fields: {
        at: { type: 'datetime', required: true, max: '$now', label: words('时间', 'At') },
        content: { type: 'longtext', required: true, label: words('内容', 'What was said') },
      },
    },
    feedback_noted_at: {
      type: 'datetime',
      rollup: { of: 'complaint_progress_feedbacks', by: 'complaint_id', max: 'at' },
      visible: 'false',
      label: words('最近登记反馈', 'Last feedback noted'),
    },
    last_feedback_at: {
      type: 'datetime',
      formula: 'max(accepted_at, feedback_noted_at)',
      label: words('最近反馈', 'Last feedback'),
    },
    feedback_due_at: {
      type: 'datetime',
      formula: "add_working_hours(last_feedback_at, param('complaint.feedback_hours'))",
      label: words('下次反馈时限', 'Next feedback by'),
      clauses: ['P0 §2.3.2'],
    },
    replied_at: {
      type: 'datetime',
      max: '$now',
      label: words('答复客户时间', 'Customer answered at'),
    },
    replied_in_time: {
      type: 'boolean',
      formula: 'if(replied_at == null, null, replied_at <= promised_at)',
      label: words('按时答复', 'Answered in time'),
      clauses: ['P0 §2.3.2'],
    },
    resolved_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: words('解决时间', 'Resolved at'),
    },
    return_visit_id: {
      type: 'reference',
      to: 'return_visits',
      auto: true,
      readonly: true,
      label: words('回访', 'Return visit'),
    },
    satisfaction: {
      ...score,
      rollup: {
        of: 'return_visits',
        by: 'source',
        last: 'satisfaction',
        order: 'visited_at',
        where: { state: 'done' },
      },
      label: words('满意度', 'Satisfaction'),
    },
    problem_solved: {
      type: 'boolean',
      rollup: {
        of: 'return_visits',
        by: 'source',
        last: 'problem_solved',
        order: 'visited_at',
        where: { state: 'done' },
      },
      label: words('问题已解决', 'Problem solved'),
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
      label: words('关闭时间', 'Closed at'),
    },
    reopen_count: {
      type: 'integer',
      auto: true,
      readonly: true,
      default: 0,
      label: words('重新处理次数', 'Times reopened'),
    },
    repeat_since: {
      type: 'datetime',
      formula: "add_days(received_at, 0 - param('complaint.repeat_days'))",
      visible: 'false',
      label: words('重复窗口起', 'Repeats counted from'),
    },
    repeats_of_customer: {
      type: 'integer',
      rollup: {
        of: 'complaints',
        by: 'customer_id=customer_id&category=category&received_at<received_at&received_at>=repeat_since',
        where: { state: { $ne: 'rejected' } },
        count: true,
      },
      label: words('同客户同类投诉', 'Of this customer and category before'),
    },
    repeats_of_product: {
      type: 'integer',
      rollup: {
        of: 'complaints',
        by: 'product_id=product_id&category=category&received_at<received_at&received_at>=repeat_since',
        where: { state: { $ne: 'rejected' } },
        count: true,
      },
      label: words('同产品同类投诉', 'Of this product and category before'),
    },
    is_repeat: {
      type: 'boolean',
      formula: 'repeats_of_customer > 0 or repeats_of_product > 0',
      label: words('重复投诉', 'Repeated'),
      help: words(
        '窗口期内同一客户或同一产品的同类投诉',
        'The same customer or product complained in this category within the window',
      ),
      clauses: ['P1 §2.5.3', 'P0 §2.3.2'],
    },
    on_time: {
      type: 'boolean',
      formula: 'if(resolved_at == null, null, resolved_at <= promised_at)',
      label: words('按时解决', 'Resolved in time'),
    },
    is_overdue: {
      type: 'boolean',
      formula: "resolved_at == null and state != 'rejected' and promised_at < now()",
      label: words('超期', 'Overdue'),
    },
    age_hours: {
      type: 'decimal',
      scale: 1,
      formula:
        "if(state == 'rejected', null, working_hours_between(received_at, coalesce(resolved_at, now())))",
      label: words('历时(工作日小时)', 'Age (hours of working days)'),
    },
  },
  workflow: complaintsWorkflow,
  rules: complaintsRules,
  events: complaintsEvents,
  clocks: complaintsClocks,
  access: complaintsAccess,
  shares: [
    sharedForReview,
    {
      where: {
        state: { $nin: ['closed', 'rejected'] },
        $or: [
          { 'responsible_department.manager_id': '$me' },
          {
            $some: {
              of: 'departments',
              by: 'id=investigating_departments',
              where: { manager_id: '$me' },
            },
          },
        ],
      },
      confidential: true,
      acts: true,
      clauses: ['P0 §2.3.2', 'P2 §2.3.2'],
    },
  ],
  views: complaintsViews,
  analytics: complaintsAnalytics,
  sample: { count: 400 },
})
