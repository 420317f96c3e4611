import china from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { addDays } from './time.ts'

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
