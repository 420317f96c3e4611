import type { Values } from './aggregate-collect.ts'
import { formatOf } from './aggregate-columns.ts'
import { bandKeys, type Plan } from './aggregate-plan.ts'
import { bucketRange } from './time.ts'
import { Decimal, divide, roundTo, toWire } from './decimal.ts'
import type { AggregateQuery, AggregateRow } from './definition.ts'

type Order = (a: AggregateRow, b: AggregateRow) => number

const last = '$others'

const compareKeys = (a: unknown, b: unknown): number => {
  const [x, y] = [rank(a), rank(b)]
  if (x !== y) return x - y
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
}

/** Values first, then what is not filled in, then the others. */
const rank = (key: unknown): number =>
  key === last ? 2 : key === null || key === undefined ? 1 : 0

const byColumn =
  (key: string, isDescending: boolean): Order =>
  (a, b) => {
    const order = compareKeys(a[key], b[key])
    const isPlain = rank(a[key]) === 0 && rank(b[key]) === 0
    return isDescending && isPlain ? -order : order
  }

/** Records by their titles, as code points stand. */
const byTitle =
  (key: string, isDescending: boolean): Order =>
  (a, b) => {
    const order = rank(a[key]) - rank(b[key])
    if (order !== 0 || rank(a[key]) > 0) return order
    return compareKeys(a.label[key], b.label[key]) * (isDescending ? -1 : 1)
  }

/** Options of an enumeration in the order of their declaration. */
const byOption =
  (key: string, options: readonly string[]): Order =>
  (a, b) => {
    const at = (row: AggregateRow) => {
      const found = options.indexOf(String(row[key]))
      return found < 0 ? options.length + rank(row[key]) : found
    }
    return at(a) - at(b)
  }

const defaultOrder = (plan: Plan): Order => {
  const time = plan.axes.find((axis) => axis.kind === 'time')
  if (time) return byColumn(time.key, false)
  const [first] = plan.axes
  if (first?.kind === 'dimension' && first.bands) return byOption(first.key, bandKeys(first.bands))
  if (first?.kind === 'dimension' && first.field.type === 'enum' && !plan.query.top)
    return byOption(first.key, Object.keys(first.field.options))
  const measure = plan.query.top?.by ?? plan.measures[0] ?? ''
  const others: Order = (a, b) => Number(a.others !== undefined) - Number(b.others !== undefined)
  return (a, b) => others(a, b) || byColumn(measure, true)(a, b)
}

/** Orders rows as asked, else as usual; ties by key. */
const sorted = (
  rows: readonly AggregateRow[],
  sort: AggregateQuery['sort'],
  usual: Order,
  titled: readonly string[] = [],
): readonly AggregateRow[] => {
  const asked = (sort ?? []).map(([key, direction]) =>
    (titled.includes(key) ? byTitle : byColumn)(key, direction === 'desc'),
  )
  const orders = asked.length ? asked : [usual]
  return rows.toSorted((a, b) => {
    for (const order of orders) {
      const found = order(a, b)
      if (found !== 0) return found
    }
    return a.key < b.key ? -1 : 1
  })
}

/** Axes of records that a query is sorted by: their titles decide, so rows are labelled before. */
export const titledAxes = (plan: Plan): readonly string[] =>
  plan.axes.flatMap((axis) =>
    axis.kind === 'dimension' &&
    axis.field.type === 'reference' &&
    plan.query.sort?.some(([key]) => key === axis.key)
      ? [axis.key]
      : [],
  )

/**
 * Orders rows: as asked, else by time, else by option, else by the first measure downwards; ties by key.
 *
 * Records are ordered by their titles; such rows come with their labels.
 */
export const orderRows = (plan: Plan, rows: readonly AggregateRow[]): readonly AggregateRow[] =>
  sorted(rows, plan.query.sort, defaultOrder(plan), titledAxes(plan))

/** Orders the joined rows of a metric: as asked, else by time, else by its number downwards; ties by key. */
export const orderMetricRows = (
  name: string,
  { by, sort }: Pick<AggregateQuery, 'by' | 'sort'>,
  rows: readonly AggregateRow[],
): readonly AggregateRow[] => {
  const overTime = by?.some((one) => typeof one !== 'string') === true
  return sorted(rows, sort, overTime ? byColumn('time', false) : byColumn(name, true))
}

type Posts = NonNullable<AggregateQuery['post']>[string]
type Post = Record<string, number | null>

const number = (value: unknown): Decimal | null =>
  typeof value === 'number' ? new Decimal(value) : null

const percentOf = (part: Decimal | null, whole: Decimal | null): number | null => {
  const ratio = divide(part, whole)
  return ratio && toWire(roundTo(ratio.times(100), 4))
}

/** Rows of one combination of the keys other than time, in order. */
const lanes = (
  plan: Plan,
  rows: readonly AggregateRow[],
): ReadonlyMap<string, readonly AggregateRow[]> => {
  const hasTime = plan.axes.some((axis) => axis.kind === 'time')
  const others = plan.axes.filter((axis) => axis.kind !== 'time')
  return Map.groupBy(rows, (row) =>
    hasTime ? JSON.stringify(others.map((axis) => row[axis.key])) : '',
  )
}

const isRunning = (plan: Plan, row: AggregateRow): boolean => {
  const axis = plan.axes.find((one) => one.kind === 'time')
  const bucket = axis && row[axis.key]
  if (axis?.kind !== 'time' || typeof bucket !== 'string') return false
  return bucketRange(bucket, axis.grain).toExclusive > plan.ctx.today
}

/** Mean of the last n complete buckets; the running one has none, and neither have the first n - 1. */
const movingAverage = (
  plan: Plan,
  lane: readonly AggregateRow[],
  at: number,
  measure: string,
  n: number,
) => {
  const row = lane[at]
  if (!row || at < n - 1 || isRunning(plan, row)) return null
  const values = lane.slice(at - n + 1, at + 1).map((one) => number(one[measure]))
  const known = values.filter((value) => value !== null)
  if (known.length < n) return null
  const mean = divide(
    known.reduce((sum, value) => sum.plus(value), new Decimal(0)),
    new Decimal(n),
  )
  return mean && toWire(roundTo(mean, formatOf(plan, measure) === 'money' ? 2 : 6))
}

/**
 * Adds shares, running sums, places and moving averages, after sorting and filling.
 *
 * Units: `share` and `cumulativeShare` in percent of the total; `cumulative` and `movingAverage` in the
 * measure's own.
 */
export const postCalculate = (
  plan: Plan,
  rows: readonly AggregateRow[],
  totals: Values | undefined,
): readonly AggregateRow[] => {
  const asked = Object.entries(plan.query.post ?? {})
  if (asked.length === 0) return rows
  const posts = new Map<AggregateRow, Record<string, Post>>(rows.map((row) => [row, {}]))
  for (const [measure, kinds] of asked)
    for (const lane of lanes(plan, rows).values())
      lanePosts(plan, lane, measure, kinds, totals?.[measure] ?? null).forEach((post, i) => {
        const row = lane[i]
        const found = row && posts.get(row)
        if (found) found[measure] = post
      })
  return rows.map((row) => ({ ...row, post: posts.get(row) ?? {} }))
}

/** Place of a value from the largest down; equal values share a place. */
const rankOf = (
  lane: readonly AggregateRow[],
  measure: string,
  value: Decimal | null,
): number | null =>
  value && 1 + lane.filter((row) => number(row[measure])?.gt(value) === true).length

const lanePosts = (
  plan: Plan,
  lane: readonly AggregateRow[],
  measure: string,
  kinds: Posts,
  total: Decimal | null,
): readonly Post[] => {
  let running = new Decimal(0)
  return lane.map((row, i) => {
    const value = number(row[measure])
    running = value ? running.plus(value) : running
    const post: Post = {}
    for (const kind of kinds) {
      if (kind === 'rank') post.rank = rankOf(lane, measure, value)
      else if (kind === 'share') post.share = percentOf(value, total)
      else if (kind === 'cumulative') {
        post.cumulative = toWire(running)
        post.cumulativeShare = percentOf(running, total)
      } else post.movingAverage = movingAverage(plan, lane, i, measure, kind.movingAverage)
    }
    return post
  })
}
