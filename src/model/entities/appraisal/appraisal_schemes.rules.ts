import type { Condition, Rule } from '../../language/definition.ts'
import { words } from '../../words.ts'
import { cycleKinds, dimensions } from './methods.ts'

const lines = (where: Record<string, unknown>) => ({
  $some: { of: 'appraisal_scheme_indicators', by: 'appraisal_scheme_id', where },
})

/** The dimension is not asked of this family, or an indicator covers it. */
const isCovered = (dimension: string): Condition => ({
  $or: [
    `not param('appraisal.required_dimensions', 'all', '${dimension}')
      and not (family == 'sales' and param('appraisal.required_dimensions', 'sales', '${dimension}'))`,
    lines({ 'indicator.dimension': dimension }),
  ],
})

const family = "switch(family, 'commerce', 'commerce', 'sales', 'sales', 'other')"

/** The scheme does not use the cycle, or the parameter switches it on for the family. */
const isSwitchedOn = (kind: string): Condition => ({
  $or: [
    { $not: { cycles: { $has: kind } } },
    `param('appraisal.cycles_by_family', ${family}, '${kind}')`,
  ],
})

const inUse = { state: ['submitted', 'effective'] }

/** What a scheme must obey before people are judged by it. */
export const schemeRules: readonly Rule[] = [
  {
    id: 'scheme-validity',
    require: 'valid_to == null or valid_to >= valid_from',
    at: 'valid_to',
    message: words('失效日期不得早于生效日期', 'It may not end before it begins'),
    clauses: ['P0 §4.1'],
  },
  {
    id: 'R-111',
    when: inUse,
    require: { $and: Object.keys(dimensions).map(isCovered) },
    at: 'indicators',
    message: words(
      '方案缺少该序列必需的考核维度',
      'A dimension that this family must be judged by has no indicator',
    ),
    clauses: ['P0 §4.1', 'P1 §3.5.1', 'P3 §6.1'],
  },
  {
    id: 'R-111',
    when: inUse,
    require: 'indicators_total == 100',
    at: 'indicators',
    message: words('指标权重合计须为 100', 'The weights of the indicators must add to 100'),
    clauses: ['P0 §4.1', 'P1 §3.5.1', 'P3 §6.1'],
  },
  {
    id: 'R-112',
    require: 'weight_supervisor > largest_other',
    at: 'weight_supervisor',
    message: words(
      '上级评价权重必须严格大于其他每一种评价方式',
      'The supervisor’s weight must be larger than that of every other method',
    ),
    clauses: ['P0 §4.3'],
  },
  {
    id: 'R-112',
    require: 'methods_total == 100',
    at: 'weight_supervisor',
    message: words(
      '五种评价方式的权重合计须为 100',
      'The weights of the five methods must add to 100',
    ),
    clauses: ['P0 §4.3'],
  },
  {
    id: 'R-114',
    require: { $and: Object.keys(cycleKinds).map(isSwitchedOn) },
    at: 'cycles',
    message: words('该序列不使用这个考核周期', 'This family is not appraised in such a cycle'),
    clauses: ['P0 §4.2', 'P1 §3.5.2', 'P3 §6.2'],
  },
  {
    id: 'R-120',
    when: inUse,
    require:
      'excellent_from > good_from and good_from > pass_from and pass_from > improve_from and improve_from > 0',
    at: 'grades',
    message: words(
      '等级最低分须依次递减：优秀、良好、合格、待改进',
      'The bounds of the grades must fall: excellent, good, pass, to improve',
    ),
    clauses: ['P0 §4.2', 'P1 §3.5.2'],
  },
]
