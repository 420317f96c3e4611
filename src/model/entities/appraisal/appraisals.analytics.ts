import type { Analytics, Measure } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { resultStates } from './methods.ts'

const isOut = { state: [...resultStates] } as const
const isScored = { ...isOut, total_score: { $null: false } } as const
const count = { agg: 'count', format: 'integer' } as const
const score = { field: 'total_score', where: isOut, format: 'score' } as const

const steps = {
  self: ['self_submitted_on', 'self_due', words('自评', 'Self-review')],
  score: ['scored_on', 'score_due', words('评分', 'Scoring')],
  audit: ['audited_on', 'hr_due', words('审核', 'Audit')],
  approve: ['final_on', 'final_due', words('审批', 'Approval')],
  feedback: ['feedback_on', 'feedback_due', words('反馈', 'Feedback')],
} as const

/** Sheets that took a step by its day, of those that took it or whose day has passed. */
const stepMeasures: Readonly<Record<string, Measure>> = Object.fromEntries(
  Object.entries(steps).flatMap(([step, [done, due, label]]): readonly [string, Measure][] => [
    [
      `${step}_done`,
      { ...count, where: { [done]: { $null: false } }, label: words(`已${label.zh}`, `${label.en} done`) }, // prettier-ignore
    ],
    [
      `${step}_due`,
      { ...count, where: `${done} != null or cycle.${due} < today()`, label: words(`应${label.zh}`, `${label.en} due`) }, // prettier-ignore
    ],
    [
      `${step}_in_time`,
      { ...count, where: `${done} <= cycle.${due}`, label: words(`按时${label.zh}`, `${label.en} in time`), better: 'up' }, // prettier-ignore
    ],
    [
      `${step}_rate`,
      {
        calc: `100 * ${step}_in_time / ${step}_due`,
        label: words(`${label.zh}及时率`, `${label.en} in time`),
        format: 'percent',
        better: 'up',
        target: 100,
      },
    ],
  ]),
)
const sumOf = (part: string) =>
  Object.keys(steps)
    .map((step) => `${step}_${part}`)
    .join(' + ')

const gradeCount = (grade: string, zh: string, en: string): Measure => ({
  ...count,
  where: { ...isOut, grade },
  label: words(zh, en),
})
const method = (name: string, zh: string, en: string): Measure => ({
  agg: 'avg',
  field: `${name}_mean`,
  where: isOut,
  format: 'score',
  label: words(zh, en),
})

/** Results, their spread and the progress of appraisals (M-401 to M-408, M-413, M-414). */
export const appraisalsAnalytics: Analytics = {
  time: 'period_end',
  dimensions: {
    department: { field: 'department_id', label: words('部门', 'Department') },
    employee: { field: 'employee_id', label: words('员工', 'Employee') },
    position: { field: 'position_id', label: words('岗位', 'Position') },
    family: { field: 'family' },
    cycle: { field: 'cycle_id', label: words('考核周期', 'Cycle') },
    kind: { field: 'kind' },
    grade: { field: 'grade' },
    state: { field: 'state' },
    score: {
      field: 'total_score',
      bands: [50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 105],
      label: words('得分', 'Score'),
    },
  },
  measures: {
    count: { ...count, label: words('考核表数', 'Sheets') },
    ...stepMeasures,
    finals: { ...count, where: isOut, label: words('已出结果', 'Results out') },
    scored: { ...count, where: isScored, label: words('有得分的结果', 'Results with a score') },
    score_sum: { ...score, agg: 'sum', label: words('得分合计', 'Sum of scores') },
    mean_score: {
      id: 'M-401',
      calc: 'score_sum / scored',
      label: words('平均得分', 'Mean score'),
      help: words('已定结果的综合得分平均', 'Mean total of results that are out'),
      format: 'score',
      better: 'up',
      target: 80,
      clauses: ['P0 §4.3', 'P3 §6.3'],
    },
    least: { ...score, agg: 'min', label: words('最低', 'Least') },
    lower: { ...score, agg: 'p25', label: words('下四分位', 'Lower quartile') },
    middle: { ...score, agg: 'median', label: words('中位数', 'Median') },
    upper: { ...score, agg: 'p75', label: words('上四分位', 'Upper quartile') },
    most: { ...score, agg: 'max', label: words('最高', 'Greatest') },
    spread: { ...score, agg: 'stddev', label: words('标准差', 'Standard deviation') },
    department_mean: {
      ...score,
      agg: 'avg',
      where: { ...isOut, 'cycle.state': ['feedback', 'closed'] },
      scope: 'global',
      cells: ['cycle', 'department'],
      min_group: 5,
      group_of: 'employee_id',
      label: words('部门平均（匿名）', 'Department mean, anonymous'),
      help: words(
        '本部门已公布周期的平均；不足 5 人不显示',
        'Of the own department in a cycle whose results are out; not shown below 5 people',
      ),
    },
    excellent: gradeCount('excellent', '优秀', 'Excellent'),
    good: gradeCount('good', '良好', 'Good'),
    pass: gradeCount('pass', '合格', 'Pass'),
    improve: gradeCount('improve', '待改进', 'To improve'),
    fail: gradeCount('fail', '不合格', 'Fail'),
    excellent_share: {
      id: 'M-402',
      calc: '100 * excellent / scored',
      label: words('优秀比例', 'Share of excellent'),
      help: words('优秀 ÷ 有得分的结果，与方案的比例上限比较', 'Excellent ÷ scored results; the scheme sets a quota'), // prettier-ignore
      format: 'percent',
      better: 'none',
      clauses: ['P0 §4.2', 'P1 §3.5.2'],
    },
    by_data: method('data', '业绩数据', 'Results'),
    by_supervisor: method('supervisor', '上级评价', 'Supervisor'),
    by_peers: method('peer', '同事评价', 'Peers'),
    by_customers: method('customer', '客户评价', 'Customers'),
    by_self: method('self', '自我评价', 'Self'),
    self_gap: {
      id: 'M-404',
      calc: 'by_self - by_supervisor',
      label: words('自评差（自评 − 上级）', 'Self minus supervisor'),
      format: 'score',
      better: 'down',
      target: 15,
      clauses: ['P0 §4.3', 'P3 §6.3'],
    },
    progress: {
      id: 'M-407',
      calc: `100 * (${sumOf('in_time')}) / (${sumOf('due')})`,
      label: words('考核进度', 'Steps in time'),
      help: words(
        '自评、评分、审核、审批、反馈中按时完成的 ÷ 应完成的',
        'Of self-review, scoring, audit, approval and feedback: done in time ÷ due',
      ),
      format: 'percent',
      better: 'up',
      target: 100,
      clauses: ['P1 §3.5.2', 'P1 §3.5.3'],
    },
    acknowledged: {
      ...count,
      where: { acknowledged_at: { $null: false } },
      label: words('已确认', 'Acknowledged'),
      better: 'up',
    },
    feedback_share: {
      id: 'M-408',
      calc: '100 * feedback_done / finals',
      label: words('反馈率', 'Feedback given'),
      help: words('已反馈 ÷ 已出结果', 'Feedback given ÷ results out'),
      format: 'percent',
      better: 'up',
      target: 100,
      clauses: ['P0 §4.3'],
    },
    acknowledged_share: {
      calc: '100 * acknowledged / feedback_done',
      label: words('确认率', 'Acknowledged'),
      format: 'percent',
      better: 'up',
      target: 100,
      clauses: ['P0 §4.3'],
    },
    appeals: {
      ...count,
      where: { appealed_on: { $null: false } },
      label: words('申诉', 'Appeals'),
      better: 'down',
    },
    upheld: {
      ...count,
      where: { appeal_upheld: true },
      label: words('申诉成立', 'Appeals upheld'),
    },
    appeal_rate: {
      id: 'M-413',
      calc: '100 * appeals / finals',
      label: words('申诉率', 'Appeal rate'),
      format: 'percent',
      better: 'down',
      target: 3,
      clauses: ['P0 §4.3'],
    },
    was_weak: {
      ...count,
      where: { ...isScored, previous_grade: ['improve', 'fail'] },
      label: words('上期待改进、不合格', 'Weak in the cycle before'),
    },
    has_improved: {
      ...count,
      where: {
        ...isOut,
        previous_grade: ['improve', 'fail'],
        grade: ['excellent', 'good', 'pass'],
      },
      label: words('本期已合格', 'Pass now'),
      better: 'up',
    },
    improvement_rate: {
      id: 'M-414',
      calc: '100 * has_improved / was_weak',
      label: words('改进率', 'Improvement rate'),
      help: words(
        '上一周期待改进或不合格的员工中，本期合格以上的比例',
        'Of those who had to improve or failed in the cycle before: pass or better now',
      ),
      format: 'percent',
      better: 'up',
      target: 70,
      clauses: ['P1 §3.5.4', 'P3 §6.4.3'],
    },
  },
}

/** Scores by indicator, weighted as the scheme weighs them (M-403). */
export const appraisalItemsAnalytics = {
  time: 'appraisal.period_end',
  base: { 'appraisal.state': [...resultStates] },
  dimensions: {
    dimension: { field: 'indicator.dimension', label: words('维度', 'Dimension') },
    indicator: { field: 'indicator_id', label: words('指标', 'Indicator') },
    department: { field: 'appraisal.department_id', label: words('部门', 'Department') },
    employee: { field: 'appraisal.employee_id', label: words('员工', 'Employee') },
    family: { field: 'appraisal.family', label: words('序列', 'Family') },
    cycle: { field: 'appraisal.cycle_id', label: words('考核周期', 'Cycle') },
  },
  measures: {
    weighted: {
      agg: 'sum',
      field: 'weight * score',
      label: words('加权得分', 'Weighted scores'),
      format: 'score',
    },
    weights: {
      agg: 'sum',
      field: 'weight',
      where: { score: { $null: false } },
      label: words('权重', 'Weights'),
      format: 'score',
    },
    dimension_score: {
      id: 'M-403',
      calc: 'weighted / weights',
      label: words('维度得分', 'Score'),
      help: words('指标得分按权重的平均', 'Mean of the indicators by their weights'),
      format: 'score',
      better: 'up',
      clauses: ['P0 §4.1', 'P3 §6.3'],
    },
    teamwork_score: {
      id: 'M-418',
      agg: 'avg',
      field: 'peer_score',
      where: { 'indicator.dimension': 'teamwork' },
      label: words('团队协作得分', 'Teamwork score'),
      help: words(
        '团队协作指标的同事评分平均；不足 3 人评分的不计',
        'Mean of what peers gave for teamwork; sheets below 3 raters do not count',
      ),
      format: 'score',
      better: 'up',
      target: 85,
      clauses: ['P0 §3.3', 'P3 §6.3'],
    },
  },
} as const satisfies Analytics
