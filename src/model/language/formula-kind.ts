import type { Expr, FormulaFunction } from './ast.ts'
import type { Field, FieldType } from './definition.ts'

/** What a formula can yield; `null` is a bare null, or a parameter of unknown type, and fits everywhere. */
export type ValueKind = 'number' | 'text' | 'date' | 'datetime' | 'boolean' | 'null' | 'list'
export type KindOrProblem = { readonly kind: ValueKind } | { readonly problem: string }

type Kinds = {
  readonly ofPath: (path: string) => ValueKind | null
  readonly ofParam: (key: string, sub?: string) => ValueKind | null
}
type Call = Extract<Expr, { k: 'call' }>
type Binary = Extract<Expr, { k: 'binary' }>

const kinds = {
  text: 'text', longtext: 'text', email: 'text', phone: 'text', url: 'text', enum: 'text', serial: 'text',
  reference: 'text', record_ref: 'text', integer: 'number', decimal: 'number', money: 'number',
  percent: 'number', date: 'date', datetime: 'datetime', boolean: 'boolean', tags: 'list', references: 'list',
  lines: 'list', attachments: 'list',
} as const satisfies Record<FieldType, ValueKind> // prettier-ignore

/** Gives the kind of a field's value in formulas. */
export const kindOfField = (field: Field): ValueKind =>
  field.type === 'enum' && field.many ? 'list' : kinds[field.type]

class Mismatch extends Error {}
const mismatch = (message: string): never => {
  throw new Mismatch(message)
}

const timely: readonly ValueKind[] = ['date', 'datetime']
const anything: readonly ValueKind[] = ['number', 'text', 'date', 'datetime', 'boolean', 'list']
const single: readonly ValueKind[] = ['number', 'text', 'date', 'datetime', 'boolean']

const fits = (kind: ValueKind, allowed: readonly ValueKind[]): boolean =>
  kind === 'null' || allowed.includes(kind)

const expect = (where: string, kind: ValueKind, allowed: readonly ValueKind[]): void => {
  if (!fits(kind, allowed)) mismatch(`${where} takes ${allowed.join(' or ')}, got ${kind}`)
}

/** The one kind of several branches: a date beside a datetime is a datetime, null takes the other's. */
const common = (where: string, found: readonly ValueKind[]): ValueKind => {
  const known = [...new Set(found.filter((kind) => kind !== 'null'))]
  const [first = 'null', ...others] = known
  if (others.length === 0) return first
  if (known.every((kind) => timely.includes(kind))) return 'datetime'
  return mismatch(`${where} mixes ${known.join(' and ')}`)
}

const dateLiteral = /^\d{4}-\d{2}-\d{2}/
/** A text that is written as a date stands for one. */
const isDateText = (expr: Expr): boolean => expr.k === 'text' && dateLiteral.test(expr.value)

const comparable = (expr: Binary, left: ValueKind, right: ValueKind): boolean =>
  left === 'null' || right === 'null' || left === right ||
  (timely.includes(left) && (timely.includes(right) || isDateText(expr.right))) ||
  (timely.includes(right) && isDateText(expr.left)) ||
  ((expr.op === '==' || expr.op === '!=') && (left === 'list' || right === 'list')) // prettier-ignore

const ofBinary = (expr: Binary, scope: Kinds): ValueKind => {
  const [left, right] = [infer(expr.left, scope), infer(expr.right, scope)]
  if (expr.op === 'and' || expr.op === 'or') {
    for (const kind of [left, right]) expect(`"${expr.op}"`, kind, ['boolean'])
    return 'boolean'
  }
  if (['+', '-', '*', '/'].includes(expr.op)) {
    for (const kind of [left, right]) expect(`"${expr.op}"`, kind, ['number'])
    return 'number'
  }
  if (!comparable(expr, left, right)) mismatch(`"${expr.op}" compares ${left} with ${right}`)
  if (expr.op !== '==' && expr.op !== '!=')
    for (const kind of [left, right])
      expect(`"${expr.op}"`, kind, ['number', 'text', 'date', 'datetime'])
  return 'boolean'
}

type Rule = (name: string, found: readonly ValueKind[]) => ValueKind

const takes =
  (result: ValueKind | 'first', ...allowed: readonly (readonly ValueKind[])[]): Rule =>
  (name, found) => {
    for (const [i, kind] of found.entries())
      expect(`${name}()`, kind, allowed[Math.min(i, allowed.length - 1)] ?? anything)
    return result === 'first' ? (found[0] ?? 'null') : result
  }
const same: Rule = (name, found) => {
  for (const kind of found) expect(`${name}()`, kind, single)
  return common(`${name}()`, found)
}

const numbers: readonly ValueKind[] = ['number']
const times: readonly ValueKind[] = ['date', 'datetime']
const rules: Readonly<Record<Exclude<FormulaFunction, 'switch' | 'param'>, Rule>> = {
  if: (name, [condition = 'null', ...branches]) => {
    expect(`${name}()`, condition, ['boolean'])
    return common(`${name}()`, branches)
  },
  min: same,
  max: same,
  coalesce: same,
  abs: takes('number', numbers),
  round: takes('number', numbers),
  today: () => 'date',
  now: () => 'datetime',
  days_between: takes('number', times),
  hours_between: takes('number', times),
  add_days: takes('first', times, numbers),
  add_months: takes('first', times, numbers),
  add_hours: takes('datetime', times, numbers),
  add_working_days: takes('first', times, numbers),
  working_hours_between: takes('number', times),
  add_working_hours: takes('datetime', times, numbers),
  year: takes('number', times),
  month: takes('number', times),
  date: takes('date', ['date', 'datetime', 'text']),
  len: takes('number', ['text', 'list']),
  slice: takes('text', ['text'], numbers),
  concat: takes('text', anything),
  count_filled: takes('number', anything),
}

const ofSwitch = (args: readonly Expr[], scope: Kinds): ValueKind => {
  const found = args.map((arg) => infer(arg, scope))
  const [subject = 'null', ...rest] = found
  const paired = rest.length - (rest.length % 2)
  const keys = rest.filter((_, i) => i < paired && i % 2 === 0)
  const results = rest.filter((_, i) => i >= paired || i % 2 === 1)
  common('switch() keys', [subject, ...keys])
  return common('switch()', results)
}

const ofParam = (args: readonly Expr[], scope: Kinds): ValueKind => {
  const [key, sub, item] = args
  if (key?.k !== 'text') return mismatch('param() takes the key as text')
  if (sub) infer(sub, scope)
  if (item) infer(item, scope)
  const kind = scope.ofParam(
    key.value,
    sub === undefined ? undefined : sub.k === 'text' ? sub.value : '',
  )
  return kind ?? mismatch(`no parameter "${key.value}"`)
}

const ofCall = (expr: Call, scope: Kinds): ValueKind => {
  if (expr.name === 'switch') return ofSwitch(expr.args, scope)
  if (expr.name === 'param') return ofParam(expr.args, scope)
  return rules[expr.name](expr.name, expr.args.map((arg) => infer(arg, scope))) // prettier-ignore
}

const ofUnary = (op: '-' | 'not', kind: ValueKind): ValueKind => {
  const result = op === 'not' ? 'boolean' : 'number'
  expect(`"${op}"`, kind, [result])
  return result
}

const infer = (expr: Expr, scope: Kinds): ValueKind => {
  switch (expr.k) {
    case 'number':
    case 'text':
    case 'boolean':
    case 'null':
      return expr.k
    case 'path':
      return scope.ofPath(expr.path) ?? mismatch(`no field or path "${expr.path}"`)
    case 'unary':
      return ofUnary(expr.op, infer(expr.of, scope))
    case 'binary':
      return ofBinary(expr, scope)
    case 'call':
      return ofCall(expr, scope)
  }
}

/**
 * Tells what a formula yields, or what does not fit in it.
 *
 * `kindOfPath` gives null for an unknown path, `kindOfParam` for an unknown parameter (sub key `''` = computed);
 * without it parameters fit everywhere.
 */
export const kindOf = (
  expr: Expr,
  kindOfPath: Kinds['ofPath'],
  kindOfParam: Kinds['ofParam'] = () => 'null',
): KindOrProblem => {
  try {
    return { kind: infer(expr, { ofPath: kindOfPath, ofParam: kindOfParam }) }
  } catch (error) {
    if (error instanceof Mismatch) return { problem: error.message }
    throw error
  }
}
