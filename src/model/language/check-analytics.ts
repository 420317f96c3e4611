import {
  checkCondition,
  checkFormula,
  checkPath,
  checkTime,
  type Place,
} from './check-conditions.ts'
import { aggregateKeys, analyticsKeys, calcKeys, metricKeys } from './check-keys.ts'
import { checkClauses, checkKeys, checkLabel, checkName } from './check-names.ts'
import type { Check } from './check-report.ts'
import { checkWords, choices } from './check-words.ts'
import type { Analytics, Measure, Metric } from './definition.ts'
import { FormulaError, parseFormula, pathsOf } from './formula.ts'
import { kindOfField } from './formula-kind.ts'

const numeric = ['sum', 'avg', 'stddev', 'p25', 'median', 'p75', 'p90']
const aggregates = ['count', 'min', 'max', 'distinct', ...numeric]
/** The least group that hides a single person: one's own value known, the others' mean still tells nobody's. */
const leastGroup = 3

/** Checks the dimensions and measures of a resource. */
export const checkAnalytics = (check: Check, resource: string, analytics: Analytics, at: string) => {
  const place: Place = { resource }
  checkKeys(check, analytics, analyticsKeys, at)
  checkTime(check, place, analytics.time, `${at}.time`)
  checkCondition(check, place, analytics.base, `${at}.base`)
  for (const [name, dimension] of Object.entries(analytics.dimensions)) {
    const path = `${at}.dimensions.${name}`
    checkName(check, name, path)
    if (dimension.label) checkLabel(check, dimension.label, `${path}.label`)
    const found = checkPath(check, place, dimension.field, `${path}.field`)
    if (!found) continue
    const kind = kindOfField(found.field)
    if ((kind === 'list' && found.field.type !== 'enum') || (dimension.bands && kind !== 'number'))
      check.report('M114', path, { name: dimension.field })
  }
  for (const [name, measure] of Object.entries(analytics.measures)) {
    const path = `${at}.measures.${name}`
    checkName(check, name, path)
    checkLabel(check, measure.label, `${path}.label`)
    checkClauses(check, measure.clauses, `${path}.clauses`)
    if (Object.hasOwn(analytics.dimensions, name)) check.report('M002', path, { name })
    if ('calc' in measure) checkCalc(check, name, measure.calc, analytics, path)
    else checkAggregate(check, place, measure, path)
  }
} // prettier-ignore

const checkAggregate = (
  check: Check,
  place: Place,
  measure: Exclude<Measure, { calc: string }>,
  at: string,
): void => {
  checkKeys(check, measure, aggregateKeys, at)
  checkWords(check, measure, choices.measure, at)
  checkCondition(check, place, measure.where, `${at}.where`)
  if (measure.time !== undefined) checkTime(check, place, measure.time, `${at}.time`)
  checkGlobal(check, place, measure, at)
  const { agg, field } = measure
  if (!aggregates.includes(agg)) check.report('M110', at, { name: { zh: `没有聚合“${agg}”`, en: `no aggregate "${agg}"` } })
  if (agg === 'count') {
    if (field !== undefined) check.report('M110', at, { name: { zh: 'count 不需要字段', en: 'count takes no field' } })
  } else if (field === undefined) check.report('M110', at, { name: { zh: `${agg} 需要字段`, en: `${agg} needs a field` } })
  else checkFormula(check, place, field, `${at}.field`, numeric.includes(agg) ? ['number'] : undefined)
} // prettier-ignore

const checkGlobal = (
  check: Check,
  place: Place,
  { scope, cells, min_group, group_of }: Exclude<Measure, { calc: string }>,
  at: string,
): void => {
  const dimensions = Object.keys(analyticsOf(check, place.resource)?.dimensions ?? {})
  for (const name of cells ?? [])
    if (!dimensions.includes(name)) check.report('M113', `${at}.cells`, { name }, dimensions)
  if (group_of !== undefined) checkFormula(check, place, group_of, `${at}.group_of`)
  if (scope === 'global' && (!cells?.length || (min_group ?? 0) < leastGroup))
    check.report('M115', at, { least: String(leastGroup) })
  if (scope !== 'global' && cells) check.report('M115', at, { least: String(leastGroup) })
}

const partsOf = (calc: string): string[] | string => {
  try {
    return pathsOf(parseFormula(calc))
  } catch (problem) {
    if (problem instanceof FormulaError) return problem.message
    throw problem
  }
}

const checkCalc = (
  check: Check,
  name: string,
  calc: string,
  { measures }: Analytics,
  at: string,
): void => {
  const measure = measures[name]
  if (measure) {
    checkKeys(check, measure, calcKeys, at)
    checkWords(check, measure, choices.measure, at)
  }
  const parts = partsOf(calc)
  if (typeof parts === 'string') {
    check.report('M021', `${at}.calc`, { name: parts })
    return
  }
  for (const part of parts)
    if (part !== 'period_days' && !Object.hasOwn(measures, part))
      check.report('M111', `${at}.calc`, { name: part }, Object.keys(measures))
  const circle = circleFrom(name, measures, [])
  if (circle) check.report('M112', `${at}.calc`, { name: circle.join(' > ') })
}

const circleFrom = (
  name: string,
  measures: Analytics['measures'],
  way: readonly string[],
): readonly string[] | null => {
  if (way.includes(name)) return name === way[0] ? [...way, name] : null
  const measure = Object.hasOwn(measures, name) ? measures[name] : undefined
  const parts = measure && 'calc' in measure ? partsOf(measure.calc) : []
  if (typeof parts === 'string') return null
  for (const part of parts) {
    const circle = circleFrom(part, measures, [...way, name])
    if (circle) return circle
  }
  return null
}

/** Analytics of a resource: of an entity, or of its lines. */
export const analyticsOf = (check: Check, resource: string): Analytics | undefined => {
  const at = check.index.resources.get(resource)
  return at?.parent ? at.parent.lines.analytics : at?.entity.analytics
}

/** Checks a metric over several entities: its parts, and the dimensions that it says they share. */
export const checkMetric = (check: Check, metric: Metric, at: string): void => {
  checkKeys(check, metric, metricKeys, at)
  checkWords(check, metric, choices.measure, at)
  checkName(check, metric.name, `${at}.name`)
  checkLabel(check, metric.label, `${at}.label`)
  checkLabel(check, metric.help, `${at}.help`)
  checkClauses(check, metric.clauses, `${at}.clauses`, true)
  const parts = partsOf(metric.calc)
  if (typeof parts === 'string') return check.report('M021', `${at}.calc`, { name: parts })
  if (parts.length === 0) check.report('M120', `${at}.calc`, { name: { zh: '没有引用任何度量', en: 'names no measure' } })
  for (const part of parts) if (part !== 'period_days') checkPart(check, part, `${at}.calc`)
  const resources = [...new Set(parts.filter((part) => part.includes('.')).map((part) => part.split('.')[0] ?? ''))]
  for (const [name, own] of Object.entries(metric.by ?? {}))
    for (const of of resources) {
      const analytics = analyticsOf(check, of)
      const dimension = own[of] ?? name
      const isTime = dimension === 'time' || dimension === analytics?.time
      if (analytics && !isTime && !Object.hasOwn(analytics.dimensions, dimension))
        check.report('M121', `${at}.by.${name}`, { of, name: dimension }, Object.keys(analytics.dimensions))
    }
} // prettier-ignore

const checkPart = (check: Check, part: string, at: string): void => {
  const [resource = '', measure = '', ...rest] = part.split('.')
  const analytics = analyticsOf(check, resource)
  if (!check.index.resources.has(resource))
    check.report('M012', at, { name: resource }, check.index.resources.keys())
  else if (!analytics || rest.length > 0 || !Object.hasOwn(analytics.measures, measure)) {
    const good = Object.keys(analytics?.measures ?? {}).map((name) => `${resource}.${name}`)
    check.report('M111', at, { name: part }, good)
  }
}
