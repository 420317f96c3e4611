import type { Comparison, Expr, Operand, Test } from './ast.ts'
import type { Context } from './context.ts'
import { evaluate, pathsOf } from './formula.ts'
import type { RecordScope } from './scope.ts'
import { matchesSearch } from './search.ts'
import { resolveVariable } from './time.ts'
import { compareValues, equals, foldAscii, isAbsent, isList, toValue } from './value.ts'
import type { Value } from './value.ts'

export { parseCondition, parsePredicate, PredicateError } from './predicate-parse.ts'

type Compare = Extract<Test, { k: 'compare' }>

/** Gives the value of an operand: its literal, or its variable in this context. */
export const resolveOperand = (operand: Operand, ctx: Context): unknown =>
  'literal' in operand
    ? operand.literal
    : resolveVariable(`${operand.variable}${operand.offset ?? ''}`, ctx)

const operandOf = (value: Compare['value'], ctx: Context): Value =>
  Array.isArray(value)
    ? value.flatMap((each) => {
        const resolved = toValue(resolveOperand(each, ctx))
        return isList(resolved) ? resolved : [resolved]
      })
    : toValue(resolveOperand(value as Operand, ctx))

const childrenOf = (
  { of, by, at }: Extract<Test, { k: 'some' }>,
  record: RecordScope,
): readonly RecordScope[] => {
  const parent = at === undefined ? record : record.at?.(at)
  return parent?.children(of, by) ?? []
}

const textsOf = (left: Value, right: Value): [string, string] | null =>
  typeof left === 'string' && typeof right === 'string' ? [foldAscii(left), foldAscii(right)] : null

/** A value is one of these; null among them means absent. An empty list holds nothing. */
const isAmong = (left: Value, right: Value, ctx: Context): boolean =>
  isList(right) ? right.some((each) => equals(left, each, ctx.zone)) : equals(left, right, ctx.zone)

const inOrder =
  (holds: (order: number) => boolean) =>
  (left: Value, right: Value, ctx: Context): boolean => {
    if (isList(left) || isList(right)) return false
    const order = compareValues(left, right, ctx.zone)
    return order !== null && holds(order)
  }

const holds: Readonly<Record<Comparison, (left: Value, right: Value, ctx: Context) => boolean>> = {
  $eq: isAmong,
  $ne: (left, right, ctx) => !isAmong(left, right, ctx),
  $in: isAmong,
  $nin: (left, right, ctx) => !isAmong(left, right, ctx),
  $has: isAmong,
  $gt: inOrder((order) => order > 0),
  $gte: inOrder((order) => order >= 0),
  $lt: inOrder((order) => order < 0),
  $lte: inOrder((order) => order <= 0),
  $starts: (left, right) => {
    const texts = textsOf(left, right)
    return texts !== null && texts[0].startsWith(texts[1])
  },
  $contains: (left, right) => {
    const texts = textsOf(left, right)
    return texts !== null && texts[0].includes(texts[1])
  },
  $null: (left, right) => isAbsent(left) === right,
}

/**
 * Tells whether a record passes a test.
 *
 * Two-valued: null equals only null, `$ne` and `$nin` include nulls, other comparisons with null are false,
 * `$not` is the complement. A value of several (tags, references) matches when one of them does.
 * @example matches(parsePredicate({ amount: { $gte: 1000 } }), scope, ctx)
 */
export const matches = (test: Test, record: RecordScope, ctx: Context): boolean => {
  switch (test.k) {
    case 'constant':
      return test.value
    case 'all':
      return test.of.every((each) => matches(each, record, ctx))
    case 'any':
      return test.of.some((each) => matches(each, record, ctx))
    case 'not':
      return !matches(test.of, record, ctx)
    case 'compare':
      return holds[test.op](toValue(record.get(test.path)), operandOf(test.value, ctx), ctx)
    case 'some':
      return childrenOf(test, record).some((child) => matches(test.where, child, ctx))
    case 'search':
      return matchesSearch(test.text, record.searchText?.() ?? '')
    case 'formula':
      return evaluate(test.expr, (path) => record.get(path), ctx) === true
  }
}

/** Why a test holds or not: the same tree with each part's result, and the values that it met. */
export type Trace = {
  readonly test: Test
  readonly holds: boolean
  /** Paths with the values found there, and the operand that they were compared with. */
  readonly values?: Readonly<Record<string, unknown>>
  readonly operand?: unknown
  /** How many child rows a `$some` looked at. */
  readonly seen?: number
  readonly of?: readonly Trace[]
}

const plain = (value: Value): unknown =>
  isList(value) ? value.map(plain) : typeof value === 'object' ? (value?.toNumber() ?? null) : value

const valuesAt = (paths: readonly string[], record: RecordScope): Record<string, unknown> =>
  Object.fromEntries(paths.map((path) => [path, plain(toValue(record.get(path)))]))

/** Evaluates a test and keeps what it met, for "why can't I". */
export const explain = (test: Test, record: RecordScope, ctx: Context): Trace => {
  const result = { test, holds: matches(test, record, ctx) }
  if (test.k === 'all' || test.k === 'any')
    return { ...result, of: test.of.map((each) => explain(each, record, ctx)) }
  if (test.k === 'not') return { ...result, of: [explain(test.of, record, ctx)] }
  if (test.k === 'compare')
    return {
      ...result,
      values: valuesAt([test.path], record),
      operand: plain(operandOf(test.value, ctx)),
    }
  if (test.k === 'formula') return { ...result, values: valuesAt(pathsOf(test.expr), record) }
  if (test.k === 'some') return { ...result, seen: childrenOf(test, record).length }
  return result
}

/** Lists the smallest parts that make a test fail: what would have to change. */
export const failures = (trace: Trace): Trace[] => {
  if (trace.holds) return []
  return trace.test.k === 'all' ? (trace.of ?? []).flatMap(failures) : [trace]
}

/** Lists the paths of the record itself that a test reads, each once; not those inside `$some`. */
export const testPaths = (test: Test): string[] => [...new Set(collectPaths(test))]

const collectPaths = (test: Test): string[] => {
  if (test.k === 'all' || test.k === 'any') return test.of.flatMap(collectPaths)
  if (test.k === 'not') return collectPaths(test.of)
  if (test.k === 'compare') return [test.path]
  return test.k === 'formula' ? pathsOf(test.expr) : []
}

/** Lists the formulas inside a test, those within `$some` included. */
export const formulasIn = (test: Test): Expr[] => {
  if (test.k === 'all' || test.k === 'any') return test.of.flatMap(formulasIn)
  if (test.k === 'not') return formulasIn(test.of)
  if (test.k === 'some') return formulasIn(test.where)
  return test.k === 'formula' ? [test.expr] : []
}

/** Lists the variables inside a test, those within `$some` included: `today`, `me`, `param.x`. */
export const variablesIn = (test: Test): string[] => {
  if (test.k === 'all' || test.k === 'any') return test.of.flatMap(variablesIn)
  if (test.k === 'not') return variablesIn(test.of)
  if (test.k === 'some') return variablesIn(test.where)
  if (test.k !== 'compare') return []
  const operands = Array.isArray(test.value) ? test.value : [test.value as Operand]
  return operands.flatMap((each: Operand) => ('variable' in each ? [each.variable] : []))
}
