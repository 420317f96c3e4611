import type {
  AggregateQuery,
  Analytics,
  Card,
  Dashboard,
  Predicate,
} from '#model/language/definition.ts'
import { type ModelIndex, resolvePath } from '#model/language/resources.ts'
import { resolveVariable } from '#model/language/time.ts'
import type { Question } from '../../data/provider.ts'
import type { BoardState } from './board-state.ts'
import { cardDays, type Days, lastDay, toDate } from './period.ts'

type Source = Pick<Card, 'resource' | 'metric' | 'query'>

/** What a card asks, and which filters of the board do not apply to it. */
export type CardQuestions = {
  readonly questions: readonly Question[]
  readonly unfit: readonly string[]
  /** Days that the answers cover; null = the stand of today. */
  readonly days: Days | null
  /** The earlier day at which the answers stand, where they cover no days. */
  readonly asOf?: string | undefined
}

/** What may be counted on a resource. */
export const analyticsOf = (index: ModelIndex, resource: string): Analytics | undefined => {
  const at = index.resources.get(resource)
  return at?.parent ? at.parent.lines.analytics : at?.entity.analytics
}

const pathName = /[a-z_][\w.]*/g

/** Fields of a formula that the viewer may see nowhere; the server refuses every number made of them. */
const isMasked = (index: ModelIndex, resource: string, name: string): boolean => {
  const measures = analyticsOf(index, resource)?.measures
  const measure = measures?.[name]
  if (!measure) return false
  if ('calc' in measure)
    return (measure.calc.match(pathName) ?? []).some((part) => isMasked(index, resource, part))
  const fields = (measure.field ?? '').match(pathName) ?? []
  return fields.some((path) => {
    const field = resolvePath(index, resource, path)?.field
    return field !== undefined && 'masked' in field && field.masked === true
  })
}

/** Whether the viewer may ask for anything that a card shows. */
export const mayAsk = (index: ModelIndex, { resource, query }: Source): boolean =>
  resource === undefined || (query?.measures ?? []).some((name) => !isMasked(index, resource, name))

/** Leaves out the measures that the viewer may not ask for, as long as others remain. */
const openMeasures = (index: ModelIndex, resource: string, measures: readonly string[]): readonly string[] => {
  const open = measures.filter((name) => !isMasked(index, resource, name))
  return open.length > 0 ? open : measures
} // prettier-ignore

/** Where a filter of the board applies in a card's resource; null = it does not. */
export const filterPath = (index: ModelIndex, card: Card, source: Source, name: string): string | null => {
  const own = source.resource === card.resource ? card.filters?.[name] : undefined
  if (own !== undefined) return own
  if (source.metric !== undefined) {
    const metric = index.model.metrics.find((one) => one.name === source.metric)
    return metric?.by?.[name] ? name : null
  }
  return analyticsOf(index, source.resource ?? '')?.dimensions[name]?.field ?? null
} // prettier-ignore

/** The board's filters as a predicate over a card's resource. */
export const boardFilter = (index: ModelIndex, card: Card, source: Source, state: BoardState): Predicate =>
  Object.fromEntries(
    Object.entries(state.filters).flatMap(([name, values]) => {
      const path = filterPath(index, card, source, name)
      return path === null ? [] : [[path, values]]
    }),
  ) // prettier-ignore

const both = (a: Predicate | undefined, b: Predicate): Predicate | undefined => {
  if (Object.keys(b).length === 0) return a
  return a ? { $and: [a, b] } : b
}

const dayOf = (text: string, today: string): string => {
  if (!text.startsWith('$')) return text
  const nobody = { me: null, roles: [], departments: [], param: () => null }
  const value = resolveVariable(text, { now: `${today}T00:00:00Z`, today, zone: 'UTC', ...nobody })
  return typeof value === 'string' ? value : today
}

/** Kinds whose comparison is the bar's choice; others say themselves what they compare with. */
const followsBar = new Set(['kpi', 'ranking', 'table'])

const compareOf = (card: Card, query: AggregateQuery, state: BoardState): AggregateQuery['compare'] => {
  if (!followsBar.has(card.kind) || card.show === 'growth') return query.compare
  const wanted = card.kind === 'kpi' || query.compare !== undefined
  return wanted && state.compare !== 'none' ? [state.compare] : undefined
} // prettier-ignore

const rangeOf = (query: AggregateQuery, days: Days | null, today: string): AggregateQuery['range'] => {
  const own = query.range
  if (own) return { ...own, from: dayOf(own.from, today), to: dayOf(own.to, today) }
  if (!days) return undefined
  // A target belongs to the whole period, so the period is not cut at today.
  return query.target && !query.by ? days : toDate(days, today)
} // prettier-ignore

/** The earlier day at which a board over a past period stands; nothing when it stands today. */
export const asOfOf = ({ days }: Pick<BoardState, 'days'>, today: string): { readonly asOf?: string } => {
  const day = lastDay(days, today)
  return day < today ? { asOf: day } : {}
} // prettier-ignore

const questionOf = (index: ModelIndex, card: Card, source: Source, state: BoardState, today: string): Question | null => {
  const { query } = source
  if (!query) return null
  const { measures, compare: _, range: __, ...rest } = query
  const day = lastDay(state.days, today)
  const days = cardDays(card, state.days, day)
  const range = rangeOf(query, days, day)
  const asOf = asOfOf(state, today)
  const compare = range && compareOf(card, query, state)
  const filter = both(query.filter, boardFilter(index, card, source, state))
  const asked = { ...rest, ...(range ? { range } : asOf), ...(compare && { compare }), ...(filter && { filter }) }
  if (source.metric !== undefined) return { ...asked, metric: source.metric }
  return source.resource === undefined ? null : { ...asked, measures: openMeasures(index, source.resource, measures), resource: source.resource }
} // prettier-ignore

/** Turns a card into questions to the metric layer: period, comparison and filters of the bar put in. */
export const questionsOf = (index: ModelIndex, card: Card, state: BoardState, today: string): CardQuestions => {
  const sources: readonly Source[] = [card, ...(card.also ?? [])]
  const questions = sources.flatMap((source) => questionOf(index, card, source, state, today) ?? [])
  const unfit = Object.keys(state.filters).filter((name) => sources.some((source) => filterPath(index, card, source, name) === null))
  const range = questions[0]?.range
  return { questions, unfit, days: range ? { from: range.from, to: range.to } : null, asOf: questions[0]?.asOf }
} // prettier-ignore

/** Asks for the last twelve months of a figure's first measure, for its sparkline. */
export const sparkOf = (index: ModelIndex, card: Card, state: BoardState, today: string): Question | null => {
  if (card.period === 'today' || (card.show && card.show !== 'value') || !card.query) return null
  const query: AggregateQuery = { measures: card.query.measures.slice(0, 1), by: [{ time: '', grain: 'month' }], fill: true }
  const spark: Card = { ...card, kind: 'trend', period: 'rolling12', query }
  return questionOf(index, spark, spark, state, today)
} // prettier-ignore

/** Names of the board's filters, in words. */
export const filterNames = (dashboard: Dashboard, names: readonly string[], locale: 'zh' | 'en'): string =>
  names.map((name) => dashboard.filters[name]?.label[locale] ?? name).join(locale === 'zh' ? '、' : ', ') // prettier-ignore
