import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

const isAdopted = { state: ['adopted', 'promoted'] } as const

/** Proposals made, those adopted, and what they bring (M-419). */
export const innovationProposalsAnalytics = {
  time: 'submitted_on',
  dimensions: {
    department: { field: 'department_id', label: words('部门', 'Department') },
    employee: { field: 'owner_id', label: words('主提案人', 'Lead proposer') },
    kind: { field: 'kind' },
    state: { field: 'state' },
  },
  measures: {
    submitted: {
      id: 'M-419',
      agg: 'count',
      label: words('创新提案数', 'Proposals'),
      help: words('按提交日期，计入主提案人', 'By the day they were made, for the lead proposer'),
      format: 'integer',
      better: 'up',
      clauses: ['P0 §3.4', 'P0 §4.1', 'P3 §7.1.2'],
    },
    adopted: {
      agg: 'count',
      where: isAdopted,
      time: 'decided_on',
      label: words('已采纳', 'Adopted'),
      help: words('按决定日期', 'By the day of the decision'),
      format: 'integer',
      better: 'up',
      clauses: ['P3 §7.1.2'],
    },
    benefit: {
      agg: 'sum',
      field: 'actual_benefit',
      where: isAdopted,
      time: 'decided_on',
      label: words('实际效益', 'Benefit'),
      help: words('已采纳提案的实际效益', 'Of the proposals adopted'),
      format: 'money',
      better: 'up',
      clauses: ['P3 §7.1.2'],
    },
  },
} as const satisfies Analytics
