import { isWorkingDay } from '#model/language/calendar.ts'
import { addDays, addMonths } from '#model/language/time.ts'

export type CycleKind = 'month' | 'quarter' | 'year'

/** The days of a cycle, as the entity computes them. */
export type CycleDays = {
  readonly kind: CycleKind
  readonly code: string
  readonly from: string
  readonly to: string
  readonly start: string
  readonly self: string
  readonly open: string
  readonly score: string
  readonly audit: string
  readonly final: string
  readonly feedback: string
  readonly close: string
}

const length = { month: 1, quarter: 3, year: 12 } as const

const lastWorkingDay = (day: string): string =>
  isWorkingDay(day) ? day : lastWorkingDay(addDays(day, -1))
const workingDaysAfter = (day: string, n: number): string => {
  let at = day
  for (let left = n; left > 0;) {
    at = addDays(at, 1)
    if (isWorkingDay(at)) left -= 1
  }
  return at
}

const finalDay = (kind: CycleKind, from: string, to: string): string =>
  kind === 'year'
    ? `${Number(from.slice(0, 4)) + 1}-01-31`
    : addDays(to, kind === 'month' ? 10 : 15)

/** Works out the calendar of the cycle that begins on a day. */
export const cycleDays = (kind: CycleKind, from: string): CycleDays => {
  const to = addDays(addMonths(from, length[kind]), -1)
  const final = lastWorkingDay(finalDay(kind, from, to))
  const audit = lastWorkingDay(addDays(final, -2))
  const self = lastWorkingDay(to)
  const feedback = workingDaysAfter(final, 5)
  const name = { month: `M${from.slice(5, 7)}`, quarter: `Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`, year: 'Y' }[kind] // prettier-ignore
  return {
    kind, code: `KHQ-${from.slice(0, 4)}${name}`, from, to, start: addDays(to, -5), self, open: addDays(self, 1),
    score: lastWorkingDay(addDays(audit, -2)), audit, final, feedback, close: addDays(feedback, 1),
  } // prettier-ignore
}
