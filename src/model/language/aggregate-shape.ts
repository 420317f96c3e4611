import { QueryError } from './aggregate-plan.ts'
import { isRealDay } from './day.ts'
import type { AggregateQuery, Label } from './definition.ts'

type Data = Readonly<Record<string, unknown>>
type Check = (value: unknown, at: string) => void

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const refuse = (at: string, zh: string, en: string): never => {
  throw new QueryError(at, { zh, en } satisfies Label)
}

const text: Check = (value, at) => {
  if (typeof value !== 'string') refuse(at, '须为文字', 'must be a text')
}
const yesNo: Check = (value, at) => {
  if (typeof value !== 'boolean') refuse(at, '须为 true 或 false', 'must be true or false')
}
const count: Check = (value, at) => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    refuse(at, '须为正整数', 'must be a whole number above 0')
}
const day: Check = (value, at) => {
  if (typeof value !== 'string' || !isRealDay(value))
    refuse(at, '须为日期，如 2026-11-21', 'must be a date such as 2026-11-21')
}
const object: Check = (value, at) => {
  if (!isData(value)) refuse(at, '须为对象', 'must be an object')
}
const oneOf =
  (options: readonly string[]): Check =>
  (value, at) => {
    const list = options.join(', ')
    if (!options.includes(String(value))) refuse(at, `须为 ${list} 之一`, `must be one of ${list}`)
  }
const listOf =
  (check: Check): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return refuse(at, '须为列表', 'must be a list')
    value.forEach((each: unknown, i) => check(each, `${at}.${i}`))
  }

/** An object of these members; those in `needed` must be there, others may not. */
const members =
  (checks: Readonly<Record<string, Check>>, needed: readonly string[]): Check =>
  (value, at) => {
    if (!isData(value)) return object(value, at)
    const list = Object.keys(checks).join(', ')
    for (const [key, each] of Object.entries(value)) {
      const check = Object.hasOwn(checks, key) ? checks[key] : undefined
      if (!check) return refuse(`${at}.${key}`, `未知成员；可用：${list}`, `unknown member; allowed: ${list}`)
      check(each, `${at}.${key}`)
    }
    for (const key of needed) if (!Object.hasOwn(value, key)) refuse(`${at}.${key}`, '必填', 'is required')
  } // prettier-ignore

const bucket = members({ time: text, grain: oneOf(['day', 'week', 'month', 'quarter', 'year']) }, ['time', 'grain']) // prettier-ignore

const by: Check = (value, at) => {
  if (typeof value === 'string') return
  if (isData(value)) return bucket(value, at)
  refuse(
    at,
    '须为维度名，或 {"time","grain"}',
    'must be the name of a dimension, or {"time","grain"}',
  )
}

const order: Check = (value, at) => {
  if (!Array.isArray(value) || value.length !== 2)
    return refuse(at, '须如 ["amount","desc"]', 'must be such as ["amount","desc"]')
  text(value[0], `${at}.0`)
  oneOf(['asc', 'desc'])(value[1], `${at}.1`)
}

const added: Check = (value, at) =>
  isData(value)
    ? members({ movingAverage: count }, ['movingAverage'])(value, at)
    : oneOf(['share', 'cumulative', 'rank'])(value, at)

const post: Check = (value, at) => {
  object(value, at)
  if (isData(value))
    for (const [key, each] of Object.entries(value)) listOf(added)(each, `${at}.${key}`)
}

const checks: Readonly<Record<keyof AggregateQuery, Check>> = {
  measures: listOf(text),
  by: listOf(by),
  range: members({ on: text, from: day, to: day }, ['from', 'to']),
  filter: object,
  having: object,
  compare: listOf(oneOf(['previousPeriod', 'previousYear'])),
  top: members({ n: count, of: text, by: text, others: yesNo }, ['n', 'of', 'by']),
  post,
  fill: yesNo,
  totals: yesNo,
  target: yesNo,
  asOf: day,
  sort: listOf(order),
  limit: count,
}

/**
 * Checks that every part of a question has the form that the protocol says, before its names are looked up.
 *
 * Errors: `QueryError` names the place and what is allowed.
 */
export const requireShape = (query: Data): void => {
  for (const [key, check] of Object.entries(checks))
    if (query[key] !== undefined) check(query[key], key)
}
