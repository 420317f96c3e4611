import type { Expr, Operand, Test } from './ast.ts'
import type { Check } from './check-report.ts'
import type { Condition, Field } from './definition.ts'
import { FormulaError, kindOf, parseFormula, type ValueKind } from './formula.ts'
import { kindOfField } from './formula-kind.ts'
import { siblingPairs } from './memory-rows.ts'
import { parseCondition, PredicateError } from './predicate.ts'
import { resolvePath, type Resource } from './resources.ts'
import { isDay, isInstant } from './day.ts'

/** Where a condition or formula stands: which record it sees, and what else. */
export type Place = {
  readonly resource: string
  /** Fields under a prefix: the dialog (`ask.opinion`), the row gone through (`each.amount`). */
  readonly ask?: Readonly<Record<string, Field>>
  readonly each?: string
  /** The row of the loop around (`outer.amount`). */
  readonly outer?: string
  /** Record over which `=formula` operands are read, in effects. */
  readonly source?: Place
}
type Found = { readonly field: Field; readonly part?: 'resource' | 'id' }

/** Names that a path may begin with; the suffix of a reference is dropped. */
const pathNames = (resource: Resource | undefined): string[] =>
  Object.entries(resource?.fields ?? {}).flatMap(([name, field]) =>
    field.type === 'reference' ? [name, name.replace(/_id$/, '')] : [name],
  )

/** Finds what a path names in a place; null when nothing does. */
export const lookUp = (check: Check, place: Place, path: string): Found | null => {
  const [first = '', ...rest] = path.split('.')
  if (first === 'ask' && place.ask && rest.length === 1) {
    const name = rest[0] ?? ''
    const field = Object.hasOwn(place.ask, name) ? place.ask[name] : undefined
    return field ? { field } : null
  }
  const bound = boundTo(place, first)
  if (bound !== undefined && rest.length > 0) return resolvePath(check.index, bound, rest.join('.'))
  return resolvePath(check.index, place.resource, path)
}

/** Reports a path that leads nowhere, with the nearest good name at the step where it goes wrong. */
export const checkPath = (check: Check, place: Place, name: string, at: string): Found | null => {
  if (!check.index.resources.has(place.resource)) return null
  const found = lookUp(check, place, name)
  if (found) return found
  const segments = name.split('.')
  const [first = ''] = segments
  const isBound = (first === 'ask' && place.ask) || boundTo(place, first)
  const { good, head } = isBound
    ? { good: boundNames(check, place, first), head: `${first}.` }
    : goodNames(check, place.resource, segments)
  const wrong = name.slice(head.length)
  const near = good.map((each) => `${head}${each}${wrong.includes('.') ? wrong.slice(wrong.indexOf('.')) : ''}`)
  check.report('M013', at, { of: place.resource, name }, near)
  return null
} // prettier-ignore

/** The resource of the rows that a loop binds to a name. */
const boundTo = (place: Place, first: string): string | undefined =>
  first === 'each' ? place.each : first === 'outer' ? place.outer : undefined

const boundNames = (check: Check, place: Place, first: string): string[] =>
  first === 'ask'
    ? Object.keys(place.ask ?? {})
    : pathNames(check.index.resources.get(boundTo(place, first) ?? ''))

const goodNames = (check: Check, resource: string, segments: readonly string[]) => {
  let [at, head] = [check.index.resources.get(resource), '']
  for (const segment of segments.slice(0, -1)) {
    const hop = at && resolvePath(check.index, at.name, `${segment}.id`)
    const next = hop?.hops[0]
    if (!next || hop.part) break
    head += `${segment}.`
    at = check.index.resources.get(next.to)
  }
  return { good: pathNames(at), head }
}

/** Checks that a path is a date or an instant. */
export const checkTime = (check: Check, place: Place, path: string, at: string): void => {
  const found = checkPath(check, place, path, at)
  if (found && !['date', 'datetime'].includes(kindOfField(found.field)))
    check.report('M035', at, { name: path })
}

/** Checks a condition: it can be read, and every path, option, parameter and child in it is there. */
export const checkCondition = (
  check: Check,
  place: Place,
  condition: Condition | undefined,
  at: string,
): void => {
  if (condition === undefined || !check.index.resources.has(place.resource)) return
  try {
    checkTest(check, place, parseCondition(condition), at)
  } catch (problem) {
    if (!(problem instanceof PredicateError)) throw problem
    const where = problem.path ? `${at}.${problem.path}` : at
    check.report(typeof condition === 'string' ? 'M021' : 'M020', where, { name: problem.label })
  }
}

const checkTest = (check: Check, place: Place, test: Test, at: string): void => {
  if (test.k === 'all' || test.k === 'any')
    for (const each of test.of) checkTest(check, place, each, at)
  if (test.k === 'not') checkTest(check, place, test.of, at)
  if (test.k === 'formula') checkExpression(check, place, test.expr, at, ['boolean'])
  if (test.k === 'compare') checkComparison(check, place, test, at)
  if (test.k === 'some') {
    const owner = test.at === undefined ? place.resource : endOf(check, place, test.at, at)
    if (owner === null || !checkBy(check, owner, test.of, test.by, at)) return
    checkTest(check, { resource: test.of, source: place.source }, test.where, at)
  }
}

const endOf = (check: Check, place: Place, path: string, at: string): string | null => {
  const found = checkPath(check, place, `${path}.id`, at)
  if (!found) return null
  return 'to' in found.field && typeof found.field.to === 'string' ? found.field.to : null
}

/** Checks that child rows point to a resource: by reference, record_ref, or pairs such as `child=own` joined by `&`. */
export const checkBy = (check: Check, owner: string, of: string, by: string, at: string): boolean => {
  const child = check.index.resources.get(of)
  if (!child) {
    check.report('M012', at, { name: of }, check.index.resources.keys())
    return false
  }
  const pairs = siblingPairs(by)
  if (pairs) {
    for (const [theirs, ours] of pairs) {
      checkPath(check, { resource: of }, theirs, at)
      checkPath(check, { resource: owner }, ours, at)
    }
    return true
  }
  const field = Object.hasOwn(child.fields, by) ? child.fields[by] : undefined
  if (field && pointsTo(field, owner)) return true
  const good = Object.keys(child.fields).filter((name) => {
    const each = child.fields[name]
    return each !== undefined && name !== 'id' && pointsTo(each, owner)
  })
  check.report('M025', at, { of, name: by, to: owner }, good)
  return true
} // prettier-ignore

const pointsTo = (field: Field, owner: string): boolean => {
  if (field.type === 'reference' || field.type === 'references') return field.to === owner
  return field.type === 'record_ref' && (field.to?.includes(owner) ?? true)
}

const checkComparison = (
  check: Check,
  place: Place,
  test: Extract<Test, { k: 'compare' }>,
  at: string,
): void => {
  const found = checkPath(check, place, test.path, at)
  const operands: readonly Operand[] = Array.isArray(test.value) ? test.value : [test.value]
  for (const operand of operands) {
    if ('variable' in operand) checkVariable(check, operand.variable, at)
    else if (typeof operand.literal === 'string' && operand.literal.startsWith('=') && place.source)
      checkFormula(check, place.source, operand.literal.slice(1), at)
    else if (found && test.op !== '$null' && operand.literal !== null)
      checkLiteral(check, found, test.path, operand.literal, at)
  }
}

const checkVariable = (check: Check, variable: string, at: string): void => {
  if (!variable.startsWith('param.')) return
  const name = variable.slice('param.'.length)
  if (!check.index.parameters.has(name))
    check.report('M014', at, { name }, check.index.parameters.keys())
}

const checkLiteral = (check: Check, found: Found, of: string, literal: unknown, at: string): void => {
  const { field, part } = found
  if (field.type === 'enum' && typeof literal === 'string') {
    if (!Object.hasOwn(field.options, literal))
      check.report('M024', at, { of, name: literal }, Object.keys(field.options))
    return
  }
  const kind: ValueKind = part ? 'text' : kindOfField(field)
  const fits: Readonly<Record<ValueKind, boolean>> = {
    number: typeof literal === 'number',
    boolean: typeof literal === 'boolean',
    date: isDay(literal) || isInstant(literal),
    datetime: isDay(literal) || isInstant(literal),
    text: typeof literal === 'string',
    list: typeof literal === 'string',
    null: true,
  }
  if (!fits[kind]) check.report('M026', at, { of, name: JSON.stringify(literal) })
} // prettier-ignore

/** Checks a formula and gives what it yields; null when that cannot be told. */
export const checkFormula = (
  check: Check,
  place: Place,
  text: string,
  at: string,
  wanted?: readonly ValueKind[],
): ValueKind | null => {
  if (!check.index.resources.has(place.resource)) return null
  try {
    return checkExpression(check, place, parseFormula(text), at, wanted)
  } catch (problem) {
    if (!(problem instanceof FormulaError)) throw problem
    const { zh, en } = problem.label
    const character = problem.at + 1
    const name = { zh: `${zh}（第 ${character} 个字符）`, en: `${en} (at character ${character})` }
    check.report('M021', at, { name })
    return null
  }
}

const checkExpression = (
  check: Check,
  place: Place,
  expr: Expr,
  at: string,
  wanted?: readonly ValueKind[],
): ValueKind | null => {
  const result = kindOf(
    expr,
    (path) => {
      const found = checkPath(check, place, path, at)
      return found === null ? 'null' : found.part ? 'text' : kindOfField(found.field)
    },
    (key, sub) => paramKind(check, key, sub, at),
  )
  checkOptions(check, place, expr, at)
  if ('problem' in result) {
    check.report('M022', at, { name: result.problem })
    return null
  }
  const { kind } = result
  if (wanted && kind !== 'null' && !wanted.includes(kind))
    check.report('M023', at, { name: kind, wanted: wanted.join(' / ') })
  return kind
}

const paramKind = (check: Check, key: string, sub: string | undefined, at: string): ValueKind => {
  const parameter = check.index.parameters.get(key)
  if (!parameter) {
    check.report('M014', at, { name: key }, check.index.parameters.keys())
    return 'null'
  }
  const { type } = parameter
  if (type === 'list') return sub === undefined ? 'list' : 'boolean'
  if (type === 'map') return 'null'
  if (type === 'boolean' || type === 'date') return type
  return type === 'text' || type === 'time' || type === 'reference' ? 'text' : 'number'
}

/** A text beside a choice must be one of its options: `kind == 'framwork'` is a slip. */
const checkOptions = (check: Check, place: Place, expr: Expr, at: string): void => {
  if (expr.k === 'unary') checkOptions(check, place, expr.of, at)
  if (expr.k === 'binary') {
    for (const [a, b] of [
      [expr.left, expr.right],
      [expr.right, expr.left],
    ] as const)
      // prettier-ignore
      checkOption(check, place, a, b, at)
    for (const each of [expr.left, expr.right]) checkOptions(check, place, each, at)
  }
  if (expr.k !== 'call') return
  const [subject, ...rest] = expr.args
  if (expr.name === 'switch' && subject)
    for (const [i, key] of rest.entries())
      if (i % 2 === 0 && i < rest.length - 1) checkOption(check, place, subject, key, at)
  for (const each of expr.args) checkOptions(check, place, each, at)
}

const checkOption = (check: Check, place: Place, of: Expr, key: Expr, at: string): void => {
  if (of.k !== 'path' || key.k !== 'text') return
  const field = lookUp(check, place, of.path)?.field
  if (field?.type === 'enum' && !Object.hasOwn(field.options, key.value))
    check.report('M024', at, { of: of.path, name: key.value }, Object.keys(field.options))
}
