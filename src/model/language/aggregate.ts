import type { Test } from './ast.ts'
import {
  bucketWindow,
  collect,
  emptyGroup,
  keyOf,
  type Group,
  type Groups,
  type Keys,
  type RunPart,
  type Slice,
  type Values,
} from './aggregate-collect.ts'
import { columnsOf, drillOf, toNumbers } from './aggregate-columns.ts'
import { orderRows, postCalculate, titledAxes } from './aggregate-order.ts'
import {
  bucketsIn,
  isPartial,
  previousPeriodShift,
  previousYearShift,
  shiftBucket,
  shiftWindow,
  type Shift,
} from './aggregate-periods.ts'
import {
  bandKeys,
  isGlobal,
  QueryError,
  type Axis,
  type BaseMeasure,
  type DimensionAxis,
  type Plan,
  type Window,
} from './aggregate-plan.ts'
import type { AggregateAnswer, AggregateQuery, AggregateRow, Label } from './definition.ts'
import { parsePredicate } from './predicate.ts'
import { matches } from './predicate.ts'
import { addDays } from './time.ts'

/** Key value of the group of everything that is not among the top. */
export const othersKey = '$others'

export type Answering = {
  readonly run: RunPart
  readonly engine: 'sql' | 'js'
  readonly scope: 'all' | 'restricted'
  readonly locale: 'zh' | 'en'
  /** Titles of referenced records. */
  readonly titles: (
    resource: string,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>
  /** Targets by group key; absent when nobody keeps any. */
  readonly targets?: (plan: Plan, slice: Slice) => Promise<ReadonlyMap<string, Values>>
}

type Comparison = 'previousPeriod' | 'previousYear'
type Compared = {
  readonly kind: Comparison
  readonly window: Window
  readonly groups: Groups
  readonly totals: Values
}

/**
 * Answers a query: groups, comparison to date, top and others, gaps, totals, targets, drill-down.
 *
 * Shape: see `AggregateAnswer`; without `by` exactly one row.
 * Units: money and percent as the measure's format, rounded once at the end.
 * Errors: `QueryError` names the part of the query.
 */
export const answerAggregate = async (
  plan: Plan,
  answering: Answering,
): Promise<AggregateAnswer> => {
  const { query } = plan
  const slice: Slice = { axes: plan.axes, window: plan.window }
  const top = await topMembers(plan, answering.run)
  const groups = await grouped(plan, answering.run, slice, top)
  const filled = query.fill ? fillGaps(plan, slice, groups) : groups
  const compared = await compare(plan, answering.run, slice, top)
  const targets = query.target ? await answering.targets?.(plan, slice) : undefined
  const totals = needsTotals(query) ? await totalsOf(plan, answering.run, plan.window) : undefined
  const rows = [...filled.values()].map((group) =>
    rowOf(plan, slice, group, { top, compared, targets }),
  )
  const kept = rows.filter((row) => having(plan, row))
  const byTitle = titledAxes(plan).length > 0
  const ordered = orderRows(plan, byTitle ? await labelled(plan, answering, kept) : kept)
  const posted = postCalculate(plan, ordered, totals)
  const limit = query.limit ?? 1000
  const shown = posted.slice(0, limit)
  return {
    resource: plan.resource.name,
    columns: columnsOf(plan),
    rows: byTitle ? shown : await labelled(plan, answering, shown),
    ...(query.totals &&
      totals && { totals: await totalRow(plan, slice, totals, compared, answering) }),
    meta: metaOf(plan, answering, compared, posted.length > limit),
  }
}

const needsTotals = (query: AggregateQuery) =>
  query.totals === true || Object.values(query.post ?? {}).some((list) => list.length > 0)

const totalsOf = async (plan: Plan, run: RunPart, window: Window): Promise<Values> =>
  [...(await collect(plan, run, { axes: [], window })).values()][0]?.values ?? {}

type Top = {
  readonly axis: DimensionAxis
  readonly at: number
  readonly members: readonly (string | null)[]
  readonly others: number
}

const topAxis = (plan: Plan): { readonly axis: DimensionAxis; readonly at: number } | null => {
  const { top } = plan.query
  if (!top) return null
  const at = plan.axes.findIndex((axis) => axis.key === top.of)
  const axis = plan.axes[at]
  if (axis?.kind !== 'dimension' || axis.bands)
    throw new QueryError('top.of', {
      zh: '须为分组中的维度（不能是区间）',
      en: 'must be a dimension of "by", without bands',
    })
  if (!Number.isInteger(top.n) || top.n < 1)
    throw new QueryError('top.n', { zh: '须为正整数', en: 'must be a whole number above 0' })
  return { axis, at }
}

/** The members that lead over the whole range, ties by key. */
const topMembers = async (plan: Plan, run: RunPart): Promise<Top | null> => {
  const { top } = plan.query
  const found = topAxis(plan)
  if (!top || !found) return null
  const all = [...(await collect(plan, run, { axes: [found.axis], window: plan.window })).values()]
  const ranked = all.toSorted((a, b) => {
    const [x, y] = [a.values[top.by], b.values[top.by]]
    const order = x && y ? y.cmp(x) : Number(!x) - Number(!y)
    return order || ((a.keys[0] ?? '') < (b.keys[0] ?? '') ? -1 : 1)
  })
  const members = ranked.slice(0, top.n).map((group) => group.keys[0] ?? null)
  return { ...found, members, others: all.length - members.length }
}

const memberTest = ({ axis, members }: Top, isAmong: boolean): Test => ({
  k: 'compare',
  path: axis.path,
  op: isAmong ? '$in' : '$nin',
  value: members.map((literal) => ({ literal })),
})

/** Numbers over everybody's rows, for the cells in which the viewer may read a row. */
const ownCells = async (plan: Plan, run: RunPart, slice: Slice): Promise<Groups> => {
  const definition = { agg: 'count', label: { zh: '', en: '' } } as const
  const rows: BaseMeasure = { name: 'rows', definition, time: plan.analytics.time }
  const own = await collect({ ...plan, base: [rows], calcs: new Map() }, run, slice)
  const all = await collect(plan, run, slice)
  return new Map([...all].filter(([key]) => own.get(key)?.values.rows?.gt(0)))
}

const grouped = async (
  plan: Plan,
  run: RunPart,
  slice: Slice,
  top: Top | null,
): Promise<Groups> => {
  if (plan.base.some(isGlobal)) return ownCells(plan, run, slice)
  if (!top) return collect(plan, run, slice)
  const among = await collect(plan, run, { ...slice, filters: [memberTest(top, true)] })
  if (!plan.query.top?.others || top.others === 0) return among
  const rest = await collect(plan, run, {
    ...slice,
    axes: slice.axes.toSpliced(top.at, 1),
    filters: [memberTest(top, false)],
  })
  const others = [...rest.values()].map(({ keys, values }) => ({
    keys: keys.toSpliced(top.at, 0, othersKey),
    values,
  }))
  return new Map([...among, ...others.map((group) => [keyOf(group.keys), group] as const)])
}

/** Axes whose members follow each other without gaps. */
const isCounted = (axis: Axis): boolean => axis.kind === 'time' || axis.bands !== undefined

const bucketsOf = ({ window }: Plan, axis: Axis | undefined): readonly string[] | null => {
  if (axis?.kind === 'dimension') return axis.bands ? bandKeys(axis.bands) : null
  const { from, toExclusive } = window
  if (!axis || from === undefined || toExclusive === undefined) return null
  return bucketsIn({ from, toExclusive }, axis.grain)
}

/** Every bucket of the window, or every band, for every combination of the other keys that is present. */
const fillGaps = (plan: Plan, slice: Slice, groups: Groups): Groups => {
  const at = plan.axes.findIndex(isCounted)
  const buckets = bucketsOf(plan, plan.axes[at])
  if (!buckets) return groups
  const others = new Map(
    [...groups.values()].map(({ keys }) => keys.toSpliced(at, 1)).map((k) => [keyOf(k), k]),
  )
  if (plan.axes.length === 1) others.set('[]', [])
  const cells = [...others.values()].flatMap((keys) =>
    buckets.map((bucket) => keys.toSpliced(at, 0, bucket)),
  )
  const filled = cells.map((keys) => groups.get(keyOf(keys)) ?? emptyGroup(plan, slice, keys))
  const rest = [...groups.values()].filter((group) => group.keys[at] === null)
  return new Map([...filled, ...rest].map((group) => [keyOf(group.keys), group]))
}

const shiftOf = (plan: Plan, kind: Comparison): Shift => {
  const grain = plan.axes.find((axis) => axis.kind === 'time')?.grain
  if (kind === 'previousYear') return previousYearShift(grain)
  const { range } = plan.query
  return range ? previousPeriodShift(range.from, range.to, plan.ctx.today) : { days: 0 }
}

const compare = async (
  plan: Plan,
  run: RunPart,
  slice: Slice,
  top: Top | null,
): Promise<readonly Compared[]> => {
  const kinds = plan.query.compare ?? []
  if (kinds.length && !plan.query.range)
    throw new QueryError('compare', { zh: '对比需要期间', en: 'a comparison needs a range' })
  return Promise.all(
    kinds.map(async (kind) => {
      const shift = shiftOf(plan, kind)
      const window = shiftWindow(plan.window, shift, plan.ctx.today)
      const past = await grouped(plan, run, { ...slice, window }, top)
      const totals = plan.query.totals ? await totalsOf(plan, run, window) : {}
      return { kind, window, totals, groups: moved(plan, past, shift) }
    }),
  )
}

/** Puts groups of the past under the keys of the present. */
const moved = (plan: Plan, groups: Groups, shift: Shift): Groups =>
  new Map(
    [...groups.values()].map((group) => {
      const keys: Keys = group.keys.map((key, i) => {
        const axis = plan.axes[i]
        return axis?.kind === 'time' && key !== null ? shiftBucket(key, axis.grain, shift) : key
      })
      return [keyOf(keys), group]
    }),
  )

type Extra = {
  readonly top: Top | null
  readonly compared: readonly Compared[]
  readonly targets?: ReadonlyMap<string, Values> | undefined
}

const rowOf = (
  plan: Plan,
  slice: Slice,
  group: Group,
  { top, compared, targets }: Extra,
): AggregateRow => {
  const key = keyOf(group.keys)
  const isOthers = top !== null && group.keys[top.at] === othersKey
  const target = targets?.get(key)
  return {
    key: group.keys.map((one) => one ?? '').join('|'),
    ...Object.fromEntries(plan.axes.map((axis, i) => [axis.key, group.keys[i] ?? null])),
    ...toNumbers(plan, group.values),
    ...Object.fromEntries(
      compared.map(({ kind, groups }) => [kind, toNumbers(plan, groups.get(key)?.values ?? {})]),
    ),
    ...(target && { target: toNumbers(plan, target) }),
    ...(isOthers && { others: top.others }),
    ...drillOf(plan, slice, group.keys, isOthers ? top.members : null),
    label: {},
  } as AggregateRow // built from the axes and measures above, whose names are open
}

const having = (plan: Plan, row: AggregateRow): boolean => {
  if (!plan.query.having) return true
  const scope = {
    resource: plan.resource.name,
    get: (path: string) => row[path] ?? null,
    children: () => [],
  }
  return matches(parsePredicate(plan.query.having), scope, plan.ctx)
}

const none: Label = { zh: '未填写', en: 'Not filled in' }
const rest: Label = { zh: '其他', en: 'Others' }
const yesNo: Readonly<Record<string, Label>> = {
  true: { zh: '是', en: 'Yes' },
  false: { zh: '否', en: 'No' },
}

/** A band in words: `< 60`, `60–70`, `≥ 90`. */
const bandLabel = (bounds: readonly number[], key: string): string => {
  const at = bandKeys(bounds).indexOf(key)
  if (at <= 0) return `< ${bounds[0]}`
  return at === bounds.length ? `≥ ${bounds[at - 1]}` : `${bounds[at - 1]}–${bounds[at]}`
}

const labelled = async (
  plan: Plan,
  answering: Answering,
  rows: readonly AggregateRow[],
): Promise<readonly AggregateRow[]> => {
  const { locale } = answering
  const tables = await Promise.all(
    plan.axes.map(async (axis) => {
      const found =
        axis.kind === 'dimension' && axis.field.type === 'reference' ? axis.field.to : undefined
      const ids = [...new Set(rows.map((row) => row[axis.key]))].filter(
        (id): id is string => typeof id === 'string' && id !== othersKey,
      )
      return found === undefined ? new Map<string, string>() : answering.titles(found, ids)
    }),
  )
  const labelAt = (axis: Axis, i: number, key: unknown): string => {
    if (key === null || key === undefined) return none[locale]
    if (key === othersKey) return rest[locale]
    const text = String(key)
    if (axis.kind === 'time') return text
    if (axis.bands) return bandLabel(axis.bands, text)
    if (axis.field.type === 'enum') return axis.field.options[text]?.[locale] ?? text
    if (axis.field.type === 'boolean') return yesNo[text]?.[locale] ?? text
    return tables[i]?.get(text) ?? text
  }
  return rows.map((row) => ({
    ...row,
    label: Object.fromEntries(
      plan.axes.map((axis, i) => [axis.key, labelAt(axis, i, row[axis.key])]),
    ),
  }))
}

const totalRow = async (
  plan: Plan,
  slice: Slice,
  totals: Values,
  compared: readonly Compared[],
  { targets }: Answering,
): Promise<Readonly<Record<string, unknown>>> => {
  const target = plan.query.target ? await targets?.(plan, { ...slice, axes: [] }) : undefined
  return {
    ...toNumbers(plan, totals),
    ...Object.fromEntries(compared.map((past) => [past.kind, toNumbers(plan, past.totals)])),
    ...(target?.has('[]') && { target: toNumbers(plan, target.get('[]') ?? {}) }),
  }
}

const metaOf = (
  plan: Plan,
  { engine, scope }: Answering,
  compared: readonly Compared[],
  truncated: boolean,
): AggregateAnswer['meta'] => {
  const { window, ctx } = plan
  const axis = plan.axes.find((one) => one.kind === 'time')
  const { from, toExclusive } = window
  const isClosed = from !== undefined && toExclusive !== undefined
  const partial =
    axis?.kind === 'time' && isClosed
      ? bucketsIn({ from, toExclusive }, axis.grain).filter((bucket) =>
          isPartial(bucketWindow({ axes: [axis], window: {} }, [bucket]), ctx.today),
        )
      : isPartial(window, ctx.today)
        ? [`${from}..${addDays(toExclusive ?? '', -1)}`]
        : []
  return {
    timezone: ctx.zone,
    ...(isClosed && { from, toExclusive }),
    ...(compared.length > 0 && {
      compared: Object.fromEntries(
        compared.map(({ kind, window: w }) => [
          kind,
          { from: w.from ?? '', toExclusive: w.toExclusive ?? '' },
        ]),
      ),
    }),
    partial,
    scope,
    computedAt: ctx.now,
    truncated,
    engine,
  }
}
