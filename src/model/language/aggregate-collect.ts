import type { Test } from './ast.ts'
import {
  periodDays,
  QueryError,
  type Axis,
  type BaseMeasure,
  type Part,
  type Plan,
  type TimeAxis,
  type Window,
} from './aggregate-plan.ts'
import { bucketsIn, elapsedDays, inPeriod, namesPeriod, within } from './aggregate-periods.ts'
import type { Context } from './context.ts'
import { Decimal, divide } from './decimal.ts'
import { evaluate } from './formula.ts'
import { addDays } from './time.ts'

/** Key values of one group, in the order of its axes; null = not filled in. */
export type Keys = readonly (string | null)[]
export type Values = Readonly<Record<string, Decimal | null>>
/** What an engine gives for one part: a row a group. */
export type PartRow = { readonly keys: Keys; readonly values: Values }
/** One of the two engines: rows in memory, or SQL. */
export type RunPart = (part: Part) => Promise<readonly PartRow[]>

/** A group with every base measure, then every calculation. */
export type Group = { readonly keys: Keys; readonly values: Values }
export type Groups = ReadonlyMap<string, Group>

/** What is collected at once: axes, extra filters and the days meant. */
export type Slice = {
  readonly axes: readonly Axis[]
  readonly filters?: readonly Test[]
  readonly window: Window
}

export const keyOf = (keys: Keys): string => JSON.stringify(keys)

type Mutable = { readonly keys: Keys; readonly values: Record<string, Decimal | null> }
type Pass = {
  readonly measures: readonly BaseMeasure[]
  readonly window: Window
  readonly ctx: Context
  /** Bucket that the pass stands for, when the time axis is walked and not grouped. */
  readonly bucket?: string
  readonly names?: (name: string) => string
}

/**
 * Collects every measure of a plan over a slice, groups of all engines' passes joined by key.
 *
 * Flows are grouped by the engine, one pass a time axis; balances and measures that name their period
 * are asked bucket by bucket.
 */
export const collect = async (plan: Plan, run: RunPart, slice: Slice): Promise<Groups> => {
  const groups = new Map<string, Mutable>()
  const timeAt = slice.axes.findIndex((axis) => axis.kind === 'time')
  for (const pass of passesOf(plan, slice)) {
    for (const part of partsOf(plan, slice, pass)) {
      for (const row of await run(part)) {
        const keys =
          pass.bucket === undefined ? row.keys : row.keys.toSpliced(timeAt, 0, pass.bucket)
        const key = keyOf(keys)
        const group = groups.get(key) ?? { keys, values: {} }
        groups.set(key, group)
        for (const [name, value] of Object.entries(row.values))
          group.values[pass.names?.(name) ?? name] = value
      }
    }
  }
  if (slice.axes.length === 0 && groups.size === 0) groups.set('[]', { keys: [], values: {} })
  return new Map(
    [...groups].map(([key, group]) => [
      key,
      { keys: group.keys, values: complete(plan, group.values, bucketWindow(slice, group.keys)) },
    ]),
  )
}

/** The days that a group stands for: its bucket inside the window, or the window. */
export const bucketWindow = ({ axes, window }: Slice, keys: Keys): Window => {
  const at = axes.findIndex((axis) => axis.kind === 'time')
  const [axis, bucket] = [axes[at], keys[at]]
  if (axis?.kind !== 'time' || bucket === null || bucket === undefined) return window
  return within(bucket, axis.grain, window)
}

const opening = (name: string) => `${name}/opening`

const passesOf = (plan: Plan, slice: Slice): readonly Pass[] => {
  const isWalked = (measure: BaseMeasure) =>
    !measure.definition.balance && namesPeriod(measure.where)
  const flows = plan.base.filter((m) => !m.definition.balance && !isWalked(m))
  const stepped = plan.base.filter(isWalked)
  const balances = plan.base.filter((m) => m.definition.balance)
  return [
    ...(flows.length ? [{ measures: flows, window: slice.window, ctx: plan.ctx }] : []),
    ...(stepped.length ? stepsOf(plan, slice).map((step) => steppedPass(plan, stepped, step)) : []),
    ...(balances.length
      ? stepsOf(plan, slice).flatMap((step) => balancePasses(plan, balances, step))
      : []),
  ]
}

type Step = { readonly window: Window; readonly bucket?: string }

/** The buckets of the time axis, or the whole window when there is none. */
const stepsOf = (plan: Plan, { axes, window }: Slice): readonly Step[] => {
  const axis = axes.find((one): one is TimeAxis => one.kind === 'time')
  if (!axis) return [{ window }]
  const { from, toExclusive } = window
  if (from === undefined || toExclusive === undefined)
    throw new QueryError('range', {
      zh: '余额类指标按时间分组时需要期间',
      en: 'a balance by time needs a range',
    })
  return bucketsIn({ from, toExclusive }, axis.grain)
    .map((bucket) => ({ bucket, window: within(bucket, axis.grain, window) }))
    .filter((step) => step.window.from <= plan.ctx.today)
}

const closed = (window: Window): Required<Window> => {
  const { from, toExclusive } = window
  if (from === undefined || toExclusive === undefined)
    throw new QueryError('range', { zh: '该指标需要期间', en: 'this measure needs a range' })
  return { from, toExclusive }
}

const steppedPass = (plan: Plan, measures: readonly BaseMeasure[], step: Step): Pass => ({
  ...step,
  ctx: plan.ctx,
  measures: measures.map((m) =>
    m.where ? { ...m, where: inPeriod(m.where, closed(step.window)) } : m,
  ),
})

/** The end of each step, and the day before it for openings and averages. */
const balancePasses = (
  plan: Plan,
  balances: readonly BaseMeasure[],
  step: Step,
): readonly Pass[] => {
  const { ctx } = plan
  const wantsOpening = balances.filter((m) => m.definition.balance !== true)
  const wantsClosing = balances.filter((m) => m.definition.balance !== 'opening')
  const { toExclusive, from } = step.window
  const end = toExclusive === undefined ? ctx.today : addDays(toExclusive, -1)
  const pass = (measures: readonly BaseMeasure[], day: string) =>
    measures.length ? [{ measures, window: {}, ctx: asOf(ctx, day), ...bucketOfStep(step) }] : []
  return [
    ...pass(wantsClosing, end),
    ...(wantsOpening.length && from === undefined
      ? []
      : pass(wantsOpening, addDays(from ?? end, -1))
    ).map((one) => ({ ...one, names: opening })),
  ]
}

const bucketOfStep = ({ bucket }: Step) => (bucket === undefined ? {} : { bucket })

/** The context at the end of a day; today and later need no look back. */
export const asOf = (ctx: Context, day: string): Context =>
  day < ctx.today ? { ...ctx, asOf: day, today: day } : ctx

/** Parts of one pass: measures of one time axis and scope together. */
const partsOf = (plan: Plan, slice: Slice, pass: Pass): readonly Part[] => {
  const axes = pass.bucket === undefined ? slice.axes : slice.axes.filter((a) => a.kind !== 'time')
  const asked = plan.query.range?.on
  const byAxis = Map.groupBy(pass.measures, (m) => {
    const time = asked !== undefined && m.time === plan.analytics.time ? asked : m.time
    return JSON.stringify([time, m.definition.scope === 'global'])
  })
  return [...byAxis].map(([key, measures]) => {
    const [time, isGlobal] = JSON.parse(key) as [string, boolean] // written four lines above
    return {
      plan,
      measures,
      axes: axes.map((axis) => (axis.kind === 'time' ? movedAxis(plan, axis, time) : axis)),
      filters: [...plan.filters, ...(slice.filters ?? [])],
      time,
      window: pass.window,
      ctx: pass.ctx,
      isGlobal,
    }
  })
}

/** A measure with a date of its own is put in buckets by that date. */
const movedAxis = (plan: Plan, axis: TimeAxis, time: string): TimeAxis =>
  axis.path === (plan.query.range?.on ?? plan.analytics.time) ? { ...axis, path: time } : axis

const nothing = (measure: BaseMeasure): Decimal | null =>
  ['count', 'sum', 'distinct'].includes(measure.definition.agg) ? new Decimal(0) : null

/** Adds what the engine had no row for, the averages of balances, and every calculation. */
const complete = (plan: Plan, found: Values, window: Window): Values => {
  const values: Record<string, Decimal | null> = {}
  const isAhead = window.from !== undefined && window.from > plan.ctx.today
  const isForgotten = plan.hasHistory === false && window.toExclusive !== undefined && window.toExclusive <= plan.ctx.today // prettier-ignore
  for (const measure of plan.base) {
    const { balance } = measure.definition
    const none = nothing(measure)
    const end = found[measure.name] ?? (balance && (isAhead || isForgotten) ? null : none)
    const start =
      found[opening(measure.name)] ?? (isAhead || plan.hasHistory === false ? null : none)
    values[measure.name] =
      balance === 'opening' ? start : balance === 'average' ? mean(start, end) : end
  }
  const days = elapsedDays(window, plan.ctx.today)
  const get = (name: string): unknown => {
    if (name === periodDays) return days
    const expr = plan.calcs.get(name)
    return expr && !(name in values) ? evaluate(expr, get, plan.ctx) : values[name]
  }
  for (const name of plan.calcs.keys()) {
    const value = get(name)
    values[name] = value instanceof Decimal ? value : null
  }
  return values
}

const mean = (a: Decimal | null, b: Decimal | null): Decimal | null =>
  a && b ? divide(a.plus(b), new Decimal(2)) : null

/** The group of a key where no engine had one: zeros and nulls. */
export const emptyGroup = (plan: Plan, slice: Slice, keys: Keys): Group => ({
  keys,
  values: complete(plan, {}, bucketWindow(slice, keys)),
})
