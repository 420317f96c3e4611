import { entity } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { appraisalIndicatorsAccess } from './appraisal_indicators.access.ts'
import { dimensions, methods } from './methods.ts'

/** What people are judged by: dimension, nature, the metric it is taken from, how it is scored. */
export const appraisalIndicators = entity({
  name: 'appraisal_indicators',
  label: words('考核指标库', 'Appraisal indicators'),
  module: 'people',
  tier: 'core',
  icon: 'rule',
  clauses: ['P0 §4.1', 'P1 §2.7.3', 'P1 §3.5.1', 'P3 §6.1'],
  title: '{name}',
  fields: {
    code: {
      type: 'text',
      required: true,
      unique: true,
      search: true,
      label: words('指标编码', 'Code'),
    },
    name: {
      type: 'text',
      required: true,
      search: true,
      max_length: 100,
      label: words('指标名称', 'Name'),
    },
    dimension: {
      type: 'enum',
      required: true,
      options: dimensions,
      label: words('维度', 'Dimension'),
      clauses: ['P0 §4.1', 'P3 §6.1'],
    },
    nature: {
      type: 'enum',
      required: true,
      options: {
        quantitative: words('定量', 'Quantitative'),
        qualitative: words('定性', 'Qualitative'),
      },
      label: words('性质', 'Nature'),
      clauses: ['P3 §6.3'],
    },
    metric_id: {
      type: 'reference',
      to: 'metric_definitions',
      required: { nature: 'quantitative' },
      visible: { nature: 'quantitative' },
      label: words('取数指标', 'Metric'),
      help: words(
        '与看板同一计算，取被考核人在周期内的数值',
        'The number of the dashboards, of this person in the cycle',
      ),
      clauses: ['P0 §4.3'],
    },
    rated_by: {
      type: 'enum',
      many: true,
      required: true,
      options: methods,
      label: words('评价方式', 'Judged by'),
      clauses: ['P0 §4.3', 'P3 §6.3'],
    },
    scoring_rule: {
      type: 'enum',
      required: true,
      options: {
        linear: words('按达成率', 'By achievement'),
        step: words('分段', 'In steps'),
        inverse: words('反向', 'Inverse'),
        manual: words('人工', 'By hand'),
      },
      label: words('评分规则', 'Scoring rule'),
      help: words(
        '按达成率：实际÷目标，越低越好的指标为目标÷实际；反向：目标÷实际；分段：实际值所在分段的得分',
        'By achievement: actual ÷ target, inverted where lower is better. Inverse: target ÷ actual. In steps: the score of the step that the actual lies in',
      ),
      clauses: ['P3 §6.3'],
    },
    steps: {
      type: 'lines',
      required: { scoring_rule: 'step' },
      visible: { scoring_rule: 'step' },
      fields: {
        from: { type: 'decimal', required: true, label: words('下限', 'From') },
        to: { type: 'decimal', label: words('上限', 'To') },
        score: { type: 'decimal', required: true, min: 0, max: 120, label: words('得分', 'Score') },
      },
      rules: [
        {
          id: 'indicator-step',
          require: 'to == null or to > from',
          at: 'to',
          message: words('上限须大于下限', 'The upper bound must be above the lower'),
          clauses: ['P3 §6.3'],
        },
      ],
      label: words('分段', 'Steps'),
      help: words('含下限，不含上限', 'The lower bound counts, the upper does not'),
    },
    cap: {
      type: 'decimal',
      min: 0,
      max: 200,
      scale: 2,
      default: "=param('appraisal.cap')",
      label: words('封顶分', 'Cap'),
      clauses: ['P3 §6.3'],
    },
    description: { type: 'longtext', required: true, label: words('说明', 'Description') },
  },
  rules: [
    {
      id: 'R-113',
      require: {
        $or: [
          { nature: 'quantitative', rated_by: { $has: 'data' } },
          { nature: 'qualitative', $not: { rated_by: { $has: 'data' } } },
        ],
      },
      at: 'rated_by',
      message: words(
        '定量指标由业绩数据评分，定性指标由人评分',
        'A quantitative indicator is scored from data, a qualitative one by people',
      ),
      clauses: ['P3 §6.3'],
    },
  ],
  access: appraisalIndicatorsAccess,
  views: {
    list: {
      columns: ['code', 'name', 'dimension', 'nature', 'metric_id', 'rated_by', 'scoring_rule'],
      filters: ['dimension', 'nature', 'rated_by', 'scoring_rule', 'metric_id'],
      presets: {
        by_dimension: {
          label: words('按维度', 'By dimension'),
          filter: {},
          sort: ['dimension', 'ASC'],
        },
        quantitative: { label: words('定量', 'Quantitative'), filter: { nature: 'quantitative' } },
        qualitative: { label: words('定性', 'Qualitative'), filter: { nature: 'qualitative' } },
      },
      sort: ['code', 'ASC'],
    },
    form: [
      {
        section: words('指标', 'Indicator'),
        fields: ['code', 'name', 'dimension', 'nature', 'metric_id', 'description'],
      },
      {
        section: words('评分', 'Scoring'),
        fields: ['rated_by', 'scoring_rule', 'cap', 'steps'],
      },
    ],
    related: [],
  },
  analytics: {
    time: 'created_at',
    dimensions: { dimension: { field: 'dimension' }, nature: { field: 'nature' } },
    measures: {
      count: { agg: 'count', label: words('指标数', 'Indicators'), format: 'integer' },
    },
  },
})
