import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** What follows from appraisals: proposals, those in effect, what they change in pay (M-409, M-410). */
export const personnelActionsAnalytics = {
  time: 'effective_on',
  dimensions: {
    department: { field: 'department_id', label: words('部门', 'Department') },
    employee: { field: 'employee_id', label: words('员工', 'Employee') },
    kind: { field: 'kind' },
    state: { field: 'state' },
    cycle: { field: 'appraisal.cycle_id', label: words('考核周期', 'Cycle') },
  },
  measures: {
    count: { agg: 'count', label: words('建议', 'Proposed'), format: 'integer' },
    effective: {
      agg: 'count',
      where: { state: 'effective' },
      label: words('已生效', 'In effect'),
      format: 'integer',
      better: 'up',
    },
    applied_rate: {
      id: 'M-409',
      calc: '100 * effective / count',
      label: words('结果应用率', 'Results applied'),
      help: words('已生效 ÷ 提出的人事变动', 'In effect ÷ proposed'),
      format: 'percent',
      better: 'up',
      clauses: ['P0 §4.4', 'P1 §3.5.4', 'P3 §6.4'],
    },
    pay_change: {
      agg: 'sum',
      field: 'employee.performance_pay_base * (factor - 1)',
      where: { factor: { $null: false }, state: ['approved', 'effective'] },
      label: words('绩效工资增减', 'Change of performance pay'),
      format: 'money',
    },
    pay_effect: {
      id: 'M-410',
      calc: 'pay_change',
      label: words('绩效工资影响', 'Effect on pay'),
      help: words('Σ 绩效工资基数 ×（绩效系数 − 1）', 'Σ performance pay base × (factor − 1)'),
      format: 'money',
      better: 'none',
      clauses: ['P0 §4.4', 'P3 §6.4.1'],
    },
  },
} as const satisfies Analytics
