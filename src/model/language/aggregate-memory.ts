import { bandKey, percentiles, type Axis, type BaseMeasure, type Part } from './aggregate-plan.ts'
import type { Keys, PartRow, RunPart } from './aggregate-collect.ts'
import { keyOf } from './aggregate-collect.ts'
import { Decimal, divide, roundTo } from './decimal.ts'
import { evaluate } from './formula.ts'
import { matches } from './predicate.ts'
import { memoryScope, type MemoryOptions, type MemoryTables, type RecordScope } from './scope.ts'
import { bucketOf, dayIn } from './time.ts'
import { textOf, toValue } from './value.ts'
import type { Test } from './ast.ts'

type Reading = { readonly scope: RecordScope; readonly part: Part }

/** Band of a number: the first bound that it is below. */
const bandOf = (value: Decimal, bounds: readonly number[]): string =>
  bandKey(
    bounds,
    bounds.findIndex((bound) => value.lt(bound)),
  )

const keyAt = ({ scope, part }: Reading, axis: Axis): string | null => {
  const value = toValue(scope.get(axis.path))
  if (value === null || Array.isArray(value)) return null
  if (axis.kind === 'time') return bucketOf(dayIn(textOf(value), part.ctx.zone), axis.grain)
  if (axis.bands) return value instanceof Decimal ? bandOf(value, axis.bands) : null
  return textOf(value)
}

const isInWindow = ({ scope, part }: Reading): boolean => {
  const { from, toExclusive } = part.window
  if (from === undefined && toExclusive === undefined) return true
  const value = toValue(scope.get(part.time))
  if (typeof value !== 'string') return false
  const day = dayIn(value, part.ctx.zone)
  return (from === undefined || day >= from) && (toExclusive === undefined || day < toExclusive)
}

const existed = ({ scope, part }: Reading): boolean => {
  const { resource } = part.plan
  if (!part.plan.hasArchived && scope.get('archived') === true) return false
  if (resource.parent && scope.get(`${resource.parent.key.replace(/_id$/, '')}.archived`) === true)
    return false
  const since = resource.kind === 'entity' ? resource.entity.exists_from : undefined
  if (part.ctx.asOf === undefined || since === undefined) return true
  const day = toValue(scope.get(since))
  return typeof day !== 'string' || dayIn(day, part.ctx.zone) <= part.ctx.asOf
}

const valuesOf = (measure: BaseMeasure, rows: readonly Reading[]): readonly (Decimal | string)[] =>
  rows.flatMap(({ scope, part }) => {
    if (!measure.value) return []
    const value = toValue(evaluate(measure.value, (path) => scope.get(path), part.ctx))
    if (value === null || Array.isArray(value)) return []
    return [value instanceof Decimal ? value : textOf(value)]
  })

const numbers = (measure: BaseMeasure, rows: readonly Reading[]): readonly Decimal[] =>
  valuesOf(measure, rows).filter((value): value is Decimal => value instanceof Decimal)

const sum = (values: readonly Decimal[]): Decimal =>
  values.reduce((total, value) => total.plus(value), new Decimal(0))

/** Interpolates as PostgreSQL's percentile_cont does; six decimals. */
const percentile = (values: readonly Decimal[], share: number): Decimal | null => {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a.cmp(b))
  const at = new Decimal(share).times(sorted.length - 1)
  const [low, high] = [sorted[at.floor().toNumber()], sorted[at.ceil().toNumber()]]
  return low && high ? roundTo(low.plus(high.minus(low).times(at.minus(at.floor()))), 6) : null
}

/** Standard deviation of all the values, not of a sample; six decimals. */
const deviation = (values: readonly Decimal[]): Decimal | null => {
  const count = new Decimal(values.length)
  const mean = divide(sum(values), count)
  if (!mean) return null
  const squares = values.map((value) => value.minus(mean).pow(2))
  return roundTo(sum(squares).div(count).sqrt(), 6)
}

const aggregates: Readonly<
  Record<
    BaseMeasure['definition']['agg'],
    (m: BaseMeasure, rows: readonly Reading[]) => Decimal | null
  >
> = {
  count: (_, rows) => new Decimal(rows.length),
  sum: (m, rows) => sum(numbers(m, rows)),
  avg: (m, rows) => {
    const values = numbers(m, rows)
    return divide(sum(values), new Decimal(values.length))
  },
  min: (m, rows) =>
    rows.length ? (numbers(m, rows).toSorted((a, b) => a.cmp(b))[0] ?? null) : null,
  max: (m, rows) => numbers(m, rows).toSorted((a, b) => b.cmp(a))[0] ?? null,
  distinct: (m, rows) => new Decimal(new Set(valuesOf(m, rows).map(String)).size),
  stddev: (m, rows) => deviation(numbers(m, rows)),
  p25: (m, rows) => percentile(numbers(m, rows), percentiles.p25),
  median: (m, rows) => percentile(numbers(m, rows), percentiles.median),
  p75: (m, rows) => percentile(numbers(m, rows), percentiles.p75),
  p90: (m, rows) => percentile(numbers(m, rows), percentiles.p90),
}

/** How many are behind a number: rows, or different values of what the measure names. */
const groupSize = ({ groupOf }: BaseMeasure, rows: readonly Reading[]): number => {
  if (!groupOf) return rows.length
  const values = rows.map(({ scope, part }) =>
    toValue(evaluate(groupOf, (path) => scope.get(path), part.ctx)),
  )
  return new Set(values.filter((value) => value !== null).map(String)).size
}

/**
 * Runs parts over rows in memory: plain backends and the property tests.
 *
 * `mayRead` is the viewer's row scope. O(rows) a part: fine to some ten thousand rows.
 */
export const memoryEngine =
  (
    tables: MemoryTables,
    mayRead: Test = { k: 'constant', value: true },
    options: MemoryOptions = {},
  ): RunPart =>
  async (part) => {
    const { index, resource } = part.plan
    const readings = (tables.get(resource.name) ?? [])
      .map((row) => ({
        part,
        scope: memoryScope(index, tables, resource.name, row, part.ctx, options),
      }))
      .filter((reading) => existed(reading) && isInWindow(reading))
      .filter(({ scope }) => part.filters.every((test) => matches(test, scope, part.ctx)))
      .filter(({ scope }) => part.isGlobal || matches(mayRead, scope, part.ctx))
    const groups = new Map<string, { readonly keys: Keys; readonly rows: Reading[] }>()
    if (part.axes.length === 0) groups.set('[]', { keys: [], rows: [] })
    for (const reading of readings) {
      const keys = part.axes.map((axis) => keyAt(reading, axis))
      const group = groups.get(keyOf(keys)) ?? { keys, rows: [] }
      groups.set(keyOf(keys), group)
      group.rows.push(reading)
    }
    return [...groups.values()].map(({ keys, rows }) => partRow(part, keys, rows))
  }

const partRow = (part: Part, keys: Keys, rows: readonly Reading[]): PartRow => ({
  keys,
  values: Object.fromEntries(
    part.measures.map((measure) => {
      const { where } = measure
      const counted = where ? rows.filter((r) => matches(where, r.scope, part.ctx)) : rows
      const { agg, min_group } = measure.definition
      const isSmall = min_group !== undefined && groupSize(measure, counted) < min_group
      return [measure.name, isSmall ? null : aggregates[agg](measure, counted)]
    }),
  ),
})
