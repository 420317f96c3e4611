import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

const count = { agg: 'count', format: 'integer' } as const

/** After-sales requests: how many, of what kind, how fast they are done (M-318, M-319). */
export const serviceRequestsAnalytics = {
  time: 'received_at',
  dimensions: {
    kind: { field: 'kind' },
    severity: { field: 'severity' },
    product: { field: 'product_id', label: words('产品', 'Product') },
    product_category: { field: 'product.category', label: words('品类', 'Product category') },
    customer: { field: 'customer_id', label: words('客户', 'Customer') },
    employee: { field: 'customer.owner_id', label: words('业务员', 'Salesperson') },
    state: { field: 'state' },
  },
  measures: {
    count: { ...count, label: words('售后服务单', 'Service requests') },
    open: {
      ...count,
      where: { confirmed_at: null },
      label: words('未完成', 'Open'),
      better: 'down',
    },
    overdue: {
      ...count,
      where: { is_overdue: true },
      label: words('超期', 'Overdue'),
      better: 'down',
    },
    done: {
      ...count,
      time: 'confirmed_at',
      where: { confirmed_at: { $null: false } },
      label: words('已完成', 'Done'),
    },
    done_in_time: {
      ...count,
      time: 'confirmed_at',
      where: { on_time: true },
      label: words('按期完成', 'Done in time'),
      better: 'up',
    },
    on_time_rate: {
      id: 'M-318',
      calc: '100 * done_in_time / done',
      label: words('售后按时完成率', 'After-sales in time'),
      help: words(
        '期限内完成 ÷ 期间内客户确认的服务单',
        'Done by the due time ÷ confirmed in the period',
      ),
      format: 'percent',
      better: 'up',
      target: 95,
      clauses: ['P3 §2.2.3', 'P3 §3.4'],
    },
    quality: {
      ...count,
      where: { kind: 'quality' },
      label: words('质量问题', 'Quality problems'),
      better: 'down',
    },
    cost: {
      agg: 'sum',
      field: 'cost',
      label: words('售后费用', 'Cost'),
      format: 'money',
      better: 'down',
    },
  },
} as const satisfies Analytics
