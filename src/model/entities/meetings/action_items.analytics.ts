import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

const improvement = { kind: 'improvement', state: { $ne: 'cancelled' } } as const

/** Improvements due, and those verified (M-320). */
export const actionItemsAnalytics = {
  time: 'due_on',
  dimensions: {
    kind: { field: 'kind' },
    state: { field: 'state' },
    department: { field: 'responsible.department_id', label: words('部门', 'Department') },
    employee: { field: 'responsible_id', label: words('责任人', 'Responsible') },
  },
  measures: {
    count: { agg: 'count', label: words('行动项', 'Action items'), format: 'integer' },
    improvements_due: {
      agg: 'count',
      where: { ...improvement, $or: [{ state: 'verified' }, 'due_on <= today()'] },
      label: words('到期的改进措施', 'Improvements due'),
      format: 'integer',
    },
    improvements_verified: {
      agg: 'count',
      where: { kind: 'improvement', state: 'verified' },
      label: words('已验证的改进措施', 'Improvements verified'),
      format: 'integer',
      better: 'up',
    },
    improvement_rate: {
      id: 'M-320',
      calc: '100 * improvements_verified / improvements_due',
      label: words('改进措施完成率', 'Improvements closed'),
      help: words('已验证 ÷ 已到期的改进措施', 'Verified ÷ due improvements'),
      format: 'percent',
      better: 'up',
      target: 90,
      clauses: ['P0 §2.3.2', 'P1 §3.2.3'],
    },
  },
} as const satisfies Analytics
