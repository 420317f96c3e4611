import type { Views } from '../../language/definition.ts'
import { words } from '../../words.ts'

const isOpen = {
  state: ['received', 'assessed', 'coordinating', 'solution', 'implementing'],
} as const

/** List, form and tabs of service requests. */
export const serviceRequestsViews: Views = {
  list: {
    columns: [
      'code',
      'customer_id',
      'product_id',
      'kind',
      'severity',
      'state',
      'received_at',
      'due_at',
      'on_time',
      'owner_id',
    ],
    filters: [
      'customer_id',
      'product_id',
      'kind',
      'severity',
      'state',
      'received_at',
      'due_at',
      'is_overdue',
      'on_time',
      'customer_satisfaction',
      'owner_id',
      'department_id',
    ],
    sort: ['received_at', 'DESC'],
    presets: {
      open: {
        label: words('未完成（按严重程度）', 'Open, by severity'),
        filter: isOpen,
        sort: ['severity', 'ASC'],
      },
      mine: {
        label: words('待我处理', 'For me to handle'),
        filter: { ...isOpen, owner_id: '$me' },
        sort: ['due_at', 'ASC'],
        waits: true,
      },
      overdue: {
        label: words('超期', 'Overdue'),
        filter: { is_overdue: true },
        sort: ['due_at', 'ASC'],
      },
      by_product: {
        label: words('按产品', 'By product'),
        filter: { product_id: { $null: false } },
        sort: ['product_id', 'ASC'],
      },
    },
  },
  form: [
    {
      section: words('反馈', 'Feedback'),
      fields: [
        'code',
        'customer_id',
        'order_id',
        'product_id',
        'problem',
        'requirement',
        'received_at',
        'complaint_id',
        'owner_id',
      ],
    },
    {
      section: words('评估', 'Assessment'),
      fields: [
        'response_due_at',
        'responded_at',
        'responded_in_time',
        'kind',
        'severity',
        'due_at',
        'is_overdue',
      ],
    },
    {
      section: words('协调与方案', 'Solution'),
      fields: ['departments', 'solution', 'solution_sent_at', 'unsolved_count'],
    },
    {
      section: words('实施与确认', 'Carrying out'),
      fields: ['implemented_at', 'customer_satisfaction', 'confirmed_at', 'on_time', 'cost'],
    },
    {
      section: words('总结', 'Summary'),
      fields: ['cause_analysis', 'improvement', 'closed_at'],
    },
  ],
  related: [
    { resource: 'action_items', by: 'source', label: words('行动项', 'Action items') },
    { resource: 'return_visits', by: 'source', label: words('回访', 'Return visits') },
  ],
  calendar: 'due_at',
  board: 'state',
}
