import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

const isDecided = { state: ['decided', 'published'] } as const

/** Violations decided, and what was deducted (M-412). */
export const penaltiesAnalytics = {
  time: 'occurred_on',
  dimensions: {
    department: { field: 'department_id', label: words('部门', 'Department') },
    employee: { field: 'employee_id', label: words('员工', 'Employee') },
    violation: { field: 'violation' },
    state: { field: 'state' },
  },
  measures: {
    count: {
      id: 'M-412',
      agg: 'count',
      where: isDecided,
      label: words('违规数', 'Violations'),
      help: words('已处理的违规，按发生日期', 'Decided, by the day they happened'),
      format: 'integer',
      better: 'down',
      clauses: ['P3 §7.2', 'P1 §3.5.4'],
    },
    amount: {
      agg: 'sum',
      field: 'amount',
      where: isDecided,
      label: words('扣款与赔偿', 'Deductions'),
      format: 'money',
    },
  },
} as const satisfies Analytics
