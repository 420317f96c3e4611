import { Link } from 'react-router-dom'
import { useFormat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.ts'
import type { GridRow, Series } from '../data/grid.ts'
import { exactly } from '../data/units.ts'
import { type ChartProps, drawn, ticksOf } from './points.ts'
import './shapes.css'

/** Least, lower quartile, median, upper quartile and greatest of a row; null when one is missing. */
export const fiveOf = (row: GridRow, series: readonly Series[]): readonly number[] | null => {
  const values = series.slice(0, 5).map(({ key }) => row.cells[key]?.value ?? null)
  const known = values.filter((value) => value !== null)
  return known.length === 5 ? known : null
}

/** Round marks that hold all the boxes; unlike bars they need not begin at nothing. */
const scaleOf = (values: readonly number[]): readonly number[] => {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const step = ticksOf([high - low])[1] ?? 1
  const first = Math.floor(low / step) * step
  const count = Math.max(1, Math.ceil((high - first) / step))
  return Array.from({ length: count + 1 }, (_, i) => Number((first + i * step).toPrecision(12)))
}

/** How values spread in each row: whiskers to the extremes, a box around the middle half, a mark at the median. */
export const Boxes = ({ grid, unit }: ChartProps) => {
  const numbers = useFormat()
  const locale = useLanguage()
  const series = drawn(grid, unit, 'value')
  const rows = grid.rows.flatMap((row) => {
    const five = fiveOf(row, series)
    return five ? [{ row, five }] : []
  })
  if (rows.length === 0) return null
  const scale = scaleOf(rows.flatMap(({ five }) => five))
  const [first, last] = [scale[0] ?? 0, scale.at(-1) ?? 1]
  const at = (value: number) => (100 * (value - first)) / (last - first || 1)
  return (
    <ol className="side-bars boxes">
      {rows.map(({ row, five: [least = 0, lower = 0, middle = 0, upper = 0, most = 0] }) => {
        const words = series.slice(0, 5).map(({ key, label, format }) => `${label} ${exactly(row.cells[key]?.value ?? 0, format, numbers, locale)}`)
        const name = `${row.label}: ${words.join(locale === 'zh' ? '，' : ', ')}`
        const to = row.cells[series[2]?.key ?? '']?.to
        const drawing = (
          <>
            <i className="whisker" style={{ left: `${at(least)}%`, width: `${at(most) - at(least)}%` }} />
            <i className="box" style={{ left: `${at(lower)}%`, width: `${at(upper) - at(lower)}%` }} />
            <i className="middle" style={{ left: `${at(middle)}%` }} />
          </>
        )
        return (
          <li key={row.key}>
            <span className="name" title={row.label}>{row.label}</span>
            {to === undefined ? <span className="spread" title={name}>{drawing}</span> : <Link className="spread" to={to} title={name} aria-label={name}>{drawing}</Link>}
            <span className="num">{numbers.number(middle, 1)}</span>
          </li>
        )
      })}
      <li className="scale" aria-hidden="true">
        <span className="name" />
        <span className="spread">{scale.map((mark) => <i key={mark} style={{ left: `${at(mark)}%` }}>{numbers.number(mark, 1)}</i>)}</span>
        <span className="num">{series[2]?.label}</span>
      </li>
    </ol>
  )
} // prettier-ignore
