import { addWorkingDays, addWorkingMs, workingMsBetween } from './calendar.ts'
import type { Expr, FormulaFunction } from './ast.ts'
import type { Context } from './context.ts'
import { Decimal, divide, roundTo } from './decimal.ts'
import {
  addDays, addDaysTo, addMonths, addMonthsTo, addMs, dayIn, daysBetween, instantIn, moveToDay, msBetween,
} from './time.ts' // prettier-ignore
import { canonicalInstant, isDay, isInstant, isRealDay } from './day.ts'
import { compareValues, equals, isAbsent, isList, textOf, toValue } from './value.ts'
import type { SingleValue, Value } from './value.ts'

type Call = Extract<Expr, { k: 'call' }>
type Evaluate = (expr: Expr) => Value
type Body = (args: readonly Value[], ctx: Context) => Value
type Lazy = (args: readonly Expr[], evaluate: Evaluate, ctx: Context) => Value

const number = (value: Value | undefined): Decimal | null =>
  Decimal.isDecimal(value) ? value : null
const whole = (value: Value | undefined): number | null => number(value)?.trunc().toNumber() ?? null
const moment = (value: Value | undefined): string | null =>
  typeof value === 'string' &&
  (isInstant(value) ? canonicalInstant(value) !== null : isRealDay(value))
    ? value
    : null

/** Beside an instant, days stand for their beginning. */
const alignTimes = (args: readonly Value[], ctx: Context): readonly Value[] =>
  args.some(isInstant) ? args.map((arg) => (isDay(arg) ? instantIn(arg, ctx.zone) : arg)) : args

const extreme =
  (sign: 1 | -1): Body =>
  (args, ctx) => {
    let best: SingleValue = null
    for (const arg of alignTimes(args, ctx)) {
      if (arg === null || isList(arg)) continue
      const order = best === null ? sign : compareValues(arg, best, ctx.zone)
      if (order !== null && order * sign > 0) best = arg
    }
    return best
  }

const isFilled = (value: Value): boolean => !isAbsent(value) && value !== ''

const between =
  (count: (a: string, b: string, zone: string) => Decimal | null): Body =>
  ([a, b], ctx) => {
    const [from, to] = [moment(a), moment(b)]
    return from === null || to === null ? null : count(from, to, ctx.zone)
  }

/** Moves a day or an instant by a whole number: what is over is cut off. */
const moved =
  (
    byDay: (day: string, n: number) => string | null,
    byInstant: (at: string, n: number, zone: string) => string | null,
  ): Body =>
  ([at, by], ctx) => {
    const [from, n] = [moment(at), whole(by)]
    if (from === null || n === null || Math.abs(n) > 1_000_000) return null
    return isDay(from) ? byDay(from, n) : byInstant(from, n, ctx.zone)
  } // prettier-ignore

const byWorkingDays = (at: string, n: number, zone: string): string | null => {
  const day = addWorkingDays(dayIn(at, zone), n)
  return day === null ? null : moveToDay(at, day, zone)
}

const part =
  (pick: (day: string) => Value): Body =>
  ([at], ctx) => {
    const from = moment(at)
    return from === null ? null : pick(dayIn(from, ctx.zone))
  }

const addHours: Body = ([at, by], ctx) => {
  const [from, n] = [moment(at), number(by)]
  if (from === null || n === null || n.abs().gt(10_000_000)) return null
  return addMs(instantIn(from, ctx.zone), roundTo(n.times(3_600_000), 0).toNumber())
}

const workingHoursBetween: Body = ([a, b], ctx) => {
  const [from, to] = [moment(a), moment(b)]
  if (from === null || to === null) return null
  const ms = workingMsBetween(instantIn(from, ctx.zone), instantIn(to, ctx.zone), ctx.zone)
  return ms === null ? null : divide(new Decimal(ms), new Decimal(3_600_000))
}

const addWorkingHours: Body = ([at, by], ctx) => {
  const [from, n] = [moment(at), number(by)]
  if (from === null || n === null || n.abs().gt(10_000_000)) return null
  const ms = roundTo(n.times(3_600_000), 0).toNumber()
  return addWorkingMs(instantIn(from, ctx.zone), ms, ctx.zone)
}

const lengthOf: Body = ([of = null]) => {
  if (of === null) return new Decimal(0)
  return new Decimal(isList(of) ? of.length : [...textOf(of)].length)
}

/** Cuts a text by code points: `length` of them from `start`, which counts from 0. */
const slice: Body = ([of, start, length]) => {
  const [from, count] = [whole(start), whole(length)]
  if (typeof of !== 'string' || from === null || count === null) return null
  return [...of].slice(Math.max(0, from), Math.max(0, from) + Math.max(0, count)).join('')
}

/** What a map gives under a key, or whether a list holds it. */
const entryOf = (value: unknown, sub: Value, ctx: Context): unknown => {
  if (Array.isArray(value)) return value.some((each) => equals(sub, toValue(each), ctx.zone))
  const isMap = typeof value === 'object' && value !== null
  return isMap && sub !== null && Object.hasOwn(value, textOf(sub))
    ? (value as Readonly<Record<string, unknown>>)[textOf(sub)]
    : null
}

/**
 * `param(key)`; `param(key, sub)` of a map the value under that key, of a list whether it holds it;
 * `param(key, sub, item)` the same once more of what the map holds under `sub`.
 */
const parameter: Body = ([key = null, sub, item], ctx) => {
  if (sub !== undefined && item !== undefined)
    return toValue(entryOf(entryOf(ctx.param(textOf(key)), sub, ctx), item, ctx))
  const value = ctx.param(textOf(key))
  if (sub === undefined) return toValue(value)
  if (Array.isArray(value)) return value.some((each) => equals(sub, toValue(each), ctx.zone))
  return sub === null ? null : toValue(ctx.param(textOf(key), textOf(sub)))
}

const round: Body = ([of, to = new Decimal(0)]) => {
  const [value, scale] = [number(of), whole(to)]
  if (value === null || scale === null) return null
  if (scale >= 0) return roundTo(value, Math.min(scale, 30))
  const unit = new Decimal(10).pow(-scale)
  return roundTo(value.div(unit), 0).times(unit)
}

/** Functions whose arguments are all evaluated. */
const eager: Readonly<Record<Exclude<FormulaFunction, 'if' | 'switch' | 'coalesce'>, Body>> = {
  min: extreme(-1),
  max: extreme(1),
  abs: ([of]) => number(of)?.abs() ?? null,
  round,
  today: (_, ctx) => ctx.today,
  now: (_, ctx) => toValue(ctx.now),
  days_between: between((a, b, zone) => new Decimal(daysBetween(dayIn(a, zone), dayIn(b, zone)))),
  hours_between: between((a, b, zone) =>
    divide(new Decimal(msBetween(instantIn(a, zone), instantIn(b, zone))), new Decimal(3_600_000)),
  ),
  add_days: moved(addDays, addDaysTo),
  add_months: moved(addMonths, addMonthsTo),
  add_hours: addHours,
  add_working_days: moved(addWorkingDays, byWorkingDays),
  working_hours_between: workingHoursBetween,
  add_working_hours: addWorkingHours,
  year: part((day) => new Decimal(day.slice(0, 4))),
  month: part((day) => new Decimal(day.slice(5, 7))),
  date: part((day) => day),
  len: lengthOf,
  slice,
  concat: (args) => args.map(textOf).join(''),
  count_filled: (args) => new Decimal(args.filter(isFilled).length),
  param: parameter,
} // prettier-ignore

const lazyIf: Lazy = ([condition, then, otherwise], evaluate) => {
  const chosen = condition && evaluate(condition) === true ? then : otherwise
  return chosen ? evaluate(chosen) : null
}

/** `switch(x, key, result, key, result, ..., otherwise)`; keys compare as `==` does. */
const lazySwitch: Lazy = ([subject, ...rest], evaluate, ctx) => {
  if (!subject) return null
  const value = evaluate(subject)
  for (let i = 0; i + 1 < rest.length; i += 2) {
    const [key, result] = [rest[i], rest[i + 1]]
    if (key && result && equals(value, evaluate(key), ctx.zone)) return evaluate(result)
  }
  const otherwise = rest.length % 2 === 1 ? rest.at(-1) : undefined
  return otherwise ? evaluate(otherwise) : null
}

const lazyCoalesce: Lazy = (args, evaluate) => {
  for (const arg of args) {
    const value = evaluate(arg)
    if (value !== null) return value
  }
  return null
}

/** Calls a function of the formula language; only the branches that are taken are evaluated. */
export const callFunction = (call: Call, evaluate: Evaluate, ctx: Context): Value => {
  const { name, args } = call
  if (name === 'if') return lazyIf(args, evaluate, ctx)
  if (name === 'switch') return lazySwitch(args, evaluate, ctx)
  if (name === 'coalesce') return lazyCoalesce(args, evaluate, ctx)
  return eager[name](args.map(evaluate), ctx)
}
