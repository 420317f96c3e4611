import { sql, type Kysely } from 'kysely'
import { isWorkingDay } from '#model/language/calendar.ts'
import { addDays } from '#model/language/time.ts'
import type { Tables } from '../database/database.ts'

/** First and last day that the calendar table knows; beyond them working days are not computed in SQL. */
export const calendarRange = { from: '2000-01-01', to: '2049-12-31' } as const

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** Days that are worked although a weekend, or not although a weekday. */
const exceptions = (): { readonly days: string[]; readonly working: boolean[] } => {
  const days: string[] = []
  const working: boolean[] = []
  for (let day: string = calendarRange.from; day <= calendarRange.to; day = addDays(day, 1)) {
    const isWeekday = weekday(day) >= 1 && weekday(day) <= 5
    const isWorking = isWorkingDay(day)
    if (isWorking === isWeekday) continue
    days.push(day)
    working.push(isWorking)
  }
  return { days, working }
}

let known: ReturnType<typeof exceptions> | undefined

/** Fills `_calendar` anew: every day, whether it is worked, and how many working days there are up to it. */
export const fillCalendar = async (tx: Kysely<Tables>): Promise<void> => {
  const { days, working } = (known ??= exceptions())
  await sql`delete from "_calendar"`.execute(tx)
  await sql`
    insert into "_calendar" ("day", "working", "ordinal")
    select "day", "working", sum(cast("working" as integer)) over (order by "day")
    from (
      select cast("d" as date) as "day", coalesce("e"."working", extract(isodow from "d") <= 5) as "working"
      from generate_series(cast(${calendarRange.from} as date), cast(${calendarRange.to} as date), interval '1 day') as "d"
      left join unnest(cast(${days} as date[]), cast(${working} as boolean[])) as "e" ("day", "working") on "e"."day" = cast("d" as date)
    ) as "days"`.execute(tx)
}
