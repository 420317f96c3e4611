import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { projectsAccess, projectsShares } from './projects.access.ts'
import { projectsAnalytics } from './projects.analytics.ts'
import { committee, members, progress } from './projects.parts.ts'
import { projectsViews } from './projects.views.ts'
import { projectsWorkflow } from './projects.workflow.ts'

const auto = { auto: true, readonly: true } as const

/** A project from the application to its close. */
export const projects = entity({
  name: 'projects',
  label: words('项目', 'Projects'),
  module: 'projects',
  tier: 'core',
  icon: 'account_tree',
  clauses: ['P0 §2.4', 'P2 §2.2'],
  title: '{code} {name}',
  people: ['owner_id', 'manager_id'],
  fields: {
    code: {
      type: 'serial',
      pattern: 'XM-{yyyy}-{seq3}',
      unique: true,
      search: true,
      label: words('项目编号', 'No.'),
    },
    name: {
      type: 'text',
      required: true,
      search: true,
      max_length: 200,
      label: words('项目名称', 'Name'),
    },
    kind: {
      type: 'enum',
      required: true,
      options: {
        customer: words('客户项目', 'For a customer'),
        rd: words('研发项目', 'Research and development'),
        internal: words('内部项目', 'Internal'),
        marketing: words('市场项目', 'Marketing'),
      },
      label: words('类型', 'Kind'),
    },
    requesting_department_id: {
      type: 'reference',
      to: 'departments',
      required: true,
      label: words('需求提出部门', 'Requesting department'),
      clauses: ['P0 §2.4.1'],
    },
    manager_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      where: { state: 'active' },
      label: words('项目负责人', 'Project lead'),
      clauses: ['P2 §2.2.1'],
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      default: '=manager.department_id',
      label: words('部门', 'Department'),
    },
    customer_id: {
      type: 'reference',
      to: 'customers',
      required: { kind: 'customer' },
      visible: { kind: 'customer' },
      label: words('客户', 'Customer'),
    },
    contract_id: {
      type: 'reference',
      to: 'contracts',
      visible: { kind: 'customer' },
      label: words('合同', 'Contract'),
    },
    background: { type: 'longtext', required: true, label: words('背景', 'Background') },
    goals: { type: 'longtext', required: true, label: words('目标', 'Goals') },
    scope: { type: 'longtext', required: true, label: words('范围', 'Scope') },
    start_on: { type: 'date', required: true, label: words('计划开始', 'Planned start') },
    end_on: { type: 'date', required: true, label: words('计划结束', 'Planned end') },
    budget: {
      type: 'money',
      required: true,
      min: 0.01,
      confidential: true,
      label: words('预算', 'Budget'),
    },
    ...committee,
    members,
    ...progress,
    applied_on: { type: 'date', ...auto, label: words('申请日期', 'Applied on') },
    approved_on: { type: 'date', ...auto, label: words('立项日期', 'Approved on') },
    handed_over_on: { type: 'date', ...auto, label: words('提交验收日期', 'Handed over on') },
    review_due: {
      type: 'date',
      ...auto,
      label: words('结项期限', 'Review due'),
      clauses: ['P0 §2.4.4'],
    },
    actual_end_on: { type: 'date', ...auto, label: words('实际结束', 'Actual end') },
    is_in_time: {
      type: 'boolean',
      visible: 'false',
      formula: 'actual_end_on != null and actual_end_on <= end_on',
      label: words('按期结项', 'Closed in time'),
    },
    overdue_days: {
      type: 'integer',
      formula:
        "if(actual_end_on != null or state == 'rejected' or state == 'cancelled', 0, max(0, days_between(end_on, today())))",
      phrase: { ...words('逾期 {n} 天', '{n} days overdue'), tone: 'bad' },
      label: words('逾期天数', 'Days overdue'),
    },
    overseer: {
      type: 'text',
      visible: 'false',
      formula: "'project_office'",
      label: words('监管职能', 'Watched by'),
      help: words('负责项目监管的部门职能', 'Function of the department that watches projects'),
      clauses: ['P0 §2.4.3'],
    },
  },
  workflow: projectsWorkflow,
  rules: [
    {
      id: 'project-dates',
      require: 'end_on > start_on',
      at: 'end_on',
      message: words('计划结束须晚于计划开始', 'It ends after it starts'),
      clauses: ['P2 §2.2.1'],
    },
    {
      id: 'R-095',
      when: { state: ['draft', 'applied', 'rejected'] },
      require: { $not: { $some: { of: 'project_members', by: 'project_id' } } },
      at: 'members',
      message: words('立项批准前不组建团队', 'There is no team before the project is approved'),
      clauses: ['P2 §2.2.1'],
    },
  ],
  schedule: [
    {
      id: 'J-29-review',
      label: words('项目结项逾期提醒', 'Close of a project overdue'),
      every: 'daily',
      where: "state == 'acceptance' and review_due < today()",
      key: 'concat(review_due)',
      effects: [
        {
          do: 'notify',
          to: {
            fields: ['manager_id'],
            departments: { id: '=requesting_department_id' },
          },
          kind: 'reminder',
          level: 'yellow',
          title: words('项目 {code} 逾期未结项', 'Project {code} is not closed in time'),
        },
      ],
      rule: 'R-104',
      clauses: ['P0 §2.4.4'],
    },
  ],
  access: projectsAccess,
  shares: projectsShares,
  views: projectsViews,
  analytics: projectsAnalytics,
})
