import { analyticsOf } from './check-analytics.ts'
import { checkCondition, checkPath, checkTime, type Place } from './check-conditions.ts'
import { cardKeys, dashboardKeys } from './check-keys.ts'
import { checkClauses, checkDistinct, checkKeys, checkLabel, checkName } from './check-names.ts'
import type { Check } from './check-report.ts'
import type {
  AggregateQuery,
  Analytics,
  Card,
  CardKind,
  Dashboard,
  DashboardFilter,
} from './definition.ts'

const kinds: Readonly<Record<CardKind, 'query' | 'list'>> = {
  kpi: 'query', trend: 'query', bars: 'query', ranking: 'query', stack: 'query', pareto: 'query', heatmap: 'query',
  waterfall: 'query', histogram: 'query', box: 'query', radar: 'query', funnel: 'query', table: 'query', list: 'list', calendar: 'list',
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
  for (const card of dashboard.cards)
    for (const list of ['roles', 'home'] as const)
      for (const name of card[list] ?? [])
        if (!roles.includes(name)) check.report('M011', `${at}.cards.${card.id}.${list}`, { name }, roles)
  for (const [name, filter] of Object.entries(dashboard.filters)) {
    checkLabel(check, filter.label, `${at}.filters.${name}.label`)
    if (filter.to !== undefined && !check.index.resources.has(filter.to))
      check.report('M012', `${at}.filters.${name}.to`, { name: filter.to }, check.index.resources.keys())
    else if (filter.one) checkChoice(check, filter.to, filter.one, `${at}.filters.${name}.one`)
  }
  checkDistinct(check, dashboard.cards.map(({ id }) => id), `${at}.cards`)
  for (const card of dashboard.cards) checkCard(check, dashboard, card, `${at}.cards.${card.id}`)
} // prettier-ignore

const checkChoice = (
  check: Check,
  resource: string | undefined,
  { filter, sort }: NonNullable<DashboardFilter['one']>,
  at: string,
): void => {
  if (resource === undefined) return wrong(check, at, '需要“to”', 'needs "to"')
  checkCondition(check, { resource }, filter, `${at}.filter`)
  checkPath(check, { resource }, sort[0], `${at}.sort`)
}

/** A card, or one of the queries that stand beside its first one. */
type Source = Pick<Card, 'resource' | 'metric' | 'query'>

const checkCard = (check: Check, dashboard: Dashboard, card: Card, at: string): void => {
  checkKeys(check, card, cardKeys, at)
  checkLabel(check, card.title, `${at}.title`)
  checkClauses(check, card.clauses, `${at}.clauses`)
  const wants = Object.hasOwn(kinds, card.kind) ? kinds[card.kind] : null
  const { kind } = card
  if (wants === null) wrong(check, at, `没有卡片类型“${kind}”`, `no kind "${kind}"`)
  else if (!card[wants]) wrong(check, at, `${kind} 卡片需要“${wants}”`, `a ${kind} card needs "${wants}"`)
  checkSource(check, card, at)
  for (const [i, source] of (card.also ?? []).entries())
    checkSource(check, source, `${at}.also.${i}`)
  const { resource } = card
  if (resource === undefined || !check.index.resources.has(resource)) return
  checkCardFilters(check, dashboard, card, { resource }, at)
  if (card.list) {
    const place = { resource }
    for (const path of card.list.columns) checkPath(check, place, path, `${at}.list.columns`)
    checkCondition(check, place, card.list.filter, `${at}.list.filter`)
    if (card.list.countdown !== undefined) {
      checkTime(check, place, card.list.countdown, `${at}.list.countdown`)
      if (!card.list.columns.includes(card.list.countdown))
        wrong(check, `${at}.list.countdown`, '须为列之一', 'must be one of the columns')
    }
    if (card.list.sort) checkPath(check, place, card.list.sort[0], `${at}.list.sort`)
  }
} // prettier-ignore

const wrong = (check: Check, at: string, zh: string, en: string): void =>
  check.report('M130', at, { name: { zh, en } })

const checkSource = (check: Check, { resource, metric, query }: Source, at: string): void => {
  if ((resource === undefined) === (metric === undefined))
    return wrong(check, at, '须有 resource 或 metric 之一', 'needs either a resource or a metric')
  if (metric !== undefined) return checkMetricSource(check, metric, query, at)
  const name = resource ?? ''
  if (!check.index.resources.has(name))
    return check.report('M012', `${at}.resource`, { name }, check.index.resources.keys())
  const analytics = analyticsOf(check, name)
  if (query && analytics) checkQuery(check, { resource: name }, analytics, query, `${at}.query`)
  else if (query) wrong(check, at, `“${name}”没有 analytics`, `"${name}" has no analytics`)
}

const checkMetricSource = (
  check: Check,
  name: string,
  query: AggregateQuery | undefined,
  at: string,
): void => {
  const metric = check.model.metrics.find((each) => each.name === name)
  const known = check.model.metrics.map((each) => each.name)
  if (!metric) return check.report('M036', `${at}.metric`, { name }, known)
  const dimensions = Object.keys(metric.by ?? {})
  for (const each of query?.by ?? [])
    if (typeof each === 'string' && !dimensions.includes(each))
      check.report('M113', `${at}.query.by`, { name: each }, dimensions)
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
  const checkMeasure = (name: string, key: string) => {
    if (name.startsWith('sum:')) checkPath(check, place, name.slice('sum:'.length), `${at}.${key}`)
    else if (name !== 'count' && !Object.hasOwn(measures, name))
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
