import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

const isDue = { $or: [{ state: 'done' }, 'due_on <= today()'] } as const

/** Return visits that were due, and those done (M-322). */
export const returnVisitsAnalytics = {
  time: 'due_on',
  dimensions: {
    employee: { field: 'owner_id', label: words('员工', 'Employee') },
    department: { field: 'department_id', label: words('部门', 'Department') },
    customer: { field: 'customer_id', label: words('客户', 'Customer') },
    product: { field: 'product_id', label: words('产品', 'Product') },
    reason: { field: 'reason' },
    state: { field: 'state' },
  },
  measures: {
    count: { agg: 'count', label: words('回访数', 'Return visits'), format: 'integer' },
    due: {
      agg: 'count',
      where: isDue,
      label: words('应回访', 'Due'),
      format: 'integer',
    },
    done: {
      agg: 'count',
      where: { state: 'done' },
      label: words('已回访', 'Done'),
      format: 'integer',
      better: 'up',
    },
    regular_due: {
      agg: 'count',
      where: { reason: 'regular', ...isDue },
      label: words('应做定期回访', 'Regular visits due'),
      format: 'integer',
    },
    regular_done: {
      agg: 'count',
      where: { reason: 'regular', state: 'done' },
      label: words('已做定期回访', 'Regular visits done'),
      format: 'integer',
      better: 'up',
    },
    regular_rate: {
      id: 'M-322',
      calc: '100 * regular_done / regular_due',
      label: words('定期回访完成率', 'Regular return visits'),
      help: words('已完成 ÷ 已到期的定期回访', 'Done ÷ due regular return visits'),
      format: 'percent',
      better: 'up',
      target: 95,
      clauses: ['P0 §2.3.3', 'P1 §2.5.3'],
    },
  },
} as const satisfies Analytics
