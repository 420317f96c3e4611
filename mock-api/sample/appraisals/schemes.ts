import type { People } from '../people.ts'
import { add, addLines, at, serial, type Company, type SampleRow } from '../rows.ts'

const from = '2023-01-01'
const agreed = '2022-12-20'

export type Method = 'supervisor' | 'peer' | 'self' | 'data' | 'customer'
type Kind = 'month' | 'quarter' | 'year'
/** Points from a number on, up to the next step. */
export type Step = readonly [from: number, score: number]
export type Indicator = {
  readonly id: string
  readonly weight: number
  readonly methods: readonly Method[]
  readonly metric: string | null
  /** Scores by the steps that the number lies in; without any by the achievement of the goal. */
  readonly steps: readonly Step[] | null
}
export type Scheme = {
  readonly id: string
  readonly family: string
  readonly kinds: readonly Kind[]
  readonly indicators: readonly Indicator[]
}

const people3 = ['supervisor', 'peer', 'self'] as const

/** Code, name, dimension, raters, metric, description. */
const library = [
  ['ZB-01', '销售目标达成', 'performance', ['data'], 'M-101', '签约销售额与目标之比'],
  [
    'ZB-02',
    '岗位职责完成',
    'performance',
    ['supervisor', 'self'],
    null,
    '按岗位职责与工作计划完成本职工作的数量与质量',
  ],
  [
    'ZB-03',
    '客户开发与维护',
    'customer',
    ['supervisor', 'self'],
    null,
    '新客户开发、老客户维护与拜访计划执行',
  ],
  ['ZB-04', '货款回收', 'collection', ['supervisor', 'self'], null, '应收款按期回收与催收记录'],
  ['ZB-05', '业务能力', 'ability', ['supervisor', 'self'], null, '产品知识、商务洽谈与问题处理'],
  ['ZB-06', '工作态度', 'attitude', ['supervisor', 'self'], null, '遵守制度、主动负责'],
  ['ZB-07', '团队协作', 'teamwork', people3, null, '跨岗位配合与信息共享'],
  ['ZB-08', '创新改进', 'innovation', ['supervisor'], null, '流程改进建议与采纳'],
  ['ZB-09', '客户服务满意', 'customer', ['customer', 'supervisor'], null, '周期内客户满意度评价'],
  ['ZB-10', '项目按期完成', 'performance', ['data'], 'M-416', '所负责项目按期结项的比例'],
  ['ZB-11', '市场拓展成果', 'customer', ['data'], 'M-417', '选定细分市场、新增渠道与新客户的得分'],
  ['ZB-12', '创新提案', 'innovation', ['data'], 'M-419', '周期内提交的创新提案'],
] as const

/** How the numbers that have no goal are scored. */
const stepsOf: Readonly<Record<string, readonly Step[]>> = {
  'M-416': [[0, 60], [60, 75], [90, 95], [100, 100]],
  'M-417': [[0, 78], [1, 84], [3, 92], [6, 100]],
  'M-419': [[0, 78], [1, 92], [2, 100]],
} // prettier-ignore

type Code = (typeof library)[number][0]
const usual: readonly (readonly [Code, number])[] = [['ZB-02', 45], ['ZB-06', 20], ['ZB-07', 20], ['ZB-08', 15]] // prettier-ignore

/** Family, name, cycles, annual score, indicators with their weights. */
const plans: readonly (readonly [string, string, readonly Kind[], string, typeof usual])[] = [
  ['sales', '工厂业务员考核方案', ['quarter', 'year'], 'avg_quarters', [['ZB-01', 40], ['ZB-03', 15], ['ZB-04', 15], ['ZB-05', 10], ['ZB-06', 8], ['ZB-07', 7], ['ZB-08', 5]]],
  ['service', '客服考核方案', ['month', 'quarter', 'year'], 'avg_quarters', [['ZB-02', 30], ['ZB-09', 25], ['ZB-06', 15], ['ZB-07', 20], ['ZB-08', 10]]],
  ['marketing', '市场考核方案', ['month', 'quarter', 'year'], 'avg_quarters', [['ZB-02', 30], ['ZB-11', 20], ['ZB-06', 20], ['ZB-07', 20], ['ZB-08', 10]]],
  ['operations', '生产物流考核方案', ['month', 'quarter', 'year'], 'avg_quarters', usual],
  ['rd', '研发考核方案', ['month', 'quarter', 'year'], 'avg_quarters', [['ZB-02', 30], ['ZB-10', 15], ['ZB-06', 20], ['ZB-07', 20], ['ZB-12', 10], ['ZB-08', 5]]],
  ['support', '职能考核方案', ['month', 'quarter', 'year'], 'avg_quarters', usual],
] // prettier-ignore

const grades = [
  ['excellent', 90, 1.2, 30],
  ['good', 80, 1.1, null],
  ['pass', 70, 1, null],
  ['improve', 60, 0.9, null],
  ['fail', 0, 0.8, null],
] as const

const makeLibrary = (
  company: Company,
  owner: SampleRow,
  metrics: ReadonlyMap<string, string>,
): ReadonlyMap<string, SampleRow> =>
  new Map(
    library.map(([code, name, dimension, rated_by, metric, description]) => {
      const steps = metric ? stepsOf[metric] : undefined
      const row = add(
        company,
        'appraisal_indicators',
        {
          code, name, dimension, nature: metric ? 'quantitative' : 'qualitative', metric_id: metric ? (metrics.get(metric) ?? null) : null,
          rated_by, scoring_rule: steps ? 'step' : metric ? 'linear' : 'manual', cap: 120, description, owner_id: owner.id, department_id: owner.department_id,
        },
        { at: at(company, agreed, 9), by: owner.id },
      )
      addLines(company, 'appraisal_indicator_steps', 'appraisal_indicator_id', row, (steps ?? []).map(([start, score], i) => ({
        from: start, to: steps?.[i + 1]?.[0] ?? null, score,
      })))
      return [code, row]
    }),
  ) // prettier-ignore

/** The library of indicators and a scheme in effect for each family of posts. */
export const makeSchemes = (
  company: Company,
  people: People,
  metrics: ReadonlyMap<string, string>,
): readonly Scheme[] => {
  const hr = people.headOf('hr')
  const boss = people.headOf('board')
  const known = makeLibrary(company, hr, metrics)
  return plans.map(([family, name, kinds, year_formula, indicators]) => {
    const row = add(
      company,
      'appraisal_schemes',
      {
        code: serial(company, 'appraisal_schemes', 'code', agreed), name, family, cycles: kinds, year_formula, peer_count: 3,
        weight_data: 35, weight_supervisor: 40, weight_peer: 10, weight_customer: 10, weight_self: 5,
        valid_from: from, owner_id: hr.id, department_id: hr.department_id,
      },
      {
        at: at(company, agreed, 10),
        by: hr.id,
        steps: [
          { at: at(company, agreed, 11), transition: 'submit', to: 'submitted', by: hr.id },
          { at: at(company, agreed, 15), transition: 'approve', to: 'effective', by: boss.id },
        ],
      },
    ) // prettier-ignore
    const lines = indicators.flatMap(([code, weight]) => {
      const found = known.get(code)
      const [, , , methods, metric] = library.find(([each]) => each === code) ?? library[1]
      const steps = metric ? (stepsOf[metric] ?? null) : null
      return found ? [{ id: found.id, weight, methods, metric, steps }] : []
    })
    addLines(company, 'appraisal_scheme_indicators', 'appraisal_scheme_id', row, lines.map(({ id, weight, metric, steps }) => ({
      indicator_id: id, weight, target_source: metric && !steps ? 'goal' : 'fixed',
    }))) // prettier-ignore
    addLines(company, 'appraisal_scheme_grades', 'appraisal_scheme_id', row, grades.map(([grade, min_score, pay_factor, quota]) => ({
      grade, min_score, pay_factor, quota,
    }))) // prettier-ignore
    return { id: row.id, family, kinds, indicators: lines }
  })
}
