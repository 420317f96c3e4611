import type { Context } from './context.ts'
import { Decimal, divide, roundTo, scaleOf } from './decimal.ts'
import type { Band, Field, Rollup } from './definition.ts'
import { evaluate, parseFormula } from './formula.ts'
import { matches, parseCondition } from './predicate.ts'
import type { RecordScope } from './scope.ts'
import { dayIn, localDay, startOfDay } from './time.ts'
import { isDay, isInstant } from './day.ts'
import { compareText, compareValues, isList, textOf, toValue } from './value.ts'
import type { SingleValue, Value } from './value.ts'

/** Tells whether the model gives a field's value: formula, rollup, band or metric. */
export const isComputed = (field: Field): boolean =>
  field.formula !== undefined ||
  field.rollup !== undefined ||
  field.band !== undefined ||
  field.metric !== undefined

/** Fits a computed value to its field: rounded to the scale, a date for a date field, a text for a text field. */
export const fitTo = (field: Field, value: Value, ctx: Context): Value => {
  if (value === null || isList(value)) return value
  switch (field.type) {
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent':
      return Decimal.isDecimal(value) ? roundTo(value, scaleOf(field)) : null
    case 'date':
      return typeof value === 'string' && isInstant(value) ? localDay(value, ctx.zone) : value
    case 'datetime':
      return isDay(value) ? startOfDay(value, ctx.zone) : value
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    default:
      return textOf(value)
  }
}

const formulaOn = (text: string, record: RecordScope, ctx: Context): SingleValue =>
  evaluate(parseFormula(text), (path) => record.get(path), ctx)

/** Picks the first bucket whose bounds, both inclusive, hold the number; null for null and when none fits. */
export const bandOf = (band: Band, record: RecordScope, ctx: Context): string | null => {
  const value = formulaOn(band.of, record, ctx)
  if (!Decimal.isDecimal(value)) return null
  const bound = (at: number | string) =>
    typeof at === 'number' ? new Decimal(at) : formulaOn(at, record, ctx)
  const isWithin = (at: number | string | undefined, sign: 1 | -1) => {
    if (at === undefined) return true
    const order = compareValues(value, bound(at), ctx.zone)
    return order !== null && order * sign >= 0
  }
  return band.keys.find((key) => isWithin(key.from, 1) && isWithin(key.to, -1))?.key ?? null
}

/** A child counts from `dated` until before `until`, today as on any other day. */
const isDatedWithin = (rollup: Rollup, child: RecordScope, ctx: Context): boolean => {
  if (rollup.dated === undefined) return true
  const dayAt = (path: string) => {
    const value = toValue(child.get(path))
    return typeof value === 'string' ? dayIn(value, ctx.zone) : null
  }
  const from = dayAt(rollup.dated)
  const until = rollup.until === undefined ? null : dayAt(rollup.until)
  return from !== null && from <= ctx.today && (until === null || ctx.today < until)
}

const sum = (values: readonly Value[]): Decimal =>
  values.reduce<Decimal>(
    (total, each) => (Decimal.isDecimal(each) ? total.plus(each) : total),
    new Decimal(0),
  )

/** Mean by weight of the rows that have both; null when nothing weighs. */
const mean = (pairs: readonly (readonly [value: Value, weight: Value])[]): Decimal | null => {
  const known = pairs.flatMap(([value, weight]) =>
    Decimal.isDecimal(value) && Decimal.isDecimal(weight) ? [[value, weight] as const] : [],
  )
  const whole = sum(known.map(([, weight]) => weight))
  return divide(sum(known.map(([value, weight]) => value.times(weight))), whole)
}

const extreme = (values: readonly SingleValue[], sign: 1 | -1, zone: string): SingleValue =>
  values.reduce((best, each) => {
    if (each === null || best === null) return each ?? best
    const order = compareValues(each, best, zone)
    return order !== null && order * sign > 0 ? each : best
  }, null)

/** Orders children by `order` (else creation, lines by position), nulls first, then by id. */
const lastOf = (rollup: Rollup, rows: readonly RecordScope[], ctx: Context): RecordScope | null => {
  const keyOf = (row: RecordScope) => formulaOn(rollup.order ?? 'coalesce(created_at, position)', row, ctx)
  const isLater = (a: RecordScope, b: RecordScope): boolean => {
    const [x, y] = [keyOf(a), keyOf(b)]
    if ((x === null) !== (y === null)) return y === null
    const order = compareValues(x, y, ctx.zone) ?? 0
    return order !== 0 ? order > 0 : compareText(textOf(toValue(a.get('id'))), textOf(toValue(b.get('id')))) > 0
  }
  return rows.reduce<RecordScope | null>((last, row) => (last === null || isLater(row, last) ? row : last), null)
} // prettier-ignore

/** Aggregates the children of a record; of no rows sum and count are 0, `every` true, `any` false, all else null. */
export const rollupOf = (rollup: Rollup, record: RecordScope, ctx: Context): SingleValue => {
  const where = parseCondition(rollup.where ?? {})
  const rows = record
    .children(rollup.of, rollup.by, { isDated: rollup.dated !== undefined })
    .filter((child) => isDatedWithin(rollup, child, ctx) && matches(where, child, ctx))
  const values = (text: string) => rows.map((child) => formulaOn(text, child, ctx))
  if (rollup.sum !== undefined) return sum(values(rollup.sum))
  if (rollup.avg !== undefined) {
    const { avg, weight = '1' } = rollup
    return mean(rows.map((row) => [formulaOn(avg, row, ctx), formulaOn(weight, row, ctx)]))
  }
  if (rollup.min !== undefined) return extreme(values(rollup.min), -1, ctx.zone)
  if (rollup.max !== undefined) return extreme(values(rollup.max), 1, ctx.zone)
  if (rollup.last !== undefined) {
    const last = lastOf(rollup, rows, ctx)
    return last && formulaOn(rollup.last, last, ctx)
  }
  if (rollup.any !== undefined) {
    const test = parseCondition(rollup.any)
    return rows.some((child) => matches(test, child, ctx))
  }
  if (rollup.every !== undefined) {
    const test = parseCondition(rollup.every)
    return rows.every((child) => matches(test, child, ctx))
  }
  return new Decimal(rows.length)
}

/**
 * Computes one computed field of a record from its scope, fitted to the field.
 *
 * Shape: Decimal, text, boolean or null; undefined for a metric, which memory cannot ask.
 */
export const computeField = (
  field: Field,
  record: RecordScope,
  ctx: Context,
): Value | undefined => {
  if (field.formula !== undefined) return fitTo(field, formulaOn(field.formula, record, ctx), ctx)
  if (field.rollup !== undefined) return fitTo(field, rollupOf(field.rollup, record, ctx), ctx)
  return field.band === undefined ? undefined : bandOf(field.band, record, ctx)
}
