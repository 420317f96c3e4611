import type { Expr } from './ast.ts'
import type { Context } from './context.ts'
import { callFunction } from './formula-functions.ts'
import { Decimal, divide } from './decimal.ts'
import { compareValues, equals, isList, toValue } from './value.ts'
import type { SingleValue, Value } from './value.ts'

export { FormulaError, parseFormula } from './formula-parse.ts'
export { kindOf } from './formula-kind.ts'
export type { ValueKind } from './formula-kind.ts'

type Binary = Extract<Expr, { k: 'binary' }>
type Get = (path: string) => unknown

const arithmetic: Readonly<Record<string, (a: Decimal, b: Decimal) => Decimal | null>> = {
  '+': (a, b) => a.plus(b),
  '-': (a, b) => a.minus(b),
  '*': (a, b) => a.times(b),
  '/': divide,
}

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

const evaluateBinary = (expr: Binary, get: Get, ctx: Context): Value => {
  const left = evaluateAny(expr.left, get, ctx)
  if (expr.op === 'and') return left === true && evaluateAny(expr.right, get, ctx) === true
  if (expr.op === 'or') return left === true || evaluateAny(expr.right, get, ctx) === true
  const right = evaluateAny(expr.right, get, ctx)
  if (expr.op === '==') return equals(left, right, ctx.zone)
  if (expr.op === '!=') return !equals(left, right, ctx.zone)
  const holds = orders[expr.op]
  if (holds) {
    if (isList(left) || isList(right)) return false
    const order = compareValues(left, right, ctx.zone)
    return order !== null && holds(order)
  }
  return Decimal.isDecimal(left) && Decimal.isDecimal(right)
    ? (arithmetic[expr.op]?.(left, right) ?? null)
    : null
}

const evaluateUnary = (op: '-' | 'not', value: Value): Value =>
  op === 'not' ? value !== true : Decimal.isDecimal(value) ? value.negated() : null

/** Evaluates to any value, lists included. */
const evaluateAny = (expr: Expr, get: Get, ctx: Context): Value => {
  switch (expr.k) {
    case 'number':
      return new Decimal(expr.value)
    case 'text':
    case 'boolean':
      return expr.value
    case 'null':
      return null
    case 'path':
      return toValue(get(expr.path))
    case 'unary':
      return evaluateUnary(expr.op, evaluateAny(expr.of, get, ctx))
    case 'binary':
      return evaluateBinary(expr, get, ctx)
    case 'call':
      return callFunction(expr, (arg) => evaluateAny(arg, get, ctx), ctx)
  }
}

/**
 * Evaluates a parsed formula.
 *
 * Shape: Decimal, text (dates as `YYYY-MM-DD`, instants in UTC), boolean or null; a list gives null.
 * Meaning: arithmetic with null is null; `a / b` is rounded to ten decimals and null when b is zero;
 * comparisons, `and`, `or` and `not` are two-valued: null equals only null and is otherwise not true.
 * Errors: none; an operand of the wrong kind counts as null (`kindOf` reports it beforehand).
 */
export const evaluate = (expr: Expr, get: Get, ctx: Context): SingleValue => {
  const value = evaluateAny(expr, get, ctx)
  return isList(value) ? null : value
}

/** Lists the paths that a formula reads, each once. */
export const pathsOf = (expr: Expr): string[] => {
  const paths = new Set<string>()
  walk(expr, (each) => each.k === 'path' && paths.add(each.path))
  return [...paths]
}

/** Tells whether a formula calls one of these functions. */
export const calls = (expr: Expr, names: readonly string[]): boolean => {
  let found = false
  walk(expr, (each) => (found ||= each.k === 'call' && names.includes(each.name)))
  return found
}

const walk = (expr: Expr, visit: (each: Expr) => unknown): void => {
  visit(expr)
  if (expr.k === 'unary') walk(expr.of, visit)
  if (expr.k === 'binary') for (const each of [expr.left, expr.right]) walk(each, visit)
  if (expr.k === 'call') for (const each of expr.args) walk(each, visit)
}
