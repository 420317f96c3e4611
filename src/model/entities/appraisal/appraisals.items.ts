import { words } from '../../words.ts'
import { appraisalItemsAnalytics } from './appraisals.analytics.ts'
import { weightedMean, type Method } from './methods.ts'

/** Mean of what the raters of one method gave the indicator. */
const given = (method: Method) =>
  ({
    of: 'appraisal_score_items',
    by: 'item_id',
    avg: 'score',
    where: { 'appraisal_score.method': method, 'appraisal_score.state': 'submitted' },
  }) as const

const score = (label: { readonly zh: string; readonly en: string }) =>
  ({ type: 'decimal', scale: 2, confidential: true, label }) as const

const attained = '100 * actual / target'
/** Nothing of what should be low is as good as can be. */
const avoided = 'if(actual == 0, indicator.cap, 100 * target / actual)'

/** Score of a number by the indicator's rule, from 0 to its cap. */
const byRule = `if(actual == null, null, min(indicator.cap, max(0, switch(indicator.scoring_rule,
  'linear', if(indicator.metric.better == 'lower', ${avoided}, ${attained}),
  'inverse', ${avoided},
  'step', step_score,
  null))))`

/** The scheme's indicators as they were at the start, with target, actual and scores. */
export const appraisalItems = {
  type: 'lines',
  required: { states: ['scored'] },
  title: '{indicator.name}',
  analytics: appraisalItemsAnalytics,
  fields: {
    indicator_id: {
      type: 'reference',
      to: 'appraisal_indicators',
      required: true,
      fixed: true,
      label: words('指标', 'Indicator'),
    },
    weight: {
      type: 'percent',
      required: true,
      fixed: true,
      scale: 2,
      label: words('权重', 'Weight'),
    },
    target_source: {
      type: 'enum',
      fixed: true,
      visible: 'false',
      options: { goal: words('工作目标', 'Work goal'), fixed: words('固定值', 'Fixed') },
      label: words('目标来源', 'Target from'),
    },
    metric_code: {
      type: 'text',
      visible: 'false',
      formula: 'indicator.metric.code',
      label: words('取数指标编号', 'Number of the metric'),
    },
    cycle_id: {
      type: 'reference',
      to: 'appraisal_cycles',
      copy: 'appraisal.cycle_id',
      visible: 'false',
      label: words('考核周期', 'Cycle'),
    },
    target: { type: 'decimal', label: words('目标', 'Target') },
    actual: {
      type: 'decimal',
      label: words('实际', 'Actual'),
      help: words('取自看板同一指标', 'The same number as on the dashboards'),
      clauses: ['P0 §4.3'],
    },
    achievement: {
      type: 'percent',
      scale: 2,
      formula:
        "if(indicator.metric.better == 'lower', 100 * target / actual, 100 * actual / target)",
      label: words('达成率', 'Achievement'),
      clauses: ['P3 §6.3'],
    },
    ahead: {
      type: 'integer',
      visible: 'false',
      rollup: {
        of: 'appraisal_items',
        by: 'cycle_id=cycle_id&metric_code=metric_code&actual>actual',
        count: true,
      },
      label: words('领先人数', 'People ahead'),
    },
    others: {
      type: 'integer',
      visible: 'false',
      rollup: {
        of: 'appraisal_items',
        by: 'cycle_id=cycle_id&metric_code=metric_code',
        count: true,
        where: { actual: { $null: false } },
      },
      label: words('其他人数', 'Others'),
    },
    top_percent: {
      type: 'percent',
      scale: 2,
      visible: 'false',
      formula: 'if(actual == null, null, 100 * ahead / (others + 1))',
      label: words('名次百分位', 'Share of people ahead'),
      clauses: ['P3 §7.1.1'],
    },
    step_score: {
      ...score(words('分段得分', 'Score of the step')),
      visible: 'false',
      rollup: {
        of: 'appraisal_indicator_steps',
        by: 'appraisal_indicator_id=indicator_id&from<=actual',
        last: 'score',
        order: 'from',
      },
    },
    computed_score: {
      ...score(words('按规则得分', 'Score by the rule')),
      visible: 'false',
      formula: byRule,
    },
    data_score: score(words('数据分', 'Data')),
    measured_score: {
      ...score(words('取数得分', 'Score as measured')),
      visible: 'false',
      auto: true,
      readonly: true,
      help: words('取数时按规则得出的数据分', 'The data score as the numbers gave it'),
      clauses: ['P0 §4.3'],
    },
    supervisor_score: { ...score(words('上级分', 'Supervisor')), rollup: given('supervisor') },
    peer_mean: {
      ...score(words('同事均分', 'Mean of the peers')),
      visible: 'false',
      secret: true,
      rollup: given('peer'),
    },
    peer_score: {
      ...score(words('同事分', 'Peers')),
      formula: 'if(appraisal.peer_sheets >= appraisal.peer_min, peer_mean, null)',
      help: words('不足 3 人评分时不显示', 'Not shown below 3 raters'),
    },
    customer_score: { ...score(words('客户分', 'Customers')), rollup: given('customer') },
    self_score: { ...score(words('自评分', 'Self')), rollup: given('self') },
    score: {
      ...score(words('指标得分', 'Score')),
      formula: weightedMean(
        (method) => `${method}_score`,
        (method) => `appraisal.scheme.weight_${method}`,
      ),
    },
    override_reason: {
      type: 'text',
      max_length: 500,
      label: words('人工调整原因', 'Why adjusted by hand'),
    },
    source: {
      type: 'longtext',
      format: 'drill',
      readonly: true,
      auto: true,
      label: words('取数依据', 'Records behind it'),
      clauses: ['P0 §4.3'],
    },
  },
  rules: [
    {
      id: 'R-124',
      of: ['actual', 'target', 'data_score', 'override_reason'],
      when: { 'indicator.scoring_rule': { $ne: 'manual' } },
      require:
        "(data_score == measured_score and computed_score == measured_score) or (override_reason != null and override_reason != '')",
      at: 'override_reason',
      message: words(
        '实际值、目标或数据分与取数结果不同，须说明人工调整原因',
        'The number or its score differs from what was measured: say why it was adjusted',
      ),
      clauses: ['P0 §4.3'],
    },
  ],
  label: words('指标得分', 'Scores by indicator'),
  clauses: ['P3 §6.3'],
} as const
