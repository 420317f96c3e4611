import type { Views } from '../../language/definition.ts'
import { words } from '../../words.ts'

const finished = ['closed', 'rejected', 'cancelled'] as const

/** How projects are listed and shown. */
export const projectsViews = {
  list: {
    columns: ['code', 'name', 'kind', 'requesting_department_id', 'manager_id', 'end_on', 'progress', 'health', 'overdue_days', 'state'], // prettier-ignore
    filters: ['kind', 'state', 'health', 'manager_id', 'requesting_department_id', 'department_id', 'end_on', 'overdue_days'], // prettier-ignore
    presets: {
      mine: {
        label: words('我负责的', 'Mine'),
        filter: { manager_id: '$me', state: { $nin: [...finished] } },
        sort: ['end_on', 'ASC'],
      },
      to_accept: {
        label: words('待本部门验收', 'For my department to accept'),
        filter: { state: 'acceptance', 'requesting_department.manager_id': '$me' },
        waits: true,
      },
      committee: { label: words('待委员会审批', 'With the committee'), filter: { state: 'applied' } }, // prettier-ignore
      at_risk: {
        label: words('有偏差', 'Behind schedule'),
        filter: { state: { $nin: [...finished] }, health: ['orange', 'red'] },
        sort: ['lag', 'DESC'],
      },
      overdue: {
        label: words('逾期', 'Overdue'),
        filter: { overdue_days: { $gt: 0 } },
        sort: ['end_on', 'ASC'],
      },
    },
    sort: ['code', 'DESC'],
  },
  form: [
    {
      section: words('立项', 'Application'),
      fields: ['code', 'name', 'kind', 'requesting_department_id', 'manager_id', 'customer_id', 'contract_id', 'start_on', 'end_on', 'budget', 'background', 'goals', 'scope'], // prettier-ignore
    },
    {
      section: words('委员会', 'Committee'),
      fields: ['applied_on', 'committee_asked', 'committee_votes', 'committee_agreed', 'strategic_fit', 'resource_fit', 'committee_opinion', 'approved_on'], // prettier-ignore
    },
    { section: words('团队', 'Team'), fields: ['members'] },
    {
      section: words('进展', 'Progress'),
      fields: ['progress', 'lag', 'health', 'open_milestones', 'overdue_days', 'handed_over_on', 'review_due', 'actual_end_on'], // prettier-ignore
    },
  ],
  related: [
    { resource: 'project_milestones', by: 'project_id' },
    { resource: 'approvals', by: 'target' },
  ],
  calendar: 'end_on',
  board: 'state',
} as const satisfies Views
