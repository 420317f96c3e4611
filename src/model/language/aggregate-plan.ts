import type { Expr, Test } from './ast.ts'
import type { Context } from './context.ts'
import type {
  AggregateQuery,
  Analytics,
  Dimension,
  Field,
  Grain,
  Label,
  Measure,
  Predicate,
} from './definition.ts'
import { FilterError, readFilter } from './filter.ts'
import { parseFormula, pathsOf } from './formula.ts'
import { suggestion } from './nearest.ts'
import { parseCondition, parsePredicate, testPaths } from './predicate.ts'
import { resolvePath, type ModelIndex, type Resource } from './resources.ts'
import { addDays } from './time.ts'
import { isRealDay } from './day.ts'

/** A query asks for something that the model does not declare; `path` says where in the query. */
export class QueryError extends Error {
  readonly path: string
  readonly label: Label

  constructor(path: string, label: Label) {
    super(`${path}: ${label.en}`)
    this.name = 'QueryError'
    this.path = path
    this.label = label
  }
}

/** A measure that touches fields, with its parts parsed. */
export type BaseMeasure = {
  readonly name: string
  readonly definition: Extract<Measure, { agg: string }>
  /** What is aggregated; absent for count. */
  readonly value?: Expr
  readonly where?: Test
  /** What is counted against the least group; absent for rows. */
  readonly groupOf?: Expr
  readonly time: string
}

export type DimensionAxis = {
  readonly kind: 'dimension'
  readonly key: string
  readonly path: string
  readonly field: Field
  readonly label: Label
  /** Upper bounds of number bands. */
  readonly bands?: readonly number[]
}
export type TimeAxis = {
  readonly kind: 'time'
  readonly key: string
  readonly path: string
  readonly grain: Grain
  readonly label: Label
}
export type Axis = DimensionAxis | TimeAxis

/** Days from `from` up to, not including, `toExclusive`; either may be open. */
export type Window = { readonly from?: string; readonly toExclusive?: string }

/** A query checked against the model, with everything resolved. */
export type Plan = {
  readonly index: ModelIndex
  readonly resource: Resource
  readonly analytics: Analytics
  readonly query: AggregateQuery
  /** Asked for, in order. */
  readonly measures: readonly string[]
  /** All measures that those need. */
  readonly base: readonly BaseMeasure[]
  readonly calcs: ReadonlyMap<string, Expr>
  readonly axes: readonly Axis[]
  readonly filters: readonly Test[]
  /** Set when the filter speaks of `archived` itself; otherwise archived rows are left out. */
  readonly hasArchived: boolean
  readonly window: Window
  readonly ctx: Context
  /** Where no past states are kept, balances of past days are unknown. */
  readonly hasHistory?: false
}

/** Share of the values that lie at or below, by aggregate. */
export const percentiles = { p25: 0.25, median: 0.5, p75: 0.75, p90: 0.9 } as const

/** Key of the band below the bound at a place: `lt_10`, `10_100`; past the last bound `gte_100`. */
export const bandKey = (bounds: readonly number[], at: number): string => {
  if (at < 0 || at >= bounds.length) return `gte_${bounds.at(-1)}`
  return at === 0 ? `lt_${bounds[0]}` : `${bounds[at - 1]}_${bounds[at]}`
}

/** Keys of all bands, upwards. */
export const bandKeys = (bounds: readonly number[]): readonly string[] => [
  ...bounds.map((_, at) => bandKey(bounds, at)),
  bandKey(bounds, bounds.length),
]

/** Name that a calculation may use for the elapsed days of its bucket or range. */
export const periodDays = 'period_days'

const maxGroups = 10_000

/** Measures that every resource has: `count:rows`, and the total of any number field as `sum:amount`. */
const impliedMeasure = (resource: Resource, name: string): Measure | null => {
  if (name === 'count:rows')
    return { agg: 'count', format: 'integer', label: { zh: '记录数', en: 'Records' } }
  const path = name.startsWith('sum:') ? name.slice('sum:'.length) : ''
  const field = Object.hasOwn(resource.fields, path) ? resource.fields[path] : undefined
  if (!field || !['integer', 'decimal', 'money', 'percent'].includes(field.type)) return null
  return { agg: 'sum', field: path, label: field.label }
}

/**
 * The declared analytics and what is implied. A question for implied measures alone is about the rows of
 * the list, so the base condition of the declared ones does not apply.
 */
const analyticsOf = (resource: Resource, asked: readonly string[]): Analytics => {
  const declared = resource.parent ? resource.parent.lines.analytics : resource.entity.analytics
  const implied = asked.flatMap((name) => {
    const measure = declared?.measures[name] ? null : impliedMeasure(resource, name)
    return measure ? [[name, measure] as const] : []
  })
  const plain: Analytics = { time: 'created_at', dimensions: {}, measures: {} }
  const { base, ...rest } = declared ?? plain
  return {
    ...rest,
    ...(base && implied.length < asked.length && { base }),
    measures: { ...rest.measures, ...Object.fromEntries(implied) },
  }
}

/**
 * Checks a query and resolves what it names.
 *
 * Errors: `QueryError` names the place and what is allowed.
 */
export const planAggregate = (
  index: ModelIndex,
  name: string,
  query: AggregateQuery,
  ctx: Context,
): Plan => {
  const resource = index.resources.get(name)
  if (!resource)
    throw new QueryError('resource', { zh: `没有“${name}”`, en: `there is no resource "${name}"` })
  const analytics = analyticsOf(resource, query.measures)
  const { base, calcs } = resolveMeasures(analytics, query)
  const filters = [
    ...(analytics.base ? [parsePredicate(analytics.base)] : []),
    ...(query.filter ? [filterOf(index, resource, query.filter)] : []),
  ]
  checkLimit(query)
  for (const measure of base) if (isGlobal(measure)) checkCells(analytics, query, measure)
  const axes = (query.by ?? []).map((by, i) => axisOf(index, resource, analytics, by, `by.${i}`))
  checkColumns(query, axes)
  return {
    index, resource, analytics, query, base, calcs, filters, ctx,
    measures: query.measures,
    hasArchived: filters.flatMap(testPaths).includes('archived'),
    axes,
    window: windowOf(query),
  } // prettier-ignore
}

const filterOf = (index: ModelIndex, resource: Resource, filter: Predicate): Test => {
  try {
    return readFilter(index, resource, filter)
  } catch (error) {
    throw error instanceof FilterError ? new QueryError('filter', error.label) : error
  }
}

/** What rows are ordered by, and what is calculated further, has to be in the rows. */
const checkColumns = (
  { measures, top, sort, post }: AggregateQuery,
  axes: readonly Axis[],
): void => {
  const columns = [...axes.map((axis) => axis.key), ...measures, ...(top ? [top.by] : [])]
  sort?.forEach(([key], i) => {
    if (!columns.includes(key)) throw unknown(`sort.${i}.0`, columnWord, key, columns)
  })
  for (const key of Object.keys(post ?? {}))
    if (!measures.includes(key)) throw unknown(`post.${key}`, measureWord, key, measures)
}

const checkLimit = ({ limit }: AggregateQuery): void => {
  if (limit === undefined || (Number.isInteger(limit) && limit > 0 && limit <= maxGroups)) return
  throw new QueryError('limit', {
    zh: `须为 1 到 ${maxGroups} 的整数`,
    en: `must be a whole number from 1 to ${maxGroups}`,
  })
}

/** Whether a measure speaks of everybody's rows. */
export const isGlobal = ({ definition }: BaseMeasure): boolean => definition.scope === 'global'

/** The one value that a condition holds a path to; undefined when it is no such condition, or a variable of several. */
const heldValue = (condition: unknown): unknown => {
  if (Array.isArray(condition)) return condition.length === 1 ? heldValue(condition[0]) : undefined
  const isVariable = typeof condition === 'string' && condition.startsWith('$')
  return typeof condition === 'object' || isVariable ? undefined : condition
}

/**
 * Holds a question for a global measure to fixed cells. Groups that never overlap leave no difference from
 * which a withheld one, or a single person, could be worked out.
 */
const checkCells = (analytics: Analytics, query: AggregateQuery, { name, definition }: BaseMeasure) => {
  const cells = definition.cells ?? []
  const paths = new Map(cells.map((cell) => [analytics.dimensions[cell]?.field, cell]))
  const wrong = (at: string): never => {
    throw new QueryError(at, {
      zh: `“${name}”统计所有人的数据，只能按 ${cells.join('、')} 分组或取其中一个值`,
      en: `"${name}" counts everybody's rows: only grouped by ${cells.join(', ')}, or with one value of each`,
    })
  }
  const grouped = (query.by ?? []).map((by, i) => (typeof by === 'string' && cells.includes(by) ? by : wrong(`by.${i}`)))
  const held = Object.entries(query.filter ?? {}).map(([path, condition]) => {
    const cell = paths.get(path)
    return cell !== undefined && heldValue(condition) !== undefined ? cell : wrong('filter')
  })
  for (const key of ['range', 'asOf', 'compare', 'top', 'post', 'totals'] as const)
    if (query[key] !== undefined && query[key] !== false) wrong(key)
  for (const cell of cells) if (!grouped.includes(cell) && !held.includes(cell)) wrong('by')
} // prettier-ignore

const unknown = (path: string, what: Label, name: string, known: readonly string[]): QueryError =>
  new QueryError(path, {
    zh: `没有${what.zh}“${name}”；可用：${known.join('、')}`,
    en: `no ${what.en} "${name}"${suggestion(name, known)}; allowed: ${known.join(', ')}`,
  })

const measureWord = { zh: '指标', en: 'measure' }
const dimensionWord = { zh: '维度', en: 'dimension' }
const columnWord = { zh: '列', en: 'column' }

const resolveMeasures = (analytics: Analytics, query: AggregateQuery) => {
  const base = new Map<string, BaseMeasure>()
  const calcs = new Map<string, Expr>()
  const visit = (name: string, path: string, above: readonly string[]): void => {
    if (base.has(name) || calcs.has(name) || name === periodDays) return
    const definition = analytics.measures[name]
    if (!definition) throw unknown(path, measureWord, name, Object.keys(analytics.measures))
    if (above.includes(name))
      throw new QueryError(path, {
        zh: `指标“${name}”依赖自身`,
        en: `measure "${name}" depends on itself`,
      })
    if ('calc' in definition) {
      const expr = parseFormula(definition.calc)
      for (const part of pathsOf(expr)) visit(part, path, [...above, name])
      calcs.set(name, expr)
    } else base.set(name, baseMeasure(name, definition, analytics))
  }
  if (query.measures.length === 0)
    throw new QueryError('measures', {
      zh: '至少需要一个指标',
      en: 'at least one measure is needed',
    })
  query.measures.forEach((name, i) => visit(name, `measures.${i}`, []))
  if (query.top) visit(query.top.by, 'top.by', [])
  return { base: [...base.values()], calcs }
}

const baseMeasure = (
  name: string,
  definition: BaseMeasure['definition'],
  analytics: Analytics,
): BaseMeasure => ({
  name,
  definition,
  time: definition.time ?? analytics.time,
  ...(definition.field !== undefined && { value: parseFormula(definition.field) }),
  ...(definition.where !== undefined && { where: parseCondition(definition.where) }),
  ...(definition.group_of !== undefined && { groupOf: parseFormula(definition.group_of) }),
})

const axisOf = (
  index: ModelIndex,
  resource: Resource,
  analytics: Analytics,
  by: NonNullable<AggregateQuery['by']>[number],
  at: string,
): Axis => {
  if (typeof by !== 'string') {
    const path = by.time || analytics.time
    const found = resolvePath(index, resource.name, path)
    if (found?.field.type !== 'date' && found?.field.type !== 'datetime')
      throw new QueryError(`${at}.time`, { zh: `“${path}”不是日期`, en: `"${path}" is not a date` })
    return { kind: 'time', key: by.time || 'time', path, grain: by.grain, label: found.field.label }
  }
  const dimension = analytics.dimensions[by]
  if (!dimension) throw unknown(at, dimensionWord, by, Object.keys(analytics.dimensions))
  return dimensionAxis(index, resource, by, dimension, at)
}

const dimensionAxis = (
  index: ModelIndex,
  resource: Resource,
  key: string,
  { field: path, bands, label }: Dimension,
  at: string,
): DimensionAxis => {
  const found = resolvePath(index, resource.name, path)
  if (!found) throw new QueryError(at, { zh: `没有“${path}”`, en: `there is no "${path}"` })
  return {
    kind: 'dimension', key, path, field: found.field, label: label ?? found.field.label,
    ...(bands && { bands }),
  } // prettier-ignore
}

const windowOf = ({ range }: AggregateQuery): Window => {
  if (!range) return {}
  for (const end of ['from', 'to'] as const)
    if (!isRealDay(range[end]))
      throw new QueryError(`range.${end}`, {
        zh: `须为日期，如 2026-11-21`,
        en: 'must be a date such as 2026-11-21',
      })
  if (range.to < range.from)
    throw new QueryError('range.to', { zh: '早于起始日', en: 'is before the first day' })
  return { from: range.from, toExclusive: addDays(range.to, 1) }
}

/** One pass of an engine: some measures over one set of rows, grouped by axes. */
export type Part = {
  readonly plan: Plan
  readonly measures: readonly BaseMeasure[]
  readonly axes: readonly Axis[]
  /** The plan's filters and those of this pass; all must hold. */
  readonly filters: readonly Test[]
  /** Time axis of the measures; rows outside of the window are left out. */
  readonly time: string
  readonly window: Window
  readonly ctx: Context
  /** Leaves out the viewer's row scope: company-wide comparison values. */
  readonly isGlobal: boolean
}

/** A list filter that a test of the query stands for, in words of the list. */
export const listFilter = (plan: Plan): readonly Predicate[] => [
  ...(plan.analytics.base ? [plan.analytics.base] : []),
  ...(plan.query.filter ? [plan.query.filter] : []),
]
