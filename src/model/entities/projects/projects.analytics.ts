import type { Analytics } from '../../language/definition.ts'
import { words } from '../../words.ts'

const running = ['approved', 'planning', 'executing', 'suspended', 'acceptance'] as const

/** Projects finished by their day, those under way by health, and how many applications are approved. */
export const projectsAnalytics = {
  time: 'end_on',
  dimensions: {
    department: { field: 'department_id', label: words('部门', 'Department') },
    employee: { field: 'manager_id', label: words('项目负责人', 'Project lead') },
    requesting_department: { field: 'requesting_department_id' },
    kind: { field: 'kind' },
    health: { field: 'health' },
    state: { field: 'state' },
  },
  measures: {
    count: { agg: 'count', label: words('项目数', 'Projects'), format: 'integer' },
    planned: {
      agg: 'count',
      where: { state: [...running, 'closed'] },
      label: words('计划结项', 'Planned to close'),
      help: words('按计划结束日；未立项、终止的不计', 'By their planned end; rejected and cancelled ones do not count'), // prettier-ignore
      format: 'integer',
    },
    closed_in_time: {
      agg: 'count',
      where: { state: 'closed', is_in_time: true },
      label: words('按期结项', 'Closed in time'),
      format: 'integer',
      better: 'up',
    },
    completion_rate: {
      id: 'M-416',
      calc: '100 * closed_in_time / planned',
      label: words('项目完成率', 'Project completion rate'),
      help: words(
        '按期结项 ÷ 期间内计划结项的项目，计入项目负责人',
        'Closed in time ÷ projects planned to close in the period, for the project lead',
      ),
      format: 'percent',
      better: 'up',
      target: 90,
      clauses: ['P0 §2.4', 'P0 §4.1'],
    },
    under_way: {
      id: 'M-705',
      agg: 'count',
      where: { state: running },
      label: words('在建项目', 'Projects under way'),
      help: words('按健康度', 'By health'),
      format: 'integer',
      clauses: ['P0 §2.4.3', 'P2 §2.2.3'],
    },
    applied: {
      agg: 'count',
      where: { applied_on: { $null: false } },
      time: 'applied_on',
      label: words('立项申请', 'Applications'),
      format: 'integer',
    },
    approved: {
      agg: 'count',
      where: { approved_on: { $null: false } },
      time: 'applied_on',
      label: words('批准立项', 'Approved'),
      format: 'integer',
    },
    approval_rate: {
      id: 'M-708',
      calc: '100 * approved / applied',
      label: words('立项通过率', 'Approval rate'),
      help: words('期间内申请的项目中已批准的', 'Of those applied for in the period'),
      format: 'percent',
      clauses: ['P2 §2.2.1'],
    },
    approval_days: {
      agg: 'avg',
      field: 'days_between(applied_on, approved_on)',
      time: 'applied_on',
      label: words('立项审批天数', 'Days to approve'),
      format: 'days',
      better: 'down',
    },
  },
} as const satisfies Analytics
