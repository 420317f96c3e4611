import china from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { addDays, atTimeOfDay, localDay, timeOfDay } from './time.ts'

/** First and last day for which working days are counted; SQL keeps a table of the same days. */
export const calendarRange = { from: '2000-01-01', to: '2049-12-31' } as const

const isWithinCalendar = (day: string): boolean =>
  day >= calendarRange.from && day <= calendarRange.to

const isWeekend = (day: string): boolean =>
  [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/**
 * Tells whether people work on a day: Monday to Friday, less public holidays of China, plus make-up days.
 *
 * The package's data is read, not its functions: those look at the zone of the machine.
 */
export const isWorkingDay = (day: string): boolean =>
  isWeekend(day) ? Object.hasOwn(china.workdays, day) : !Object.hasOwn(china.holidays, day)

/**
 * Adds working days to a day; zero gives the day itself, negative goes back.
 *
 * Every step lands on a working day: Friday and one working day is Monday.
 * Errors: null when it starts or ends beyond the calendar, 2000 to 2049.
 */
export const addWorkingDays = (day: string, n: number): string | null => {
  const step = Math.sign(n)
  let at = day
  for (let left = Math.abs(Math.trunc(n)); left > 0 && isWithinCalendar(at);) {
    at = addDays(at, step)
    if (isWorkingDay(at)) left--
  }
  return isWithinCalendar(at) ? at : null
}

const dayMs = 86_400_000
let allWorkingDays: readonly string[] | undefined

/** Every working day of the calendar, in order. */
const workingDays = (): readonly string[] => {
  if (allWorkingDays) return allWorkingDays
  const days: string[] = []
  for (let day: string = calendarRange.from; isWithinCalendar(day); day = addDays(day, 1))
    if (isWorkingDay(day)) days.push(day)
  return (allWorkingDays = days)
}

/** Counts the working days of the calendar up to a day, the day included. */
const ordinalOf = (day: string): number => {
  const days = workingDays()
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? '') <= day) low = middle + 1
    else high = middle
  }
  return low
}

/** Milliseconds of working days from the beginning of the calendar up to an instant; null beyond it. */
const workedUntil = (instant: string, zone: string): number | null => {
  const day = localDay(instant, zone)
  if (!isWithinCalendar(day)) return null
  const ordinal = ordinalOf(day)
  return isWorkingDay(day) ? (ordinal - 1) * dayMs + timeOfDay(instant, zone) : ordinal * dayMs
}

/**
 * Counts the milliseconds of working days between two instants: b - a.
 *
 * A working day counts with its 24 hours, any other day not at all. Errors: null beyond the calendar.
 */
export const workingMsBetween = (a: string, b: string, zone: string): number | null => {
  const [from, to] = [workedUntil(a, zone), workedUntil(b, zone)]
  return from === null || to === null ? null : to - from
}

/**
 * Moves an instant by milliseconds that only run on working days: Friday 23:00 and two hours is Monday 01:00.
 *
 * What ends with a day ends at its midnight, not at the beginning of the next working day.
 * Errors: null when it starts or ends beyond the calendar, 2000 to 2049.
 */
export const addWorkingMs = (instant: string, ms: number, zone: string): string | null => {
  const from = workedUntil(instant, zone)
  if (from === null) return null
  if (ms === 0) return new Date(instant).toISOString()
  const target = from + ms
  const ordinal = ms > 0 ? Math.ceil(target / dayMs) : Math.floor(target / dayMs) + 1
  const day = workingDays()[ordinal - 1]
  return day === undefined ? null : atTimeOfDay(day, target - (ordinal - 1) * dayMs, zone)
}
