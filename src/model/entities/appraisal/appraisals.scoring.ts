import { words } from '../../words.ts'
import { grades, resultStates, weightedMean, type Method } from './methods.ts'

/** Mean of one method over the indicators that it judges, by their weights. */
const byMethod = (method: Method) =>
  ({ of: 'appraisal_items', by: 'appraisal_id', avg: `${method}_score`, weight: 'weight' }) as const

const byNature = (nature: string) =>
  ({
    of: 'appraisal_items',
    by: 'appraisal_id',
    avg: 'score',
    weight: 'weight',
    where: { 'indicator.nature': nature },
  }) as const

const number = (zh: string, en: string) =>
  ({ type: 'decimal', scale: 2, confidential: true, label: words(zh, en) }) as const

const hidden = { visible: 'false' } as const

/** How many indicators a method judges. */
const itemsOf = (method: Method, zh: string, en: string) =>
  ({
    type: 'integer',
    ...hidden,
    rollup: {
      of: 'appraisal_items',
      by: 'appraisal_id',
      count: true,
      where: { 'indicator.rated_by': { $has: method } },
    },
    label: words(zh, en),
  }) as const

/** Score of a method; a late self-review counts 0. */
const methodScore = (method: Method): string =>
  method === 'self' ? 'if(self_late and self_items > 0, 0, self_mean)' : `${method}_mean`

/** From the items to the total and the grade. */
export const appraisalScoring = {
  items_total: {
    type: 'percent',
    scale: 2,
    ...hidden,
    rollup: { of: 'appraisal_items', by: 'appraisal_id', sum: 'weight' },
    label: words('指标权重合计', 'Sum of the weights'),
  },
  peer_sheets: {
    type: 'integer',
    ...hidden,
    rollup: {
      of: 'appraisal_scores',
      by: 'appraisal_id',
      count: true,
      where: { method: 'peer', state: 'submitted' },
    },
    label: words('同事评分数', 'Peers who scored'),
  },
  peer_min: {
    type: 'integer',
    ...hidden,
    auto: true,
    readonly: true,
    default: "=param('appraisal.peer_min')",
    label: words('同事评分最少人数', 'Least number of peers'),
  },
  data_items: itemsOf('data', '数据指标数', 'Indicators from data'),
  peer_items: itemsOf('peer', '同事评价指标数', 'Indicators of the peers'),
  customer_items: itemsOf('customer', '客户评价指标数', 'Indicators of customers'),
  self_items: itemsOf('self', '自评指标数', 'Indicators of the self-review'),
  is_built: {
    type: 'boolean',
    ...hidden,
    formula:
      "(kind == 'quarter' and scheme.cycles == 'month') or (kind == 'year' and scheme.year_formula != 'weighted')",
    label: words('由更短周期合成', 'Built on shorter cycles'),
    clauses: ['P0 §4.2'],
  },
  year_key: {
    type: 'integer',
    ...hidden,
    formula: 'year(period_start)',
    label: words('年份', 'Year'),
  },
  quarter_key: {
    type: 'text',
    ...hidden,
    formula: "concat(year(period_start), 'Q', round((month(period_start) + 1) / 3, 0))",
    label: words('季度', 'Quarter'),
  },
  quarter_of_months: {
    ...number('本季月度平均', 'Mean of the months'),
    ...hidden,
    rollup: {
      of: 'appraisals',
      by: 'employee_id=employee_id&quarter_key=quarter_key',
      avg: 'total_score',
      where: { kind: 'month', state: [...resultStates] },
    },
  },
  year_of_months: {
    ...number('本年月度平均', 'Mean of the year’s months'),
    ...hidden,
    rollup: {
      of: 'appraisals',
      by: 'employee_id=employee_id&year_key=year_key',
      avg: 'total_score',
      where: { kind: 'month', state: [...resultStates] },
    },
  },
  year_of_quarters: {
    ...number('本年季度平均', 'Mean of the year’s quarters'),
    ...hidden,
    rollup: {
      of: 'appraisals',
      by: 'employee_id=employee_id&year_key=year_key',
      avg: 'total_score',
      where: { kind: 'quarter', state: [...resultStates] },
    },
  },
  previous_grade: {
    type: 'enum',
    options: grades,
    ...hidden,
    confidential: true,
    rollup: {
      of: 'appraisals',
      by: 'employee_id=employee_id&kind=kind&period_end<period_end',
      last: 'grade',
      order: 'period_end',
      where: { state: [...resultStates] },
    },
    label: words('上期等级', 'Grade of the cycle before'),
    clauses: ['P1 §3.5.4'],
  },
  previous_streak: {
    type: 'integer',
    ...hidden,
    confidential: true,
    rollup: {
      of: 'appraisals',
      by: 'employee_id=employee_id&kind=kind',
      last: 'excellent_streak',
      order: 'period_end',
      where: { state: [...resultStates] },
    },
    label: words('此前连续优秀次数', 'Excellent in a row before'),
  },
  grade_peers: {
    type: 'integer',
    ...hidden,
    confidential: true,
    rollup: {
      of: 'appraisals',
      by: 'cycle_id=cycle_id&scheme_id=scheme_id&grade=grade',
      count: true,
    },
    label: words('同等级其他人数', 'Others of the grade'),
  },
  pool: {
    type: 'integer',
    ...hidden,
    rollup: { of: 'appraisals', by: 'cycle_id=cycle_id&scheme_id=scheme_id', count: true },
    label: words('同方案其他人数', 'Others of the scheme'),
  },
  quota: {
    type: 'percent',
    scale: 2,
    ...hidden,
    rollup: {
      of: 'appraisal_scheme_grades',
      by: 'appraisal_scheme_id=scheme_id&grade=grade',
      max: 'quota',
    },
    label: words('等级比例上限', 'Quota of the grade'),
  },
  pay_factor: {
    type: 'decimal',
    scale: 2,
    confidential: true,
    rollup: {
      of: 'appraisal_scheme_grades',
      by: 'appraisal_scheme_id=scheme_id&grade=grade',
      max: 'pay_factor',
    },
    label: words('绩效系数', 'Pay factor'),
    clauses: ['P0 §4.4', 'P3 §6.4.1'],
  },
  self_late: {
    type: 'boolean',
    default: false,
    auto: true,
    readonly: true,
    label: words('自评迟交', 'Self-review late'),
    clauses: ['P1 §3.5.3'],
  },
  data_mean: { ...number('业绩数据得分', 'Score of results'), rollup: byMethod('data') },
  supervisor_mean: { ...number('上级评价得分', 'Score of the supervisor'), rollup: byMethod('supervisor') }, // prettier-ignore
  peer_mean: { ...number('同事评价得分', 'Score of the peers'), rollup: byMethod('peer') },
  customer_mean: { ...number('客户评价得分', 'Score of customers'), rollup: byMethod('customer') },
  self_mean: { ...number('自我评价得分', 'Score of the self-review'), rollup: byMethod('self') },
  quantitative_score: { ...number('定量得分', 'Quantitative'), rollup: byNature('quantitative') },
  qualitative_score: { ...number('定性得分', 'Qualitative'), rollup: byNature('qualitative') },
  method_score: {
    ...number('评价合成得分', 'Score of the methods'),
    help: words(
      '各评价方式得分按方案权重合成；缺少的评价方式按比例分摊',
      'The methods by the scheme’s weights; a missing one leaves its weight to the others',
    ),
    formula: weightedMean(methodScore, (method) => `scheme.weight_${method}`),
    clauses: ['P3 §6.3', 'P0 §4.3'],
  },
  built_score: {
    ...number('周期合成得分', 'Mean of the cycles within'),
    auto: true,
    readonly: true,
    help: words(
      '季度由月度、年度由方案所定周期的得分平均',
      'A quarter is the mean of its months, a year of what the scheme says',
    ),
    clauses: ['P0 §4.2', 'P1 §3.5.2'],
  },
  bonus_points: {
    ...number('奖励加分', 'Bonus points'),
    rollup: { of: 'rewards', by: 'counted_in_id', sum: 'points' },
    help: words('每项奖励只计入一次', 'Each reward counts once'),
    clauses: ['P3 §7.1'],
  },
  deduct_points: {
    ...number('违规扣分', 'Deductions'),
    rollup: { of: 'penalties', by: 'counted_in_id', sum: 'points' },
    help: words('每项违规只计入一次', 'Each penalty counts once'),
    clauses: ['P3 §7.2'],
  },
  cap: {
    type: 'decimal',
    scale: 2,
    ...hidden,
    auto: true,
    readonly: true,
    default: "=param('appraisal.cap')",
    label: words('总分上限', 'Cap of the total'),
    clauses: ['P3 §6.3'],
  },
  total_score: {
    ...number('综合得分', 'Total'),
    formula:
      'coalesce(built_score, if(method_score == null, null, max(0, min(cap, method_score + bonus_points - deduct_points))))',
    help: words(
      '评价合成得分 + 加分 − 扣分，0 到上限之间；由更短周期合成的考核取其平均',
      'Methods + bonus − deductions, from 0 to the cap; a sheet built on shorter cycles takes their mean',
    ),
    clauses: ['P3 §6.3'],
  },
  grade: {
    type: 'enum',
    options: grades,
    confidential: true,
    band: {
      of: 'total_score',
      keys: [
        { key: 'excellent', from: 'scheme.excellent_from' },
        { key: 'good', from: 'scheme.good_from' },
        { key: 'pass', from: 'scheme.pass_from' },
        { key: 'improve', from: 'scheme.improve_from' },
        { key: 'fail' },
      ],
    },
    label: words('等级', 'Grade'),
    clauses: ['P0 §4.2', 'P1 §3.5.2'],
  },
  excellent_streak: {
    type: 'integer',
    ...hidden,
    confidential: true,
    auto: true,
    readonly: true,
    label: words('连续优秀次数', 'Excellent in a row'),
    clauses: ['P1 §3.5.4'],
  },
} as const
