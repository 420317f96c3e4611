import { Decimal } from './decimal.ts'
import { isDay, isInstant, canonicalInstant } from './day.ts'
import { localDay } from './time.ts'

/** A value inside an evaluation. Dates are `YYYY-MM-DD`, instants `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export type Value = Decimal | string | boolean | null | readonly Value[]
export type SingleValue = Exclude<Value, readonly Value[]>

const numberShape = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value)

const objectValue = (raw: object): Value => {
  if (!('id' in raw)) return null
  const id = String(raw.id)
  return 'resource' in raw ? `${String(raw.resource)}/${id}` : id
}

/** Takes a raw value of a row into an evaluation; a record_ref becomes `resource/id`, a file or line its id. */
export const toValue = (raw: unknown): Value => {
  if (raw === null || raw === undefined) return null
  if (typeof raw === 'string' || typeof raw === 'boolean') return raw
  if (typeof raw === 'number') return Number.isFinite(raw) ? new Decimal(raw) : null
  if (typeof raw === 'bigint') return new Decimal(raw.toString())
  if (Decimal.isDecimal(raw)) return raw
  if (Array.isArray(raw)) return raw.map(toValue)
  return typeof raw === 'object' ? objectValue(raw) : null
}

/** Takes a text for a number; null when it is none. */
export const toNumber = (text: string): Decimal | null =>
  numberShape.test(text.trim()) ? new Decimal(text.trim()) : null

/** Orders two texts by code point, as COLLATE "C" does, not by UTF-16 unit. */
export const compareText = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length)
  let i = 0
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++
  if (i === length) return Math.sign(a.length - b.length)
  const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
  const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff
  return isSurrogate(x) === isSurrogate(y) ? Math.sign(x - y) : isSurrogate(x) ? 1 : -1
}

/** Folds ASCII capitals only, as `$contains`, `$starts` and `unique` do. */
export const foldAscii = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

const withText = (a: string, b: string, zone: string): number => {
  if (isInstant(a)) {
    if (isDay(b)) return compareText(localDay(a, zone), b)
    if (isInstant(b)) return compareText(canonicalInstant(a) ?? a, canonicalInstant(b) ?? b)
  }
  return isDay(a) && isInstant(b) ? compareText(a, localDay(b, zone)) : compareText(a, b)
}

/** Reads a loose operand (of a filter form, or a parameter) as the kind of the value beside it. */
const alike = (value: SingleValue, operand: SingleValue): SingleValue => {
  if (typeof operand === 'string') {
    if (Decimal.isDecimal(value)) return toNumber(operand)
    if (typeof value === 'boolean')
      return operand === 'true' ? true : operand === 'false' ? false : null
  }
  if (typeof value === 'string' && operand !== null && typeof operand !== 'string')
    return operand.toString()
  return operand
}

/**
 * Compares two single values: negative, zero or positive; null when they have no order.
 *
 * A day beside an instant compares with the instant's local day. The right side is read as the kind of the
 * left one: `'12'` beside the number 12 is 12.
 */
export const compareValues = (
  left: SingleValue,
  right: SingleValue,
  zone: string,
): number | null => {
  const other = alike(left, right)
  if (left === null || other === null) return null
  if (typeof left === 'string')
    return typeof other === 'string' ? withText(left, other, zone) : null
  if (typeof left === 'boolean') return left === other ? 0 : null
  return Decimal.isDecimal(other) ? left.comparedTo(other) : null
}

/** Tells whether a value counts as absent: null or an empty list. */
export const isAbsent = (value: Value): boolean =>
  value === null || (isList(value) && value.length === 0)

/** Two-valued equality: absent equals only absent; a list equals what overlaps with it. */
export const equals = (left: Value, right: Value, zone: string): boolean => {
  if (isAbsent(left) || isAbsent(right)) return isAbsent(left) && isAbsent(right)
  if (isList(left)) return left.some((each) => equals(each, right, zone))
  if (isList(right)) return right.some((each) => equals(left, each, zone))
  return compareValues(left, right, zone) === 0
}

/** Writes a value as text: numbers plainly and without trailing zeros. */
export const textOf = (value: Value): string => {
  if (value === null) return ''
  if (isList(value)) return value.map(textOf).join(',')
  return Decimal.isDecimal(value) ? value.toFixed() : String(value)
}
