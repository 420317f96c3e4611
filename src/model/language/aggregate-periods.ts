import type { Operand, Test } from './ast.ts'
import type { Grain } from './definition.ts'
import type { Window } from './aggregate-plan.ts'
import { addDays, addMonths, bucketOf, bucketRange, daysBetween } from './time.ts'

/** How far a comparison looks back. */
export type Shift = { readonly months: number } | { readonly days: number }

const isFirst = (day: string) => day.endsWith('-01')
const isMonthEnd = (day: string) => isFirst(addDays(day, 1))

/** Moves a day by a shift, `sign` times. A month end stays a month end. */
export const shiftDay = (day: string, shift: Shift, sign: 1 | -1): string => {
  if ('days' in shift) return addDays(day, sign * shift.days)
  const moved = addMonths(day, sign * shift.months)
  return isMonthEnd(day) ? addDays(bucketRange(moved.slice(0, 7), 'month').toExclusive, -1) : moved
}

const monthsOf = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7)) +
  1

/** Tells how far back the period before lies: whole months when the range is made of them, else its own length. */
export const previousPeriodShift = (from: string, to: string, today: string): Shift =>
  isFirst(from) && (isMonthEnd(to) || to >= today)
    ? { months: monthsOf(from, to) }
    : { days: daysBetween(from, to) + 1 }

/** Tells how far back the year before lies: 52 weeks for weeks, so that Mondays meet Mondays. */
export const previousYearShift = (grain: Grain | undefined): Shift =>
  grain === 'week' ? { days: 364 } : { months: 12 }

/**
 * The window to compare with, aligned to date: 1-21 November is compared with 1-21 October.
 *
 * A window that ends after today is cut at today before it is moved; one that begins later is not.
 */
export const shiftWindow = (window: Window, shift: Shift, today: string): Window => {
  const { from, toExclusive } = window
  if (from === undefined || toExclusive === undefined) return {}
  const last = addDays(toExclusive, -1)
  const end = last > today && from <= today ? today : last
  return { from: shiftDay(from, shift, -1), toExclusive: addDays(shiftDay(end, shift, -1), 1) }
}

/** The bucket of the present that a bucket of the past is compared with. */
export const shiftBucket = (bucket: string, grain: Grain, shift: Shift): string => {
  const { from } = bucketRange(bucket, grain)
  return bucketOf(
    'days' in shift ? addDays(from, shift.days) : addMonths(from, shift.months),
    grain,
  )
}

/** Every bucket that a window touches, in order. */
export const bucketsIn = ({ from, toExclusive }: Required<Window>, grain: Grain): string[] => {
  const buckets: string[] = []
  for (
    let day = from;
    day < toExclusive;
    day = bucketRange(buckets.at(-1) ?? '', grain).toExclusive
  )
    buckets.push(bucketOf(day, grain))
  return buckets
}

/** The days of a bucket inside a window. */
export const within = (bucket: string, grain: Grain, window: Window): Required<Window> => {
  const { from, toExclusive } = bucketRange(bucket, grain)
  return {
    from: window.from !== undefined && window.from > from ? window.from : from,
    toExclusive:
      window.toExclusive !== undefined && window.toExclusive < toExclusive
        ? window.toExclusive
        : toExclusive,
  }
}

/** Days of a window that have begun by today; null when it is open. */
export const elapsedDays = ({ from, toExclusive }: Window, today: string): number | null => {
  if (from === undefined || toExclusive === undefined) return null
  const end = toExclusive > today && from <= today ? addDays(today, 1) : toExclusive
  return daysBetween(from, end)
}

/** Whether a window is still running: it holds today and days after it. */
export const isPartial = ({ from, toExclusive }: Window, today: string): boolean =>
  from !== undefined &&
  toExclusive !== undefined &&
  from <= today &&
  toExclusive > addDays(today, 1)

const periodVariables = ['period_start', 'period_end'] as const

const isPeriod = (operand: Operand): operand is Extract<Operand, { variable: string }> =>
  'variable' in operand &&
  periodVariables.some((name) => operand.variable.replace(/^\$/, '') === name)

const operandsOf = (value: Operand | readonly Operand[]): readonly Operand[] =>
  'length' in value ? value : [value]

/** Whether a test names the period of its row: `$period_start`, `$period_end`. */
export const namesPeriod = (test: Test | undefined): boolean => {
  if (!test) return false
  if (test.k === 'compare') return operandsOf(test.value).some(isPeriod)
  if (test.k === 'all' || test.k === 'any') return test.of.some(namesPeriod)
  if (test.k === 'not') return namesPeriod(test.of)
  return test.k === 'some' && namesPeriod(test.where)
}

/** Puts the days of a window in the place of `$period_start` and `$period_end`. */
export const inPeriod = (test: Test, window: Required<Window>): Test => {
  const put = (operand: Operand): Operand => {
    if (!isPeriod(operand)) return operand
    const isStart = operand.variable.replace(/^\$/, '') === 'period_start'
    return { literal: isStart ? window.from : addDays(window.toExclusive, -1) }
  }
  if (test.k === 'compare')
    return { ...test, value: 'length' in test.value ? test.value.map(put) : put(test.value) }
  if (test.k === 'all' || test.k === 'any')
    return { ...test, of: test.of.map((one) => inPeriod(one, window)) }
  if (test.k === 'not') return { ...test, of: inPeriod(test.of, window) }
  return test.k === 'some' ? { ...test, where: inPeriod(test.where, window) } : test
}
