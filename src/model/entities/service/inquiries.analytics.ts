import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

const count = { agg: 'count', format: 'integer' } as const

/** How many ask, how fast they are answered, and whether promises are kept (M-315 to M-317). */
export const inquiriesAnalytics = {
  time: 'received_at',
  dimensions: {
    category: { field: 'category' },
    channel: { field: 'channel' },
    product: { field: 'product_id', label: words('产品', 'Product') },
    customer: { field: 'customer_id', label: words('客户', 'Customer') },
    employee: { field: 'owner_id', label: words('客服', 'Service employee') },
    department: {
      field: 'consulted_department_id',
      label: words('协调部门', 'Department consulted'),
    },
    state: { field: 'state' },
  },
  measures: {
    count: {
      id: 'M-317',
      ...count,
      label: words('咨询量', 'Inquiries'),
      help: words('按接收时间', 'By the time of receipt'),
      clauses: ['P0 §2.3.1', 'P2 §2.3.1'],
    },
    response_due: {
      ...count,
      where: { $or: [{ responded_at: { $null: false } }, 'response_due_at < now()'] },
      label: words('应响应', 'Responded or due'),
    },
    responded_in_time: {
      ...count,
      where: { responded_in_time: true },
      label: words('及时响应', 'Responded in time'),
      better: 'up',
    },
    response_rate: {
      id: 'M-315',
      calc: '100 * responded_in_time / response_due',
      label: words('咨询响应及时率', 'Response in time'),
      help: words(
        '时限内响应 ÷ 已响应或时限已过',
        'Within the limit ÷ responded, or past the limit',
      ),
      format: 'percent',
      better: 'up',
      target: 95,
      clauses: ['P0 §2.3.1', 'P2 §2.3.1'],
    },
    promised: {
      ...count,
      where: {
        promised_at: { $null: false },
        $or: [{ answered_at: { $null: false } }, 'promised_at < now()'],
      },
      label: words('到期的承诺', 'Promises due'),
    },
    kept: {
      ...count,
      where: { kept_promise: true },
      label: words('按时回复', 'Promises kept'),
      better: 'up',
    },
    promise_rate: {
      id: 'M-316',
      calc: '100 * kept / promised',
      label: words('承诺回复兑现率', 'Promises kept'),
      help: words('按承诺时间答复 ÷ 已到期的承诺', 'Answered as promised ÷ promises due'),
      format: 'percent',
      better: 'up',
      target: 98,
      clauses: ['P0 §2.3.1'],
    },
  },
} as const satisfies Analytics
