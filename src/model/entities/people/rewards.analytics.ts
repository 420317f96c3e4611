import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

const isGranted = { state: ['approved', 'published'] } as const

/** Rewards granted, and what they cost (M-411). */
export const rewardsAnalytics = {
  time: 'granted_on',
  dimensions: {
    department: { field: 'department_id', label: words('部门', 'Department') },
    employee: { field: 'employee_id', label: words('员工', 'Employee') },
    kind: { field: 'kind' },
    state: { field: 'state' },
  },
  measures: {
    count: {
      id: 'M-411',
      agg: 'count',
      where: isGranted,
      label: words('奖励数', 'Rewards'),
      help: words('已批准的奖励，按授予日期', 'Approved, by the day they were granted'),
      format: 'integer',
      clauses: ['P0 §4.4', 'P3 §7.1'],
    },
    amount: {
      agg: 'sum',
      field: 'amount',
      where: isGranted,
      label: words('奖励金额', 'Amount of rewards'),
      format: 'money',
    },
  },
} as const satisfies Analytics
