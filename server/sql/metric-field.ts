import { sql, type RawBuilder } from 'kysely'
import type { Analytics, Field, Measure } from '#model/language/definition.ts'
import { parseFormula } from '#model/language/formula.ts'
import { parseCondition, parsePredicate } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { CompileError, type Typed } from './compile.ts'
import { expressionOf, numeric } from './formula.ts'
import type { Source } from './source.ts'

type MetricField = NonNullable<Field['metric']>
type Simple = Extract<Measure, { readonly agg: string }>
type Candidate = {
  readonly resource: Resource
  readonly name: string
  readonly analytics: Analytics
  readonly measure: Simple
}

/** Aggregates that can be told for one record in a sub-query of its own. */
const aggregates: Readonly<Record<string, (value: RawBuilder<unknown>) => RawBuilder<unknown>>> = {
  sum: (value) => sql`coalesce(sum(${value}), 0)`,
  avg: (value) => sql`avg(${value})`,
  min: (value) => sql`min(${value})`,
  max: (value) => sql`max(${value})`,
  distinct: (value) => sql`count(distinct ${value})`,
}

/**
 * Compiles a `metric` field: the measure that it names - or that the record names, by its catalogue number -
 * over the record's own period and filter.
 *
 * Shape: measures of one entity that are a single aggregate of its rows; any other metric gives null, as does
 * a filter by a dimension that the measure's entity lacks. The value covers every row, whoever asks: it is a
 * fact about the record that shows it.
 */
export const metricField = (source: Source, name: string): Typed => {
  const metric = source.resource.fields[name]?.metric
  if (!metric) throw noMetric(source, name)
  const open = source.open()
  const all = candidatesOf(open)
  if (!metric.metric.startsWith('=')) {
    const one = all.find((each) => [`${each.resource.name}.${each.name}`, each.measure.id].includes(metric.metric)) // prettier-ignore
    if (!one) throw noMetric(source, name)
    return { kind: 'number', sql: valueOf(open, metric, one) }
  }
  const code = formula(open, metric.metric)
  const numbered = all.filter(({ measure }) => measure.id !== undefined)
  const branches = numbered.map(
    (each) => sql`when ${each.measure.id} then cast((${valueOf(open, metric, each)}) as numeric)`,
  )
  if (branches.length === 0) return { kind: 'number', sql: sql`cast(null as numeric)` }
  return { kind: 'number', sql: sql`case ${code.sql} ${sql.join(branches, sql` `)} end` }
}

const noMetric = (source: Source, name: string): CompileError => {
  const path = `${source.resource.name}.${name}`
  return new CompileError('no_metric', path, {
    zh: `“${path}”的指标不能按记录计算`,
    en: `the metric of "${path}" cannot be computed for a record`,
  })
}

const formula = (source: Source, text: string): Typed =>
  expressionOf(source, parseFormula(text.replace(/^=/, '')))

const analyticsOf = (resource: Resource): Analytics | undefined =>
  resource.parent ? resource.parent.lines.analytics : resource.entity.analytics

const candidatesOf = (source: Source): readonly Candidate[] =>
  [...source.c.index.resources.values()].flatMap((resource) => {
    const analytics = analyticsOf(resource)
    if (!analytics) return []
    return Object.entries(analytics.measures).flatMap(([name, measure]) =>
      'agg' in measure && isSimple(measure) ? [{ resource, name, analytics, measure }] : [],
    )
  })

/** Stocks, percentiles and measures that look at their own bucket need the aggregate engine. */
const isSimple = (measure: Simple): boolean =>
  measure.balance === undefined &&
  (measure.agg === 'count' || measure.agg in aggregates) &&
  !JSON.stringify(measure).includes('$period_')

const valueOf = (
  source: Source,
  metric: MetricField,
  { resource, analytics, measure }: Candidate,
): RawBuilder<unknown> => {
  const child = source.child(resource.name)
  const { agg, field, where } = measure
  const value =
    agg === 'count' || field === undefined
      ? sql`count(*)`
      : (aggregates[agg] ?? ((of) => of))(valueIn(child, field, agg))
  const conditions = [
    sql`not ${(resource.parent ? child.hop(resource.parent.key) : child).column('archived')}`,
    ...(analytics.base ? [child.where(parsePredicate(analytics.base))] : []),
    ...(where === undefined ? [] : [child.where(parseCondition(where))]),
    within(source, child, metric, measure.time ?? analytics.time),
    ...Object.entries(metric.filter ?? {}).map(([dimension, own]) =>
      about(source, child, analytics.dimensions[dimension]?.field, String(own)),
    ),
  ]
  return sql`select ${value} from ${child.from()} where ${sql.join(conditions, sql` and `)}`
}

const valueIn = (child: Source, field: string, agg: string): RawBuilder<unknown> => {
  const value = expressionOf(child, parseFormula(field))
  return agg === 'distinct' ? value.sql : numeric(value).sql
}

/** The measure's day lies in the record's period, both ends included. */
const within = (
  source: Source,
  child: Source,
  { range }: MetricField,
  time: string,
): RawBuilder<unknown> => {
  const { kind, sql: at } = child.typed(time)
  const day = kind === 'datetime' ? sql`cast(${at} at time zone ${sql.lit(child.c.ctx.zone)} as date)` : at // prettier-ignore
  return sql`${day} between ${formula(source, range.from).sql} and ${formula(source, range.to).sql}`
}

/** The row is about what the record names; an empty name asks nothing. */
const about = (
  source: Source,
  child: Source,
  path: string | undefined,
  own: string,
): RawBuilder<unknown> => {
  const wanted = formula(source, own).sql
  return path === undefined
    ? sql`${wanted} is null`
    : sql`(${wanted} is null or ${child.typed(path).sql} = ${wanted})`
}
