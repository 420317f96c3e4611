import type { Views } from '../../language/definition.ts'
import { words } from '../../words.ts'

const atWork = ['assigned', 'planned', 'in_progress', 'rework'] as const

/** How collaboration requests are listed and shown. */
export const collaborationRequestsViews = {
  list: {
    columns: ['code', 'subject', 'requesting_department_id', 'supporting_department_id', 'responsible_id', 'needed_by', 'overdue_days', 'rework_count', 'state'], // prettier-ignore
    filters: ['state', 'requesting_department_id', 'supporting_department_id', 'requester_id', 'responsible_id', 'needed_by', 'overdue_days'], // prettier-ignore
    presets: {
      mine: {
        label: words('我承办的', 'For me to do'),
        filter: { responsible_id: '$me', state: [...atWork] },
        sort: ['needed_by', 'ASC'],
        waits: true,
      },
      to_plan: {
        label: words('本部门待定方案', 'For my department to plan'),
        filter: { state: 'assigned', 'supporting_department.manager_id': '$me' },
        sort: ['plan_due', 'ASC'],
        waits: true,
      },
      to_accept: {
        label: words('待我验收', 'For me to accept'),
        filter: { requester_id: '$me', state: 'delivered' },
        sort: ['accept_due', 'ASC'],
        waits: true,
      },
      to_assign: {
        label: words('待分配', 'To assign'),
        filter: { state: 'submitted' },
        sort: ['assign_due', 'ASC'],
      },
      my_department: {
        label: words('本部门支持的', 'Supported by my department'),
        filter: {
          supporting_department_id: { $in: '$my_departments' },
          state: [...atWork, 'delivered'],
        },
      },
      overdue: {
        label: words('逾期', 'Overdue'),
        filter: { overdue_days: { $gt: 0 } },
        sort: ['needed_by', 'ASC'],
      },
    },
    sort: ['code', 'DESC'],
  },
  form: [
    {
      section: words('申请', 'Request'),
      fields: ['code', 'requester_id', 'requesting_department_id', 'subject', 'content', 'expected_goal', 'needed_by', 'overdue_days'], // prettier-ignore
    },
    {
      section: words('分配与方案', 'Assignment and plan'),
      fields: ['submitted_on', 'assign_due', 'assigned_on', 'supporting_department_id', 'responsible_id', 'plan_due', 'plan', 'issues'], // prettier-ignore
    },
    {
      section: words('交付与验收', 'Delivery and acceptance'),
      fields: ['results', 'result_files', 'delivered_on', 'accept_due', 'acceptance_note', 'rework_count', 'supporter_confirmed_at', 'requester_confirmed_at', 'both_confirmed'], // prettier-ignore
    },
  ],
  related: [{ resource: 'approvals', by: 'target' }],
  calendar: 'needed_by',
  board: 'state',
} as const satisfies Views
