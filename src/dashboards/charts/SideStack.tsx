import { Link } from 'react-router-dom'
import { useFormat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.ts'
import type { GridRow, Series } from '../data/grid.ts'
import { exactly, inUnit } from '../data/units.ts'
import { type ChartProps, colourOf, drawn } from './points.ts'

const sumOf = (row: GridRow, series: readonly Series[]): number =>
  series.reduce((sum, { key }) => sum + Math.max(0, row.cells[key]?.value ?? 0), 0)

/**
 * One bar a row, each part of it a link; made of HTML so that names of any length and the keyboard work.
 * The others together may be many times the named ones: their bar ends at the full width.
 */
export const SideStack = ({ grid, unit, options }: ChartProps) => {
  const numbers = useFormat()
  const locale = useLanguage()
  const series = drawn(grid, unit, 'value')
  const named = grid.rows.filter(({ isOthers }) => !isOthers)
  const most = Math.max(...named.map((row) => sumOf(row, series)), 1e-9)
  const scaleOf = (row: GridRow) => Math.max(most, sumOf(row, series))
  return (
    <ol className="side-bars">
      {grid.rows.map((row) => (
        <li key={row.key}>
          <span className="name" title={row.label}>{row.label}</span>
          <span className="track">
            {series.map((one, i) => {
              const cell = row.cells[one.key]
              const value = cell?.value ?? 0
              if (!cell?.to || value <= 0) return null
              const words = `${row.label} · ${one.label}: ${exactly(value, one.format, numbers, locale)}`
              return <Link key={one.key} to={cell.to} title={words} aria-label={words} style={{ width: `${(100 * value) / scaleOf(row)}%`, background: colourOf(series, i, options?.sequential === true) }} />
            })}
          </span>
          <span className="num">{inUnit(sumOf(row, series), unit, numbers)}</span>
        </li>
      ))}
    </ol>
  )
} // prettier-ignore
