import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { families } from '../foundation/families.ts'
import { appraisalsAccess } from './appraisals.access.ts'
import { appraisalsAnalytics } from './appraisals.analytics.ts'
import { appraisalItems } from './appraisals.items.ts'
import { appraisalScoring } from './appraisals.scoring.ts'
import { appraisalsViews } from './appraisals.views.ts'
import { appraisalsWorkflow } from './appraisals.workflow.ts'
import { cycleKinds, resultStates } from './methods.ts'

const told = (states: readonly string[]) => ({ required: { states } }) as const

/** One person in one cycle: self-report, scores by method, audit, approval, feedback. */
export const appraisals = entity({
  name: 'appraisals',
  label: words('员工考核表', 'Appraisal sheets'),
  module: 'people',
  tier: 'core',
  icon: 'assignment_ind',
  clauses: ['P0 §4', 'P0 §4.3', 'P1 §3.5', 'P1 §3.5.3', 'P3 §6', 'P3 §6.3'],
  title: '{code} {employee.name}',
  people: ['employee_id'],
  fields: {
    code: {
      type: 'text',
      unique: true,
      search: true,
      auto: true,
      readonly: true,
      default: "=concat(cycle.code, '-', employee.employee_no)",
      label: words('编号', 'No.'),
    },
    cycle_id: {
      type: 'reference',
      to: 'appraisal_cycles',
      required: true,
      fixed: true,
      unique: { with: ['employee_id'] },
      label: words('考核周期', 'Cycle'),
    },
    employee_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      fixed: true,
      label: words('员工', 'Employee'),
    },
    scheme_id: {
      type: 'reference',
      to: 'appraisal_schemes',
      required: true,
      fixed: true,
      label: words('方案', 'Scheme'),
      help: words(
        '启动时按方案抄录指标与权重；生效方案不再改动',
        'Its indicators and weights are copied at the start; a scheme in effect no longer changes',
      ),
    },
    supervisor_id: {
      type: 'reference',
      to: 'employees',
      required: true,
      default: '=employee.supervisor_id',
      label: words('评分上级', 'Supervisor'),
    },
    department_id: {
      type: 'reference',
      to: 'departments',
      default: '=employee.department_id',
      fixed: true,
      label: words('部门', 'Department'),
    },
    position_id: {
      type: 'reference',
      to: 'positions',
      copy: 'employee.position_id',
      label: words('岗位', 'Position'),
    },
    family: {
      type: 'enum',
      options: families,
      copy: 'employee.position.family',
      label: words('序列', 'Family'),
    },
    kind: { type: 'enum', options: cycleKinds, copy: 'cycle.kind', label: words('类型', 'Kind') },
    period_start: { type: 'date', formula: 'cycle.period_start', label: words('起', 'From') },
    period_end: { type: 'date', formula: 'cycle.period_end', label: words('止', 'To') },
    peer_count: {
      type: 'integer',
      copy: 'scheme.peer_count',
      visible: 'false',
      label: words('同事评价人数', 'Peers who score'),
    },
    self_summary: {
      type: 'longtext',
      ...told(['self_submitted']),
      label: words('个人工作总结', 'Summary of my work'),
      clauses: ['P1 §3.5.3'],
    },
    self_report: {
      type: 'longtext',
      ...told(['self_submitted']),
      label: words('自评报告', 'Self-review'),
      clauses: ['P1 §3.5.3'],
    },
    items: appraisalItems,
    ...appraisalScoring,
    supervisor_comment: {
      type: 'longtext',
      ...told(['scored']),
      label: words('考核评语', 'Comment of the supervisor'),
      clauses: ['P1 §3.5.3'],
    },
    strengths: {
      type: 'longtext',
      ...told(['feedback_given']),
      label: words('优点', 'Strengths'),
      clauses: ['P0 §4.3'],
    },
    weaknesses: {
      type: 'longtext',
      ...told(['feedback_given']),
      label: words('不足', 'Weaknesses'),
      clauses: ['P0 §4.3'],
    },
    advice: {
      type: 'longtext',
      ...told(['feedback_given']),
      label: words('改进建议', 'Advice'),
      clauses: ['P0 §4.3'],
    },
    hr_note: { type: 'longtext', label: words('人力审核意见', 'Note of the audit') },
    leader_note: { type: 'longtext', label: words('领导审批意见', 'Note of the leader') },
    self_submitted_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('自评日期', 'Self-review on'),
    },
    scored_on: { type: 'date', auto: true, readonly: true, label: words('评分日期', 'Scored on') },
    audited_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('审核日期', 'Audited on'),
    },
    final_on: { type: 'date', auto: true, readonly: true, label: words('定案日期', 'Final on') },
    feedback_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('反馈日期', 'Feedback on'),
    },
    acknowledged_at: {
      type: 'datetime',
      auto: true,
      readonly: true,
      label: words('员工确认时间', 'Acknowledged at'),
    },
    appealed_on: {
      type: 'date',
      auto: true,
      readonly: true,
      label: words('申诉日期', 'Appealed on'),
    },
    appeal: { type: 'longtext', ...told(['appealed']), label: words('申诉', 'Appeal') },
    appeal_result: { type: 'longtext', label: words('申诉处理', 'Result of the appeal') },
    appeal_upheld: { type: 'boolean', label: words('申诉成立', 'Appeal upheld') },
  },
  workflow: appraisalsWorkflow,
  rules: [
    {
      id: 'R-111',
      of: ['items'],
      require: 'items_total == 100',
      at: 'items',
      message: words('指标权重合计须为 100', 'The weights of the indicators must add to 100'),
      clauses: ['P0 §4.1'],
    },
  ],
  events: {
    create: [
      {
        do: 'create',
        resource: 'appraisal_items',
        each: 'scheme.indicators',
        values: {
          appraisal_id: '=id',
          indicator_id: '=each.indicator_id',
          weight: '=each.weight',
          target_source: '=each.target_source',
          target: '=each.fixed_target',
        },
        unless: { appraisal_id: '=id', indicator_id: '=each.indicator_id' },
        rule: 'R-111',
        clauses: ['P0 §4.1'],
      },
      {
        do: 'create',
        when: { is_built: false, self_items: { $gt: 0 } },
        resource: 'appraisal_scores',
        values: { appraisal_id: '=id', method: 'self', rater_id: '=employee_id' },
        clauses: ['P1 §3.5.3'],
      },
      {
        do: 'notify',
        to: { fields: ['employee_id'] },
        kind: 'reminder',
        title: words(
          '请完成自评 {code}，截止 {cycle.self_due}',
          'Please complete your self-review {code} by {cycle.self_due}',
        ),
        rule: 'R-116',
      },
    ],
  },
  schedule: [
    {
      id: 'J-35-self',
      label: words('自评提醒', 'Self-review reminder'),
      every: 'daily',
      where: {
        $and: [
          { state: 'self_pending' },
          'today() == cycle.self_due or today() == add_days(cycle.self_due, -1) or today() == add_days(cycle.self_due, -3)',
        ],
      },
      key: 'today()',
      effects: [
        {
          do: 'notify',
          to: { fields: ['employee_id'] },
          kind: 'reminder',
          title: words(
            '自评 {code} 将于 {cycle.self_due} 截止',
            'Your self-review {code} is due on {cycle.self_due}',
          ),
        },
      ],
      rule: 'R-116',
      clauses: ['P1 §3.5.3'],
    },
    {
      id: 'appraisal-feedback',
      label: words('考核反馈逾期', 'Feedback overdue'),
      every: 'daily',
      where: "state == 'final' and cycle.feedback_due < today()",
      effects: [
        {
          do: 'notify',
          to: { fields: ['supervisor_id'], head: true, roles: ['hr'] },
          kind: 'escalation',
          level: 'orange',
          title: words('考核 {code} 未按期反馈', 'Appraisal {code}: feedback is overdue'),
        },
      ],
      rule: 'R-119',
      clauses: ['P0 §4.3'],
    },
  ],
  access: appraisalsAccess,
  // The own result is open to its person once it is decided (roles: own data is always visible).
  shares: [
    {
      where: { employee_id: '$me', state: [...resultStates] },
      confidential: true,
      clauses: ['P0 §4.3'],
    },
  ],
  exists_from: 'period_start',
  views: appraisalsViews,
  analytics: appraisalsAnalytics,
})
