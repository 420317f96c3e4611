import { sql, type Kysely, type RawBuilder } from 'kysely'
import {
  bandKey,
  percentiles,
  type Axis,
  type BaseMeasure,
  type Part,
} from '#model/language/aggregate-plan.ts'
import type { PartRow, RunPart } from '#model/language/aggregate-collect.ts'
import type { Test } from '#model/language/ast.ts'
import { Decimal } from '#model/language/decimal.ts'
import { startOfDay } from '#model/language/time.ts'
import type { Aggregate, Grain } from '#model/language/definition.ts'
import type { Tables } from '../database/database.ts'
import { existed } from './as-of.ts'
import { CompileError, type Compile } from './compile.ts'
import { from, type Source } from './source.ts'

export type SqlEngineOptions = {
  readonly kysely: Kysely<Tables>
  /** Compile context of the viewer under a context of time; unmasked for a comparison over everybody's rows. */
  readonly compile: (ctx: Compile['ctx'], isGlobal: boolean) => Compile
  /** Rows that the viewer may read. */
  readonly scope: Test
}

const formats: Readonly<Record<Grain, string>> = {
  day: 'YYYY-MM-DD',
  week: 'YYYY-MM-DD',
  month: 'YYYY-MM',
  quarter: 'YYYY-"Q"Q',
  year: 'YYYY',
}

/** Local calendar day (date) or wall clock (timestamp) of the value at a path. */
const localTime = (source: Source, path: string): RawBuilder<unknown> => {
  const { kind, sql: value } = source.typed(path)
  if (kind === 'date') return value
  if (kind !== 'datetime')
    throw new CompileError('bad_value', path, { zh: '不是日期', en: 'is not a date' })
  return sql`(${value} at time zone ${sql.lit(source.c.ctx.zone)})`
}

const bandSql = (value: RawBuilder<unknown>, bounds: readonly number[]): RawBuilder<unknown> => {
  const cases = bounds.map(
    (bound, i) => sql`when ${value} < ${sql.lit(bound)} then ${sql.lit(bandKey(bounds, i))}`,
  )
  const last = sql.lit(bandKey(bounds, bounds.length))
  return sql`case when ${value} is null then null ${sql.join(cases, sql` `)} else ${last} end`
}

const axisSql = (source: Source, axis: Axis): RawBuilder<unknown> => {
  if (axis.kind === 'time') {
    const local = localTime(source, axis.path)
    const start = axis.grain === 'week' ? sql`date_trunc('week', ${local})` : local
    return sql`to_char(${start}, ${sql.lit(formats[axis.grain])})`
  }
  const { sql: value } = source.typed(axis.path)
  return axis.bands ? bandSql(value, axis.bands) : sql`cast(${value} as text)`
}

const windowSql = (source: Source, part: Part): readonly RawBuilder<unknown>[] => {
  const { from: start, toExclusive } = part.window
  if (start === undefined && toExclusive === undefined) return []
  const { kind, sql: value } = source.typed(part.time)
  const at = (day: string) =>
    kind === 'date'
      ? sql`cast(${day} as date)`
      : sql`cast(${startOfDay(day, part.ctx.zone)} as timestamptz)`
  return [
    ...(start === undefined ? [] : [sql`${value} >= ${at(start)}`]),
    ...(toExclusive === undefined ? [] : [sql`${value} < ${at(toExclusive)}`]),
  ]
}

const filtered = (source: Source, { where }: BaseMeasure): RawBuilder<unknown> =>
  where ? sql` filter (where ${source.where(where)})` : sql``

const measureSql = (source: Source, measure: BaseMeasure): RawBuilder<unknown> => {
  const only = filtered(source, measure)
  const counted = sql`count(*)${only}`
  const result = measure.definition.agg === 'count' ? counted : valueSql(source, measure, only)
  const { min_group } = measure.definition
  if (min_group === undefined) return result
  const size = measure.groupOf
    ? sql`count(distinct ${source.expression(measure.groupOf)})${only}`
    : counted
  return sql`case when ${size} >= ${sql.lit(min_group)} then ${result} end`
}

/** An aggregate of the values of a field or formula. */
const valueSql = (
  source: Source,
  measure: BaseMeasure,
  only: RawBuilder<unknown>,
): RawBuilder<unknown> => {
  const { agg } = measure.definition
  if (!measure.value || agg === 'count')
    throw new CompileError('bad_value', measure.name, { zh: '缺少字段', en: 'needs a field' })
  const value = source.expression(measure.value)
  const sums = sql`cast(sum(${value})${only} as numeric(60,30))`
  if (agg in percentiles) {
    const share = sql.lit(percentiles[agg as keyof typeof percentiles]) // asked one line above
    return sql`round(cast(percentile_cont(${share}) within group (order by cast(${value} as double precision))${only} as numeric), 6)`
  }
  const aggregates: Record<
    Exclude<Aggregate, 'count' | keyof typeof percentiles>,
    RawBuilder<unknown>
  > = {
    sum: sql`coalesce(sum(${value})${only}, 0)`,
    avg: sql`round(${sums} / nullif(count(${value})${only}, 0), 10)`,
    min: sql`min(${value})${only}`,
    max: sql`max(${value})${only}`,
    distinct: sql`count(distinct ${value})${only}`,
    stddev: sql`round(stddev_pop(cast(${value} as numeric))${only}, 6)`,
  }
  return aggregates[agg as keyof typeof aggregates] // the percentiles returned above
}

const rowsOf = (source: Source, part: Part, scope: Test): RawBuilder<unknown> => {
  const { resource } = part.plan
  const open = source.open()
  const owner = resource.parent ? open.hop(resource.parent.key) : open
  const conditions = [
    ...(part.plan.hasArchived ? [] : [sql`not ${owner.column('archived')}`]),
    existed(source),
    ...(part.isGlobal ? [] : [open.where(scope)]),
    ...part.filters.map((test) => source.where(test)),
    ...windowSql(source, part),
  ]
  return sql.join(conditions, sql` and `)
}

const toDecimal = (value: unknown): Decimal | null =>
  value === null || value === undefined ? null : new Decimal(String(value))

/** Runs parts as one SQL statement each. */
export const sqlEngine =
  ({ kysely, compile, scope }: SqlEngineOptions): RunPart =>
  async (part) => {
    const source = from(compile(part.ctx, part.isGlobal), part.plan.resource.name)
    const keys = part.axes.map((axis, i) => sql`${axisSql(source, axis)} as ${sql.ref(`k${i}`)}`)
    const values = part.measures.map(
      (measure, i) => sql`cast(${measureSql(source, measure)} as text) as ${sql.ref(`m${i}`)}`,
    )
    const groups = part.axes.length
      ? sql` group by ${sql.raw(part.axes.map((_, i) => i + 1).join(', '))}`
      : sql``
    const statement = sql<Record<string, unknown>>`select ${sql.join([...keys, ...values])}
      from ${source.from()} where ${rowsOf(source, part, scope)}${groups}`
    const { rows } = await statement.execute(kysely)
    return rows.map((row): PartRow => ({
      keys: part.axes.map((_, i) => asText(row[`k${i}`])),
      values: Object.fromEntries(part.measures.map((m, i) => [m.name, toDecimal(row[`m${i}`])])),
    }))
  }

const asText = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value)
