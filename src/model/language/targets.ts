import type { Test } from './ast.ts'
import { keyOf, type Slice, type Values } from './aggregate-collect.ts'
import type { Axis, Plan, Window } from './aggregate-plan.ts'
import { Decimal, divide, roundTo } from './decimal.ts'
import type { Grain, Predicate } from './definition.ts'
import { parsePredicate } from './predicate.ts'
import { resolvePath } from './resources.ts'
import { addDays, bucketOf, bucketRange, daysBetween } from './time.ts'

/** Where targets are kept. A model without this entity has none. */
export const goals = 'work_goals'

type PeriodKind = 'month' | 'quarter' | 'year'
export type GoalLevel = 'company' | 'department' | 'employee'
export type Goal = {
  readonly code: string
  readonly period_kind: PeriodKind
  readonly period_start: string
  readonly period_end: string
  readonly employee_id: string | null
  readonly department_id: string | null
  readonly target: string | number
}

/** Reads the goals that fit; those of single people under the viewer's rights. */
export type ReadGoals = (level: GoalLevel, fits: Test) => Promise<readonly Goal[]>

const kindsFor: Readonly<Record<Grain, readonly PeriodKind[]>> = {
  day: [],
  week: [],
  month: ['month'],
  quarter: ['quarter', 'month'],
  year: ['year', 'quarter', 'month'],
}

/** Kinds of period that fill a window exactly, the longest first; months are shared out by days. */
const kindsOf = ({ from: start, toExclusive }: Required<Window>): readonly PeriodKind[] => {
  const fills = (grain: PeriodKind) =>
    [start, toExclusive].every((day) => bucketRange(bucketOf(day, grain), grain).from === day)
  return [...(['year', 'quarter'] as const).filter(fills), 'month']
}

const pointsTo = (plan: Plan, path: string): string | undefined => {
  const field = resolvePath(plan.index, plan.resource.name, path)?.field
  return field?.type === 'reference' ? field.to : undefined
}

/** The field of a goal that says whose it is, by what a path of the query points to. */
const ownerOf: ReadonlyMap<string | undefined, 'employee_id' | 'department_id'> = new Map([
  ['employees', 'employee_id'],
  ['departments', 'department_id'],
])

const conditionsOf = (filter: Predicate): readonly (readonly [string, unknown])[] =>
  Object.entries(filter).flatMap(([path, value]) =>
    path === '$and' && Array.isArray(value) ? value.flatMap(conditionsOf) : [[path, value] as const],
  ) // prettier-ignore

/**
 * Whose goals belong to the rows of a query: conditions on goals, from the people and departments that its filter
 * names. Null when it narrows the rows in another way, for which nobody has a goal.
 */
const whoseOf = (plan: Plan): readonly Predicate[] | null => {
  const conditions = conditionsOf(plan.query.filter ?? {})
  const whose = conditions.flatMap(([path, value]) => {
    const owner = path.startsWith('$') ? undefined : ownerOf.get(pointsTo(plan, path))
    return owner ? [{ [owner]: value }] : []
  })
  return whose.length === conditions.length ? whose : null
}

/** One level only: the finest that the query splits or filters by. */
const levelOf = (plan: Plan, axes: readonly Axis[], whose: readonly Predicate[]): GoalLevel | null => {
  const split = axes
    .filter((axis) => axis.kind === 'dimension')
    .map((axis) => ownerOf.get(pointsTo(plan, axis.path)))
  if (split.includes(undefined)) return null
  const all = [...split, ...whose.flatMap((one) => Object.keys(one))]
  if (all.includes('employee_id')) return 'employee'
  return all.includes('department_id') ? 'department' : 'company'
} // prettier-ignore

/**
 * Gives the targets of the measures asked for, by group key, from goals of one level and one kind of period.
 *
 * A window that cuts a month takes the month's target by days. Rows that are cut to what the viewer may see are
 * measured by the goals of `mine`: single people's, so that no goal counts twice. Source: M-107.
 */
export const targetsOf = async (
  plan: Plan,
  slice: Slice,
  readGoals: ReadGoals,
  mine: Predicate | null = null,
): Promise<ReadonlyMap<string, Values>> => {
  const named = whoseOf(plan)
  if (named === null) return new Map()
  const whose = mine ? [...named, mine] : named
  const split = levelOf(plan, slice.axes, whose)
  const level = split && mine ? 'employee' : split
  const { from: start, toExclusive } = slice.window
  const codes = codesOf(plan)
  if (!plan.index.resources.has(goals) || level === null || codes.size === 0) return new Map()
  if (start === undefined || toExclusive === undefined) return new Map()
  const window = { from: start, toExclusive }
  const found = await readGoals(level, goalTest(level, [...codes.keys()], window, whose))
  const grain = slice.axes.find((axis) => axis.kind === 'time')?.grain
  const sums = new Map<string, Record<string, Decimal | null>>()
  for (const [code, name] of codes) {
    const kinds = grain ? kindsFor[grain] : kindsOf(window)
    const mine = found.filter((goal) => goal.code === code)
    const kind = kinds.find((one) => mine.some((goal) => goal.period_kind === one))
    for (const goal of mine.filter((one) => one.period_kind === kind)) {
      const key = keyOf(slice.axes.map((axis) => keyAt(plan, axis, goal)))
      const values = sums.get(key) ?? {}
      sums.set(key, values)
      values[name] = shareOf(goal, grain ? null : window).plus(values[name] ?? 0)
    }
  }
  return sums
}

const codesOf = (plan: Plan): ReadonlyMap<string, string> =>
  new Map(
    plan.measures.flatMap((name) => {
      const id = plan.analytics.measures[name]?.id
      return id === undefined ? [] : [[id, name] as const]
    }),
  )

const keyAt = (plan: Plan, axis: Axis, goal: Goal): string | null =>
  axis.kind === 'time'
    ? bucketOf(goal.period_start, axis.grain)
    : pointsTo(plan, axis.path) === 'employees'
      ? goal.employee_id
      : goal.department_id

/** The part of a target that falls into the window, by days. */
const shareOf = (goal: Goal, window: Required<Window> | null): Decimal => {
  const target = new Decimal(goal.target)
  if (!window) return target
  const end = addDays(goal.period_end, 1)
  const start = goal.period_start > window.from ? goal.period_start : window.from
  const stop = end < window.toExclusive ? end : window.toExclusive
  const [inside, whole] = [daysBetween(start, stop), daysBetween(goal.period_start, end)]
  if (inside >= whole) return target
  const part = divide(target.times(Math.max(0, inside)), new Decimal(whole))
  return roundTo(part ?? new Decimal(0), 2)
}

const goalTest = (
  level: GoalLevel,
  codes: readonly string[],
  window: Required<Window>,
  whose: readonly Predicate[],
): Test =>
  parsePredicate({
    kind: 'target',
    level,
    state: ['effective', 'closed'],
    'metric.code': codes,
    period_start: { $lt: window.toExclusive },
    period_end: { $gte: window.from },
    ...(whose.length > 0 && { $and: whose }),
  })
