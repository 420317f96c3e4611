import type { Condition, Effect, Workflow } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { measureSheet } from './measuring.ts'
import { opinion } from './methods.ts'

const scores = (where: Record<string, unknown>): Condition => ({
  $some: { of: 'appraisal_scores', by: 'appraisal_id', where },
})

/** What happened in the period and was not counted in another sheet. */
const countOnce = (of: string, day: string): Effect => ({
  do: 'set',
  when: { is_built: false },
  on: {
    of,
    by: 'employee_id=employee_id',
    where: { counted_in_id: null, state: 'published', [day]: { $gte: '=period_start', $lte: '=period_end' } }, // prettier-ignore
  },
  values: { counted_in_id: '=id' },
  rule: 'R-178',
  clauses: ['P3 §7.1', 'P3 §7.2'],
})

/** Takes the numbers anew: shorter cycles, rewards and penalties of the period. */
const takeStock: readonly Effect[] = [
  ...measureSheet('appraisal_id', ''),
  {
    do: 'set',
    on: {
      of: 'appraisal_score_items',
      by: 'appraisal_id',
      where: { 'appraisal_score.method': 'data', 'appraisal_score.state': 'submitted' },
    },
    values: { score: '=each.data_score' },
    rule: 'R-124',
    clauses: ['P0 §4.3'],
  },
  {
    do: 'set',
    when: { is_built: true },
    values: {
      built_score:
        "=if(kind == 'quarter', quarter_of_months, if(scheme.year_formula == 'avg_months', year_of_months, year_of_quarters))",
    },
    rule: 'R-120',
    clauses: ['P0 §4.2', 'P1 §3.5.2'],
  },
  countOnce('rewards', 'granted_on'),
  countOnce('penalties', 'occurred_on'),
]

const score = {
  to: 'scored',
  by: ['dept_manager'],
  tone: 'good',
  decision: true,
  guards: [
    {
      rule: 'R-117',
      check: { $or: [{ is_built: true }, scores({ method: 'supervisor', state: 'submitted' })] },
      message: words(
        '上级尚未提交全部指标的评分',
        'The supervisor has not submitted the scores yet',
      ),
      clauses: ['P1 §3.5.3'],
    },
  ],
  clauses: ['P1 §3.5.3'],
} as const

const locked = ['employee_id', 'cycle_id', 'scheme_id', 'department_id', 'items'] as const
const inAudit = [...locked, 'self_summary', 'self_report', 'supervisor_comment', 'supervisor_id'] as const // prettier-ignore

/** Self-report, scores, audit by HR, approval by a leader, feedback, appeal. */
export const appraisalsWorkflow = {
  states: {
    self_pending: { ...words('待自评', 'Self-review due'), tone: 'neutral', locks: locked },
    self_submitted: {
      ...words('已自评', 'Self-reviewed'),
      tone: 'info',
      stamp: 'self_submitted_on',
      locks: [...locked, 'self_summary', 'self_report'],
    },
    scored: { ...words('已评分', 'Scored'), tone: 'info', stamp: 'scored_on', locks: inAudit },
    audited: { ...words('已审核', 'Audited'), tone: 'info', stamp: 'audited_on', locks: ['*'] },
    final: { ...words('已定', 'Final'), tone: 'good', stamp: 'final_on', locks: ['*'] },
    feedback_given: {
      ...words('已反馈', 'Feedback given'),
      tone: 'good',
      stamp: 'feedback_on',
      locks: ['*'],
    },
    acknowledged: {
      ...words('已确认', 'Acknowledged'),
      tone: 'good',
      final: true,
      stamp: 'acknowledged_at',
      locks: ['*'],
    },
    appealed: {
      ...words('申诉中', 'Appealed'),
      tone: 'warn',
      stamp: 'appealed_on',
      locks: ['*'],
    },
  },
  transitions: {
    submit_self: {
      from: ['self_pending'],
      to: 'self_submitted',
      by: ['employee'],
      label: words('提交自评', 'Submit self-review'),
      effects: [
        { do: 'set', values: { self_late: '=today() > cycle.self_due' }, rule: 'R-116' },
        {
          do: 'transition',
          name: 'submit',
          on: { of: 'appraisal_scores', by: 'appraisal_id', where: { method: 'self', state: 'open' } }, // prettier-ignore
          else: 'skip',
        },
        {
          do: 'notify',
          when: { self_late: true },
          to: { fields: ['employee_id', 'supervisor_id'] },
          kind: 'warning',
          level: 'yellow',
          title: words(
            '自评 {code} 迟交，自评部分计 0 分',
            'Self-review {code} came late: its part counts 0',
          ),
          rule: 'R-116',
        },
      ],
      clauses: ['P1 §3.5.3'],
    },
    score: {
      ...score,
      from: ['self_submitted'],
      label: words('评分', 'Score'),
      effects: takeStock,
    },
    score_without_self: {
      ...score,
      from: ['self_pending'],
      label: words('缺自评评分', 'Score without self-review'),
      when: 'cycle.self_due < today()',
      effects: [{ do: 'set', values: { self_late: true }, rule: 'R-116' }, ...takeStock],
    },
    audit: {
      from: ['scored'],
      to: 'audited',
      by: ['hr'],
      label: words('审核', 'Audit'),
      tone: 'good',
      decision: true,
      step: 'hr_audit',
      fills: ['hr_note', 'items'],
      guards: [
        {
          rule: 'R-118',
          check: {
            $not: scores({ rater_id: '$me', method: ['supervisor', 'peer'], state: 'submitted' }),
          },
          message: words('评分人不能审核同一张考核表', 'A rater may not audit the same sheet'),
          clauses: ['P1 §3.5.3'],
        },
        {
          rule: 'R-120',
          check: 'quota == null or 100 * (grade_peers + 1) / (pool + 1) <= quota',
          warn: true,
          message: words(
            '该等级人数超过方案的比例上限',
            'More sheets have this grade than the scheme allows',
          ),
          clauses: ['P0 §4.2'],
        },
        {
          rule: 'R-113',
          check: 'self_mean == null or supervisor_mean == null or abs(self_mean - supervisor_mean) <= 15', // prettier-ignore
          warn: true,
          message: words(
            '自评与上级评价相差超过 15 分，请核实',
            'Self-review and supervisor differ by more than 15: please look',
          ),
          clauses: ['P0 §4.3'],
        },
      ],
      effects: takeStock,
      clauses: ['P1 §3.5.3', 'P0 §4.3'],
    },
    return: {
      from: ['audited'],
      to: 'scored',
      by: ['hr'],
      label: words('退回', 'Return'),
      tone: 'warn',
      decision: true,
      step: 'hr_audit',
      verdict: 'returned',
      ask: { opinion },
      clauses: ['P1 §3.5.3'],
    },
    approve: {
      from: ['audited'],
      to: 'final',
      by: ['executive'],
      label: words('批准', 'Approve'),
      tone: 'good',
      decision: true,
      step: 'executive_approval',
      fills: ['leader_note'],
      guards: [
        {
          rule: 'R-118',
          check: { 'cycle.state': ['approving', 'feedback'] },
          message: words('考核周期尚未送批', 'The cycle has not been sent for approval'),
          clauses: ['P1 §3.5.3'],
        },
      ],
      effects: [
        {
          do: 'set',
          values: {
            excellent_streak: "=if(grade == 'excellent', coalesce(previous_streak, 0) + 1, 0)",
          },
          rule: 'R-122',
        },
        {
          do: 'notify',
          to: { fields: ['employee_id', 'supervisor_id'] },
          kind: 'info',
          title: words('考核结果 {code} 已定', 'The result of {code} is final'),
        },
      ],
      clauses: ['P1 §3.5.3'],
    },
    give_feedback: {
      from: ['final'],
      to: 'feedback_given',
      by: ['dept_manager'],
      label: words('反馈', 'Give feedback'),
      tone: 'good',
      decision: true,
      effects: [
        {
          do: 'notify',
          to: { fields: ['employee_id'] },
          kind: 'approval',
          title: words(
            '考核 {code} 已反馈，请确认',
            'Feedback on {code} is there: please acknowledge it',
          ),
          rule: 'R-119',
        },
      ],
      clauses: ['P0 §4.3'],
    },
    acknowledge: {
      from: ['feedback_given'],
      to: 'acknowledged',
      by: ['employee'],
      label: words('确认', 'Acknowledge'),
      tone: 'good',
      clauses: ['P0 §4.3'],
    },
    raise_appeal: {
      from: ['feedback_given'],
      to: 'appealed',
      by: ['employee'],
      label: words('申诉', 'Appeal'),
      tone: 'warn',
      guards: [
        {
          rule: 'R-119',
          check: "today() <= add_days(feedback_on, param('appraisal.appeal_days'))",
          message: words('申诉期限已过', 'The time to appeal is over'),
          clauses: ['P0 §4.3'],
        },
      ],
      effects: [
        {
          do: 'notify',
          to: { roles: ['hr'] },
          kind: 'approval',
          title: words('考核 {code} 提出申诉', 'Appraisal {code} is appealed'),
        },
      ],
      clauses: ['P0 §4.3'],
    },
    resolve_appeal: {
      from: ['appealed'],
      to: 'final',
      by: ['hr', 'executive'],
      label: words('处理申诉', 'Resolve the appeal'),
      decision: true,
      step: 'hr_audit',
      fills: ['items'],
      require: ['appeal_result', 'appeal_upheld'],
      effects: [
        {
          do: 'notify',
          to: { fields: ['employee_id', 'supervisor_id'] },
          kind: 'info',
          title: words('考核 {code} 的申诉已处理', 'The appeal of {code} is resolved'),
        },
      ],
      clauses: ['P0 §4.3'],
    },
  },
} as const satisfies Workflow
