import { Link } from 'react-router-dom'
import type { Label } from '#model/language/definition.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel, useLanguage } from '../../i18n/use-text.ts'
import { exactly, inUnit } from '../data/units.ts'
import type { ChartProps } from './points.ts'
import './shapes.css'

type Bound = { readonly at: number; readonly label: Label }

const isBound = (one: unknown): one is Bound =>
  typeof one === 'object' && one !== null && 'at' in one && 'label' in one

const boundsOf = (options: ChartProps['options']): readonly Bound[] =>
  Array.isArray(options?.bounds) ? options.bounds.filter(isBound) : []

/** Where a band begins: `60_65` at 60, `gte_90` at 90; the lowest has no beginning. */
export const lowerOf = (key: string): number | null => {
  const number = Number(key.startsWith('gte_') ? key.slice(4) : key.split('_')[0])
  return Number.isFinite(number) ? number : null
}

/** How many fall into each band; where a bound begins, a line says what. */
export const Histogram = ({ grid, unit, isLarge, options }: ChartProps) => {
  const numbers = useFormat()
  const locale = useLanguage()
  const label = useLabel()
  const bounds = boundsOf(options)
  const main = grid.series.find(({ role }) => role === 'value')
  if (!main) return null
  const most = Math.max(...grid.rows.map((row) => row.cells[main.key]?.value ?? 0), 1e-9)
  return (
    <figure className={isLarge ? 'histogram tall' : 'histogram'}>
    <ol>
      {grid.rows.map((row) => {
        const value = row.cells[main.key]?.value ?? 0
        const to = row.cells[main.key]?.to
        const bound = bounds.find(({ at }) => at === lowerOf(row.key))
        const words = `${row.label}: ${exactly(value, main.format, numbers, locale)}`
        const bar = (
          <>
            <span className="num">{value === 0 ? '' : inUnit(value, unit, numbers)}</span>
            <i style={{ height: `${(100 * value) / most}%` }} />
          </>
        )
        return (
          <li key={row.key} className={bound ? 'bound' : undefined}>
            {bound && <span className="bound-name">{label(bound.label)}</span>}
            {to !== undefined && value > 0 ? <Link className="pillar" to={to} title={words} aria-label={words}>{bar}</Link> : <span className="pillar">{bar}</span>}
            <span className="tick">{row.label}</span>
          </li>
        )
      })}
    </ol>
    <figcaption>{grid.head}</figcaption>
    </figure>
  )
} // prettier-ignore
