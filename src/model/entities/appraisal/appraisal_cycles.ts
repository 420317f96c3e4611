import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { appraisalCyclesAccess } from './appraisal_cycles.access.ts'
import { appraisalCyclesWorkflow } from './appraisal_cycles.workflow.ts'
import { cycleKinds, resultStates } from './methods.ts'

/** The last working day on or before a day. */
const lastWorkingDay = (day: string): string => `add_working_days(add_days(${day}, 1), -1)`

const months = "switch(kind, 'month', 1, 'quarter', 3, 12)"
const year = 'slice(concat(period_start), 0, 4)'
const month = 'slice(concat(period_start), 5, 2)'

const lastDay = `add_days(add_months(period_start, ${months}), -1)`

/** The day by which the leader has decided, before it is moved to a working day. */
const finalDay = `switch(kind,
  'month', add_days(${lastDay}, param('appraisal.month_window', 'to')),
  'quarter', add_days(${lastDay}, param('appraisal.quarter_window', 'to')),
  date(concat(year(period_start) + 1, '-', param('appraisal.year_window', 'to'))))`

/** The last day of the cycle that follows. */
const nextEnd = `add_days(add_months(add_days(period_end, 1), ${months}), -1)`

/** A month is planned so many days before its end, a quarter and a year when they begin. */
const plansNext = `today() <= ${nextEnd}
  and today() >= if(kind == 'month', add_days(${nextEnd}, -param('appraisal.lead_days')), add_days(period_end, 1))`

/** Every scheme is in effect and made for this kind of cycle. */
const fits = (kind: string) => ({
  $or: [
    { kind: { $ne: kind } },
    {
      $not: {
        $some: {
          of: 'appraisal_schemes',
          by: 'id=scheme_ids',
          where: {
            $or: [
              { state: { $nin: ['effective', 'retired'] } },
              { $not: { cycles: { $has: kind } } },
            ],
          },
        },
      },
    },
  ],
})

/** A month, quarter or year of appraisal with its calendar. */
export const appraisalCycles = entity({
  name: 'appraisal_cycles',
  label: words('考核周期', 'Appraisal cycles'),
  module: 'people',
  tier: 'core',
  icon: 'event_repeat',
  clauses: ['P0 §4.2', 'P1 §3.5.2', 'P1 §3.5.3', 'P3 §6.2'],
  title: '{code}',
  fields: {
    code: {
      type: 'text',
      unique: true,
      search: true,
      auto: true,
      readonly: true,
      default: `=concat('KHQ-', ${year}, switch(kind, 'month', concat('M', ${month}),
        'quarter', concat('Q', switch(${month}, '01', 1, '04', 2, '07', 3, 4)), 'Y'))`,
      label: words('周期编号', 'No.'),
    },
    kind: {
      type: 'enum',
      required: true,
      fixed: true,
      options: cycleKinds,
      label: words('类型', 'Kind'),
      clauses: ['P0 §4.2', 'P1 §3.5.2', 'P3 §6.2'],
    },
    period_start: { type: 'date', required: true, fixed: true, label: words('起', 'From') },
    period_end: {
      type: 'date',
      required: true,
      fixed: true,
      default: `=${lastDay}`,
      label: words('止', 'To'),
    },
    self_due: {
      type: 'date',
      formula: lastWorkingDay('period_end'),
      label: words('自评截止', 'Self-review due'),
      clauses: ['P1 §3.5.3'],
    },
    score_due: {
      type: 'date',
      formula: lastWorkingDay('add_days(hr_due, -2)'),
      label: words('评分截止', 'Scores due'),
    },
    hr_due: {
      type: 'date',
      formula: lastWorkingDay('add_days(final_due, -2)'),
      label: words('人力审核截止', 'Audit due'),
    },
    final_due: {
      type: 'date',
      default: `=${lastWorkingDay(finalDay)}`,
      label: words('终审截止', 'Approval due'),
      help: words(
        '周期结束后不足 5 个工作日时，人力资源可说明原因后延后',
        'HR moves it, with the reason, when fewer than 5 working days lie between',
      ),
      clauses: ['P1 §3.5.2', 'P0 §4.2'],
    },
    planned_final_due: {
      type: 'date',
      visible: 'false',
      auto: true,
      readonly: true,
      default: `=${lastWorkingDay(finalDay)}`,
      label: words('制度终审截止', 'Approval due by the policy'),
    },
    moved_reason: {
      type: 'longtext',
      required: 'final_due != planned_final_due',
      visible: 'final_due != planned_final_due',
      label: words('延期原因', 'Why it was moved'),
    },
    feedback_due: {
      type: 'date',
      formula: "add_working_days(final_due, param('appraisal.feedback_days'))",
      label: words('反馈截止', 'Feedback due'),
      clauses: ['P0 §4.3'],
    },
    scheme_ids: {
      type: 'references',
      to: 'appraisal_schemes',
      required: true,
      label: words('考核方案', 'Schemes'),
    },
    sheets: {
      type: 'integer',
      rollup: { of: 'appraisals', by: 'cycle_id', count: true },
      label: words('考核表数', 'Sheets'),
    },
    sheets_done: {
      type: 'integer',
      rollup: {
        of: 'appraisals',
        by: 'cycle_id',
        count: true,
        where: { state: [...resultStates] },
      },
      label: words('已定', 'Decided'),
    },
    progress: {
      type: 'percent',
      scale: 1,
      formula: '100 * sheets_done / sheets',
      label: words('完成进度', 'Progress'),
    },
    returned_on: {
      type: 'date',
      auto: true,
      readonly: true,
      visible: 'returned_on != null',
      label: words('审核退回日期', 'Returned from the audit on'),
    },
  },
  workflow: appraisalCyclesWorkflow,
  rules: [
    {
      id: 'cycle-period',
      require: `period_end == ${lastDay}
        and slice(concat(period_start), 8, 2) == '01'
        and (kind != 'quarter' or ${month} == '01' or ${month} == '04' or ${month} == '07' or ${month} == '10')
        and (kind != 'year' or ${month} == '01')`,
      at: 'period_start',
      message: words('起止须为整月、整季或整年', 'A cycle is a whole month, quarter or year'),
      clauses: ['P0 §4.2'],
    },
    {
      id: 'R-114',
      of: ['scheme_ids', 'kind'],
      require: { $and: Object.keys(cycleKinds).map(fits) },
      at: 'scheme_ids',
      message: words(
        '方案未生效，或不适用于这个周期类型',
        'A scheme is not in effect, or not made for this kind of cycle',
      ),
      clauses: ['P0 §4.2', 'P1 §3.5.2', 'P3 §6.2'],
    },
    {
      id: 'cycle-final-due',
      require: 'final_due > period_end',
      at: 'final_due',
      message: words('终审在周期结束之后', 'The approval comes after the period'),
      clauses: ['P1 §3.5.2'],
    },
    {
      id: 'R-115',
      warn: true,
      of: ['final_due', 'period_end'],
      require: 'final_due >= add_working_days(period_end, 5)',
      at: 'final_due',
      message: words(
        '周期结束到终审不足 5 个工作日，请说明原因后延后终审截止',
        'Fewer than 5 working days remain after the period: move the day, with the reason',
      ),
      clauses: ['P1 §3.5.2'],
    },
  ],
  schedule: [
    {
      id: 'J-35',
      label: words('排定下一考核周期', 'Planning the next cycle'),
      every: 'daily',
      where: plansNext,
      effects: [
        {
          do: 'create',
          resource: 'appraisal_cycles',
          values: {
            kind: '=kind',
            period_start: '=add_days(period_end, 1)',
            scheme_ids: '=scheme_ids',
            owner_id: '=owner_id',
            department_id: '=department_id',
          },
          unless: { kind: '=kind', period_start: '=add_days(period_end, 1)' },
        },
        {
          do: 'notify',
          to: { roles: ['hr'] },
          kind: 'info',
          title: words(
            '{code} 之后的考核周期已排定，请核对方案与日程',
            'The cycle after {code} is planned: please check its schemes and its calendar',
          ),
        },
      ],
      rule: 'R-115',
      clauses: ['P1 §3.5.3', 'P0 §4.2', 'P3 §6.2'],
    },
    {
      id: 'J-35-step',
      label: words('考核步骤逾期', 'Appraisal step overdue'),
      every: 'daily',
      where: `(state == 'scoring' and score_due < today()) or (state == 'hr_audit' and hr_due < today())
        or (state == 'approving' and final_due < today())`,
      key: 'state',
      effects: [
        {
          do: 'notify',
          to: { roles: ['hr', 'executive'] },
          kind: 'escalation',
          level: 'orange',
          title: words(
            '考核周期 {code} 已超过步骤期限',
            'Appraisal cycle {code} is behind its calendar',
          ),
        },
      ],
      rule: 'R-115',
      clauses: ['P1 §3.5.2'],
    },
  ],
  access: appraisalCyclesAccess,
  views: {
    list: {
      columns: ['code', 'kind', 'self_due', 'score_due', 'hr_due', 'final_due', 'sheets', 'progress', 'state'], // prettier-ignore
      filters: ['kind', 'period_start', 'final_due', 'scheme_ids', 'state'],
      presets: {
        open: {
          label: words('进行中', 'Running'),
          filter: { state: { $nin: ['planned', 'closed'] } },
          sort: ['final_due', 'ASC'],
        },
        overdue: {
          label: words('步骤逾期', 'Step overdue'),
          filter: {
            $or: [
              { state: 'scoring', score_due: { $lt: '$today' } },
              { state: 'hr_audit', hr_due: { $lt: '$today' } },
              { state: 'approving', final_due: { $lt: '$today' } },
            ],
          },
          sort: ['final_due', 'ASC'],
        },
        years: { label: words('年度', 'Years'), filter: { kind: 'year' } },
      },
      sort: ['period_start', 'DESC'],
    },
    form: [
      {
        section: words('周期', 'Cycle'),
        fields: ['code', 'kind', 'period_start', 'period_end', 'scheme_ids'],
      },
      {
        section: words('日程', 'Calendar'),
        fields: [
          'self_due',
          'score_due',
          'hr_due',
          'final_due',
          'moved_reason',
          'feedback_due',
          'returned_on',
        ],
      },
      { section: words('进度', 'Progress'), fields: ['sheets', 'sheets_done', 'progress'] },
    ],
    related: [
      { resource: 'appraisals', by: 'cycle_id' },
      { resource: 'approvals', by: 'target' },
    ],
    calendar: 'final_due',
    board: 'state',
  },
  analytics: {
    time: 'period_start',
    dimensions: { kind: { field: 'kind' }, state: { field: 'state' } },
    measures: {
      count: { agg: 'count', label: words('周期数', 'Cycles'), format: 'integer' },
    },
  },
})
