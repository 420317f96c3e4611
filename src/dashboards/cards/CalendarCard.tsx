import ChevronLeft from '@mui/icons-material/ChevronLeft'
import ChevronRight from '@mui/icons-material/ChevronRight'
import { useMemo, useState } from 'react'
import { Link } from 'react-router-dom'
import type { Predicate } from '#model/language/definition.ts'
import { addDays, addMonths, bucketOf, bucketRange, daysBetween } from '#model/language/time.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel, useLanguage } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { useAnswers } from '../data/answers.ts'
import { bucketName } from '../data/buckets.ts'
import { allOf, hrefOf } from '../data/drill.ts'
import { asOfOf, boardFilter, filterNames, filterPath } from '../data/questions.ts'
import { lastDay } from '../data/period.ts'
import { exactly, inUnit, unitOf } from '../data/units.ts'
import { useWords } from '../words.ts'
import { Frame } from './Frame.tsx'
import { Loading, Refused } from './States.tsx'
import type { CardProps } from './use-card.ts'

/** Weeks of a month from Monday to Sunday, with the days of the months beside it. */
export const weeksOf = (month: string): readonly (readonly string[])[] => {
  const { from, toExclusive } = bucketRange(month, 'month')
  const first = bucketOf(from, 'week')
  const weeks = Math.ceil(daysBetween(first, toExclusive) / 7)
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (__, day) => addDays(first, week * 7 + day)),
  )
}

type DaySum = { readonly sum: number; readonly count: number }

/** Sums and counts of one month by day, added up by the server. */
const useDays = ({ card, state }: CardProps, month: string, asOf: string | undefined) => {
  const { index } = useConsole()
  const { resource = '', options, list } = card
  const [date, sum] = [String(options?.date), `sum:${String(options?.sum)}`]
  const filter = useMemo(() => allOf(list?.filter, boardFilter(index, card, card, state)), [index, card, list, state])
  const { from, toExclusive } = bucketRange(month, 'month')
  const question = useMemo(() => ({
    resource, filter, measures: [sum, 'count:rows'], by: [{ time: date, grain: 'day' as const }],
    range: { on: date, from, to: addDays(toExclusive, -1) }, ...(asOf !== undefined && { asOf }),
  }), [resource, filter, sum, date, from, toExclusive, asOf])
  const result = useAnswers([question])
  const rows = result.data?.[0].rows ?? []
  const days = new Map(rows.map((row): [string, DaySum] => [String(row[date]), { sum: Number(row[sum] ?? 0), count: Number(row['count:rows'] ?? 0) }]))
  return { ...result, days, filter, date }
} // prettier-ignore

type MonthProps = { readonly month: string; readonly days: ReadonlyMap<string, DaySum>; readonly hrefOfDay: (day: string) => string } // prettier-ignore

const Month = ({ month, days, hrefOfDay }: MonthProps) => {
  const words = useWords()
  const numbers = useFormat()
  const locale = useLanguage()
  const unit = unitOf('money', [...days.values()].map(({ sum }) => sum), locale)
  const today = numbers.today()
  return (
    <table className="calendar-month">
      <thead>
        <tr>{[...words('weekdays')].map((name, i) => <th key={i} scope="col">{name}</th>)}</tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((day) => {
              const found = day.startsWith(month) ? days.get(day) : undefined
              const kind = [day === today && 'today', !day.startsWith(month) && 'outside', found && day < today && 'past'].filter(Boolean).join(' ')
              return (
                <td key={day} className={kind}>
                  <span className="day">{Number(day.slice(8))}</span>
                  {found && (
                    <Link to={hrefOfDay(day)} title={`${day} · ${exactly(found.sum, 'money', numbers, locale)} · ${words('record_count', { count: found.count })}`}>
                      {inUnit(found.sum, unit, numbers)}
                    </Link>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
} // prettier-ignore

/** What falls due on which day of a month; every day opens its records. */
export const CalendarCard = (props: CardProps) => {
  const { card, dashboard, state } = props
  const words = useWords()
  const label = useLabel()
  const locale = useLanguage()
  const { index } = useConsole()
  const today = useFormat().today()
  const { asOf } = asOfOf(state, today)
  const own = lastDay(state.days, today).slice(0, 7)
  const [moved, setMoved] = useState({ own, month: own })
  const month = moved.own === own ? moved.month : own
  const { days, filter, date, data, error, isPending, isPlaceholderData, refetch } = useDays(props, month, asOf)
  const move = (by: number) => setMoved({ own, month: addMonths(`${month}-01`, by).slice(0, 7) })
  const at = (extra: Predicate) => hrefOf(index, dashboard.name, { resource: card.resource ?? '', filter: allOf(filter, extra), ...(asOf !== undefined && { asOf }) })
  const { from, toExclusive } = bucketRange(month, 'month')
  const unit = unitOf('money', [...days.values()].map(({ sum }) => sum), locale)
  const unfit = Object.keys(state.filters).filter((name) => filterPath(index, card, card, name) === null)
  return (
    <Frame
      card={card}
      isRefetching={isPlaceholderData}
      actions={{ listHref: at({ [date]: { $gte: from, $lt: toExclusive } }) }}
      end={(
        <span className="stepper">
          <button type="button" className="icon-button" aria-label={words('last_month')} onClick={() => move(-1)}><ChevronLeft fontSize="small" /></button>
          <span aria-live="polite">{bucketName(month, 'month', locale)}</span>
          <button type="button" className="icon-button" aria-label={words('next_month')} onClick={() => move(1)}><ChevronRight fontSize="small" /></button>
        </span>
      )}
      notes={(
        <>
          <span>{words('unit', { unit: unit.name })}</span>
          {asOf && <span>{words('as_of', { day: asOf })}</span>}
          {unfit.length > 0 && <span>{words('unfit', { filters: filterNames(dashboard, unfit, locale) })}</span>}
        </>
      )}
    >
      {() => {
        if (isPending) return <Loading title={label(card.title)} />
        if (!data) return <Refused error={error} onRetry={() => void refetch()} />
        return <Month month={month} days={days} hrefOfDay={(day) => at({ [date]: day })} />
      }}
    </Frame>
  )
} // prettier-ignore
