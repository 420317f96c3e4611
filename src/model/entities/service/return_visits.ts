import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { returnVisitsAccess } from './return_visits.access.ts'
import { returnVisitsAnalytics } from './return_visits.analytics.ts'
import { returnVisitsWorkflow } from './return_visits.workflow.ts'
import { score } from './words.ts'

/** A call or visit afterwards: planned by a complaint, a service request, a delivery or the calendar. */
export const returnVisits = entity({
  name: 'return_visits',
  label: words('回访', 'Return visits'),
  module: 'service',
  tier: 'core',
  icon: 'replay',
  clauses: [
    'P0 §2.3.2',
    'P0 §2.3.3',
    'P1 §2.5.3',
    'P2 §2.3.2',
    'P2 §2.3.3',
    'P3 §2.2.2',
    'P3 §2.6.3',
  ],
  title: '{customer.name} {due_on}',
  exists_from: 'due_on',
  fields: {
    plan_id: { type: 'reference', to: 'contact_plans', label: words('回访计划', 'Plan') },
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: true,
      label: words('客户', 'Customer'),
    },
    reason: {
      type: 'enum',
      required: true,
      default: 'regular',
      label: words('回访原因', 'Reason'),
      options: {
        regular: words('定期', 'Regular'),
        complaint: words('投诉后', 'After a complaint'),
        service: words('售后后', 'After a service request'),
        delivery: words('收货后', 'After a delivery'),
        key_account: words('重要客户', 'Key customer'),
      },
    },
    source: {
      type: 'record_ref',
      to: ['complaints', 'service_requests', 'orders'],
      fixed: true,
      label: words('来源', 'From'),
    },
    rated_employee_id: {
      type: 'reference',
      to: 'employees',
      default: '=customer.owner_id',
      label: words('被评价员工', 'Employee rated'),
    },
    product_id: { type: 'reference', to: 'products', label: words('产品', 'Product') },
    due_on: { type: 'date', required: true, label: words('应回访日', 'Due on') },
    visited_at: {
      type: 'datetime',
      required: { states: ['done'] },
      max: '$now',
      label: words('实际时间', 'Visited at'),
    },
    missed_on: { type: 'date', auto: true, readonly: true, label: words('逾期日期', 'Missed on') },
    channel: {
      type: 'enum',
      required: true,
      label: words('方式', 'Channel'),
      options: {
        phone: words('电话', 'Phone'),
        email: words('邮件', 'E-mail'),
        sms: words('短信', 'Text message'),
        visit: words('面访', 'Visit'),
        online: words('在线', 'Online'),
      },
    },
    usage_feedback: {
      type: 'longtext',
      required: { states: ['done'] },
      label: words('使用情况', 'How it is used'),
    },
    opinions: { type: 'longtext', label: words('意见建议', 'Opinions') },
    need_trend: { type: 'longtext', label: words('需求变化', 'Change of needs') },
    problem_solved: {
      type: 'boolean',
      label: words('问题已解决', 'Problem solved'),
      help: words('投诉后、售后后必填', 'Needed after complaints and service requests'),
    },
    satisfaction: {
      ...score,
      required: { states: ['done'] },
      label: words('满意度', 'Satisfaction'),
      help: words('1 很不满意至 5 很满意', '1 very unsatisfied to 5 very satisfied'),
    },
    on_time: {
      type: 'boolean',
      formula: 'if(visited_at == null, null, date(visited_at) <= due_on)',
      label: words('按时回访', 'Visited in time'),
    },
  },
  workflow: returnVisitsWorkflow,
  events: {
    create: [
      {
        do: 'set',
        on: 'source',
        when: { 'source.resource': 'complaints' },
        values: { return_visit_id: '=id' },
        rule: 'R-076',
        clauses: ['P0 §2.3.2'],
      },
    ],
  },
  schedule: [
    {
      id: 'J-23-due',
      label: words('回访到期提醒', 'Return visit due'),
      every: 'daily',
      where: { state: 'planned', due_on: { $lte: '$today' } },
      key: 'concat(due_on)',
      effects: [
        {
          do: 'notify',
          to: { fields: ['owner_id'] },
          kind: 'reminder',
          title: words('今日应回访 {customer.name}', 'Return visit to {customer.name} is due'),
        },
      ],
      rule: 'R-076',
      clauses: ['P0 §2.3.2', 'P1 §2.5.3'],
    },
  ],
  access: returnVisitsAccess,
  views: {
    list: {
      columns: [
        'customer_id',
        'reason',
        'due_on',
        'state',
        'visited_at',
        'channel',
        'satisfaction',
        'problem_solved',
        'owner_id',
      ],
      filters: [
        'customer_id',
        'reason',
        'state',
        'channel',
        'due_on',
        'satisfaction',
        'problem_solved',
        'product_id',
        'rated_employee_id',
        'owner_id',
        'department_id',
      ],
      sort: ['due_on', 'DESC'],
      presets: {
        this_week: {
          label: words('本周应回访', 'Due this week'),
          filter: { state: 'planned', due_on: { $lt: '$week_start+1w' } },
          sort: ['due_on', 'ASC'],
        },
        mine: {
          label: words('待我回访', 'For me to visit'),
          filter: { owner_id: '$me', state: ['planned', 'missed'], due_on: { $lte: '$today' } },
          sort: ['due_on', 'ASC'],
          waits: true,
        },
        missed: {
          label: words('逾期', 'Missed'),
          filter: { state: 'missed' },
          sort: ['due_on', 'ASC'],
        },
        low: {
          label: words('低分', 'Low score'),
          filter: { satisfaction: { $lte: '$param.complaint.reopen_score' } },
          sort: ['visited_at', 'DESC'],
        },
      },
    },
    form: [
      {
        section: words('回访计划', 'Plan'),
        fields: [
          'customer_id',
          'reason',
          'source',
          'product_id',
          'rated_employee_id',
          'plan_id',
          'due_on',
          'channel',
          'owner_id',
        ],
      },
      {
        section: words('回访结果', 'Result'),
        fields: [
          'visited_at',
          'on_time',
          'missed_on',
          'usage_feedback',
          'opinions',
          'need_trend',
          'problem_solved',
          'satisfaction',
        ],
      },
    ],
    related: [],
    calendar: 'due_on',
  },
  analytics: returnVisitsAnalytics,
  sample: { count: 900 },
})
