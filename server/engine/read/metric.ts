import type {
  AggregateAnswer,
  AggregateColumn,
  AggregateQuery,
  AggregateRow,
  Metric,
} from '#model/language/definition.ts'
import { formatScales } from '#model/language/aggregate-columns.ts'
import { periodDays, type Window } from '#model/language/aggregate-plan.ts'
import {
  bucketsIn,
  elapsedDays,
  previousPeriodShift,
  previousYearShift,
  shiftWindow,
  within,
} from '#model/language/aggregate-periods.ts'
import { Decimal, roundTo, toWire } from '#model/language/decimal.ts'
import { evaluate, parseFormula, pathsOf } from '#model/language/formula.ts'
import { addDays } from '#model/language/time.ts'
import { Problem } from '../../problems.ts'
import { aggregateRows } from './aggregate.ts'
import type { Work } from '../work.ts'

type Part = { readonly resource: string; readonly measures: readonly string[] }
type Known = Readonly<Record<string, unknown>>

/**
 * Answers a metric that spans entities: one query an entity, joined on the shared dimensions and the time
 * bucket, then the calculation.
 *
 * A row's `parts` are the records of each entity; its `drill` is that of the first. Errors: `bad_query` names a dimension that one side lacks.
 */
export const answerMetric = async (
  work: Work,
  name: string,
  query: Omit<AggregateQuery, 'measures'>,
): Promise<AggregateAnswer> => {
  const metric = work.engine.index.model.metrics.find((one) => one.name === name || one.id === name)
  if (!metric)
    throw new Problem('not_found', {
      message: { zh: `没有指标“${name}”`, en: `There is no metric "${name}"` },
    })
  const parts = partsOf(metric)
  const answers = await inOrder(parts, (part) =>
    aggregateRows(work, part.resource, partQuery(work, metric, part, query)),
  )
  return joined(work, metric, query, parts, answers)
}

const partsOf = (metric: Metric): readonly Part[] => {
  const paths = pathsOf(parseFormula(metric.calc)).filter((path) => path !== periodDays)
  const byResource = Map.groupBy(paths, (path) => path.slice(0, path.indexOf('.')))
  return [...byResource].map(([resource, found]) => ({
    resource,
    measures: [...new Set(found.map((path) => path.slice(path.indexOf('.') + 1)))],
  }))
}

/** One after the other: the embedded database serves one statement at a time anyway. */
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
  work: Work,
  metric: Metric,
  part: Part,
  query: Omit<AggregateQuery, 'measures'>,
): AggregateQuery => {
  const by = (query.by ?? []).map((one) => {
    if (typeof one !== 'string') return { time: '', grain: one.grain }
    const mapped = metric.by?.[one]?.[part.resource] ?? (metric.by?.[one] ? one : undefined)
    if (mapped !== undefined) return mapped
    throw new Problem('bad_query', {
      message: {
        zh: `指标“${metric.label.zh}”不能按“${one}”分组`,
        en: `Metric "${metric.name}" cannot be split by "${one}"`,
      },
    })
  })
  const { from, to } = query.range ?? {}
  const filter = query.filter && partFilter(work.engine, metric, part, query.filter)
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
  { index }: Work['engine'],
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
  work: Work,
  metric: Metric,
  query: Omit<AggregateQuery, 'measures'>,
  parts: readonly Part[],
  answers: readonly AggregateAnswer[],
): AggregateAnswer => {
  const [first] = answers
  if (!first) throw new Problem('internal')
  const names = (query.by ?? []).map((by) => (typeof by === 'string' ? by : 'time'))
  const keys = [...new Set(answers.flatMap((answer) => answer.rows.map((row) => row.key)))]
  const rows = keys.map((key): AggregateRow => {
    const found = answers.map((answer) => answer.rows.find((row) => row.key === key))
    const at = found.findIndex((row) => row !== undefined)
    const base = found[at]
    if (!base) throw new Problem('internal')
    const own = answers[at] ? keyNames(answers[at]) : []
    const window = windowAt(query, base)
    return {
      key,
      ...Object.fromEntries(names.map((name, i) => [name, base[own[i] ?? ''] ?? null])),
      label: Object.fromEntries(names.map((name, i) => [name, base.label[own[i] ?? ''] ?? ''])),
      drill: base.drill,
      ...(base.asOf !== undefined && { asOf: base.asOf }),
      parts: parts.flatMap(({ resource }, i) => behind(resource, found[i])),
      [metric.name]: calculate(work, metric, parts, found, elapsedDays(window, work.ctx.today)),
      ...comparisons(work, metric, parts, found, query, window),
    } as AggregateRow // names of the axes and of the metric are open
  })
  const totals = answers.map((answer) => answer.totals)
  const whole = windowOf(query)
  const limit = query.limit ?? 1000
  return {
    resource: metric.name,
    columns: [...axisColumns(first, names), metricColumn(metric)],
    rows: rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit),
    totals: {
      [metric.name]: calculate(work, metric, parts, totals, elapsedDays(whole, work.ctx.today)),
      ...comparisons(work, metric, parts, totals, query, whole),
    },
    meta: {
      ...first.meta,
      scope: answers.some((answer) => answer.meta.scope === 'restricted') ? 'restricted' : 'all',
      truncated: rows.length > limit || answers.some((answer) => answer.meta.truncated),
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

/** The days that a row stands for: its bucket inside the range asked for, or that range. */
const windowAt = (query: Omit<AggregateQuery, 'measures'>, row: AggregateRow): Window => {
  const { from, toExclusive } = windowOf(query)
  const grain = query.by?.find((by) => typeof by !== 'string')
  if (typeof grain !== 'object' || from === undefined || toExclusive === undefined)
    return { from, toExclusive }
  const buckets = new Set(bucketsIn({ from, toExclusive }, grain.grain))
  const bucket = row.key.split('|').find((part) => buckets.has(part))
  return bucket === undefined
    ? { from, toExclusive }
    : within(bucket, grain.grain, { from, toExclusive })
}

const calculate = (
  work: Work,
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
  const value = evaluate(parseFormula(metric.calc), get, work.ctx)
  return value instanceof Decimal ? toWire(roundTo(value, formatScales[metric.format])) : null
}

/** Days of the period that a comparison looks at: as many as it has itself, not as the present one. */
const pastDays = (
  work: Work,
  kind: NonNullable<AggregateQuery['compare']>[number],
  query: Omit<AggregateQuery, 'measures'>,
  window: Window,
): number | null => {
  const { range } = query
  if (!range) return null
  const grain = query.by?.find((by) => typeof by !== 'string')
  const shift =
    kind === 'previousYear'
      ? previousYearShift(typeof grain === 'object' ? grain.grain : undefined)
      : previousPeriodShift(range.from, range.to, work.ctx.today)
  return elapsedDays(shiftWindow(window, shift, work.ctx.today), work.ctx.today)
}

const comparisons = (
  work: Work,
  metric: Metric,
  parts: readonly Part[],
  found: readonly (Known | undefined)[],
  query: Omit<AggregateQuery, 'measures'>,
  window: Window,
): Known =>
  Object.fromEntries(
    (query.compare ?? []).map((kind) => {
      const past = found.map((row) => row?.[kind] as Known | undefined) // written by the aggregate under this name
      const days = pastDays(work, kind, query, window)
      return [kind, { [metric.name]: calculate(work, metric, parts, past, days) }]
    }),
  )
