import { useMemo } from 'react'
import { useConsole } from '../views/console.ts'
import { type Locale, type Text, useLanguage, useText } from './use-text.ts'

const tags = { zh: 'zh-CN', en: 'en-GB' } as const
const day = 86_400_000

/** How values read in one language and the company's zone. */
export type Format = {
  /** Digits with grouping and without needless decimals; `-` for negatives. */
  readonly number: (value: number, maxDecimals?: number, minDecimals?: number) => string
  readonly money: (value: number, scale?: number) => string
  /** 万/亿 in Chinese, K/M in English. */
  readonly short: (value: number) => string
  /** `2026-11-22`; a date of this year may drop the year. */
  readonly date: (value: string, options?: { readonly short?: boolean }) => string
  readonly weekday: (value: string) => string
  readonly datetime: (value: string, options?: { readonly short?: boolean }) => string
  readonly time: (value: string) => string
  /** `3 分钟前`, then the date. */
  readonly ago: (value: string) => string
  /** Company's local day of an instant. */
  readonly dayOf: (value: string) => string
  readonly today: () => string
  readonly size: (bytes: number) => string
}

const localParts = (value: string | number, zone: string): Record<string, string> => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  }) // prettier-ignore
  return Object.fromEntries(format.formatToParts(new Date(value)).map((p) => [p.type, p.value]))
}

const shortNumber = (value: number, locale: Locale, number: Format['number']): string => {
  const units =
    locale === 'zh'
      ? ([[1e8, '亿'], [1e4, '万']] as const)
      : ([[1e9, 'B'], [1e6, 'M'], [1e3, 'K']] as const) // prettier-ignore
  for (const [size, unit] of units)
    if (Math.abs(value) >= size) return `${number(value / size, 1)}${unit}`
  return number(value, 2)
}

const agoText = (value: string, now: number, text: Text, later: (v: string) => string): string => {
  const minutes = Math.floor((now - Date.parse(value)) / 60_000)
  if (minutes < 1) return text('time.now')
  if (minutes < 60) return text('time.minutes', { count: minutes })
  if (minutes < 24 * 60) return text('time.hours', { count: Math.floor(minutes / 60) })
  return later(value)
}

/** Builds the formats of one language and zone; `clock` is injected so that tests stand still. */
export const createFormat = (
  locale: Locale,
  zone: string,
  text: Text,
  clock: () => string,
): Format => {
  const tag = tags[locale]
  const number: Format['number'] = (value, max = 2, min = 0) =>
    value.toLocaleString(tag, { maximumFractionDigits: max, minimumFractionDigits: min })
  const dayOf = (value: string): string => {
    const p = localParts(value, zone)
    return `${p.year}-${p.month}-${p.day}`
  }
  const today = (): string => dayOf(clock())
  const time = (value: string): string => {
    const p = localParts(value, zone)
    return `${p.hour}:${p.minute}`
  }
  const date: Format['date'] = (value, options) =>
    options?.short && value.slice(0, 4) === today().slice(0, 4) ? value.slice(5, 10) : value.slice(0, 10) // prettier-ignore
  const datetime: Format['datetime'] = (value, options) =>
    `${date(dayOf(value), options)} ${time(value)}`
  return {
    number,
    date,
    datetime,
    time,
    dayOf,
    today,
    money: (value, scale = 2) => number(value, scale, Number.isInteger(value) ? 0 : Math.min(scale, 2)),
    short: (value) => shortNumber(value, locale, number),
    weekday: (value) =>
      new Date(`${value.slice(0, 10)}T00:00:00Z`).toLocaleDateString(tag, { weekday: 'long', timeZone: 'UTC' }),
    ago: (value) => agoText(value, Date.parse(clock()), text, (v) => datetime(v, { short: true })),
    size: (bytes) =>
      bytes < 1024
        ? text('file.b', { size: bytes })
        : bytes < 1024 * 1024
          ? text('file.kb', { size: number(bytes / 1024, 0) })
          : text('file.mb', { size: number(bytes / 1024 / 1024, 1) }),
  } // prettier-ignore
}

/** Whole days from one local day to another. */
export const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / day) // prettier-ignore

/** The viewer's formats. */
export const useFormat = (): Format => {
  const locale = useLanguage()
  const text = useText()
  const { zone, clock } = useConsole()
  return useMemo(() => createFormat(locale, zone, text, clock), [locale, zone, text, clock])
}
