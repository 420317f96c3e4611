import { requireShape } from '#model/language/aggregate-shape.ts'
import type { AggregateQuery, Label, Predicate } from '#model/language/definition.ts'
import { asProblem } from '../engine/read/aggregate.ts'
import type { ListQuery } from '../engine/service.ts'
import { Problem } from '../problems.ts'
import { parseJson } from './body.ts'
import type { Limits } from './call.ts'

type Params = ReadonlyMap<string, string>
type Sort = readonly (readonly [string, 'ASC' | 'DESC'])[]

/** Refuses a query parameter by name, saying what is allowed. */
export const badQuery = (parameter: string, zh: string, en: string): Problem => {
  const message: Label = { zh: `参数 ${parameter}：${zh}`, en: `Parameter ${parameter}: ${en}` }
  return new Problem('bad_query', { message, details: { parameter } })
}

/** Reads the query of a request and refuses parameters that the route does not know or that repeat. */
export const knownParams = (url: URL, known: readonly string[]): Params => {
  const params = new Map<string, string>()
  for (const [name, value] of url.searchParams) {
    if (!known.includes(name)) {
      const list = known.join(', ')
      throw badQuery(
        name,
        `未知参数；可用：${list || '无'}`,
        `unknown parameter; allowed: ${list || 'none'}`,
      )
    }
    if (params.has(name)) throw badQuery(name, '不能重复', 'may be given once only')
    params.set(name, value)
  }
  return params
}

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Parses a parameter as JSON; absent gives undefined. */
export const jsonParam = (params: Params, name: string): unknown => {
  const text = params.get(name)
  if (text === undefined) return undefined
  return parseJson(text, (zh, en) => badQuery(name, zh, en))
}

const predicateHint = 'an object such as {"state":["open"],"amount":{"$gte":1000}}'

type Size = { readonly depth: number; readonly terms: number; readonly longest: number }

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null

/** Measures a filter before anybody tries to understand it; a list of values is one term. */
const measure = (value: unknown, depth: number): Size => {
  if (typeof value !== 'object' || value === null) return { depth, terms: 1, longest: 0 }
  const parts: readonly unknown[] = Object.values(value)
  if (Array.isArray(value) && parts.every(isScalar))
    return { depth, terms: 1, longest: parts.length }
  const below = parts.map((part) => measure(part, Array.isArray(value) ? depth : depth + 1))
  return {
    depth: Math.max(depth, ...below.map((size) => size.depth)),
    terms: below.reduce((sum, size) => sum + size.terms, 0),
    longest: Math.max(0, ...below.map((size) => size.longest)),
  }
}

/** Checks that a filter is an object within the limits; what its words mean is the language's business. */
export const checkFilter = (filter: unknown, limits: Limits, name = 'filter'): Predicate => {
  if (!isPlainObject(filter)) throw badQuery(name, `应为条件对象，例如 ${predicateHint}`, `must be ${predicateHint}`) // prettier-ignore
  const size = measure(filter, 0)
  const most = limits.filterTerms
  if (size.terms > most)
    throw badQuery(name, `最多 ${most} 项`, `has ${size.terms} terms, at most ${most} are allowed`)
  if (size.longest > limits.pageRows)
    throw badQuery(
      name,
      `列表最多 ${limits.pageRows} 个值`,
      `has a list of ${size.longest} values, at most ${limits.pageRows} are allowed`,
    )
  // An operator object is one level of JSON below its field, so the JSON may be one level deeper.
  if (size.depth > limits.filterDepth + 1)
    throw badQuery(
      name,
      `嵌套最多 ${limits.filterDepth} 层`,
      `may nest at most ${limits.filterDepth} levels`,
    )
  return filter
}

const isSortPair = (value: unknown): value is readonly [string, 'ASC' | 'DESC'] =>
  Array.isArray(value) &&
  value.length === 2 &&
  typeof value[0] === 'string' &&
  value[0] !== '' &&
  (value[1] === 'ASC' || value[1] === 'DESC')

/** Reads `["field","ASC"]` or a list of such pairs. */
export const parseSort = (params: Params): Sort | undefined => {
  const sort = jsonParam(params, 'sort')
  if (sort === undefined) return undefined
  if (isSortPair(sort)) return [sort]
  if (Array.isArray(sort) && sort.length <= 8 && sort.every(isSortPair)) return sort
  throw badQuery('sort', '应为 ["字段","ASC"] 或 ["字段","DESC"]', 'must be ["field","ASC"] or ["field","DESC"], or a list of such pairs') // prettier-ignore
}

/** Reads `[0,24]`: inclusive, zero based, no larger than a page may be. */
export const parseRange = (params: Params, limits: Limits): readonly [number, number] => {
  const range = jsonParam(params, 'range')
  if (range === undefined) return [0, limits.pageRows - 1]
  const [from, to] = Array.isArray(range) && range.length === 2 ? range : []
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < from)
    throw badQuery('range', '应为 [起, 止]，从 0 开始，含两端', 'must be [first, last], zero based and inclusive') // prettier-ignore
  if (to - from + 1 > limits.pageRows)
    throw badQuery(
      'range',
      `每页最多 ${limits.pageRows} 行`,
      `asks for ${to - from + 1} rows, at most ${limits.pageRows} a page are allowed`,
    )
  return [from, to]
}

const realDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** Reads a calendar day. */
export const parseDay = (params: Params, name: string): string | undefined => {
  const text = params.get(name)
  if (text === undefined || realDay(text)) return text
  throw badQuery(name, '应为日期，如 2026-10-31', 'must be a day such as 2026-10-31')
}

/** Reads one word of a closed list. */
export const parseWord = <W extends string>(
  params: Params,
  name: string,
  words: readonly W[],
): W | undefined => {
  const text = params.get(name)
  if (text === undefined) return undefined
  const word = words.find((w) => w === text)
  if (word === undefined)
    throw badQuery(name, `可选：${words.join('、')}`, `must be one of ${words.join(', ')}`)
  return word
}

const totals = ['exact', 'capped', 'none'] as const

/** Parameters of a list. */
export const listParams = ['filter', 'sort', 'range', 'asOf', 'total', 'after'] as const

/** Reads everything that a list may be asked. */
export const parseList = (params: Params, limits: Limits): ListQuery => {
  const filter = jsonParam(params, 'filter')
  const sort = parseSort(params)
  const asOf = parseDay(params, 'asOf')
  const after = params.get('after')
  return {
    range: parseRange(params, limits),
    total: parseWord(params, 'total', totals) ?? 'exact',
    ...(filter !== undefined && { filter: checkFilter(filter, limits) }),
    ...(sort && { sort }),
    ...(asOf !== undefined && { asOf }),
    ...(after !== undefined && { after }),
  }
}

const aggregateKeys: Readonly<Record<keyof AggregateQuery, true>> = {
  measures: true, by: true, range: true, filter: true, having: true, compare: true, top: true, post: true,
  fill: true, totals: true, target: true, asOf: true, sort: true, limit: true,
} // prettier-ignore

const isAggregateQuery = (value: unknown): value is AggregateQuery =>
  isPlainObject(value) &&
  Array.isArray(value['measures']) &&
  value['measures'].length > 0 &&
  value['measures'].every((m) => typeof m === 'string')

/** Checks the form of an aggregate question: known members, each as the protocol says, and at least one measure. */
export const checkAggregate = (value: unknown, limits: Limits): AggregateQuery => {
  if (isPlainObject(value))
    for (const key of Object.keys(value))
      if (!Object.hasOwn(aggregateKeys, key)) {
        const list = Object.keys(aggregateKeys).join(', ')
        throw badQuery(key, `未知成员；可用：${list}`, `unknown member; allowed: ${list}`)
      }
  if (!isAggregateQuery(value))
    throw badQuery('measures', '应列出至少一个指标', 'must list at least one measure')
  if (value.filter !== undefined) checkFilter(value.filter, limits)
  if (value.having !== undefined) checkFilter(value.having, limits, 'having')
  try {
    requireShape(value)
  } catch (error) {
    asProblem(error)
  }
  return value
}
