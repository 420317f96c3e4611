import { analyticsOf } from './check-analytics.ts'
import { checkCondition, checkPath, type Place } from './check-conditions.ts'
import { cardKeys, dashboardKeys } from './check-keys.ts'
import { checkClauses, checkDistinct, checkKeys, checkLabel, checkName } from './check-names.ts'
import type { Check } from './check-report.ts'
import type { AggregateQuery, Analytics, Card, CardKind, Dashboard } from './definition.ts'

const kinds: Readonly<Record<CardKind, 'query' | 'list'>> = {
  kpi: 'query', trend: 'query', bars: 'query', ranking: 'query', stack: 'query', pareto: 'query', heatmap: 'query',
  waterfall: 'query', table: 'query', list: 'list', calendar: 'list',
} // prettier-ignore
/** Checks a dashboard: its filters, and that every card asks for what is there. */
export const checkDashboard = (check: Check, dashboard: Dashboard, at: string): void => {
  checkKeys(check, dashboard, dashboardKeys, at)
  checkName(check, dashboard.name, `${at}.name`)
  checkLabel(check, dashboard.label, `${at}.label`)
  checkClauses(check, dashboard.clauses, `${at}.clauses`, true)
  const roles = check.model.roles.map(({ key }) => key)
  for (const name of dashboard.roles ?? [])
    if (!roles.includes(name)) check.report('M011', `${at}.roles`, { name }, roles)
  for (const [name, filter] of Object.entries(dashboard.filters)) {
    checkLabel(check, filter.label, `${at}.filters.${name}.label`)
    if (filter.to !== undefined && !check.index.resources.has(filter.to))
      check.report('M012', `${at}.filters.${name}.to`, { name: filter.to }, check.index.resources.keys())
  }
  checkDistinct(check, dashboard.cards.map(({ id }) => id), `${at}.cards`)
  for (const card of dashboard.cards) checkCard(check, dashboard, card, `${at}.cards.${card.id}`)
} // prettier-ignore

const checkCard = (check: Check, dashboard: Dashboard, card: Card, at: string): void => {
  checkKeys(check, card, cardKeys, at)
  checkLabel(check, card.title, `${at}.title`)
  checkClauses(check, card.clauses, `${at}.clauses`)
  const wants = Object.hasOwn(kinds, card.kind) ? kinds[card.kind] : null
  if (wants === null) check.report('M130', at, { name: `no kind "${card.kind}"` })
  else if (!card[wants]) check.report('M130', at, { name: `a ${card.kind} card needs "${wants}"` })
  if ((card.resource === undefined) === (card.metric === undefined))
    return check.report('M130', at, { name: 'needs either a resource or a metric' })
  if (card.metric !== undefined) return checkMetricCard(check, card.metric, `${at}.metric`)
  const resource = card.resource ?? ''
  if (!check.index.resources.has(resource))
    return check.report('M012', `${at}.resource`, { name: resource }, check.index.resources.keys())
  checkCardFilters(check, dashboard, card, { resource }, at)
  const analytics = analyticsOf(check, resource)
  if (card.query && analytics) checkQuery(check, { resource }, analytics, card.query, `${at}.query`)
  else if (card.query) check.report('M130', at, { name: `"${resource}" has no analytics` })
  if (card.list) {
    const place = { resource }
    for (const path of card.list.columns) checkPath(check, place, path, `${at}.list.columns`)
    checkCondition(check, place, card.list.filter, `${at}.list.filter`)
    if (card.list.sort) checkPath(check, place, card.list.sort[0], `${at}.list.sort`)
  }
}

const checkMetricCard = (check: Check, name: string, at: string): void => {
  const metrics = check.model.metrics.map((metric) => metric.name)
  if (!metrics.includes(name)) check.report('M036', at, { name }, metrics)
}

const checkCardFilters = (
  check: Check,
  dashboard: Dashboard,
  card: Card,
  place: Place,
  at: string,
): void => {
  for (const [name, path] of Object.entries(card.filters ?? {})) {
    if (!Object.hasOwn(dashboard.filters, name))
      check.report('M131', `${at}.filters`, { name }, Object.keys(dashboard.filters))
    if (path !== null) checkPath(check, place, path, `${at}.filters.${name}`)
  }
}

const checkQuery = (
  check: Check,
  place: Place,
  { measures, dimensions, time }: Analytics,
  query: AggregateQuery,
  at: string,
): void => {
  const implied = (name: string) => name === 'count' || name.startsWith('sum:')
  const checkMeasure = (name: string, key: string) => {
    if (!implied(name) && !Object.hasOwn(measures, name))
      check.report('M111', `${at}.${key}`, { name }, Object.keys(measures))
  }
  const checkDimension = (name: string, key: string) => {
    if (!Object.hasOwn(dimensions, name))
      check.report('M113', `${at}.${key}`, { name }, Object.keys(dimensions))
  }
  for (const name of query.measures) checkMeasure(name, 'measures')
  for (const each of query.by ?? [])
    if (typeof each === 'string') checkDimension(each, 'by')
    else if (each.time !== 'time' && each.time !== time) checkPath(check, place, each.time, `${at}.by`)
  for (const name of Object.keys(query.post ?? {})) checkMeasure(name, 'post')
  for (const name of Object.keys(query.having ?? {}))
    if (!name.startsWith('$')) checkMeasure(name, 'having')
  if (query.top) {
    checkDimension(query.top.of, 'top')
    checkMeasure(query.top.by, 'top')
  }
  checkCondition(check, place, query.filter, `${at}.filter`)
} // prettier-ignore
