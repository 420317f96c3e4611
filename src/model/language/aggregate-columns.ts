import type { Keys, Slice, Values } from './aggregate-collect.ts'
import { bucketWindow } from './aggregate-collect.ts'
import { listFilter, type DimensionAxis, type Plan } from './aggregate-plan.ts'
import { roundTo, scaleOf, toWire } from './decimal.ts'
import type { AggregateColumn, Format, Measure, Predicate } from './definition.ts'
import { resolvePath } from './resources.ts'
import { addDays, startOfDay } from './time.ts'

/** Decimals that a figure of a format keeps. */
export const formatScales: Readonly<Record<Format, number>> = {
  integer: 0,
  money: 2,
  percent: 4,
  decimal: 6,
  days: 4,
  hours: 4,
  ppm: 2,
  score: 4,
}

/** Format of a measure: as declared, else of the field it adds up, else a whole number for counts. */
export const formatOf = (plan: Plan, name: string): Format => {
  const measure = plan.analytics.measures[name]
  if (!measure) return 'decimal'
  if (measure.format) return measure.format
  if ('calc' in measure) return 'decimal'
  if (measure.agg === 'count' || measure.agg === 'distinct') return 'integer'
  const type =
    measure.field && resolvePath(plan.index, plan.resource.name, measure.field)?.field.type
  return type === 'money' || type === 'percent' ? type : 'decimal'
}

const scaleOfMeasure = (plan: Plan, name: string): number => {
  const format = formatOf(plan, name)
  const measure = plan.analytics.measures[name]
  if (format !== 'decimal' || !measure || 'calc' in measure || !measure.field)
    return formatScales[format]
  const field = resolvePath(plan.index, plan.resource.name, measure.field)?.field
  return field && field.type === 'decimal' ? Math.max(scaleOf(field), 6) : formatScales.decimal
}

/** The measures asked for as JSON numbers, rounded once. */
export const toNumbers = (plan: Plan, values: Values): Record<string, number | null> =>
  Object.fromEntries(
    plan.measures.map((name) => {
      const value = values[name] ?? null
      return [name, value && toWire(roundTo(value, scaleOfMeasure(plan, name)))]
    }),
  )

const isAdditive = (measure: Measure): boolean =>
  'agg' in measure && ['count', 'sum'].includes(measure.agg) && !measure.balance

/** Describes the columns: the axes, then the measures asked for. */
export const columnsOf = (plan: Plan): readonly AggregateColumn[] => [
  ...plan.axes.map((axis): AggregateColumn =>
    axis.kind === 'time'
      ? { key: axis.key, kind: 'time', grain: axis.grain, label: axis.label }
      : { key: axis.key, kind: 'dimension', label: axis.label },
  ),
  ...plan.measures.flatMap((name): readonly AggregateColumn[] => {
    const measure = plan.analytics.measures[name]
    if (!measure) return []
    const { label, better, help, clauses } = measure
    const [where, min_group] = 'agg' in measure ? [measure.where, measure.min_group] : []
    const format = formatOf(plan, name)
    return [
      {
        key: name,
        kind: 'measure',
        label,
        format,
        additive: isAdditive(measure),
        ...(format === 'money' && { unit: 'CNY' }),
        ...(better && { better }),
        ...(help && { help }),
        ...(clauses && { clauses }),
        ...(where !== undefined && { where }),
        ...(min_group !== undefined && { min_group }),
      },
    ]
  }),
]

const bandPredicate = (axis: DimensionAxis, key: string): Predicate => {
  const bounds = axis.bands ?? []
  const [low, high] = key.split('_')
  if (key.startsWith('lt_')) return { [axis.path]: { $lt: bounds[0] } }
  if (key.startsWith('gte_')) return { [axis.path]: { $gte: bounds.at(-1) } }
  return { [axis.path]: { $gte: Number(low), $lt: Number(high) } }
}

const typed = (axis: DimensionAxis, key: string): unknown => {
  if (axis.field.type === 'boolean') return key === 'true'
  return ['integer', 'decimal', 'money', 'percent'].includes(axis.field.type) ? Number(key) : key
}

const timePredicate = (plan: Plan, slice: Slice, keys: Keys): readonly Predicate[] => {
  const { from, toExclusive } = bucketWindow(slice, keys)
  const axis = slice.axes.find((one) => one.kind === 'time')
  const path = axis?.path ?? plan.query.range?.on ?? plan.analytics.time
  if (from === undefined || toExclusive === undefined) return []
  const type = resolvePath(plan.index, plan.resource.name, path)?.field.type
  const at = (day: string) => (type === 'datetime' ? startOfDay(day, plan.ctx.zone) : day)
  return [{ [path]: { $gte: at(from), $lt: at(toExclusive) } }]
}

const onlyBalances = (plan: Plan): boolean =>
  plan.base.length > 0 && plan.base.every((measure) => measure.definition.balance !== undefined)

/** Makes the list filter of exactly the records behind a row, and the day for balances. */
export const drillOf = (
  plan: Plan,
  slice: Slice,
  keys: Keys,
  notAmong: readonly (string | null)[] | null,
): { readonly drill: Predicate; readonly asOf?: string } => {
  const dimensions = slice.axes.flatMap((axis, i): readonly Predicate[] => {
    if (axis.kind === 'time') return []
    const key = keys[i] ?? null
    if (notAmong && key === '$others') return [{ [axis.path]: { $nin: notAmong } }]
    if (key === null) return [{ [axis.path]: null }]
    return [axis.bands ? bandPredicate(axis, key) : { [axis.path]: typed(axis, key) }]
  })
  const isBalance = onlyBalances(plan)
  const parts = [
    ...listFilter(plan),
    ...dimensions,
    ...(isBalance ? [] : timePredicate(plan, slice, keys)),
  ]
  const { toExclusive } = bucketWindow(slice, keys)
  const day = toExclusive === undefined ? undefined : addDays(toExclusive, -1)
  const asOf = isBalance && day !== undefined && day < plan.ctx.today ? day : plan.ctx.asOf
  return {
    drill: parts.length === 1 && parts[0] ? parts[0] : { $and: parts },
    ...(asOf !== undefined && { asOf }),
  }
}
