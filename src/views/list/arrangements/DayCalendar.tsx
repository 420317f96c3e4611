import ChevronLeft from '@mui/icons-material/ChevronLeft'
import ChevronRight from '@mui/icons-material/ChevronRight'
import IconButton from '@mui/material/IconButton'
import { useGetList } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { resolvePath } from '#model/language/resources.ts'
import { addDays, bucketOf, bucketRange } from '#model/language/time.ts'
import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { useConsole } from '../../console.ts'
import { RecordTitle } from '../../RecordTitle.tsx'
import { useList } from '../list-context.ts'
import { narrowed } from './arrangement.ts'
import { monthAfter, weeksOf } from './month.ts'
import './arrangements.css'

/** Rows that a month shows at most. */
const most = 500
/** Rows of a day; the others are a click away. */
const mostOfDay = 4

type DayProps = {
  readonly path: string
  readonly day: string
  readonly rows: readonly Row[]
  readonly isOutside: boolean
  readonly isWhole: boolean
}

const Day = ({ path, day, rows, isOutside, isWhole }: DayProps) => {
  const text = useText()
  const format = useFormat()
  const { resource, filterValues, go } = useList()
  const names = [isOutside && 'outside', day === format.today() && 'today', rows.length === 0 && 'empty']
  const within = { [path]: { $gte: day, $lt: addDays(day, 1) } }
  return (
    <td className={names.filter(Boolean).join(' ') || undefined}>
      <time dateTime={day} title={`${day} ${format.weekday(day)}`}>
        {isOutside ? day.slice(5) : Number(day.slice(8))}
      </time>
      <ul>
        {rows.slice(0, mostOfDay).map((record) => (
          <li key={record.id}>
            <Link to={`/${resource}/${record.id}/show`}>
              <RecordTitle resource={resource} record={record} />
            </Link>
          </li>
        ))}
      </ul>
      {(rows.length > mostOfDay || (!isWhole && rows.length > 0)) && (
        <button type="button" className="plain sub" onClick={() => go({ arrangement: 'table', filter: { ...filterValues, ...within } })}>
          {isWhole
            ? text('home.view_all', { count: rows.length })
            : text('arrange.day', { day: format.date(day, { short: true }) })}
        </button>
      )}
    </td>
  )
} // prettier-ignore

const useMonth = (path: string, month: string) => {
  const { index } = useConsole()
  const format = useFormat()
  const { resource, filterValues } = useList()
  const { from, toExclusive } = bucketRange(month, 'month')
  const { data = [], total } = useGetList<Row>(
    resource,
    {
      pagination: { page: 1, perPage: most },
      sort: { field: path, order: 'ASC' },
      filter: narrowed(filterValues, { [path]: { $gte: from, $lt: toExclusive } }),
    },
    { placeholderData: (before) => before, retry: false },
  )
  const isInstant = resolvePath(index, resource, path)?.field.type === 'datetime'
  const dayOf = (row: Row): string => {
    const value = String(row[path] ?? '')
    return isInstant && value ? format.dayOf(value) : value.slice(0, 10)
  }
  return { byDay: Map.groupBy(data, dayOf), total, isWhole: (total ?? 0) <= data.length }
}

/** The rows of a list in a month, by the day that the model gives them a place on. */
export const DayCalendar = ({ path }: { readonly path: string }) => {
  const text = useText()
  const label = useLabel()
  const format = useFormat()
  const { index } = useConsole()
  const { resource } = useList()
  const [month, setMonth] = useState(() => bucketOf(format.today(), 'month'))
  const { byDay, total, isWhole } = useMonth(path, month)
  const weeks = weeksOf(month)
  const title = `${label(resolvePath(index, resource, path)?.field.label)} ${month}`
  return (
    <section className="card" aria-label={title}>
      <div className="month-head">
        <IconButton aria-label={text('arrange.before')} onClick={() => setMonth(monthAfter(month, -1))}><ChevronLeft fontSize="small" /></IconButton>
        <h2 aria-live="polite">{title}</h2>
        <IconButton aria-label={text('arrange.after')} onClick={() => setMonth(monthAfter(month, 1))}><ChevronRight fontSize="small" /></IconButton>
        {total !== undefined && <span className="sub">{text('arrange.count', { count: format.number(total) })}</span>}
        {!isWhole && <span className="sub">{text('arrange.first', { count: most })}</span>}
      </div>
      <table className="month">
        <thead>
          <tr>{weeks[0]?.map((day) => <th key={day} scope="col">{format.weekday(day)}</th>)}</tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <Day key={day} path={path} day={day} rows={byDay.get(day) ?? []} isOutside={bucketOf(day, 'month') !== month} isWhole={isWhole} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
} // prettier-ignore
