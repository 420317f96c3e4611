import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** Support between departments: what fell due, what was accepted in time, what had to be done again. */
export const collaborationRequestsAnalytics = {
  time: 'needed_by',
  base: { state: { $nin: ['draft', 'declined'] } },
  dimensions: {
    department: { field: 'supporting_department_id', label: words('支持部门', 'Supporting department') }, // prettier-ignore
    requesting_department: { field: 'requesting_department_id' },
    employee: { field: 'responsible_id', label: words('承办人', 'Responsible') },
    state: { field: 'state' },
  },
  measures: {
    count: { agg: 'count', label: words('协作申请', 'Requests'), format: 'integer' },
    accepted: {
      agg: 'count',
      where: { state: 'accepted' },
      time: 'requester_confirmed_at',
      label: words('协作验收合格数', 'Collaborations accepted'),
      help: words('按验收日期，计入承办人', 'By the day of acceptance, for the person responsible'),
      format: 'integer',
      better: 'up',
      clauses: ['P0 §3.3', 'P2 §4.2.4'],
    },
    due: {
      agg: 'count',
      where: { $or: [{ state: 'accepted' }, 'needed_by < today()'] },
      label: words('应完成', 'Due'),
      format: 'integer',
    },
    in_time: {
      agg: 'count',
      where: { is_in_time: true },
      label: words('按时验收', 'Accepted in time'),
      format: 'integer',
      better: 'up',
    },
    on_time_rate: {
      id: 'M-1114',
      calc: '100 * in_time / due',
      label: words('协作按时率', 'Collaboration on time'),
      help: words(
        '在要求日期前验收合格 ÷ 应完成（已验收或已到期）',
        'Accepted by the day needed ÷ those accepted or past that day',
      ),
      format: 'percent',
      better: 'up',
      clauses: ['P2 §3.1.3', 'P2 §4.2.4'],
    },
    reworked: {
      agg: 'count',
      where: 'rework_count > 0',
      label: words('有返工的协作', 'Done again'),
      format: 'integer',
      better: 'down',
    },
    rework_rate: {
      calc: '100 * reworked / count',
      label: words('返工率', 'Rework rate'),
      format: 'percent',
      better: 'down',
      clauses: ['P2 §4.2.4'],
    },
  },
} as const satisfies Analytics
