import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { workReportsAccess } from './work_reports.access.ts'

/** Weekly report for the meeting, monthly summary of one's own work. */
export const workReports = entity({
  name: 'work_reports',
  label: words('工作总结与计划', 'Work reports'),
  module: 'people',
  tier: 'core',
  icon: 'summarize',
  clauses: ['P1 §3.2.1', 'P1 §3.5.3', 'P2 §4.1.1'],
  title: '{employee.name} {period}',
  people: ['employee_id'],
  fields: {
    employee_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      default: '$me',
      fixed: true,
      label: words('员工', 'Employee'),
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      default: '=employee.department_id',
      label: words('部门', 'Department'),
    },
    kind: {
      type: 'enum',
      required: true,
      fixed: true,
      options: {
        weekly: words('周报', 'Weekly'),
        monthly: words('月度总结', 'Monthly'),
      },
      default: 'weekly',
      label: words('类型', 'Kind'),
    },
    period: {
      type: 'text',
      required: true,
      fixed: true,
      search: true,
      pattern: '\\d{4}-(0[1-9]|1[0-2])(-\\d{2})?',
      pattern_help: words(
        '周报填该周星期一的日期，如 2026-11-16；月度总结填年月，如 2026-11',
        'Weekly: the Monday of the week, such as 2026-11-16; monthly: such as 2026-11',
      ),
      unique: { with: ['employee_id', 'kind'] },
      label: words('期间', 'Period'),
    },
    period_start: {
      type: 'date',
      formula: "if(kind == 'weekly', date(period), date(concat(period, '-01')))",
      visible: 'false',
      label: words('起始日', 'Starts on'),
    },
    due_on: {
      type: 'date',
      formula: `if(kind == 'weekly',
        date(add_hours(add_days(period_start, 7), -param('meeting.report_lead_hours'))),
        add_working_days(add_months(period_start, 1), -1))`,
      label: words('截止', 'Due on'),
      help: words(
        '周报在次周例会前、月度总结在当月最后一个工作日',
        'Weekly before the meeting of the next week, monthly on the last working day',
      ),
      clauses: ['P1 §3.2.1', 'P1 §3.5.3'],
    },
    done_summary: {
      type: 'longtext',
      required: true,
      label: words('上期工作总结', 'What was done'),
    },
    plan_next: { type: 'longtext', required: true, label: words('下期工作计划', 'What is next') },
    problems: { type: 'longtext', label: words('问题', 'Problems') },
    suggestions: {
      type: 'longtext',
      label: words('流程改进建议', 'Suggestions for the process'),
      clauses: ['P2 §4.1.1'],
    },
    submitted_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: words('提交时间', 'Submitted at'),
    },
    late: {
      type: 'boolean',
      formula: 'coalesce(date(submitted_at), today()) > due_on',
      label: words('迟交', 'Late'),
      clauses: ['P1 §3.5.3'],
    },
    head_comment: {
      type: 'longtext',
      readonly: true,
      visible: 'head_comment != null',
      label: words('负责人意见', 'Comment of the head'),
    },
  },
  workflow: {
    states: {
      draft: { ...words('草稿', 'Draft'), tone: 'neutral' },
      submitted: {
        ...words('已提交', 'Submitted'),
        tone: 'info',
        stamp: 'submitted_at',
        locks: ['*'],
      },
      read: { ...words('已阅', 'Read'), tone: 'good', final: true, locks: ['*'] },
    },
    transitions: {
      submit: {
        from: ['draft'],
        to: 'submitted',
        by: ['employee'],
        label: words('提交', 'Submit'),
        tone: 'good',
        clauses: ['P1 §3.2.1', 'P1 §3.5.3'],
      },
      read: {
        from: ['submitted'],
        to: 'read',
        by: ['dept_manager'],
        label: words('已阅', 'Mark as read'),
        ask: { comment: { type: 'longtext', label: words('意见', 'Comment') } },
        effects: [{ do: 'set', values: { head_comment: '=ask.comment' } }],
        clauses: ['P1 §3.2.1'],
      },
    },
  },
  rules: [
    {
      id: 'report-period',
      require: "len(period) == if(kind == 'weekly', 10, 7)",
      at: 'period',
      message: words(
        '周报填该周星期一的日期，月度总结填年月',
        'A weekly report names the Monday, a monthly one the month',
      ),
      clauses: ['P1 §3.2.1'],
    },
  ],
  access: workReportsAccess,
  views: {
    list: {
      columns: ['employee_id', 'department_id', 'kind', 'period', 'due_on', 'submitted_at', 'late', 'state'], // prettier-ignore
      filters: ['kind', 'period_start', 'employee_id', 'department_id', 'late', 'state'],
      presets: {
        this_week: {
          label: words('本周周报', 'This week'),
          filter: { kind: 'weekly', period_start: '$week_start' },
        },
        this_month: {
          label: words('本月总结', 'This month'),
          filter: { kind: 'monthly', period_start: '$month_start' },
        },
        missing: {
          label: words('未提交', 'Missing'),
          filter: { state: 'draft', due_on: { $lte: '$today' } },
          sort: ['due_on', 'ASC'],
        },
        late: { label: words('迟交', 'Late'), filter: { late: true } },
        mine: { label: words('我的总结', 'Mine'), filter: { employee_id: '$me' } },
      },
      sort: ['period_start', 'DESC'],
    },
    form: [
      {
        section: words('期间', 'Period'),
        fields: ['employee_id', 'department_id', 'kind', 'period', 'due_on', 'submitted_at', 'late'], // prettier-ignore
      },
      {
        section: words('总结与计划', 'Summary and plan'),
        fields: ['done_summary', 'plan_next', 'problems', 'suggestions', 'head_comment'],
      },
    ],
    related: [],
    calendar: 'due_on',
  },
  analytics: {
    time: 'period_start',
    dimensions: {
      department: { field: 'department_id' },
      employee: { field: 'employee_id' },
      kind: { field: 'kind' },
      state: { field: 'state' },
    },
    measures: { count: { agg: 'count', label: words('总结数', 'Reports'), format: 'integer' } },
  },
})
