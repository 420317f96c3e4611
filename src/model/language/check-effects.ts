import { checkBy, checkCondition, checkFormula, checkPath, type Place } from './check-conditions.ts'
import { effectKeys, loopKeys, recipientKeys } from './check-keys.ts'
import { checkClauses, checkKeys, checkLabel } from './check-names.ts'
import type { Check } from './check-report.ts'
import { checkFixedValue } from './check-values.ts'
import { checkWords, choices } from './check-words.ts'
import type { Each, Effect, Label, Loop, Measuring, Recipients } from './definition.ts'
import { resolvePath } from './resources.ts'
import { isComputed } from './compute.ts'

type Target = Extract<Effect, { do: 'transition' }>['on']
type Values = Readonly<Record<string, unknown>>

/** Checks what follows a step or an event: every record, field, value and person that it names. */
export const checkEffects = (check: Check, place: Place, effects: readonly Effect[], at: string) => {
  for (const [i, effect] of effects.entries()) {
    const path = `${at}.${i}`
    if (!Object.hasOwn(effectKeys, effect.do)) {
      check.report('M086', `${path}.do`, { name: String(effect.do) }, Object.keys(effectKeys))
      continue
    }
    checkKeys(check, effect, effectKeys[effect.do], path)
    checkCondition(check, place, effect.when, `${path}.when`)
    checkClauses(check, effect.clauses, `${path}.clauses`)
    checkEffect(check, place, effect, path)
  }
} // prettier-ignore

const checkEffect = (check: Check, place: Place, effect: Effect, at: string): void => {
  switch (effect.do) {
    case 'set': {
      const target = targetOf(check, place, effect.on ?? 'self', `${at}.on`)
      if (target !== null)
        checkValues(check, { ...place, each: target }, target, effect.values, `${at}.values`)
      return
    }
    case 'create':
      return checkCreate(check, place, effect, at)
    case 'measure':
      return checkMeasure(check, place, effect, at)
    case 'notify':
      checkWords(check, effect, choices.notify, at)
      checkTemplates(check, place, effect.title, `${at}.title`)
      if (effect.body) checkTemplates(check, place, effect.body, `${at}.body`)
      return checkRecipients(check, place, effect.to, `${at}.to`)
    case 'distribute':
      if (effect.copy_no) checkTemplate(check, place, effect.copy_no, `${at}.copy_no`)
      checkDue(check, place, effect.due, `${at}.due`)
      return checkRecipients(check, place, effect.to, `${at}.to`)
    case 'review':
      checkReviewStep(check, effect.step, `${at}.step`)
      checkDue(check, place, effect.due, `${at}.due`)
      return checkRecipients(check, place, effect.to, `${at}.to`)
    case 'transition': {
      const target = targetOf(check, place, effect.on, `${at}.on`)
      const steps = target && check.index.resources.get(target)?.entity.workflow?.transitions
      if (target !== null && !(steps && Object.hasOwn(steps, effect.name)))
        check.report('M016', `${at}.name`, { name: effect.name }, Object.keys(steps || {}))
      return
    }
    case 'start_clock':
    case 'stop_clock': {
      const clocks = Object.keys(check.index.resources.get(place.resource)?.entity.clocks ?? {})
      if (!clocks.includes(effect.clock))
        check.report('M083', `${at}.clock`, { name: effect.clock }, clocks)
      return
    }
    case 'run':
      return
  }
}

/** The resource that an effect reaches; null where that cannot be told. */
const targetOf = (check: Check, place: Place, on: Target, at: string): string | null => {
  if (typeof on === 'object') {
    if (!checkBy(check, place.resource, on.of, on.by, at)) return null
    checkCondition(check, { resource: on.of, source: place }, on.where, `${at}.where`)
    return on.of
  }
  if (on === 'self') return place.resource
  const field = check.index.resources.get(place.resource)?.fields[on]
  if (field?.type === 'record_ref') return null
  if (field?.type === 'references' || field?.type === 'reference') return field.to
  const found = checkPath(check, place, `${on}.id`, at)
  return found && 'to' in found.field && typeof found.field.to === 'string' ? found.field.to : null
}

const checkValues = (check: Check, place: Place, target: string, values: Values, at: string): void => {
  for (const [name, value] of Object.entries(values)) {
    const found = checkPath(check, { resource: target }, name, `${at}.${name}`)
    if (!found) continue
    if (isComputed(found.field)) check.report('M081', `${at}.${name}`, { name })
    else checkFixedValue(check, place, { name, field: found.field, value, code: 'M082' }, `${at}.${name}`)
  }
} // prettier-ignore

const checkCreate = (
  check: Check,
  place: Place,
  effect: Extract<Effect, { do: 'create' }>,
  at: string,
): void => {
  const target = check.index.resources.get(effect.resource)
  if (!target) {
    const good = check.index.resources.keys()
    check.report('M012', `${at}.resource`, { name: effect.resource }, good)
    return
  }
  const inside =
    effect.each === undefined ? place : loopsIn(check, place, effect.each, `${at}.each`)
  checkValues(check, inside, target.name, effect.values, `${at}.values`)
  checkCondition(check, { resource: target.name, source: inside }, effect.unless, `${at}.unless`)
  if (effect.split) {
    checkPath(check, { resource: target.name }, effect.split.field, `${at}.split.field`)
    for (const key of ['total', 'percent'] as const) {
      const value = effect.split[key]
      if (typeof value === 'string' && value.startsWith('='))
        checkFormula(check, inside, value.slice(1), `${at}.split.${key}`, ['number'])
    }
  }
  const given = new Set([...Object.keys(effect.values), effect.split?.field])
  for (const [name, field] of Object.entries(target.fields)) {
    const isDue = field.required === true && field.default === undefined && field.type !== 'serial'
    if (isDue && !given.has(name) && !isComputed(field) && field.copy === undefined)
      check.report('M085', `${at}.values`, { name })
  }
}

const checkMeasure = (check: Check, place: Place, effect: Measuring, at: string): void => {
  const target = targetOf(check, place, effect.on, `${at}.on`)
  if (target === null) return
  const inside = { ...place, each: target }
  const formulas = { metric: effect.metric, ...effect.range, ...effect.about }
  for (const [key, value] of Object.entries(formulas)) {
    const wanted = key === 'metric' ? (['text'] as const) : key === 'from' || key === 'to' ? (['date', 'datetime'] as const) : undefined // prettier-ignore
    if (typeof value === 'string' && value.startsWith('='))
      checkFormula(check, inside, value.slice(1), `${at}.${key}`, wanted)
  }
  for (const name of Object.values(effect.into)) {
    const found = checkPath(check, { resource: target }, name, `${at}.into`)
    if (found && isComputed(found.field)) check.report('M081', `${at}.into`, { name })
  }
}

/** The place inside the loops of an effect. */
const loopsIn = (check: Check, place: Place, each: Each, at: string): Place =>
  [each].flat().reduce<Place>((outside, loop) => {
    const found =
      typeof loop === 'string'
        ? rowsOf(check, outside, loop, at)
        : rowsMatching(check, outside, loop, at)
    if (found === undefined) return outside
    return { ...outside, each: found, ...(outside.each && { outer: outside.each }) }
  }, place)

const rowsMatching = (check: Check, place: Place, loop: Loop, at: string): string | undefined => {
  checkKeys(check, loop, loopKeys, at)
  if (!check.index.resources.has(loop.of)) {
    check.report('M012', `${at}.of`, { name: loop.of }, check.index.resources.keys())
    return undefined
  }
  checkCondition(check, { resource: loop.of, source: place }, loop.where, `${at}.where`)
  if (loop.shuffle !== undefined)
    checkFormula(check, place, loop.shuffle, `${at}.shuffle`, ['text'])
  if (typeof loop.limit === 'string' && loop.limit.startsWith('='))
    checkFormula(check, place, loop.limit.slice(1), `${at}.limit`, ['number'])
  return loop.of
}

/** What `each` goes through: lines or references of the record, or `<resource>.<by>`. */
const rowsOf = (check: Check, place: Place, each: string, at: string): string | undefined => {
  const dot = each.indexOf('.')
  const of = each.slice(0, dot)
  if (dot > 0 && check.index.resources.has(of) && !resolvePath(check.index, place.resource, each)) {
    checkBy(check, place.resource, of, each.slice(dot + 1), at)
    return of
  }
  const found = checkPath(check, place, each, at)
  if (!found) return undefined
  if (found.field.type === 'references') return found.field.to
  if (found.field.type === 'lines') {
    const owner = resolvePath(check.index, place.resource, each)
    const lines = [...check.index.resources.values()].find(
      ({ parent }) => parent?.resource === owner?.resource.name && parent?.field === owner?.name,
    )
    return lines?.name
  }
  check.report('M084', at, { name: each })
  return undefined
}

/** Checks that the people, roles and departments of an effect or clock are there. */
export const checkRecipients = (check: Check, place: Place, to: Recipients, at: string): void => {
  const { fields, roles, departments, head, employees } = to
  checkKeys(check, to, recipientKeys, at)
  if (!fields?.length && !roles?.length && !departments && !head && !employees)
    check.report('M080', at)
  for (const name of fields ?? []) {
    const found = ['', '_id', '_ids']
      .map((suffix) => resolvePath(check.index, place.resource, `${name}${suffix}`))
      .find((path) => path && 'to' in path.field && path.field.to === 'employees')
    if (!found && check.index.resources.has(place.resource)) {
      const known = checkPath(check, place, name.endsWith('_id') ? name : `${name}_id`, `${at}.fields`)
      if (known) check.report('M051', `${at}.fields`, { name })
    }
  }
  const known = check.model.roles.map(({ key }) => key)
  for (const name of roles ?? [])
    if (!known.includes(name)) check.report('M011', `${at}.roles`, { name }, known)
  checkCondition(check, { resource: 'departments', source: place }, departments, `${at}.departments`)
  checkCondition(check, { resource: 'employees', source: place }, employees, `${at}.employees`)
} // prettier-ignore

const checkReviewStep = (check: Check, step: string, at: string): void => {
  const field = check.index.resources.get('approvals')?.fields.step
  if (field?.type === 'enum' && !Object.hasOwn(field.options, step))
    check.report('M024', at, { of: 'step', name: step }, Object.keys(field.options))
}

const checkDue = (check: Check, place: Place, due: string | undefined, at: string): void => {
  if (due?.startsWith('=')) checkFormula(check, place, due.slice(1), at, ['date', 'datetime'])
}

const checkTemplates = (check: Check, place: Place, label: Label, at: string): void => {
  checkLabel(check, label, at)
  for (const locale of ['zh', 'en'] as const) checkTemplate(check, place, label[locale], at)
}

/** Checks the `{path}` places of a text. */
const checkTemplate = (check: Check, place: Place, template: unknown, at: string): void => {
  for (const [, path = ''] of String(template ?? '').matchAll(/\{([^{}]*)\}/g))
    if (path !== 'n' && path !== 'seq') checkPath(check, place, path, at)
}
