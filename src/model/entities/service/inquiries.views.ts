import type { Views } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** List, form and tabs of inquiries. */
export const inquiriesViews: Views = {
  list: {
    columns: [
      'code',
      'caller',
      'customer_id',
      'channel',
      'category',
      'state',
      'received_at',
      'responded_in_time',
      'promised_at',
      'owner_id',
    ],
    filters: [
      'channel',
      'category',
      'state',
      'customer_id',
      'product_id',
      'received_at',
      'promised_at',
      'responded_in_time',
      'kept_promise',
      'consulted_department_id',
      'owner_id',
      'department_id',
    ],
    sort: ['received_at', 'DESC'],
    presets: {
      open: {
        label: words('待处理', 'Open'),
        filter: { state: 'open' },
        sort: ['received_at', 'ASC'],
      },
      mine: {
        label: words('待我答复', 'For me to answer'),
        filter: { state: ['open', 'promised'], owner_id: '$me' },
        sort: ['received_at', 'ASC'],
        waits: true,
      },
      unanswered_in_time: {
        label: words('超时未响应', 'No response in time'),
        filter: { state: 'open', responded_at: null, response_due_at: { $lt: '$now' } },
        sort: ['received_at', 'ASC'],
      },
      promise_due: {
        label: words('承诺将到期', 'Promise due'),
        filter: { state: 'promised', promised_at: { $lte: '$now+24h' } },
        sort: ['promised_at', 'ASC'],
      },
      promise_overdue: {
        label: words('承诺超期', 'Promise overdue'),
        filter: { state: 'promised', promised_at: { $lt: '$now' } },
        sort: ['promised_at', 'ASC'],
      },
      by_category: {
        label: words('按类别', 'By category'),
        filter: { category: { $null: false } },
        sort: ['category', 'ASC'],
      },
    },
  },
  form: [
    {
      section: words('咨询', 'Inquiry'),
      fields: [
        'code',
        'channel',
        'customer_id',
        'caller',
        'contact',
        'category',
        'product_id',
        'question',
        'received_at',
        'owner_id',
      ],
    },
    {
      section: words('响应与承诺', 'Response and promise'),
      fields: [
        'response_due_at',
        'responded_at',
        'responded_in_time',
        'answered_immediately',
        'promise_limit_at',
        'promised_at',
        'promise_detail',
        'consulted_department_id',
      ],
    },
    { section: words('答复', 'Answer'), fields: ['answer', 'answered_at', 'kept_promise'] },
  ],
  related: [{ resource: 'action_items', by: 'source', label: words('行动项', 'Action items') }],
  calendar: 'received_at',
  board: 'state',
}
