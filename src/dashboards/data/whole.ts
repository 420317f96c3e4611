import { type ModelIndex, resolvePath } from '#model/language/resources.ts'
import { addDays } from '#model/language/time.ts'
import { allOf, hrefOf } from './drill.ts'
import { analyticsOf, type CardQuestions } from './questions.ts'

/** Where all records of a card's first question are listed; null for metrics of several entities. */
export const listHref = (
  index: ModelIndex,
  board: string,
  { questions, days, asOf }: CardQuestions,
): string | null => {
  const [question] = questions
  if (!question || 'metric' in question) return null
  const { resource, filter, range, measures, by } = question
  const analytics = analyticsOf(index, resource)
  if (!analytics) return null
  const axis = by?.find((one) => typeof one !== 'string')
  const time = range?.on || (typeof axis === 'object' && axis.time) || analytics.time
  const definitions = measures.map((name) => analytics.measures[name])
  const isBalance = definitions.some((one) => one && 'agg' in one && one.balance)
  const isDay = resolvePath(index, resource, time)?.field.type === 'date'
  const within = days && isDay && !isBalance && { [time]: { $gte: days.from, $lt: addDays(days.to, 1) } } // prettier-ignore
  const [first] = definitions
  const where = isBalance && first && 'agg' in first ? first.where : undefined
  return hrefOf(index, board, {
    resource,
    filter: allOf(analytics.base, filter, within || undefined, where),
    ...(asOf !== undefined && { asOf }),
  })
}
