import type { AggregateColumn, Format } from '#model/language/definition.ts'
import type { Format as Numbers } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/use-text.ts'
import { wordsOf } from '../words.ts'

/** One unit for a whole axis: values are divided by `size`, and the unit is said once. */
export type Unit = {
  readonly format: Format
  readonly size: number
  readonly name: string
  readonly decimals: number
}

const steps: Readonly<Record<Locale, readonly (readonly [number, string])[]>> = {
  zh: [[1e8, '亿'], [1e4, '万']],
  en: [[1e9, 'B'], [1e6, 'M'], [1e3, 'K']],
} // prettier-ignore

const names = (locale: Locale, step: string, format: Format): string => {
  const yuan = wordsOf(locale)('yuan')
  if (format !== 'money') return step
  return locale === 'zh' ? `${step}${yuan}` : [yuan, step].filter(Boolean).join(' ')
}

/** Chooses the unit of an axis from its largest value. */
export const unitOf = (format: Format, values: readonly (number | null)[], locale: Locale): Unit => {
  const words = wordsOf(locale)
  if (format === 'percent') return { format, size: 1, name: '%', decimals: 1 }
  if (format === 'days' || format === 'hours') return { format, size: 1, name: words(format), decimals: 1 }
  if (format === 'score') return { format, size: 1, name: '', decimals: 2 }
  if (format === 'ppm') return { format, size: 1, name: 'ppm', decimals: 0 }
  const most = values.reduce<number>((max, value) => Math.max(max, Math.abs(value ?? 0)), 0)
  const [size, step] = steps[locale].find(([least]) => most >= least) ?? [1, '']
  const decimals = size > 1 ? 1 : format === 'integer' ? 0 : 2
  return { format, size, name: names(locale, step, format), decimals }
} // prettier-ignore

/** A value in a unit that is written elsewhere, once. */
export const inUnit = (value: number, unit: Unit, numbers: Numbers): string =>
  numbers.number(value / unit.size, unit.decimals)

/** The unit of a figure that stands alone: the fewer digits before the point, the more behind it. */
export const ownUnit = (format: Format, value: number, locale: Locale): Unit => {
  const unit = unitOf(format, [value], locale)
  const isSmall = unit.size > 1 && Math.abs(value) / unit.size < 100
  return isSmall ? { ...unit, decimals: 2 } : unit
}

/** Writes a value exactly, with its sign: for tables, tooltips and files. */
export const exactly = (value: number, format: Format, numbers: Numbers, locale: Locale): string => {
  const words = wordsOf(locale)
  if (format === 'money') return numbers.money(value)
  if (format === 'percent') return `${numbers.number(value, 1)}%`
  if (format === 'days' || format === 'hours')
    return `${numbers.number(value, 1)}${locale === 'zh' ? '' : ' '}${words(format)}`
  if (format === 'score') return numbers.number(value, 2)
  return format === 'ppm' ? `${numbers.number(value, 0)} ppm` : numbers.number(value, format === 'integer' ? 0 : 4)
} // prettier-ignore

/** Format of a measure column. */
export const formatOf = (column: Pick<AggregateColumn, 'format'>): Format =>
  column.format ?? 'decimal'

export type Delta = {
  readonly direction: 'up' | 'down' | 'same'
  readonly tone: 'good' | 'bad' | 'neutral'
  /** Percent of the value before, percentage points of a rate, or plainly more or less. */
  readonly kind: 'percent' | 'points' | 'absolute'
  readonly amount: number
}

/**
 * Compares a number with one of the past.
 *
 * Rates differ in percentage points. From nothing or below zero there is no percentage, so the difference
 * stands as it is. Null when either number is missing.
 */
export const deltaOf = (value: number | null, past: number | null | undefined, column: Pick<AggregateColumn, 'format' | 'better'>): Delta | null => {
  if (value === null || past === null || past === undefined) return null
  const change = value - past
  const format = formatOf(column)
  const kind = format === 'percent' ? 'points' : ['days', 'hours', 'score'].includes(format) || past <= 0 ? 'absolute' : 'percent'
  const amount = kind === 'percent' ? (100 * change) / past : change
  const direction = Math.abs(amount) < 0.05 ? 'same' : change > 0 ? 'up' : 'down'
  const isNeutral = direction === 'same' || !column.better || column.better === 'none'
  return { direction, kind, amount, tone: isNeutral ? 'neutral' : direction === column.better ? 'good' : 'bad' }
} // prettier-ignore

/** Says how large a difference is, without its sign. */
export const deltaText = ({ kind, amount }: Delta, format: Format, numbers: Numbers, locale: Locale): string => {
  const size = Math.abs(amount)
  if (kind === 'points') return wordsOf(locale)('points', { value: numbers.number(size, 1) })
  if (kind === 'percent') return `${numbers.number(size, size >= 1000 ? 0 : 1)}%`
  const unit = unitOf(format, [size], locale)
  const space = locale === 'zh' || unit.name === '' ? '' : ' '
  return `${inUnit(size, unit, numbers)}${space}${unit.name}`
} // prettier-ignore
