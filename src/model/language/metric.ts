import type {
  AggregateAnswer,
  AggregateColumn,
  AggregateQuery,
  AggregateRow,
  Metric,
} from './definition.ts'
import { formatScales } from './aggregate-columns.ts'
import { orderMetricRows } from './aggregate-order.ts'
import { periodDays, QueryError, type Window } from './aggregate-plan.ts'
import type { Context } from './context.ts'
import {
  bucketsIn,
  elapsedDays,
  previousPeriodShift,
  previousYearShift,
  shiftWindow,
  within,
} from './aggregate-periods.ts'
import { Decimal, roundTo, toWire } from './decimal.ts'
import { evaluate, parseFormula } from './formula.ts'
import { metricParts, type MetricPart as Part } from './metric-parts.ts'
import type { ModelIndex } from './resources.ts'
import { addDays } from './time.ts'

/** Where the parts of a metric are asked. */
export type Asking = {
  readonly index: ModelIndex
  readonly ctx: Context
  readonly ask: (resource: string, query: AggregateQuery) => Promise<AggregateAnswer>
}

type Known = Readonly<Record<string, unknown>>

/**
 * Answers a metric that spans entities: one query an entity, joined on the shared dimensions and the time
 * bucket, then the calculation.
 *
 * A row's drill-down is that of the first part; rows come as `sort` asks. Errors: `QueryError` names a dimension that one side lacks.
 */
export const answerMetric = async (
  asking: Asking,
  metric: Metric,
  query: Omit<AggregateQuery, 'measures'>,
): Promise<AggregateAnswer> => {
  const parts = metricParts(metric.calc)
  const answers = await inOrder(parts, (part) =>
    asking.ask(part.resource, partQuery(asking, metric, part, query)),
  )
  return joined(asking, metric, query, parts, answers)
}

/** One after the other: an embedded database serves one statement at a time anyway. */
const inOrder = async <A, B>(
  items: readonly A[],
  run: (item: A) => Promise<B>,
): Promise<readonly B[]> => {
  const done: B[] = []
  for (const item of items) done.push(await run(item))
  return done
}

/** The same question in the words of one entity: its own dimensions, its own default date. */
const partQuery = (
  asking: Asking,
  metric: Metric,
  part: Part,
  query: Omit<AggregateQuery, 'measures'>,
): AggregateQuery => {
  const by = (query.by ?? []).map((one) => {
    if (typeof one !== 'string') return { time: '', grain: one.grain }
    const mapped = metric.by?.[one]?.[part.resource] ?? (metric.by?.[one] ? one : undefined)
    if (mapped !== undefined) return mapped
    throw new QueryError('by', {
      zh: `指标“${metric.label.zh}”不能按“${one}”分组`,
      en: `Metric "${metric.name}" cannot be split by "${one}"`,
    })
  })
  const { from, to } = query.range ?? {}
  const filter = query.filter && partFilter(asking, metric, part, query.filter)
  return {
    measures: part.measures,
    by,
    ...(from !== undefined && to !== undefined && { range: { from, to } }),
    ...(query.compare && { compare: query.compare }),
    ...(query.asOf !== undefined && { asOf: query.asOf }),
    ...(filter && { filter }),
    fill: query.fill ?? false,
    totals: true,
    limit: 10_000,
  }
}

/** Filters of a metric name its shared dimensions; each part reads them as fields of its own. */
const partFilter = (
  { index }: Asking,
  metric: Metric,
  part: Part,
  filter: NonNullable<AggregateQuery['filter']>,
) => {
  const resource = index.resources.get(part.resource)
  const analytics = resource?.parent ? resource.parent.lines.analytics : resource?.entity.analytics
  return Object.fromEntries(
    Object.entries(filter).map(([key, value]) => {
      const name = metric.by?.[key]?.[part.resource]
      return [analytics?.dimensions[name ?? '']?.field ?? key, value]
    }),
  )
}

const keyNames = (answer: AggregateAnswer): readonly string[] =>
  answer.columns.filter((column) => column.kind !== 'measure').map((column) => column.key)

const joined = (
  asking: Asking,
  metric: Metric,
  query: Omit<AggregateQuery, 'measures'>,
  parts: readonly Part[],
  answers: readonly AggregateAnswer[],
): AggregateAnswer => {
  const [first] = answers
  if (!first) throw new Error('a metric has at least one part')
  const names = (query.by ?? []).map((by) => (typeof by === 'string' ? by : 'time'))
  const keys = [...new Set(answers.flatMap((answer) => answer.rows.map((row) => row.key)))]
  const rows = keys.map((key): AggregateRow => {
    const found = answers.map((answer) => answer.rows.find((row) => row.key === key))
    const at = found.findIndex((row) => row !== undefined)
    const base = found[at]
    if (!base) throw new Error('a metric has at least one part')
    const own = answers[at] ? keyNames(answers[at]) : []
    const period = windowAt(query, base)
    return {
      key,
      ...Object.fromEntries(names.map((name, i) => [name, base[own[i] ?? ''] ?? null])),
      label: Object.fromEntries(names.map((name, i) => [name, base.label[own[i] ?? ''] ?? ''])),
      drill: base.drill,
      ...(base.asOf !== undefined && { asOf: base.asOf }),
      parts: parts.flatMap(({ resource }, i) => behind(resource, found[i])),
      [metric.name]: calculate(asking, metric, parts, found, elapsedDays(period, asking.ctx.today)),
      ...comparisons(asking, metric, parts, found, query, period),
    } as AggregateRow // names of the axes and of the metric are open
  })
  const totals = answers.map((answer) => answer.totals)
  const whole = windowOf(query)
  const limit = query.limit ?? 1000
  const rowLimit = answers.find((answer) => answer.meta.rowLimit !== undefined)?.meta.rowLimit
  return {
    resource: metric.name,
    columns: [...axisColumns(first, names), metricColumn(metric)],
    rows: orderMetricRows(metric.name, query, rows).slice(0, limit),
    totals: {
      [metric.name]: calculate(asking, metric, parts, totals, elapsedDays(whole, asking.ctx.today)),
      ...comparisons(asking, metric, parts, totals, query, whole),
    },
    meta: {
      ...first.meta,
      scope: answers.some((answer) => answer.meta.scope === 'restricted') ? 'restricted' : 'all',
      truncated: rows.length > limit || answers.some((answer) => answer.meta.truncated),
      ...(rowLimit !== undefined && { rowLimit }),
    },
  }
}

/** The records of one entity that a row is made of. */
const behind = (resource: string, row: AggregateRow | undefined) =>
  row ? [{ resource, drill: row.drill, ...(row.asOf !== undefined && { asOf: row.asOf }) }] : []

const axisColumns = (
  answer: AggregateAnswer,
  names: readonly string[],
): readonly AggregateColumn[] =>
  answer.columns
    .filter((column) => column.kind !== 'measure')
    .map((column, i) => ({ ...column, key: names[i] ?? column.key }))

const metricColumn = (metric: Metric): AggregateColumn => ({
  key: metric.name,
  kind: 'measure',
  label: metric.label,
  format: metric.format,
  additive: false,
  better: metric.better,
  help: metric.help,
  clauses: metric.clauses,
  ...(metric.format === 'money' && { unit: 'CNY' }),
})

const windowOf = ({ range }: Pick<AggregateQuery, 'range'>): Window =>
  range ? { from: range.from, toExclusive: addDays(range.to, 1) } : {}

/** The days that a row stands for: its bucket inside the window, or the window. */
const windowAt = (query: Omit<AggregateQuery, 'measures'>, row: AggregateRow): Window => {
  const window = windowOf(query)
  const grain = grainOf(query)
  const { from, toExclusive } = window
  if (grain === undefined || from === undefined || toExclusive === undefined) return window
  const buckets = new Set(bucketsIn({ from, toExclusive }, grain))
  const bucket = row.key.split('|').find((part) => buckets.has(part))
  return bucket === undefined ? window : within(bucket, grain, window)
}

const grainOf = ({ by }: Pick<AggregateQuery, 'by'>) =>
  by?.flatMap((one) => (typeof one === 'string' ? [] : [one.grain]))[0]

/** The days that a window is compared with, as the parts compare them. */
const pastOf = (
  { ctx }: Asking,
  query: Omit<AggregateQuery, 'measures'>,
  kind: 'previousPeriod' | 'previousYear',
  window: Window,
): Window => {
  const { range } = query
  if (!range) return {}
  const shift =
    kind === 'previousYear'
      ? previousYearShift(grainOf(query))
      : previousPeriodShift(range.from, range.to, ctx.today)
  return shiftWindow(window, shift, ctx.today)
}

const calculate = (
  asking: Asking,
  metric: Metric,
  parts: readonly Part[],
  found: readonly (Known | undefined)[],
  days: number | null,
): number | null => {
  const get = (path: string): unknown => {
    if (path === periodDays) return days
    const dot = path.indexOf('.')
    const at = parts.findIndex((part) => part.resource === path.slice(0, dot))
    const value = found[at]?.[path.slice(dot + 1)]
    return typeof value === 'number' ? new Decimal(value) : null
  }
  const value = evaluate(parseFormula(metric.calc), get, asking.ctx)
  return value instanceof Decimal ? toWire(roundTo(value, formatScales[metric.format])) : null
}

const comparisons = (
  asking: Asking,
  metric: Metric,
  parts: readonly Part[],
  found: readonly (Known | undefined)[],
  query: Omit<AggregateQuery, 'measures'>,
  window: Window,
): Known =>
  Object.fromEntries(
    (query.compare ?? []).map((kind) => {
      const past = found.map((row) => row?.[kind] as Known | undefined) // written by the aggregate under this name
      const days = elapsedDays(pastOf(asking, query, kind, window), asking.ctx.today)
      return [kind, { [metric.name]: calculate(asking, metric, parts, past, days) }]
    }),
  )
