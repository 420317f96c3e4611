import type {
  AggregateColumn,
  AggregateRow,
  Analytics,
  Condition,
  Predicate,
} from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { addDays, bucketRange } from '#model/language/time.ts'
import { withoutNulls } from '../../views/list/presets/preset.ts'
import { type Days } from './period.ts'
import { analyticsOf } from './questions.ts'

type Part = Predicate | string

/** A predicate without nulls is still a predicate. */
const plain = (part: unknown): Predicate => withoutNulls(part) as Predicate

const partsOf = (part: Part): readonly Part[] => {
  if (typeof part === 'string') return [part]
  return Object.entries(part).flatMap(([key, value]): readonly Part[] =>
    key === '$and' && Array.isArray(value) ? value.flatMap(partsOf) : [{ [key]: value }],
  )
}

/** Joins conditions into one filter, flat as far as no field is asked for twice. */
export const allOf = (...conditions: readonly (Part | undefined)[]): Predicate => {
  const flat: Record<string, unknown> = {}
  const rest: Part[] = []
  for (const part of conditions.flatMap((one) => (one === undefined ? [] : partsOf(one)))) {
    const [key, value] = typeof part === 'string' ? [] : (Object.entries(part)[0] ?? [])
    if (key === undefined || key in flat || key.startsWith('$')) rest.push(part)
    else flat[key] = plain(value)
  }
  const unique = [...new Map(rest.map((part) => [JSON.stringify(part), part])).values()]
  const others = unique.filter((part) => typeof part === 'string' || !isIn(part, flat))
  return others.length === 0 ? flat : { ...flat, $and: others.map((part) => (typeof part === 'string' ? part : plain(part))) }
} // prettier-ignore

const isIn = (part: Predicate, flat: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(part).every(
    ([key, value]) => JSON.stringify(flat[key]) === JSON.stringify(plain(value)),
  )

/** Puts the days of a period in the place of `$period_start` and `$period_end`. */
export const inPeriod = (condition: Condition, { from, to }: Days): Condition => {
  const text = JSON.stringify(condition)
  const put = text.replaceAll('"$period_start"', `"${from}"`).replaceAll('"$period_end"', `"${to}"`)
  return JSON.parse(put) as Condition // the same shape with days for variables
}

/** Moves the condition on the usual date of a resource to the date of the measure itself. */
const onOwnDate = (predicate: Predicate, usual: string, own: string): Predicate =>
  Object.fromEntries(
    Object.entries(predicate).map(([key, value]) => {
      if (key === '$and' && Array.isArray(value))
        return [key, value.map((one: Part) => (typeof one === 'string' ? one : onOwnDate(one, usual, own)))]
      return [key === usual ? own : key, value]
    }),
  ) // prettier-ignore

export type Behind = {
  readonly resource: string
  readonly filter: Predicate
  readonly asOf?: string
}

/** The days that a row stands for: its bucket inside the card's days, or those. */
const daysOf = (row: AggregateRow, axis: AggregateColumn | undefined, days: Days): Days => {
  const bucket = axis?.grain && row[axis.key]
  if (!axis?.grain || typeof bucket !== 'string') return days
  const { from, toExclusive } = bucketRange(bucket, axis.grain)
  const to = addDays(toExclusive, -1)
  return { from: from > days.from ? from : days.from, to: to < days.to ? to : days.to }
}

type Cell = {
  readonly row: AggregateRow
  readonly column: AggregateColumn
  readonly axes: readonly AggregateColumn[]
  readonly resource: string
  readonly days: Days | null
  readonly today: string
}

/** Whether a measure is a balance of a day, or calculated from such ones alone. */
const isBalance = (analytics: Analytics | undefined, name: string): boolean => {
  const measure = analytics?.measures[name]
  if (!measure) return false
  if ('agg' in measure) return measure.balance !== undefined
  const parts = (measure.calc.match(/[a-z_]\w*/g) ?? []).filter((part) => analytics?.measures[part])
  return parts.length > 0 && parts.every((part) => isBalance(analytics, part))
}

/** Takes the condition on a date away: a balance counts every row, whenever it is due. */
const withoutDate = (predicate: Predicate, date: string): Predicate =>
  allOf(...partsOf(predicate).filter((part) => typeof part === 'string' || !(date in part)))

/** Finds exactly the records behind a number: the row's own filter and the measure's condition. */
export const behindCell = (index: ModelIndex, cell: Cell): Behind => {
  const { row, column, axes, resource, days, today } = cell
  const analytics = analyticsOf(index, resource)
  const span = days && daysOf(row, axes.find(({ kind }) => kind === 'time'), days)
  const where = column.where && span ? inPeriod(column.where, span) : column.where
  if (analytics && isBalance(analytics, column.key)) {
    const drill = row.asOf === undefined ? withoutDate(row.drill, analytics.time) : row.drill
    const asOf = row.asOf ?? (span && span.to < today ? span.to : undefined)
    return { resource, filter: allOf(drill, where), ...(asOf !== undefined && { asOf }) }
  }
  const measure = analytics?.measures[column.key]
  const own = measure && 'agg' in measure ? measure.time : undefined
  const drill = own !== undefined && analytics && own !== analytics.time ? onOwnDate(row.drill, analytics.time, own) : row.drill
  return { resource, filter: allOf(drill, where), ...(row.asOf !== undefined && { asOf: row.asOf }) }
} // prettier-ignore

type MetricPart = NonNullable<AggregateRow['parts']>[number]

/** Records that a metric takes one of its measures from. */
export type BehindPart = Behind & { readonly measure: string }

/** Finds the records behind each measure that a metric across entities is calculated from, in the order of its formula. */
export const behindParts = (index: ModelIndex, cell: Cell): readonly BehindPart[] => {
  const calc = index.model.metrics.find(({ name }) => name === cell.column.key)?.calc ?? ''
  return (cell.row.parts ?? []).flatMap((part) => {
    const found = calc.matchAll(new RegExp(`\\b${part.resource}\\.(\\w+)`, 'g'))
    const names = new Set([...found].flatMap(([, name]) => name ?? []))
    return [...names].map((name) => ({ ...behindPart(index, cell, part, name), measure: name }))
  })
}

const behindPart = (index: ModelIndex, cell: Cell, { resource, drill, asOf }: MetricPart, name: string): Behind => {
  const measure = analyticsOf(index, resource)?.measures[name]
  const where = measure && 'agg' in measure ? measure.where : undefined
  const column: AggregateColumn = { key: name, kind: 'measure', label: { zh: '', en: '' }, ...(where !== undefined && { where }) }
  const row: AggregateRow = { ...cell.row, drill, parts: [], ...(asOf !== undefined && { asOf }) }
  return behindCell(index, { ...cell, row, column, resource })
} // prettier-ignore

/** Where the records behind a metric across entities are listed: a choice of all its parts, the first one open. */
export const hrefOfParts = (board: string, parts: readonly BehindPart[]): string =>
  `/dashboards/${board}/records?${new URLSearchParams({ parts: JSON.stringify(parts) }).toString()}`

/** Where the records behind a number are listed: the resource's list, or the dashboards' own for lines and earlier days. */
export const hrefOf = (index: ModelIndex, board: string, { resource, filter, asOf }: Behind, sum?: string): string => {
  const text = JSON.stringify(filter)
  if (asOf === undefined && !index.resources.get(resource)?.parent)
    return `/${resource}?filter=${encodeURIComponent(text)}`
  const params = new URLSearchParams({ resource, filter: text })
  if (asOf !== undefined) params.set('asOf', asOf)
  if (sum !== undefined) params.set('measure', sum)
  return `/dashboards/${board}/records?${params.toString()}`
} // prettier-ignore
