import type { Metric } from '../language/definition.ts'
import { words } from '../words.ts'

const same = (name: string) => ({ complaints: name, order_lines: name })

/** Complaint metrics that join several entities. */
export const complaintsMetrics: readonly Metric[] = [
  {
    id: 'M-302',
    name: 'complaint_rate',
    label: words('客户投诉率', 'Complaint rate'),
    help: words(
      '期间内接收且成立的投诉 ÷ 期间内送达的订单',
      'Justified complaints received in the period ÷ orders delivered in it',
    ),
    format: 'percent',
    better: 'down',
    calc: '100 * complaints.valid / order_lines.delivered_orders',
    by: {
      product: same('product'),
      customer: same('customer'),
      employee: same('employee'),
      product_category: { complaints: 'product_category', order_lines: 'category' },
    },
    target: 2,
    clauses: ['P1 §2.7.2', 'P3 §6.1.2'],
  },
  {
    id: 'M-303',
    name: 'complaining_rate',
    label: words('投诉客户率', 'Complaining customers'),
    help: words(
      '期间内投诉（成立）的客户 ÷ 期末成交客户',
      'Customers with a justified complaint in the period ÷ active customers at its end',
    ),
    format: 'percent',
    better: 'down',
    calc: '100 * complaints.complaining / customers.active_at_end',
    by: {
      segment: { complaints: 'segment', customers: 'industry' },
      employee: { complaints: 'employee', customers: 'employee' },
    },
    target: 3,
    clauses: ['P1 §2.7.2', 'P3 §6.1.2'],
  },
  {
    id: 'M-319',
    name: 'quality_problem_rate',
    label: words('质量问题率', 'Quality-problem rate'),
    help: words(
      '期间内接收的质量类售后服务单 ÷ 期间内送达的数量',
      'After-sales requests about quality received in the period ÷ quantity delivered in it',
    ),
    format: 'percent',
    better: 'down',
    calc: '100 * service_requests.quality / order_lines.delivered_quantity',
    by: {
      product: { service_requests: 'product', order_lines: 'product' },
      customer: { service_requests: 'customer', order_lines: 'customer' },
      product_category: { service_requests: 'product_category', order_lines: 'category' },
    },
    clauses: ['P3 §2.6', 'P3 §3.4'],
  },
]
