import { addDays, bucketOf, bucketRange } from '#model/language/time.ts'

/** The days of a month as weeks from Monday to Sunday, with the days around it that fill them. */
export const weeksOf = (month: string): readonly (readonly string[])[] => {
  const { from, toExclusive } = bucketRange(month, 'month')
  const weekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  const weeks: string[][] = []
  for (let day = addDays(from, -weekday(from)); day < toExclusive; day = addDays(day, 7))
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(day, i)))
  return weeks
}

/** The month so many months after another, as `2026-11`. */
export const monthAfter = (month: string, months: number): string => {
  const { from, toExclusive } = bucketRange(month, 'month')
  return bucketOf(months < 0 ? addDays(from, -1) : toExclusive, 'month')
}
