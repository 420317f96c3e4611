import type { Field } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { grades, methodKeys, type Grade, type Method } from './methods.ts'

const weight = (zh: string, en: string, share: number, help?: Field['help']) =>
  ({
    type: 'percent',
    required: true,
    min: 0,
    max: 100,
    scale: 2,
    default: share,
    label: words(zh, en),
    clauses: ['P0 §4.3'],
    ...(help && { help }),
  }) as const

/** Least score of a grade in the table, by which sheets are graded. */
const boundOf = (grade: Grade) =>
  ({
    type: 'decimal',
    scale: 2,
    visible: 'false',
    rollup: {
      of: 'appraisal_scheme_grades',
      by: 'appraisal_scheme_id',
      max: 'min_score',
      where: { grade },
    },
    label: words(`${grades[grade].zh}最低分`, `${grades[grade].en} from`),
  }) as const

const others = methodKeys.filter((method): method is Exclude<Method, 'supervisor'> => method !== 'supervisor') // prettier-ignore

/** Indicators with their weights, weights of the methods, grades. */
export const schemeParts = {
  indicators: {
    type: 'lines',
    required: true,
    fields: {
      indicator_id: {
        type: 'reference',
        to: 'appraisal_indicators',
        required: true,
        label: words('指标', 'Indicator'),
      },
      weight: {
        type: 'percent',
        required: true,
        min: 0.01,
        max: 100,
        scale: 2,
        label: words('权重', 'Weight'),
      },
      target_source: {
        type: 'enum',
        required: true,
        options: {
          goal: words('工作目标', 'Work goal'),
          fixed: words('固定值', 'Fixed'),
        },
        default: 'goal',
        label: words('目标来源', 'Target from'),
      },
      fixed_target: {
        type: 'decimal',
        required: { target_source: 'fixed', 'indicator.nature': 'quantitative' },
        label: words('固定目标', 'Fixed target'),
      },
    },
    label: words('指标', 'Indicators'),
    help: words('权重合计 100', 'The weights add to 100'),
    clauses: ['P0 §4.1', 'P3 §6.1'],
  },
  indicators_total: {
    type: 'percent',
    scale: 2,
    rollup: { of: 'appraisal_scheme_indicators', by: 'appraisal_scheme_id', sum: 'weight' },
    label: words('指标权重合计', 'Sum of the weights'),
  },
  weight_data: weight('业绩数据权重', 'Weight of results', 35),
  weight_supervisor: weight(
    '上级评价权重',
    'Weight of the supervisor',
    40,
    words('须大于其他任何一种', 'Must be larger than every other'),
  ),
  weight_peer: weight('同事评价权重', 'Weight of peers', 10),
  weight_customer: weight('客户评价权重', 'Weight of customers', 10),
  weight_self: weight('自评权重', 'Weight of the self-review', 5),
  methods_total: {
    type: 'percent',
    scale: 2,
    formula: methodKeys.map((method) => `coalesce(weight_${method}, 0)`).join(' + '),
    label: words('评价方式权重合计', 'Sum of the methods'),
  },
  largest_other: {
    type: 'percent',
    scale: 2,
    visible: 'false',
    formula: `max(${others.map((method) => `weight_${method}`).join(', ')})`,
    label: words('其他方式最大权重', 'Largest of the others'),
  },
  peer_count: {
    type: 'integer',
    min: 3,
    max: 20,
    default: 3,
    label: words('同事评价人数', 'Peers who score'),
    help: words('少于 3 人不成匿名', 'Fewer than 3 would not be anonymous'),
    clauses: ['P0 §4.3'],
  },
  grades: {
    type: 'lines',
    required: { states: ['submitted'] },
    fields: {
      grade: { type: 'enum', required: true, options: grades, label: words('等级', 'Grade') },
      min_score: {
        type: 'decimal',
        required: true,
        min: 0,
        max: 120,
        scale: 2,
        label: words('最低分', 'From'),
      },
      pay_factor: {
        type: 'decimal',
        required: true,
        min: 0,
        max: 3,
        scale: 2,
        label: words('绩效系数', 'Pay factor'),
      },
      quota: {
        type: 'percent',
        min: 0,
        max: 100,
        scale: 2,
        label: words('比例上限', 'At most'),
        help: words('超过时审核提示', 'The audit warns above it'),
      },
    },
    label: words('等级', 'Grades'),
    help: words('不填则按制度参数', 'Left empty: as the parameters say'),
    clauses: ['P0 §4.2', 'P0 §4.4'],
  },
  excellent_from: boundOf('excellent'),
  good_from: boundOf('good'),
  pass_from: boundOf('pass'),
  improve_from: boundOf('improve'),
} as const
