import { conductArticles } from './handbook/articles.ts'
import { metricParts } from './language/metric-parts.ts'
import type { Entity, Format, Label, Measure, Metric, Model } from './language/definition.ts'

/** A row that the model itself brings: its resource, the fields that tell it apart, its values and state. */
export type SeedRow = {
  readonly resource: string
  readonly key: readonly string[]
  readonly values: Readonly<Record<string, unknown>>
  readonly state?: string
}

/** From this day the defaults of the register are in force. */
const registerFrom = '2000-01-01'

/**
 * Lists the rows that a new company starts with: the parameter register, the definitions of the metrics and
 * the first articles of the handbook (drafts, for the office to issue).
 *
 * Shape: texts in Chinese; to be written as a historical import, so that nothing is announced.
 */
export const seedRows = (model: Model): readonly SeedRow[] => [
  ...parameterRows(model),
  ...metricRows(model),
  ...conductArticles.map(({ clause, title, body, applies_to }) => ({
    resource: 'handbook_articles',
    key: ['clause', 'version_no'],
    values: { clause, version_no: 1, title: title.zh, body: body.zh, applies_to, must_acknowledge: true },
    state: 'draft',
  })),
] // prettier-ignore

const parameterRows = ({ parameters, modules }: Model): readonly SeedRow[] =>
  parameters.flatMap((parameter) => {
    const { key, label, module, type, min, max, clauses } = parameter
    const value = parameter.default
    if (value === null || parameter.view) return []
    return [
      {
        resource: 'policy_parameters',
        key: ['key', 'effective_from'],
        values: {
          key,
          name: label.zh,
          module: modules.find((each) => each.key === module)?.label.zh ?? module,
          value_type: type,
          value: type === 'list' || type === 'map' ? JSON.stringify(value) : String(value),
          min: min === undefined ? null : String(min),
          max: max === undefined ? null : String(max),
          effective_from: registerFrom,
          clause_ref: clauses.join('; '),
        },
        state: 'effective',
      },
    ]
  })

const units: Readonly<Record<Format, string>> = {
  integer: '个',
  decimal: '数值',
  money: '元',
  percent: '%',
  days: '天',
  hours: '小时',
  ppm: 'ppm',
  score: '分',
}

type Family = {
  readonly from: number
  readonly group: string
  readonly scenario: readonly string[]
  readonly dashboard: string
}

/** What the number of a metric says about it, by hundreds; the last that fits counts. */
const families: readonly Family[] = [
  { from: 101, group: 'volume', scenario: ['sales'], dashboard: '销售趋势' },
  { from: 201, group: 'finance', scenario: ['finance', 'sales'], dashboard: '应收与回款' },
  { from: 301, group: 'satisfaction', scenario: ['service'], dashboard: '投诉率与客服' },
  { from: 401, group: 'people', scenario: ['hr'], dashboard: '考核结果' },
  { from: 501, group: 'volume', scenario: ['sales'], dashboard: '商机与销售活动' },
  { from: 601, group: 'quality', scenario: ['sales'], dashboard: '订单与履约' },
  { from: 701, group: 'quality', scenario: ['project', 'rd'], dashboard: '项目与研发' },
  { from: 801, group: 'risk', scenario: ['all'], dashboard: '风险' },
  { from: 901, group: 'volume', scenario: ['market'], dashboard: '营销投入产出与市场' },
  { from: 1001, group: 'people', scenario: ['hr'], dashboard: '培训与考勤' },
  { from: 1101, group: 'compliance', scenario: ['all'], dashboard: '制度执行' },
]

type Described = {
  readonly id: string
  readonly label: Label
  readonly formula: string
  readonly resource: string
  readonly dimensions: readonly string[]
  readonly isStock: boolean
  readonly measure: Pick<Measure | Metric, 'format' | 'better' | 'target'>
}

const metricRows = (model: Model): readonly SeedRow[] => {
  const described = [...model.entities.flatMap(measuresOf), ...model.metrics.map(acrossEntities)]
  return described.map(({ id, label, formula, resource, dimensions, isStock, measure }) => {
    const number = Number.parseInt(id.slice(2), 10)
    const family = families.findLast(({ from }) => number >= from)
    return {
      resource: 'metric_definitions',
      key: ['code'],
      values: {
        code: id,
        name: label.zh,
        group: family?.group ?? 'volume',
        scenario: family?.scenario ?? ['all'],
        formula,
        resource,
        dimensions,
        grain: isStock ? 'day' : 'month',
        unit: units[measure.format ?? 'decimal'],
        better: measure.better === 'down' ? 'lower' : 'higher',
        target: measure.target ?? null,
        dashboard: family ? [family.dashboard] : [],
      },
    }
  })
}

const measuresOf = (entity: Entity): readonly Described[] => {
  const sources = [
    { name: entity.name, analytics: entity.analytics },
    ...Object.entries(entity.fields).flatMap(([name, field]) =>
      field.type === 'lines'
        ? [{ name: `${entity.name}.${name}`, analytics: field.analytics }]
        : [],
    ),
  ]
  return sources.flatMap(({ name, analytics }) =>
    Object.values(analytics?.measures ?? {}).flatMap((measure) =>
      measure.id === undefined
        ? []
        : [
            {
              id: measure.id,
              label: measure.label,
              formula: formulaOf(measure),
              resource: name,
              dimensions: Object.keys(analytics?.dimensions ?? {}),
              isStock: 'balance' in measure && measure.balance !== undefined,
              measure,
            },
          ],
    ),
  )
}

const formulaOf = (measure: Measure): string => {
  if ('calc' in measure) return measure.calc
  const of = measure.field === undefined ? '' : `(${measure.field})`
  const where = measure.where === undefined ? '' : ` where ${textOf(measure.where)}`
  return `${measure.agg}${of}${where}`
}

const textOf = (condition: unknown): string =>
  typeof condition === 'string' ? condition : JSON.stringify(condition)

const acrossEntities = (metric: Metric): Described => ({
  id: metric.id,
  label: metric.label,
  formula: metric.calc,
  resource: metricParts(metric.calc).map(({ resource }) => resource).join(', '),
  dimensions: Object.keys(metric.by ?? {}),
  isStock: false,
  measure: metric,
}) // prettier-ignore
