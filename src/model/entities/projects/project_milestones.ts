import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { projectMilestonesAccess, projectMilestonesShares } from './project_milestones.access.ts'

const reach = {
  to: 'reached',
  by: ['manager'],
  label: words('达成', 'Reached'),
  tone: 'good',
  fills: ['reached_on', 'accepted_by_id', 'files'],
  guards: [
    {
      check: { 'project.state': 'executing' },
      message: words('项目不在执行中', 'The project is not under way'),
      clauses: ['P2 §2.2.3'],
    },
  ],
  effects: [{ do: 'set', when: { reached_on: null }, values: { reached_on: '$today' } }],
  clauses: ['P2 §2.2.3'],
} as const

/** Dated checkpoints with a result, by which the schedule is measured against the baseline. */
export const projectMilestones = entity({
  name: 'project_milestones',
  label: words('里程碑', 'Milestones'),
  module: 'projects',
  tier: 'support',
  icon: 'flag',
  clauses: ['P2 §2.2.2', 'P2 §2.2.3', 'P0 §2.4.2'],
  title: '{name}',
  people: ['owner_id', 'project.manager_id'],
  fields: {
    project_id: {
      type: 'reference',
      to: 'projects',
      required: true,
      fixed: true,
      label: words('项目', 'Project'),
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      default: '=project.department_id',
      label: words('部门', 'Department'),
    },
    name: {
      type: 'text',
      required: true,
      search: true,
      max_length: 200,
      label: words('里程碑', 'Milestone'),
    },
    deliverable: { type: 'longtext', required: true, label: words('交付成果', 'Deliverable') },
    files: {
      type: 'attachments',
      required: { states: ['reached'] },
      label: words('成果附件', 'Files of the deliverable'),
      clauses: ['P2 §2.2.3'],
    },
    baseline_on: {
      type: 'date',
      required: true,
      label: words('基准日期', 'Baseline'),
      clauses: ['P2 §2.2.2'],
    },
    planned_on: {
      type: 'date',
      required: true,
      default: '=baseline_on',
      label: words('当前计划日', 'Planned on'),
    },
    reached_on: { type: 'date', max: '$today', label: words('达成日', 'Reached on') },
    weight: {
      type: 'percent',
      required: true,
      min: 0.01,
      max: 100,
      scale: 2,
      label: words('权重', 'Weight'),
      help: words('一个项目的里程碑权重合计为 100%', 'Those of a project add up to 100 %'),
    },
    accepted_by_id: {
      type: 'reference',
      to: 'employees',
      required: { states: ['reached'] },
      label: words('确认人', 'Accepted by'),
    },
    is_in_time: {
      type: 'boolean',
      visible: 'false',
      formula: 'reached_on != null and reached_on <= baseline_on',
      label: words('按时达成', 'Reached in time'),
    },
    overdue_days: {
      type: 'integer',
      formula: 'if(reached_on != null, 0, max(0, days_between(planned_on, today())))',
      phrase: { ...words('逾期 {n} 天', '{n} days overdue'), tone: 'bad' },
      label: words('逾期天数', 'Days overdue'),
    },
  },
  workflow: {
    states: {
      planned: { ...words('未达成', 'Not reached'), tone: 'info' },
      reached: { ...words('已达成', 'Reached'), tone: 'good', final: true, locks: ['*'] },
      late: { ...words('延误', 'Late'), tone: 'bad' },
    },
    transitions: {
      reach: { ...reach, from: ['planned'] },
      fall_behind: {
        from: ['planned'],
        to: 'late',
        by: ['system'],
        label: words('延误', 'Falls behind'),
        when: { planned_on: { $lt: '$today' }, 'project.state': ['executing', 'acceptance'] },
        effects: [
          {
            do: 'notify',
            to: { fields: ['project.manager_id'], roles: ['executive'] },
            kind: 'warning',
            level: 'orange',
            title: words('项目 {project.name} 的里程碑“{name}”延误', 'Milestone "{name}" of {project.name} is late'), // prettier-ignore
            rule: 'R-100',
            clauses: ['P0 §2.4.2'],
          },
        ],
        clauses: ['P0 §2.4.2'],
      },
      reach_late: { ...reach, from: ['late'] },
    },
  },
  rules: [
    {
      id: 'milestone-dates',
      require: 'baseline_on >= project.start_on and baseline_on <= project.end_on',
      at: 'baseline_on',
      message: words('基准日期须在项目起止之间', 'The baseline lies within the project'),
      clauses: ['P2 §2.2.2'],
    },
    {
      id: 'R-097',
      of: ['baseline_on', 'weight'],
      require: { 'project.state': ['draft', 'applied', 'approved', 'planning'] },
      at: 'baseline_on',
      message: words(
        '项目启动后基准日期与权重不再改动',
        'Baseline and weight stand once the project has started',
      ),
      clauses: ['P0 §2.4.1', 'P2 §2.2.2'],
    },
  ],
  access: projectMilestonesAccess,
  shares: projectMilestonesShares,
  views: {
    list: {
      columns: ['project_id', 'name', 'baseline_on', 'planned_on', 'reached_on', 'overdue_days', 'weight', 'state'], // prettier-ignore
      filters: ['project_id', 'state', 'department_id', 'planned_on', 'overdue_days'],
      presets: {
        soon: {
          label: words('未来 30 天', 'Next 30 days'),
          filter: { state: 'planned', planned_on: { $gte: '$today', $lte: '$today+30d' } },
          sort: ['planned_on', 'ASC'],
        },
        late: { label: words('延误', 'Late'), filter: { state: 'late' }, sort: ['planned_on', 'ASC'] }, // prettier-ignore
      },
      sort: ['planned_on', 'DESC'],
    },
    form: [
      {
        section: words('里程碑', 'Milestone'),
        fields: ['project_id', 'name', 'deliverable', 'baseline_on', 'planned_on', 'weight', 'overdue_days'], // prettier-ignore
      },
      {
        section: words('达成', 'Reached'),
        fields: ['reached_on', 'accepted_by_id', 'files'],
      },
    ],
    related: [],
    calendar: 'planned_on',
  },
  analytics: {
    time: 'baseline_on',
    dimensions: {
      project: { field: 'project_id' },
      employee: { field: 'project.manager_id', label: words('项目负责人', 'Project lead') },
      department: { field: 'department_id', label: words('部门', 'Department') },
      state: { field: 'state' },
    },
    measures: {
      count: { agg: 'count', label: words('里程碑数', 'Milestones'), format: 'integer' },
      due: {
        agg: 'count',
        where: { $or: [{ state: 'reached' }, 'baseline_on < today()'] },
        label: words('应达成', 'Due'),
        format: 'integer',
      },
      in_time: {
        agg: 'count',
        where: { is_in_time: true },
        label: words('按时达成', 'Reached in time'),
        format: 'integer',
        better: 'up',
      },
      punctuality: {
        id: 'M-703',
        calc: '100 * in_time / due',
        label: words('里程碑按时率', 'Milestone punctuality'),
        help: words('基准日期前达成 ÷ 应达成', 'Reached by the baseline ÷ due'),
        format: 'percent',
        better: 'up',
        clauses: ['P2 §2.2.3', 'P0 §2.4.2'],
      },
    },
  },
})
