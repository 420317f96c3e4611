import type { Card } from '#model/language/definition.ts'
import { addDays, addMonths, bucketOf, bucketRange } from '#model/language/time.ts'

/** Days from the first to the last, both meant. */
export type Days = { readonly from: string; readonly to: string }
export type PeriodName = 'month' | 'quarter' | 'year' | 'rolling12' | 'custom'

export const periodNames: readonly PeriodName[] = ['month', 'quarter', 'year', 'rolling12', 'custom'] // prettier-ignore

const calendar = (grain: 'month' | 'quarter' | 'year', today: string): Days => {
  const { from, toExclusive } = bucketRange(bucketOf(today, grain), grain)
  return { from, to: addDays(toExclusive, -1) }
}

const rolling = (months: number, today: string): Days => {
  const { from, to } = calendar('month', today)
  return { from: addMonths(from, 1 - months), to }
}

/** The days of a preset, up to the end of the running month, quarter or year. */
export const presetDays = (name: Exclude<PeriodName, 'custom'>, today: string): Days =>
  name === 'rolling12' ? rolling(12, today) : calendar(name, today)

/**
 * The day that a board looks back from: today, or the last day of a chosen period that lies in the past.
 *
 * Rolling months end there, and what stands today stands as of then.
 */
export const lastDay = ({ to }: Days, today: string): string => (to < today ? to : today)

/** The days of a card: its own period, else the bar's; null = the stand of today. */
export const cardDays = (card: Pick<Card, 'period'>, bar: Days, today: string): Days | null => {
  if (card.period === 'today') return null
  if (card.period === 'next180') return { from: today, to: addDays(today, 180) }
  if (card.period === 'rolling12') return rolling(12, today)
  return card.period === 'rolling24' ? rolling(24, today) : bar
}

/**
 * Ends a running period today, so that what is due later does not count before its day.
 *
 * A period that lies wholly ahead stays as it is.
 */
export const toDate = ({ from, to }: Days, today: string): Days => ({
  from,
  to: to > today && from <= today ? today : to,
})
