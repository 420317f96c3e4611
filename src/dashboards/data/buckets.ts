import type { Grain } from '#model/language/definition.ts'
import { bucketRange } from '#model/language/time.ts'
import type { Locale } from '../../i18n/use-text.ts'

const monthName = (bucket: string): string =>
  new Date(`${bucket}-01T00:00:00Z`).toLocaleDateString('en', { month: 'short', timeZone: 'UTC' })

/** Names a bucket of time in full: `2026年11月`, `Nov 2026`, `2026 Q4`. */
export const bucketName = (bucket: string, grain: Grain, locale: Locale): string => {
  const year = bucket.slice(0, 4)
  if (grain === 'month') return locale === 'zh' ? `${year}年${Number(bucket.slice(5))}月` : `${monthName(bucket)} ${year}`
  if (grain === 'quarter') return locale === 'zh' ? `${year}年${bucket.slice(6)}季度` : `${bucket.slice(5)} ${year}`
  if (grain === 'week') return locale === 'zh' ? `${bucket.slice(5)} 周` : `Week of ${bucket.slice(5)}`
  return grain === 'year' && locale === 'zh' ? `${bucket}年` : bucket
} // prettier-ignore

/** Names a bucket on an axis: the year stands on a second line, at the first month and each January. */
export const bucketTick = (bucket: string, grain: Grain, locale: Locale, isFirst: boolean): string => {
  if (grain !== 'month') return grain === 'day' || grain === 'week' ? bucket.slice(5) : bucketName(bucket, grain, locale)
  const month = locale === 'zh' ? `${Number(bucket.slice(5))}月` : monthName(bucket)
  if (!isFirst && !bucket.endsWith('-01')) return month
  return `${month}\n${bucket.slice(0, 4)}`
} // prettier-ignore

/** Last day that a running bucket has reached. */
export const reached = (bucket: string, grain: Grain, today: string): string => {
  const { from, toExclusive } = bucketRange(bucket, grain)
  return from <= today && today < toExclusive ? today : from
}
