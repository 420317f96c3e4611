import type { Views } from '../../language/definition.ts'
import { words } from '../../words.ts'

const inHand = ['received', 'accepted', 'investigating', 'solution', 'agreed', 'executing'] as const

/** List, form and tabs of complaints. */
export const complaintsViews: Views = {
  list: {
    columns: [
      'code',
      'customer_id',
      'category',
      'severity',
      'state',
      'received_at',
      'promised_at',
      'on_time',
      'handler_id',
      'product_id',
    ],
    filters: [
      'customer_id',
      'product_id',
      'category',
      'severity',
      'state',
      'channel',
      'handler_id',
      'responsible_department_id',
      'is_repeat',
      'is_valid',
      'is_overdue',
      'on_time',
      'received_at',
      'promised_at',
      'owner_id',
      'department_id',
    ],
    sort: ['received_at', 'DESC'],
    presets: {
      open: {
        label: words('未结（按时间）', 'Open, oldest first'),
        filter: { state: inHand },
        sort: ['received_at', 'ASC'],
      },
      mine: {
        label: words('待我处理', 'For me to handle'),
        filter: {
          handler_id: '$me',
          state: ['accepted', 'investigating', 'solution', 'agreed', 'executing'],
        },
        sort: ['promised_at', 'ASC'],
        waits: true,
      },
      to_accept: {
        label: words('待受理', 'To be accepted'),
        filter: { state: 'received', owner_id: '$me' },
        sort: ['accept_due_at', 'ASC'],
        waits: true,
      },
      due_soon: {
        label: words('24 小时内到期', 'Promise due within 24 hours'),
        filter: { state: inHand, promised_at: { $gte: '$now', $lte: '$now+24h' } },
        sort: ['promised_at', 'ASC'],
      },
      overdue: {
        label: words('超期', 'Overdue'),
        filter: { is_overdue: true },
        sort: ['promised_at', 'ASC'],
      },
      by_department: {
        label: words('按责任部门', 'By responsible department'),
        filter: { responsible_department_id: { $null: false } },
        sort: ['responsible_department_id', 'ASC'],
      },
      repeats: {
        label: words('重复投诉', 'Repeated'),
        filter: { is_repeat: true },
        sort: ['received_at', 'DESC'],
      },
      cases: {
        label: words('案例分析', 'Cases to learn from'),
        filter: { state: 'closed', is_valid: true },
        sort: ['closed_at', 'DESC'],
      },
    },
  },
  form: [
    {
      section: words('投诉', 'Complaint'),
      fields: [
        'code',
        'customer_id',
        'contact_id',
        'order_id',
        'product_id',
        'channel',
        'category',
        'severity',
        'content',
        'demand',
        'received_at',
        'is_repeat',
        'repeats_of_customer',
        'repeats_of_product',
        'owner_id',
        'department_id',
      ],
    },
    {
      section: words('受理', 'Acceptance'),
      fields: [
        'accept_due_at',
        'accepted_at',
        'accepted_in_time',
        'apology_at',
        'handler_id',
        'promise_limit_at',
        'promised_at',
        'is_overdue',
      ],
    },
    {
      section: words('调查与定责', 'Investigation'),
      fields: [
        'investigating_departments',
        'root_cause',
        'responsible_department_id',
        'responsible_employee_id',
        'is_valid',
      ],
    },
    {
      section: words('方案与执行', 'Solution'),
      fields: [
        'solution',
        'customer_agreed',
        'compensation',
        'progress_feedbacks',
        'last_feedback_at',
        'feedback_due_at',
        'replied_at',
        'replied_in_time',
        'resolved_at',
        'on_time',
        'age_hours',
      ],
    },
    {
      section: words('回访与改进', 'Return visit and improvement'),
      fields: [
        'return_visit_id',
        'satisfaction',
        'problem_solved',
        'reopen_count',
        'improvement',
        'closed_at',
      ],
    },
  ],
  related: [
    { resource: 'return_visits', by: 'source', label: words('回访', 'Return visits') },
    { resource: 'action_items', by: 'source', label: words('行动项', 'Action items') },
    { resource: 'interactions', by: 'complaint_id' },
    { resource: 'service_requests', by: 'complaint_id' },
  ],
  calendar: 'promised_at',
  board: 'state',
}
