import { checkAccess } from './check-access.ts'
import { checkAnalytics, checkMetric } from './check-analytics.ts'
import {
  checkCondition,
  checkFormula,
  checkPath,
  checkTime,
  type Place,
} from './check-conditions.ts'
import { checkDashboard } from './check-dashboards.ts'
import { checkEffects, checkRecipients } from './check-effects.ts'
import { checkFields, checkReserved } from './check-fields.ts'
import { clockKeys, entityKeys, ruleKeys, scheduledKeys } from './check-keys.ts'
import { checkClauses, checkDistinct, checkKeys, checkLabel, checkName } from './check-names.ts'
import { checkWords, choices } from './check-words.ts'
import { collectProblems, type Check, type ModelProblem, type Report } from './check-report.ts'
import { wholeParts } from './check-shape.ts'
import { checkViews } from './check-views.ts'
import { checkWorkflow } from './check-workflow.ts'
import type { Entity, Model, Rule } from './definition.ts'
import { cyclesOf } from './dependencies.ts'
import { indexModel } from './resources.ts'
import { titlePaths } from './title.ts'

export { problemText, type ModelProblem } from './check-report.ts'

/**
 * Finds everything that is wrong with a model: names that lead nowhere, formulas that do not fit, states that
 * nobody reaches, steps that nobody may take, texts that are missing.
 *
 * Shape: every problem at once, in the order of the model; errors stop a server, warnings do not.
 * Errors: never throws; what is too broken to look into is itself a problem (M009).
 */
export const checkModel = (model: Model): ModelProblem[] => {
  const { report, problems } = collectProblems()
  const whole = wholeParts(model, report)
  const check: Check = { model: whole, index: indexModel(whole), report }
  guarded(report, 'model', () => checkLists(check))
  for (const entity of whole.entities)
    guarded(report, entity.name, () => checkEntity(check, entity))
  guarded(report, 'model', () => checkCircles(check))
  for (const [i, metric] of whole.metrics.entries()) {
    const at = `metrics.${metric?.name ?? i}`
    guarded(report, at, () => checkMetric(check, metric, at))
  }
  for (const [i, dashboard] of whole.dashboards.entries()) {
    const at = `dashboards.${dashboard?.name ?? i}`
    guarded(report, at, () => checkDashboard(check, dashboard, at))
  }
  return problems
}

/** Turns what cannot be looked into, in a definition that came from outside, into a problem. */
const guarded = (report: Report, at: string, work: () => void): void => {
  try {
    work()
  } catch (problem) {
    report('M009', at, { name: problem instanceof Error ? problem.message : String(problem) })
  }
}

const reservedResources = [
  'accounts', 'aggregate', 'comments', 'events', 'files', 'import', 'imports', 'metrics', 'model', 'openapi', 'sandbox', 'search', 'session', 'setup',
  'tokens', 'views',
] // prettier-ignore

const checkLists = (check: Check): void => {
  const { model } = check
  const keys = {
    modules: model.modules.map(({ key }) => key),
    roles: model.roles.map(({ key }) => key),
    parameters: model.parameters.map(({ key }) => key),
    clauses: model.clauses.map(({ id }) => id),
    metrics: model.metrics.map(({ name }) => name),
    dashboards: model.dashboards.map(({ name }) => name),
  }
  for (const [list, names] of Object.entries(keys)) checkDistinct(check, names, list)
  for (const { key, label } of [...model.modules, ...model.roles])
    checkLabel(check, label, `${key}.label`)
  for (const { id, title } of model.clauses) checkLabel(check, title, `clauses.${id}.title`)
  for (const parameter of model.parameters) {
    const at = `parameters.${parameter.key}`
    checkLabel(check, parameter.label, `${at}.label`)
    checkClauses(check, parameter.clauses, `${at}.clauses`)
    if (!keys.modules.includes(parameter.module))
      check.report('M005', `${at}.module`, { name: parameter.module }, keys.modules)
    for (const name of Object.values(parameter.view ?? {}))
      if (!keys.parameters.includes(name))
        check.report('M014', `${at}.view`, { name }, keys.parameters)
  }
  checkDistinct(check, tablesOf(model), 'entities')
}

/** Every table that the model asks for: two of one name would be one table. */
const tablesOf = (model: Model): string[] =>
  model.entities.flatMap((entity) => [
    ...indexModel({ ...model, entities: [entity] }).resources.keys(),
  ])

const checkEntity = (check: Check, entity: Entity): void => {
  const { name } = entity
  const place: Place = { resource: name }
  const modules = check.model.modules.map(({ key }) => key)
  checkName(check, name, `${name}.name`)
  if (reservedResources.includes(name)) check.report('M003', `${name}.name`, { name })
  checkKeys(check, entity, entityKeys, name)
  checkWords(check, entity, choices.entity, name)
  checkLabel(check, entity.label, `${name}.label`)
  if (entity.help) checkLabel(check, entity.help, `${name}.help`)
  if (!modules.includes(entity.module))
    check.report('M005', `${name}.module`, { name: entity.module }, modules)
  checkClauses(check, entity.clauses, `${name}.clauses`, true)
  checkTitle(check, place, entity.title, `${name}.title`)
  const resource = check.index.resources.get(name)
  if (resource) checkReserved(check, resource)
  checkFields(check, place, entity.fields, `${name}.fields`)
  if (entity.exists_from !== undefined)
    checkTime(check, place, entity.exists_from, `${name}.exists_from`)
  checkWorkflow(check, entity)
  checkRules(check, place, entity.rules ?? [], `${name}.rules`)
  checkHappenings(check, entity, place)
  checkAccess(check, entity)
  checkViews(check, entity)
  if (entity.analytics) checkAnalytics(check, name, entity.analytics, `${name}.analytics`)
  checkLinesOf(check, entity)
}

const checkLinesOf = (check: Check, entity: Entity): void => {
  for (const { name, parent } of check.index.resources.values()) {
    if (parent?.resource !== entity.name) continue
    const at = `${entity.name}.fields.${parent.field}`
    const { title, rules, analytics } = parent.lines
    if (title !== undefined) checkTitle(check, { resource: name }, title, `${at}.title`)
    checkRules(check, { resource: name }, rules ?? [], `${at}.rules`)
    if (analytics) checkAnalytics(check, name, analytics, `${at}.analytics`)
  }
}

const checkTitle = (check: Check, place: Place, title: string, at: string): void => {
  const paths = titlePaths(title)
  if (paths.length === 0)
    check.report('M050', at, {
      name: { zh: `“${title}”没有引用字段`, en: `"${title}" names no field` },
    })
  for (const path of paths) checkPath(check, place, path, at)
}

const checkRules = (check: Check, place: Place, rules: readonly Rule[], at: string): void => {
  for (const rule of rules) {
    const path = `${at}.${rule.id}`
    checkKeys(check, rule, ruleKeys, path)
    checkLabel(check, rule.message, `${path}.message`)
    checkClauses(check, rule.clauses, `${path}.clauses`, true)
    checkCondition(check, place, rule.require, `${path}.require`)
    checkCondition(check, place, rule.when, `${path}.when`)
    for (const name of rule.of ?? []) checkPath(check, place, name, `${path}.of`)
    if (rule.at !== undefined) checkPath(check, place, rule.at, `${path}.at`)
  }
}

/** Checks events, clocks and scheduled work. */
const checkHappenings = (check: Check, entity: Entity, place: Place): void => {
  const { name, events, clocks, schedule } = entity
  checkEffects(check, place, events?.create ?? [], `${name}.events.create`)
  for (const [i, event] of (events?.update ?? []).entries()) {
    const at = `${name}.events.update.${i}`
    for (const field of event.of) checkPath(check, place, field, `${at}.of`)
    checkCondition(check, place, event.when, `${at}.when`)
    checkEffects(check, place, event.effects, `${at}.effects`)
  }
  for (const [key, clock] of Object.entries(clocks ?? {})) {
    const at = `${name}.clocks.${key}`
    checkKeys(check, clock, clockKeys, at)
    checkWords(check, clock, choices.clock, at)
    checkTime(check, place, clock.start, `${at}.start`)
    checkTime(check, place, clock.due, `${at}.due`)
    if (clock.stop !== undefined) checkTime(check, place, clock.stop, `${at}.stop`)
    checkCondition(check, place, clock.while, `${at}.while`)
    if (clock.to) checkRecipients(check, place, clock.to, `${at}.to`)
    checkClauses(check, clock.clauses, `${at}.clauses`)
    checkEffects(check, place, clock.on_breach ?? [], `${at}.on_breach`)
  }
  for (const work of schedule ?? []) {
    const at = `${name}.schedule.${work.id}`
    checkKeys(check, work, scheduledKeys, at)
    checkWords(check, work, choices.scheduled, at)
    checkLabel(check, work.label, `${at}.label`)
    checkClauses(check, work.clauses, `${at}.clauses`)
    checkCondition(check, place, work.where, `${at}.where`)
    if (work.key !== undefined) checkFormula(check, place, work.key.replace(/^=/, ''), `${at}.key`)
    checkEffects(check, place, work.effects, `${at}.effects`)
  }
}

const checkCircles = (check: Check): void => {
  for (const circle of cyclesOf(check.index)) {
    const [first = ''] = circle
    const [resource = '', field = ''] = first.split('.')
    check.report('M030', `${resource}.fields.${field}`, { name: circle.join(' > ') })
  }
}
