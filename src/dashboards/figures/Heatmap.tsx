import { Link } from 'react-router-dom'
import { useFormat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.ts'
import { bucketTick } from '../data/buckets.ts'
import { type Grid, type Series, valuesOf } from '../data/grid.ts'
import { exactly, inUnit, unitOf } from '../data/units.ts'

const shades = 5

/** Rows by columns with the value in each cell; darker is more. */
export const Heatmap = ({ grid }: { readonly grid: Grid }) => {
  const numbers = useFormat()
  const locale = useLanguage()
  const values = valuesOf(grid, grid.series)
  const unit = unitOf(grid.series[0]?.format ?? 'decimal', values, locale)
  const most = Math.max(1e-9, ...values.map((value) => value ?? 0))
  const name = (one: Series, i: number) => (/^\d{4}-\d{2}$/.test(one.member ?? '') ? bucketTick(one.member ?? '', 'month', locale, i === 0).split('\n')[0] : one.label)
  return (
    <div className="table-scroll heat">
      <table>
        <thead>
          <tr>
            <th scope="col">{grid.head}</th>
            {grid.series.map((one, i) => <th key={one.key} scope="col" title={one.label}>{name(one, i)}</th>)}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {grid.series.map((one) => {
                const cell = row.cells[one.key]
                const value = cell?.value ?? null
                if (value === null || !cell?.to) return <td key={one.key}>—</td>
                const shade = Math.min(shades - 1, Math.floor((Math.max(0, value) / most) * shades))
                return (
                  <td key={one.key} className={value === 0 ? 'zero' : `h${shade}`}>
                    <Link to={cell.to} title={`${row.label} · ${one.label}: ${exactly(value, one.format, numbers, locale)}`}>{value === 0 ? '0' : inUnit(value, { ...unit, decimals: unit.size > 1 && most / unit.size >= 100 ? 0 : unit.decimals }, numbers)}</Link>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
} // prettier-ignore
