import type { Comparison, Operand, Test } from '#model/language/ast.ts'
import type { Predicate } from '#model/language/definition.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import { cannot } from './cannot.ts'

/** A value inside a logical condition: texts in quotes, so that commas and brackets in them are only text. */
const quoted = (value: unknown): string => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return `"${String(value).replace(/["\\]/g, '\\$&')}"`
}

/** A pattern of LIKE; PostgREST reads every `*` as `%` and knows no escape for it. */
const pattern = (text: string, before: string): string => {
  if (text.includes('*')) throw cannot('a text with "*"')
  return quoted(`${before}${text.replace(/[\\%_]/g, '\\$&')}*`)
}

const isEmpty = (path: string, is: boolean): string => `${path}.${is ? 'is' : 'not.is'}.null`
/** A condition that holds always, or never. */
const constant = (path: string, is: boolean): string =>
  `${is ? 'or' : 'and'}(${isEmpty(path, true)},${isEmpty(path, false)})`
const either = (...parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] ?? '') : `or(${parts.join(',')})`

/** Its complement holds for empty values too: the language is two-valued, SQL is not. */
const compared = (path: string, is: boolean, condition: string): string =>
  is ? `${path}.${condition}` : either(`${path}.not.${condition}`, isEmpty(path, true))

const among = (path: string, is: boolean, values: readonly unknown[]): string => {
  const some = values.filter((value) => value !== null)
  const hasNull = some.length < values.length
  const list = `in.(${some.map(quoted).join(',')})`
  if (some.length === 0) return hasNull ? isEmpty(path, is) : constant(path, !is)
  if (!hasNull) return compared(path, is, list)
  return is
    ? either(`${path}.${list}`, isEmpty(path, true))
    : `and(${path}.not.${list},${isEmpty(path, false)})`
}

const orders: Partial<Readonly<Record<Comparison, string>>> = {
  $gt: 'gt',
  $gte: 'gte',
  $lt: 'lt',
  $lte: 'lte',
}

const literal = (operand: Operand): unknown => {
  if ('variable' in operand) throw cannot(`the variable ${operand.variable}`)
  return operand.literal
}

type Compare = Extract<Test, { k: 'compare' }>

const comparison = ({ path, op, value }: Compare, is: boolean): string => {
  if (!/^[A-Za-z_]\w*$/.test(path)) throw cannot(`the path ${path}`)
  if (Array.isArray(value)) {
    if (op !== '$in' && op !== '$nin') throw cannot(op)
    return among(path, is === (op === '$in'), value.map(literal))
  }
  const given = literal(value as Operand) // a list has been answered
  if (op === '$eq' || op === '$ne') return among(path, is === (op === '$eq'), [given])
  if (op === '$null') return isEmpty(path, is === (given === true))
  if (op === '$contains') return compared(path, is, `ilike.${pattern(String(given), '*')}`)
  if (op === '$starts') return compared(path, is, `ilike.${pattern(String(given), '')}`)
  const order = orders[op]
  if (order === undefined) throw cannot(op)
  return given === null ? constant(path, !is) : compared(path, is, `${order}.${quoted(given)}`)
} // prettier-ignore

const condition = (test: Test, is: boolean): string => {
  if (test.k === 'compare') return comparison(test, is)
  if (test.k === 'not') return condition(test.of, !is)
  if ((test.k !== 'all' && test.k !== 'any') || test.of.length === 0) throw cannot(test.k)
  const parts = test.of.map((each) => condition(each, is))
  const isAll = (test.k === 'all') === is
  return parts.length === 1 ? (parts[0] ?? '') : `${isAll ? 'and' : 'or'}(${parts.join(',')})`
}

/**
 * Says a predicate as the `and` parameter of PostgREST; null when it holds for every row.
 *
 * Errors: 501 for what it has no words for: paths over references, child rows, search, formulas.
 * @example postgrestCondition({ region: 'east', amount: { $gte: 5 } }) // '(and(region.in.("east"),amount.gte.5))'
 */
export const postgrestCondition = (filter: Predicate): string | null =>
  Object.keys(filter).length === 0 ? null : `(${condition(parsePredicate(filter), true)})`
