import { Link } from 'react-router-dom'
import { useFormat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.ts'
import type { GridRow, Series } from '../data/grid.ts'
import { exactly } from '../data/units.ts'
import { type ChartProps, drawn, ticksOf } from './points.ts'
import { Ranking } from './Ranking.tsx'
import './shapes.css'

const size = 300
const centre = size / 2
const radius = 100

type Place = readonly [x: number, y: number]

/** Point of a spoke at a share of the radius; the first spoke points up. */
export const spokeOf = (i: number, count: number, share: number): Place => {
  const angle = (2 * Math.PI * i) / count - Math.PI / 2
  const round = (value: number) => Number(value.toFixed(2))
  return [round(centre + radius * share * Math.cos(angle)), round(centre + radius * share * Math.sin(angle))] // prettier-ignore
}

const pathOf = (places: readonly Place[]): string =>
  places.map((place) => place.join(',')).join(' ')

const anchorOf = ([x]: Place): 'start' | 'middle' | 'end' => {
  if (Math.abs(x - centre) < 5) return 'middle'
  return x > centre ? 'start' : 'end'
}

type ShapeProps = { readonly rows: readonly GridRow[]; readonly one: Series; readonly most: number; readonly isFirst: boolean } // prettier-ignore

const Shape = ({ rows, one, most, isFirst }: ShapeProps) => {
  const numbers = useFormat()
  const locale = useLanguage()
  const place = (row: GridRow, i: number) =>
    spokeOf(i, rows.length, Math.max(0, row.cells[one.key]?.value ?? 0) / most)
  return (
    <g className={isFirst ? 'own' : 'other'}>
      <polygon points={pathOf(rows.map(place))} />
      {rows.map((row, i) => {
        const { value = null, to } = row.cells[one.key] ?? {}
        const [x, y] = place(row, i)
        if (value === null || to === undefined || !isFirst) return null
        const words = `${row.label}: ${exactly(value, one.format, numbers, locale)}`
        return (
          <Link key={row.key} to={to} aria-label={words}>
            <title>{words}</title>
            <circle cx={x} cy={y} r={12} className="reach" />
            <circle cx={x} cy={y} r={4} />
          </Link>
        )
      })}
    </g>
  )
} // prettier-ignore

/** A few measures of one subject around a centre; the first series filled, others as dashed outlines. */
export const Radar = ({ grid, unit, isLarge }: ChartProps) => {
  const numbers = useFormat()
  const series = drawn(grid, unit, 'value', 'past')
  const rows = grid.rows.slice(0, 10)
  if (rows.length < 3) return <Ranking grid={grid} unit={unit} isLarge={isLarge} />
  const values = rows.flatMap((row) => series.map(({ key }) => row.cells[key]?.value ?? 0))
  const marks = ticksOf(values).filter((mark) => mark > 0)
  const most = marks.at(-1) ?? 1
  return (
    <svg className={isLarge ? 'radar tall' : 'radar'} viewBox={`-70 0 ${size + 140} ${size}`}>
      {marks.map((mark) => (
        <polygon key={mark} className="grid" points={pathOf(rows.map((_, i) => spokeOf(i, rows.length, mark / most)))} />
      ))}
      {marks.slice(0, -1).map((mark) => (
        <text key={mark} className="mark" x={centre + 3} y={centre - (radius * mark) / most - 2}>{numbers.number(mark, 1)}</text>
      ))}
      {rows.map((row, i) => {
        const [x, y] = spokeOf(i, rows.length, 1.2)
        const value = row.cells[series[0]?.key ?? '']?.value
        return (
          <text key={row.key} x={x} y={y} textAnchor={anchorOf([x, y])}>
            <tspan>{row.label}</tspan>
            <tspan x={x} dy="1.25em" className="value">{typeof value === 'number' ? numbers.number(value, 1) : '—'}</tspan>
          </text>
        )
      })}
      {series.toReversed().map((one) => <Shape key={one.key} rows={rows} one={one} most={most} isFirst={one === series[0]} />)}
    </svg>
  )
} // prettier-ignore
