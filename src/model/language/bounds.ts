import type { Expr } from './ast.ts'
import type { Context } from './context.ts'
import { Decimal } from './decimal.ts'
import { evaluate, parseFormula, pathsOf } from './formula.ts'
import { resolveVariable } from './time.ts'
import { isDay, isInstant } from './day.ts'

const parsed = new Map<string, Expr>()

const expressionOf = (text: string): Expr => {
  const known = parsed.get(text)
  if (known) return known
  const expr = parseFormula(text.replace(/^=/, ''))
  parsed.set(text, expr)
  return expr
}

/**
 * Gives the bound of a field: a number, a date, a variable such as `$today-30d`, or a formula over parameters
 * and today such as `param('order.max_lines')`.
 *
 * Errors: null when the value behind it is empty; there is no bound then. A formula that reads the record has
 * no fixed bound and gives null too (`checkModel` reports it: a rule says such things).
 */
export const boundOf = (
  bound: number | string | undefined,
  ctx: Context,
): Decimal | string | null => {
  if (bound === undefined) return null
  if (typeof bound === 'number') return new Decimal(bound)
  if (isFixedTime(bound)) return bound
  const value = bound.startsWith('$') ? resolveVariable(bound, ctx) : formulaBound(bound, ctx)
  if (typeof value === 'number') return new Decimal(value)
  return typeof value === 'string' || Decimal.isDecimal(value) ? value : null
}

const isFixedTime = (text: string): boolean => isDay(text) || isInstant(text)

const formulaBound = (text: string, ctx: Context) => {
  const expr = expressionOf(text)
  return pathsOf(expr).length > 0 ? null : evaluate(expr, () => null, ctx)
}
