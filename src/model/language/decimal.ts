import Base from 'decimal.js'
import type { Field } from './definition.ts'

/** Decimal arithmetic of the model: 40 significant digits, halves away from zero, plain notation. */
export const Decimal = Base.clone({
  precision: 40,
  rounding: Base.ROUND_HALF_UP,
  toExpNeg: -40,
  toExpPos: 40,
})
export type Decimal = Base

const defaultScales: Readonly<Record<string, number>> = {
  integer: 0,
  money: 2,
  percent: 4,
  decimal: 6,
}

/** Gives the decimals that a number field keeps: integer 0, money 2, percent 4, decimal 6, unless it says `scale`. */
export const scaleOf = (field: Field): number =>
  'scale' in field && typeof field.scale === 'number'
    ? field.scale
    : (defaultScales[field.type] ?? 6)

/** Rounds half away from zero to so many decimals. */
export const roundTo = (value: Decimal, scale: number): Decimal =>
  value.toDecimalPlaces(scale, Base.ROUND_HALF_UP)

/** Turns a decimal into the JSON number of the wire. */
export const toWire = (value: Decimal): number => value.toNumber()

/** Divides as `a / b` does in formulas: rounded to ten decimals; null when either is null or b is zero. */
export const divide = (a: Decimal | null, b: Decimal | null): Decimal | null =>
  a === null || b === null || b.isZero() ? null : roundTo(a.div(b), 10)
