import type { Context } from './context.ts'
import type { Grain, Label } from './definition.ts'
import { suggestionLabel } from './nearest.ts'

const dayMs = 86_400_000
const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterOf = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone)
  if (known) return known
  const formatter = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, calendar: 'iso8601', hourCycle: 'h23', year: 'numeric', month: '2-digit',
    day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  }) // prettier-ignore
  formatters.set(zone, formatter)
  return formatter
}

const quarterMs = 900_000
/** Since when zones change their offset at a quarter of an hour only. */
const quartersSince = Date.UTC(1980, 0, 1)
/** Offsets that are remembered, by zone and quarter of an hour. */
const capacity = 10_000
const offsets = new Map<string, number>()

/** Milliseconds by which local time in the zone is ahead of UTC at an instant. */
const offsetAt = (time: number, zone: string): number => {
  if (time < quartersSince) return askOffset(time, zone)
  const key = `${zone} ${Math.floor(time / quarterMs)}`
  const offset = offsets.get(key) ?? askOffset(time, zone)
  if (offsets.size >= capacity) offsets.clear()
  offsets.set(key, offset)
  return offset
}

const askOffset = (time: number, zone: string): number => {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(time)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000
}

/** Local wall clock of an instant as if it were UTC, e.g. for arithmetic on calendar fields. */
const toLocal = (instant: string, zone: string): number => {
  const time = Date.parse(instant)
  return time + offsetAt(time, zone)
}

const fromLocal = (local: number, zone: string): string => {
  const guess = local - offsetAt(local, zone)
  return new Date(local - offsetAt(guess, zone)).toISOString()
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)
const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** Gives the calendar day of an instant in a zone. */
export const localDay = (instant: string, zone: string): string => dayOf(toLocal(instant, zone))

/** Gives the instant at which a local day begins. */
export const startOfDay = (day: string, zone: string): string => fromLocal(timeOf(day), zone)

/** Gives the local day of a day or an instant. */
export const dayIn = (text: string, zone: string): string =>
  text.length > 10 ? localDay(text, zone) : text

/** Gives the instant of an instant, or the beginning of a day. */
export const instantIn = (text: string, zone: string): string =>
  text.length > 10 ? new Date(text).toISOString() : startOfDay(text, zone)

/** Adds whole days to a day. */
export const addDays = (day: string, n: number): string => dayOf(timeOf(day) + n * dayMs)

const addMonthsAt = (time: number, n: number): number => {
  const at = new Date(time)
  const month = at.getUTCFullYear() * 12 + at.getUTCMonth() + n
  const last = new Date(Date.UTC(0, 0, 1))
  last.setUTCFullYear(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 0)
  return (
    last.setUTCDate(Math.min(at.getUTCDate(), last.getUTCDate())) +
    (time - Math.floor(time / dayMs) * dayMs)
  )
}

/** Adds whole months to a day; the end of the month holds: 31 January and one month is 28 February. */
export const addMonths = (day: string, n: number): string => dayOf(addMonthsAt(timeOf(day), n))

/** Adds whole days of 24 hours to an instant. */
export const addDaysTo = (instant: string, n: number): string => addMs(instant, n * dayMs)

/** Adds whole months to an instant; its local time of day stays. */
export const addMonthsTo = (instant: string, n: number, zone: string): string =>
  fromLocal(addMonthsAt(toLocal(instant, zone), n), zone)

/** Moves an instant to another local day; its local time of day stays. */
export const moveToDay = (instant: string, day: string, zone: string): string => {
  const local = toLocal(instant, zone)
  return fromLocal(timeOf(day) + (local - Math.floor(local / dayMs) * dayMs), zone)
}

/** Gives the milliseconds of an instant since its local day began, by the clock on the wall. */
export const timeOfDay = (instant: string, zone: string): number => {
  const local = toLocal(instant, zone)
  return local - Math.floor(local / dayMs) * dayMs
}

/** Gives the instant so many milliseconds into a local day, by the clock on the wall. */
export const atTimeOfDay = (day: string, ms: number, zone: string): string =>
  fromLocal(timeOf(day) + ms, zone)

/** Adds milliseconds to an instant. */
export const addMs = (instant: string, ms: number): string =>
  new Date(Date.parse(instant) + ms).toISOString()

/** Counts the days from a to b: b - a. */
export const daysBetween = (a: string, b: string): number =>
  Math.round((timeOf(b) - timeOf(a)) / dayMs)

/** Counts the milliseconds from instant a to instant b. */
export const msBetween = (a: string, b: string): number => Date.parse(b) - Date.parse(a)

/** Counts the hours, with fractions, from instant a to instant b. Formulas divide `msBetween` exactly instead. */
export const hoursBetween = (a: string, b: string): number => msBetween(a, b) / 3_600_000

const weekStart = (day: string): string =>
  addDays(day, -((new Date(timeOf(day)).getUTCDay() + 6) % 7))
const quarterOf = (day: string): number => Math.floor((Number(day.slice(5, 7)) + 2) / 3)

const buckets = {
  day: (day) => day,
  week: weekStart,
  month: (day) => day.slice(0, 7),
  quarter: (day) => `${day.slice(0, 4)}-Q${quarterOf(day)}`,
  year: (day) => day.slice(0, 4),
} satisfies Record<Grain, (day: string) => string>

/** Names the bucket of a day: `2026-11-22`, Monday of the week, `2026-11`, `2026-Q4`, `2026`. */
export const bucketOf = (day: string, grain: Grain): string => buckets[grain](day)

const firstDays = {
  day: (bucket) => bucket,
  week: weekStart,
  month: (bucket) => `${bucket}-01`,
  quarter: (bucket) =>
    `${bucket.slice(0, 4)}-${String(Number(bucket.slice(6)) * 3 - 2).padStart(2, '0')}-01`,
  year: (bucket) => `${bucket}-01-01`,
} satisfies Record<Grain, (bucket: string) => string>

/** Moves a day by so many units of a grain. */
export const addGrain = (day: string, n: number, grain: Grain): string =>
  grain === 'day' ? addDays(day, n)
  : grain === 'week' ? addDays(day, n * 7)
  : addMonths(day, n * (grain === 'month' ? 1 : grain === 'quarter' ? 3 : 12)) // prettier-ignore

/** Gives the days of a bucket: from the first to the first of the next. */
export const bucketRange = (
  bucket: string,
  grain: Grain,
): { from: string; toExclusive: string } => {
  const from = firstDays[grain](bucket)
  return { from, toExclusive: addGrain(from, 1, grain) }
}

const variables: Readonly<Record<string, (ctx: Context) => unknown>> = {
  me: (ctx) => ctx.me,
  my_department: (ctx) => ctx.department ?? ctx.departments[0] ?? null,
  my_departments: (ctx) => ctx.departments,
  roles: (ctx) => ctx.roles,
  today: (ctx) => ctx.today,
  now: (ctx) => ctx.now,
  week_start: (ctx) => weekStart(ctx.today),
  month_start: (ctx) => bucketRange(bucketOf(ctx.today, 'month'), 'month').from,
  quarter_start: (ctx) => bucketRange(bucketOf(ctx.today, 'quarter'), 'quarter').from,
  year_start: (ctx) => bucketRange(bucketOf(ctx.today, 'year'), 'year').from,
  // Days of a measure's period: put in by the aggregate that has one, nothing elsewhere.
  period_start: () => null,
  period_end: () => null,
}

/** Names of the variables of predicates and defaults, without the dollar sign; `param.<key>` comes besides. */
export const variableNames: readonly string[] = Object.keys(variables)

/** Offsets are bounded, so that every one of them gives a date. */
const variableShape = /^\$?([a-z][a-z0-9_.]*?)((?:[+-]\d{1,4}[dwmyh]){0,4})$/

/**
 * Splits `$today-30d` into its name and offset.
 *
 * Errors: a sentence under `problem` when there is no such variable.
 */
export const parseVariable = (
  text: string,
): { name: string; offset?: string } | { problem: string; label: Label } => {
  const [, name = '', offset = ''] = variableShape.exec(text) ?? []
  if (name.startsWith('param.') || Object.hasOwn(variables, name))
    return offset ? { name, offset } : { name }
  const asked = text.replace(/^\$/, '')
  const near = suggestionLabel(asked, [...variableNames, 'param'])
  const problem = `no variable "$${asked}"${near.en}`
  return { problem, label: { zh: `没有变量“$${asked}”${near.zh}`, en: problem } }
}

const shift = (at: string, n: number, unit: string, zone: string): string => {
  if (unit === 'h') return addMs(instantIn(at, zone), n * 3_600_000)
  const isLong = at.length > 10
  if (unit === 'm' || unit === 'y') {
    const months = unit === 'y' ? n * 12 : n
    return isLong ? addMonthsTo(at, months, zone) : addMonths(at, months)
  }
  const days = unit === 'w' ? n * 7 : n
  return isLong ? addDaysTo(at, days) : addDays(at, days)
}

/**
 * Gives the value of a variable: `$me`, `$today-30d`, `$month_start+1m`, `$param.receivable.grace_days`.
 *
 * Units: offsets in d days, w weeks, m months, y years, h hours (which make an instant of a day).
 * Errors: null for an unknown variable or parameter; `parseVariable` says which.
 */
export const resolveVariable = (text: string, ctx: Context): unknown => {
  const parsed = parseVariable(text)
  if ('problem' in parsed) return null
  const { name, offset = '' } = parsed
  const base = name.startsWith('param.')
    ? ctx.param(name.slice('param.'.length))
    : (variables[name]?.(ctx) ?? null)
  if (typeof base !== 'string') return base
  return [...offset.matchAll(/([+-]\d+)([dwmyh])/g)].reduce(
    (at, [, n = '0', unit = 'd']) => shift(at, Number(n), unit, ctx.zone),
    base,
  )
}
