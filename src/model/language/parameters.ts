import type { Context } from './context.ts'
import type { Label, Parameter } from './definition.ts'

/** A row of `policy_parameters`, as far as reading a value goes. */
export type ParameterRow = {
  readonly key: string
  readonly value: string | null
  readonly effective_from: string
  readonly state: string
}

/** Reads rows of parameters as they come on the wire. */
export const parameterRows = (
  rows: readonly Readonly<Record<string, unknown>>[],
): readonly ParameterRow[] =>
  rows.map((row) => ({
    key: String(row.key),
    value: row.value == null ? null : String(row.value),
    effective_from: String(row.effective_from),
    state: String(row.state),
  }))

type Reader = (text: string) => unknown

const numberOf: Reader = (text) =>
  /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const matching =
  (pattern: RegExp): Reader =>
  (text) =>
    pattern.test(text.trim()) ? text.trim() : undefined

const readers: Readonly<Record<Parameter['type'], Reader>> = {
  integer: (text) => (/^[+-]?\d+$/.test(text.trim()) ? Number(text) : undefined),
  decimal: numberOf,
  percent: numberOf,
  money: numberOf,
  boolean: (text) => ({ true: true, false: false })[text.trim()],
  date: matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
  time: matching(/^([01]\d|2[0-3]):[0-5]\d$/),
  text: (text) => text,
  list: (text) => {
    const value = jsonOf(text)
    return Array.isArray(value) ? value : undefined
  },
  map: (text) => {
    const value = jsonOf(text)
    return isMap(value) ? value : undefined
  },
  reference: matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
}

/** Reads the text of a parameter's row by its type; undefined when it is not such a value. */
export const parameterValue = (parameter: Pick<Parameter, 'type'>, text: string): unknown =>
  readers[parameter.type](text)

const wanted: Readonly<Record<Parameter['type'], Label>> = {
  integer: { zh: '整数', en: 'a whole number' },
  decimal: { zh: '小数', en: 'a number' },
  percent: { zh: '百分比数值', en: 'a percentage as a number' },
  money: { zh: '金额', en: 'an amount' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  date: { zh: '日期，如 2026-11-01', en: 'a date such as 2026-11-01' },
  time: { zh: '时间，如 09:30', en: 'a time such as 09:30' },
  text: { zh: '文本', en: 'text' },
  list: { zh: 'JSON 列表', en: 'a JSON list' },
  map: { zh: 'JSON 键值表', en: 'a JSON object' },
  reference: { zh: '记录标识', en: 'the id of a record' },
}

/**
 * Says what is wrong with a proposed value of a parameter; null when nothing is.
 *
 * Units: bounds of a map hold for each number in it.
 */
export const parameterProblem = (
  parameter: Pick<Parameter, 'type' | 'min' | 'max' | 'view'>,
  text: string,
): Label | null => {
  if (parameter.view)
    return {
      zh: '该参数只汇总其他参数，请修改原参数',
      en: 'this parameter only shows others: change those',
    }
  const value = parameterValue(parameter, text)
  if (value === undefined) {
    const { zh, en } = wanted[parameter.type]
    return { zh: `取值应为${zh}`, en: `the value must be ${en}` }
  }
  const numbers = (isMap(value) ? Object.values(value) : [value]).filter(
    (item) => typeof item === 'number',
  )
  if (parameter.min !== undefined && numbers.some((item) => item < (parameter.min ?? item)))
    return {
      zh: `取值不能小于 ${parameter.min}`,
      en: `the value must be at least ${parameter.min}`,
    }
  if (parameter.max !== undefined && numbers.some((item) => item > (parameter.max ?? item)))
    return { zh: `取值不能大于 ${parameter.max}`, en: `the value must be at most ${parameter.max}` }
  return null
}

const partOf = (value: unknown, sub: string): unknown => {
  if (Array.isArray(value)) return value.includes(sub)
  return isMap(value) && Object.hasOwn(value, sub) ? value[sub] : null
}

const rowInForce = (
  rows: readonly ParameterRow[],
  key: string,
  day: string,
): ParameterRow | undefined =>
  rows
    .filter(
      (row) =>
        row.key === key &&
        (row.state === 'effective' || row.state === 'superseded') &&
        row.effective_from <= day,
    )
    .toSorted((a, b) => a.effective_from.localeCompare(b.effective_from))
    .at(-1)

/**
 * Gives the policy parameters as they stand on a day: the newest row in force, else the model's default.
 *
 * Shape: `sub` picks a key of a map (null when absent), or asks whether a list contains it; a `view` parameter
 * is a map of the parameters that it shows.
 * Errors: unknown keys give null; a row whose text is not of the type counts as absent.
 */
export const parameterReader = (
  parameters: readonly Parameter[],
  rows: readonly ParameterRow[],
  day: string,
): Context['param'] => {
  const byKey = new Map(parameters.map((parameter) => [parameter.key, parameter]))
  const whole = (key: string): unknown => {
    const parameter = byKey.get(key)
    if (!parameter) return null
    if (parameter.view)
      return Object.fromEntries(
        Object.entries(parameter.view).map(([name, shown]) => [name, whole(shown)]),
      )
    const text = rowInForce(rows, key, day)?.value
    const value = text == null ? undefined : parameterValue(parameter, text)
    return value === undefined ? parameter.default : value
  }
  return (key, sub) => (sub === undefined ? whole(key) : partOf(whole(key), sub))
}
