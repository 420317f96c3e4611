import { daysFrom, useFormat } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'

const hour = 3_600_000
const soonHours = 48
const soonDays = 7

/** A time limit in words: what is left, or how long it is overdue. */
export const DueWords = ({ value }: { readonly value: unknown }) => {
  const text = useText()
  const format = useFormat()
  const { clock } = useConsole()
  if (typeof value !== 'string' || !value) return null
  const isInstant = value.length > 10
  const day = isInstant ? format.dayOf(value) : value
  const days = daysFrom(format.today(), day)
  if (days < 0) return <span className="tone-bad">{text('time.overdue', { count: -days })}</span>
  if (isInstant) {
    const hours = Math.floor((Date.parse(value) - Date.parse(clock())) / hour)
    if (hours < 0) return <span className="tone-bad">{text('time.hours_over', { count: -hours })}</span>
    if (hours < soonHours) return <span className={hours < 8 ? 'tone-bad' : 'tone-warn'}>{text('time.left_hours', { count: hours })}</span>
  }
  if (days === 0) return <span className="tone-warn">{text('time.today')}</span>
  if (days === 1) return text('time.tomorrow')
  return <span title={format.date(day)}>{days <= soonDays ? text('time.left_days', { count: days }) : format.date(day, { short: true })}</span>
} // prettier-ignore
