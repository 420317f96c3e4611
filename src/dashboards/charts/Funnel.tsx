import { Link } from 'react-router-dom'
import { useFormat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.ts'
import { exactly, inUnit } from '../data/units.ts'
import { type ChartProps, drawn } from './points.ts'
import './shapes.css'

/** Stages one below the other, each measure a stage: how many got that far, and what share of the first. */
export const Funnel = ({ grid, unit }: ChartProps) => {
  const numbers = useFormat()
  const locale = useLanguage()
  const [row] = grid.rows
  const series = drawn(grid, unit, 'value')
  if (!row) return null
  const values = series.map(({ key }) => row.cells[key]?.value ?? 0)
  const whole = values[0] ?? 0
  const most = Math.max(...values, 1e-9)
  return (
    <ol className="side-bars funnel">
      {series.map((one, i) => {
        const value = values[i] ?? 0
        const to = row.cells[one.key]?.to
        const words = `${one.label}: ${exactly(value, one.format, numbers, locale)}`
        const width = { width: `${(100 * value) / most}%` }
        return (
          <li key={one.key}>
            <span className="name" title={one.label}>{one.label}</span>
            <span className="track">
              {to !== undefined && value > 0 ? <Link to={to} title={words} aria-label={words} style={width} /> : <span style={width} />}
            </span>
            <span className="num">{inUnit(value, unit, numbers)}</span>
            <span className="num mute">{whole > 0 ? `${numbers.number((100 * value) / whole, 0)}%` : ''}</span>
          </li>
        )
      })}
    </ol>
  )
} // prettier-ignore
