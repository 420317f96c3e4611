import { checkComputed } from './check-computed.ts'
import {
  checkCondition,
  checkFormula,
  checkPath,
  checkTime,
  type Place,
} from './check-conditions.ts'
import { fieldKeys } from './check-keys.ts'
import { checkClauses, checkKeys, checkLabel, checkName } from './check-names.ts'
import type { Check } from './check-report.ts'
import { checkFixedValue } from './check-values.ts'
import { checkWords, choices } from './check-words.ts'
import type { Field, LinesField } from './definition.ts'
import { FormulaError, parseFormula, pathsOf, type ValueKind } from './formula.ts'
import { parseSerial, serialPaths } from './numbering.ts'
import { commonFields, linesResource, type Resource } from './resources.ts'
import { isComputed } from './compute.ts'

const timely: readonly ValueKind[] = ['date', 'datetime']

/** Checks the fields of an entity, of its lines, or of a dialog. */
export const checkFields = (
  check: Check,
  place: Place,
  fields: Readonly<Record<string, Field>>,
  at: string,
): void => {
  for (const [name, field] of Object.entries(fields)) {
    const path = `${at}.${name}`
    checkName(check, name, path)
    checkLabel(check, field.label, `${path}.label`)
    if (field.help) checkLabel(check, field.help, `${path}.help`)
    checkClauses(check, field.clauses, `${path}.clauses`)
    checkKeys(check, field, fieldKeys[field.type], path)
    checkOptions(check, place, name, field, path)
    checkType(check, place, name, field, path)
    if (isComputed(field) || field.copy !== undefined) checkComputed(check, place, field, path)
  }
  checkFormerNames(check, fields, at)
}

/** Names that the language gives itself; a declaration may refine only the first four. */
export const checkReserved = (check: Check, resource: Resource): void => {
  const refined = ['owner_id', 'department_id', 'confidentiality']
  const fixed = Object.keys(commonFields(resource.entity)).filter((name) => !refined.includes(name))
  for (const name of [...fixed, 'q', '_warnings'])
    if (Object.hasOwn(resource.entity.fields, name))
      check.report('M003', `${resource.name}.fields.${name}`, { name })
}

const checkFormerNames = (
  check: Check,
  fields: Readonly<Record<string, Field>>,
  at: string,
): void => {
  const claimed = new Set<string>()
  for (const [name, { was }] of Object.entries(fields)) {
    if (was === undefined) continue
    if (Object.hasOwn(fields, was) || claimed.has(was))
      check.report('M017', `${at}.${name}.was`, { name: was })
    claimed.add(was)
  }
}

const checkOptions = (
  check: Check,
  place: Place,
  name: string,
  field: Field,
  at: string,
): void => {
  const { required, visible, unique, dated } = field
  checkCondition(check, place, visible, `${at}.visible`)
  if (typeof required === 'string') checkCondition(check, place, required, `${at}.required`)
  if (typeof required === 'object') {
    const states = 'states' in required && Array.isArray(required.states) ? required.states : null
    if (states) checkRequiredStates(check, place, states, `${at}.required`)
    else checkCondition(check, place, required, `${at}.required`)
  }
  if (unique && ['lines', 'attachments', 'references', 'tags', 'boolean', 'longtext'].includes(field.type))
    check.report('M044', `${at}.unique`, { name: field.type })
  if (typeof unique === 'object')
    for (const other of unique.with) checkPath(check, place, other, `${at}.unique`)
  if (dated !== undefined) checkTime(check, place, dated, `${at}.dated`)
  if (field.default !== undefined && !isComputed(field))
    checkFixedValue(check, place, { name, field, value: field.default, code: 'M042' }, `${at}.default`)
} // prettier-ignore

const checkRequiredStates = (
  check: Check,
  place: Place,
  states: readonly string[],
  at: string,
): void => {
  const known = check.index.resources.get(place.resource)?.entity.workflow?.states
  if (!known) check.report('M047', at)
  else
    for (const state of states)
      if (!Object.hasOwn(known, state))
        check.report('M015', at, { name: state }, Object.keys(known))
}

const checkType = (check: Check, place: Place, name: string, field: Field, at: string): void => {
  switch (field.type) {
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent':
      if (field.scale !== undefined && !(Number.isInteger(field.scale) && field.scale >= 0 && field.scale <= 12))
        check.report('M040', `${at}.scale`, { name: `scale ${field.scale}` })
      return checkBounds(check, place, field.min, field.max, ['number'], at)
    case 'date':
    case 'datetime':
      return checkBounds(check, place, field.min, field.max, timely, at)
    case 'enum':
      if (Object.keys(field.options).length === 0) check.report('M046', `${at}.options`)
      for (const [key, option] of Object.entries(field.options)) {
        checkName(check, key, `${at}.options.${key}`, /^[A-Za-z0-9_]+$/)
        checkLabel(check, option, `${at}.options.${key}`)
        checkWords(check, option, choices.shown, `${at}.options.${key}`)
      }
      return
    case 'reference':
    case 'references':
      if (!check.index.resources.has(field.to))
        check.report('M012', `${at}.to`, { name: field.to }, check.index.resources.keys())
      return checkCondition(check, { resource: field.to, source: place }, field.where, `${at}.where`)
    case 'record_ref':
      for (const to of field.to ?? [])
        if (!check.index.resources.has(to))
          check.report('M012', `${at}.to`, { name: to }, check.index.resources.keys())
      return
    case 'lines':
      return checkLines(check, place, name, field, at)
    case 'serial':
      return checkSerial(check, place, field.pattern, field.on, at)
    case 'attachments':
    case 'boolean':
      return
    default:
      if (field.pattern !== undefined) checkPattern(check, field.pattern, `${at}.pattern`)
  }
} // prettier-ignore

const checkPattern = (check: Check, pattern: string, at: string): void => {
  try {
    new RegExp(`^(?:${pattern})$`, 'u')
  } catch (problem) {
    check.report('M041', at, { name: problem instanceof Error ? problem.message : pattern })
  }
}

const checkBounds = (
  check: Check,
  place: Place,
  min: number | string | undefined,
  max: number | string | undefined,
  wanted: readonly ValueKind[],
  at: string,
): void => {
  if (typeof min === typeof max && min !== undefined && max !== undefined && min > max)
    check.report('M040', at, { name: `${min} > ${max}` })
  for (const [key, bound] of Object.entries({ min, max })) {
    if (typeof bound !== 'string' || bound.startsWith('$') || /^\d{4}-\d{2}-\d{2}/.test(bound)) continue
    const formula = bound.replace(/^=/, '')
    checkFormula(check, place, formula, `${at}.${key}`, wanted)
    if (readsRecord(formula))
      check.report('M040', `${at}.${key}`, { name: { zh: `“${bound}”读取记录：请改写为规则`, en: `"${bound}" reads the record: write a rule` } })
  }
} // prettier-ignore

const readsRecord = (formula: string): boolean => {
  try {
    return pathsOf(parseFormula(formula)).length > 0
  } catch (problem) {
    if (problem instanceof FormulaError) return false
    throw problem
  }
}

const checkLines = (
  check: Check,
  place: Place,
  name: string,
  field: LinesField,
  at: string,
): void => {
  const entity = check.index.resources.get(place.resource)
  if (!entity || entity.kind === 'lines' || place.ask) {
    check.report('M045', at, { name: { zh: '明细只能直接属于实体', en: 'lines stand only in an entity' } })
    return
  }
  const rows: Place = { resource: linesResource(entity.entity, name, field) }
  if (Object.keys(field.fields).length === 0) check.report('M045', at, { name: { zh: '没有字段', en: 'no fields' } })
  for (const reserved of Object.keys(check.index.resources.get(rows.resource)?.fields ?? {}).slice(0, 3))
    if (Object.hasOwn(field.fields, reserved))
      check.report('M003', `${at}.fields.${reserved}`, { name: reserved })
  checkFields(check, rows, field.fields, `${at}.fields`)
  if (field.seeds) {
    const { param, field: target } = field.seeds
    if (!check.index.parameters.has(param))
      check.report('M014', `${at}.seeds`, { name: param }, check.index.parameters.keys())
    checkPath(check, rows, target, `${at}.seeds`)
  }
} // prettier-ignore

const checkSerial = (
  check: Check,
  place: Place,
  pattern: string,
  on: string | readonly string[] | undefined,
  at: string,
): void => {
  const sequences = parseSerial(pattern).filter((part) => part.k === 'seq').length
  if (sequences !== 1)
    check.report('M043', `${at}.pattern`, {
      name: { zh: `“${pattern}”须恰有一个 seqN`, en: `"${pattern}" needs seqN exactly once` },
    })
  for (const path of serialPaths(pattern)) checkPath(check, place, path, `${at}.pattern`)
  const steps = check.index.resources.get(place.resource)?.entity.workflow?.transitions ?? {}
  for (const step of on === undefined ? [] : [on].flat())
    if (!Object.hasOwn(steps, step))
      check.report('M016', `${at}.on`, { name: step }, Object.keys(steps))
}
