import { Link } from 'react-router-dom'
import { useFormat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.ts'
import { DeltaMark } from '../figures/DeltaMark.tsx'
import { deltaOf, exactly, inUnit } from '../data/units.ts'
import type { ChartProps } from './points.ts'

/** The leading members with their value, share and change; each a link to its records. */
export const Ranking = ({ grid, unit }: ChartProps) => {
  const numbers = useFormat()
  const locale = useLanguage()
  const main = grid.series.find(({ role }) => role === 'value')
  const past = grid.series.find(({ role }) => role === 'past')
  const share = grid.series.find(({ role }) => role === 'share')
  if (!main) return null
  const valueOf = (row: (typeof grid.rows)[number]) => row.cells[main.key]?.value ?? 0
  const most = Math.max(...grid.rows.filter(({ isOthers }) => !isOthers).map(valueOf), 1e-9)
  return (
    <ol className="side-bars ranking">
      {grid.rows.map((row) => {
        const value = valueOf(row)
        const delta = past && deltaOf(value, row.cells[past.key]?.value, main.column)
        const part = share && row.cells[share.key]?.value
        return (
          <li key={row.key}>
            <Link className="name" to={row.cells[main.key]?.to ?? ''} title={row.label}>{row.label}</Link>
            <span className="track">
              <span className={row.isOthers ? 'rest' : undefined} style={{ width: `${Math.min(100, (100 * Math.max(0, value)) / most)}%` }} />
            </span>
            <span className="num" title={exactly(value, main.format, numbers, locale)}>{inUnit(value, unit, numbers)}{unit.format === 'percent' && '%'}</span>
            {share && <span className="num mute">{typeof part === 'number' ? `${numbers.number(part, 1)}%` : ''}</span>}
            {past && <span className="num">{delta && <DeltaMark delta={delta} format={main.format} />}</span>}
          </li>
        )
      })}
    </ol>
  )
} // prettier-ignore
