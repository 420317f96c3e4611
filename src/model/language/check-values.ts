import { checkFormula, type Place } from './check-conditions.ts'
import type { Check } from './check-report.ts'
import type { Context } from './context.ts'
import type { Field, Label } from './definition.ts'
import type { ValueKind } from './formula.ts'
import { kindOfField } from './formula-kind.ts'
import { parseVariable } from './time.ts'
import { checkValue } from './validate-values.ts'

/** A value that a definition gives to a field. */
export type Given = {
  readonly name: string
  readonly field: Field
  readonly value: unknown
  readonly code: 'M042' | 'M082'
}

/** Bounds that depend on the day or on parameters are not known yet: they hold here. */
const nowhere: Context = {
  now: '2000-01-01T00:00:00.000Z',
  today: '2000-01-01',
  zone: 'UTC',
  me: null,
  roles: [],
  departments: [],
  param: () => null,
}

/** Checks a default or the value of an effect: a literal, a variable such as `$today`, or `=formula`. */
export const checkFixedValue = (check: Check, place: Place, given: Given, at: string): void => {
  const { field, value } = given
  if (value === null || field.type === 'lines') return
  if (typeof value === 'string' && value.startsWith('=')) {
    const kind = checkFormula(check, place, value.slice(1), at)
    if (kind !== null && !holds(field, kind))
      refuse(check, given, { zh: `公式的结果是 ${kind}`, en: `the formula yields ${kind}` }, at)
  } else if (typeof value === 'string' && value.startsWith('$')) {
    const variable = parseVariable(value)
    if ('problem' in variable) refuse(check, given, variable.label, at)
    else checkParameter(check, variable.name, at)
  } else if (hasFormula(value)) {
    for (const part of Object.values(value))
      if (typeof part === 'string' && part.startsWith('='))
        checkFormula(check, place, part.slice(1), at)
  } else {
    const unbounded = 'min' in field ? { ...field, min: undefined, max: undefined } : field
    const checked = checkValue(unbounded, value, nowhere, check.index)
    if ('error' in checked) refuse(check, given, checked.error, at)
  }
}

const refuse = (check: Check, given: Given, reason: string | Label, at: string): void =>
  given.code === 'M042'
    ? check.report('M042', at, { name: reason })
    : check.report('M082', at, { name: given.name, reason })

const checkParameter = (check: Check, variable: string, at: string): void => {
  const name = variable.replace(/^param\./, '')
  if (variable !== name && !check.index.parameters.has(name))
    check.report('M014', at, { name }, check.index.parameters.keys())
}

/** Lists and record references whose parts are formulas or variables. */
const hasFormula = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).some((part) => typeof part === 'string' && /^[=$]/.test(part))

const holds = (field: Field, kind: ValueKind): boolean => {
  const wanted = kindOfField(field)
  const isTime = (each: ValueKind) => each === 'date' || each === 'datetime'
  return kind === 'null' || kind === wanted || (isTime(kind) && isTime(wanted)) || (wanted === 'list' && kind === 'text')
} // prettier-ignore
