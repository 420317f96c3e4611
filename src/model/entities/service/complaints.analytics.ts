import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

const count = { agg: 'count', format: 'integer' } as const
const rate = { format: 'percent', better: 'up' } as const
const hours = { format: 'hours', better: 'down', time: 'resolved_at' } as const
const isResolved = { resolved_at: { $null: false } } as const

/** How many complaints, how fast they are accepted and solved, how often they come again (M-301 to M-313). */
export const complaintsAnalytics = {
  time: 'received_at',
  dimensions: {
    category: { field: 'category' },
    severity: { field: 'severity' },
    product: { field: 'product_id', label: words('产品', 'Product') },
    product_category: { field: 'product.category', label: words('品类', 'Product category') },
    customer: { field: 'customer_id', label: words('客户', 'Customer') },
    segment: { field: 'customer.industry', label: words('行业', 'Industry') },
    employee: { field: 'customer.owner_id', label: words('业务员', 'Salesperson') },
    handler: { field: 'handler_id', label: words('处理人', 'Handler') },
    responsible: {
      field: 'responsible_department_id',
      label: words('责任部门', 'Responsible department'),
    },
    state: { field: 'state' },
    age: {
      field: 'age_hours',
      bands: [24, 72, 120, 240],
      label: words('历时（工作日小时）', 'Age in hours of working days'),
    },
  },
  measures: {
    count: {
      id: 'M-301',
      ...count,
      label: words('投诉数', 'Complaints'),
      help: words('按接收时间', 'By the time of receipt'),
      better: 'down',
      clauses: ['P0 §2.3.2', 'P1 §2.7.2'],
    },
    valid: {
      ...count,
      where: { is_valid: true },
      label: words('成立的投诉', 'Justified complaints'),
      better: 'down',
    },
    complaining: {
      agg: 'distinct',
      field: 'customer_id',
      where: { is_valid: true },
      format: 'integer',
      label: words('投诉客户数', 'Customers who complained'),
      better: 'down',
    },
    acceptance_due: {
      ...count,
      where: { $or: [{ accepted_at: { $null: false } }, 'accept_due_at < now()'] },
      label: words('应受理', 'Accepted or due'),
    },
    accepted_in_time: {
      ...count,
      where: { accepted_in_time: true },
      label: words('及时受理', 'Accepted in time'),
      better: 'up',
    },
    acceptance_rate: {
      id: 'M-304',
      ...rate,
      calc: '100 * accepted_in_time / acceptance_due',
      label: words('受理及时率', 'Acceptance in time'),
      help: words(
        '时限内受理 ÷ 已受理或时限已过的投诉',
        'Accepted within the limit ÷ accepted, or past the limit',
      ),
      target: 98,
      clauses: ['P0 §2.3.2', 'P2 §2.3.2'],
    },
    resolved: {
      ...count,
      time: 'resolved_at',
      where: isResolved,
      label: words('已解决', 'Resolved'),
    },
    resolved_in_time: {
      ...count,
      time: 'resolved_at',
      where: { on_time: true },
      label: words('按时解决', 'Resolved in time'),
      better: 'up',
    },
    on_time_rate: {
      id: 'M-305',
      ...rate,
      calc: '100 * resolved_in_time / resolved',
      label: words('按时解决率', 'Resolved in time'),
      help: words(
        '承诺时间内解决 ÷ 期间内解决的投诉',
        'Resolved by the promised time ÷ resolved in the period',
      ),
      target: 95,
      clauses: ['P0 §2.3.2', 'P1 §2.5.3'],
    },
    breached: {
      ...count,
      where: { $or: [{ on_time: false }, { is_overdue: true }] },
      label: words('超过承诺', 'Past the promise'),
      better: 'down',
    },
    promised: {
      ...count,
      where: { $or: [isResolved, { is_overdue: true }] },
      label: words('已解决或超期', 'Resolved or overdue'),
    },
    breach_rate: {
      calc: '100 * breached / promised',
      label: words('超期率', 'Past the promise'),
      help: words(
        '含仍未解决的超期投诉，按接收时间',
        'With those that are still open past their promise; by the time of receipt',
      ),
      format: 'percent',
      better: 'down',
    },
    mean_hours: {
      id: 'M-306',
      ...hours,
      agg: 'avg',
      field: 'age_hours',
      where: isResolved,
      label: words('平均解决时长', 'Mean time to resolve'),
      help: words('工作日小时，接收到解决', 'Hours of working days from receipt to solution'),
      clauses: ['P1 §2.5.3'],
    },
    p90_hours: {
      ...hours,
      agg: 'p90',
      field: 'age_hours',
      where: isResolved,
      label: words('90% 解决时长', 'Ninety percent within'),
    },
    elapsed_hours: {
      ...hours,
      agg: 'avg',
      field: 'hours_between(received_at, resolved_at)',
      where: isResolved,
      label: words('平均历时（自然小时）', 'Mean time elapsed'),
    },
    open: {
      id: 'M-307',
      ...count,
      where: { resolved_at: null, state: { $ne: 'rejected' } },
      label: words('未结投诉', 'Open complaints'),
      better: 'down',
      clauses: ['P0 §2.3.2'],
    },
    overdue: {
      ...count,
      where: { is_overdue: true },
      label: words('超期投诉', 'Overdue complaints'),
      better: 'down',
      clauses: ['P0 §2.3.2'],
    },
    repeats: {
      ...count,
      where: { is_valid: true, is_repeat: true },
      label: words('重复投诉', 'Repeated complaints'),
      better: 'down',
    },
    repeat_rate: {
      id: 'M-308',
      calc: '100 * repeats / valid',
      label: words('重复投诉率', 'Repeat rate'),
      help: words(
        '窗口期内同一客户或产品的同类投诉 ÷ 成立的投诉',
        'Of the same customer or product and category within the window ÷ justified',
      ),
      format: 'percent',
      better: 'down',
      target: 5,
      clauses: ['P1 §2.5.3', 'P0 §2.3.2'],
    },
    visited: {
      ...count,
      time: 'resolved_at',
      where: { ...isResolved, satisfaction: { $null: false } },
      label: words('已回访', 'Visited again'),
      better: 'up',
    },
    visit_rate: {
      id: 'M-309',
      ...rate,
      calc: '100 * visited / resolved',
      label: words('回访率', 'Return-visit rate'),
      help: words('已回访 ÷ 期间内解决的投诉', 'Visited ÷ resolved in the period'),
      target: 100,
      clauses: ['P0 §2.3.2', 'P1 §2.5.3'],
    },
    reopened: {
      ...count,
      where: { reopen_count: { $gt: 0 } },
      label: words('重新处理', 'Reopened'),
      better: 'down',
    },
    compensation: {
      id: 'M-313',
      agg: 'sum',
      field: 'compensation',
      label: words('投诉补偿额', 'Compensation'),
      format: 'money',
      better: 'down',
      clauses: ['P0 §2.3.2'],
    },
  },
} as const satisfies Analytics
