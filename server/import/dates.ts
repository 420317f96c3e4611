import { isRealDay } from '#model/language/day.ts'
import { moveToDay, startOfDay, addMs } from '#model/language/time.ts'

/** A day, and the milliseconds since its midnight when a time is given. */
export type Moment = { readonly day: string; readonly ms: number | null }

const parts: Readonly<Record<string, string>> = {
  YYYY: '(?<Y>\\d{4})',
  MM: '(?<M>\\d{2})',
  M: '(?<M>\\d{1,2})',
  DD: '(?<D>\\d{2})',
  D: '(?<D>\\d{1,2})',
  HH: '(?<h>\\d{2})',
  H: '(?<h>\\d{1,2})',
  mm: '(?<m>\\d{2})',
  ss: '(?<s>\\d{2})',
  SSS: '(?<f>\\d{1,9})',
}
const tokens = /YYYY|MM|DD|HH|mm|ss|SSS|M|D|H|[^A-Za-z]|[A-Za-z]+/g

/** Whether a date format is made of the tokens that are known, with year, month and day. */
export const isDateFormat = (format: string): boolean => {
  const found: readonly string[] = format.match(tokens) ?? []
  const has = (...names: readonly string[]) => names.some((name) => found.includes(name))
  const isKnown = found.every((token) => token in parts || !/[A-SU-Za-z]/.test(token))
  return isKnown && has('YYYY') && has('MM', 'M') && has('DD', 'D')
}

const patterns = new Map<string, RegExp>()

const patternOf = (format: string): RegExp => {
  const known = patterns.get(format)
  if (known) return known
  const source = (format.match(tokens) ?? [])
    .map((token) => parts[token] ?? token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('')
  const pattern = new RegExp(`^${source}$`)
  patterns.set(format, pattern)
  return pattern
}

const momentOf = (groups: Readonly<Record<string, string | undefined>>): Moment | null => {
  const { Y = '', M = '', D = '', h, m, s = '0', f = '0' } = groups
  const day = `${Y}-${M.padStart(2, '0')}-${D.padStart(2, '0')}`
  if (!isRealDay(day)) return null
  if (h === undefined) return { day, ms: null }
  const [hours, minutes, seconds] = [Number(h), Number(m ?? '0'), Number(s)]
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  const fraction = Number(f.padEnd(3, '0').slice(0, 3))
  return { day, ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction }
}

/** What is understood without a format: the year comes first, so that day and month cannot be mixed up. */
const common =
  /^(?<Y>\d{4})(?:-|\/|\.|年)(?<M>\d{1,2})(?:-|\/|\.|月)(?<D>\d{1,2})日?(?:[T ](?<h>\d{1,2}):(?<m>\d{2})(?::(?<s>\d{2})(?:\.(?<f>\d{1,9}))?)?)?$/

/** Reads a date as a text, in one of the formats or, without any, with the year first; null when it is none. */
export const parseMoment = (text: string, formats: readonly string[]): Moment | null => {
  const trimmed = text.trim()
  for (const pattern of formats.length > 0 ? formats.map(patternOf) : [common]) {
    const groups = pattern.exec(trimmed)?.groups
    const moment = groups && momentOf(groups)
    if (moment) return moment
  }
  return null
}

/** Gives the instant of a moment on the clocks of a zone. */
export const instantOf = ({ day, ms }: Moment, zone: string): string => {
  const midnight = startOfDay(day, zone)
  return ms === null || ms === 0 ? midnight : moveToDay(addMs(midnight, ms), day, zone)
}
