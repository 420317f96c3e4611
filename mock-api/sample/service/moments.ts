import { addWorkingDays, addWorkingMs } from '#model/language/calendar.ts'
import { at, workingDay, type Company, type SampleRow, type SampleStep } from '../rows.ts'
import type { People } from '../people.ts'
import type { Product } from '../catalogue.ts'
import type { Customer } from '../customers.ts'

/** What the records of customer service are about. */
export type ServiceContext = {
  readonly company: Company
  readonly people: People
  readonly products: readonly Product[]
  readonly customers: readonly Customer[]
}

const hourMs = 3_600_000
const [opens, hours] = [9, 9]

/** The story of customer service ends with the morning of the last day. */
export const isOver = (company: Company, moment: string): boolean =>
  moment < at(company, company.today, opens)

/** A moment of the office day, from 0 at nine in the morning to 1 at six. */
export const officeMoment = (company: Company, day: string, share: number): string =>
  at(company, workingDay(day), opens, Math.floor(Math.min(0.999, share) * hours * 60))

/** Makes a clock of working days: `after(0.5)` is half an office day after the beginning. */
export const courseFrom =
  (company: Company, day: string, share: number): ((days: number) => string) =>
  (days) => {
    const passed = share + days
    const whole = Math.floor(passed)
    const on = addWorkingDays(workingDay(day), whole) ?? day
    return officeMoment(company, on, passed - whole)
  }

/** So many hours of working days after a moment, as promises are counted. */
export const workingHoursAfter = (company: Company, moment: string, n: number): string =>
  addWorkingMs(moment, n * hourMs, company.zone) ?? moment

/** Keeps the steps that were taken before the story ends. */
export const taken = (company: Company, steps: readonly SampleStep[]): readonly SampleStep[] =>
  steps.filter((step) => isOver(company, step.at))

/** Keeps a value when its moment is over. */
export const whenOver = <T>(company: Company, moment: string, value: T): T | null =>
  isOver(company, moment) ? value : null

/** Who owns a record, and in which department it stands. */
export const ownedBy = (person: SampleRow) => ({
  owner_id: person.id,
  department_id: person.department_id,
})
