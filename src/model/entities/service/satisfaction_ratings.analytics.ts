import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

const afterComplaints = { source: 'complaint' } as const

/** What customers gave, and how many were content (M-310, M-314). */
export const satisfactionRatingsAnalytics = {
  time: 'rated_on',
  dimensions: {
    employee: { field: 'employee_id', label: words('员工', 'Employee') },
    department: { field: 'department_id', label: words('部门', 'Department') },
    customer: { field: 'customer_id', label: words('客户', 'Customer') },
    product: { field: 'product_id', label: words('产品', 'Product') },
    dimension: { field: 'dimension' },
    source: { field: 'source' },
    score: { field: 'score', bands: [2, 3, 4, 5], label: words('评分', 'Score') },
  },
  measures: {
    count: { agg: 'count', label: words('评价数', 'Ratings'), format: 'integer' },
    mean: {
      id: 'M-314',
      agg: 'avg',
      field: 'score',
      label: words('客户满意度', 'Customer satisfaction'),
      help: words('评分 1 至 5 的平均', 'Mean of scores from 1 to 5'),
      format: 'score',
      better: 'up',
      target: 4.3,
      clauses: ['P1 §2.7.3', 'P0 §4.3'],
    },
    content: {
      agg: 'count',
      where: { score: { $gte: 4 } },
      label: words('满意评价', 'Scores of 4 and 5'),
      format: 'integer',
      better: 'up',
    },
    content_share: {
      calc: '100 * content / count',
      label: words('满意率', 'Share of 4 and 5'),
      format: 'percent',
      better: 'up',
      target: 90,
      clauses: ['P1 §2.7.3'],
    },
    after_complaints: {
      agg: 'count',
      where: afterComplaints,
      label: words('投诉后评价数', 'Ratings after complaints'),
      format: 'integer',
    },
    complaint_mean: {
      id: 'M-310',
      agg: 'avg',
      field: 'score',
      where: afterComplaints,
      label: words('投诉满意度', 'Satisfaction after complaints'),
      help: words('投诉后回访的平均评分', 'Mean score of return visits after complaints'),
      format: 'score',
      better: 'up',
      target: 4.2,
      clauses: ['P0 §2.3.2', 'P1 §2.7.3'],
    },
  },
} as const satisfies Analytics
