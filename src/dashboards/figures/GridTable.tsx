import { Link } from 'react-router-dom'
import { useFormat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.ts'
import type { Grid, GridRow, Series } from '../data/grid.ts'
import { deltaOf, exactly } from '../data/units.ts'
import { useWords } from '../words.ts'
import { DeltaMark } from './DeltaMark.tsx'

/** Series that get a column beside them: the change against the past, the share of the target reached. */
const hasSide = ({ role }: Series): boolean => role === 'past' || role === 'target'

/** What a value makes of its past or its target. */
const Side = ({ grid, row, one }: { readonly grid: Grid; readonly row: GridRow; readonly one: Series }) => {
  const numbers = useFormat()
  const own = grid.series.find(({ role, key }) => role === 'value' && one.key.startsWith(`${key}.`))
  const value = own ? (row.cells[own.key]?.value ?? null) : null
  const other = row.cells[one.key]?.value
  if (one.role === 'target') return value !== null && other ? <>{numbers.number((100 * value) / other, 1)}%</> : null
  const delta = deltaOf(value, other, one.column)
  return delta ? <DeltaMark delta={delta} format={one.format} /> : null
} // prettier-ignore

const ValueCell = ({ row, one }: { readonly row: GridRow; readonly one: Series }) => {
  const numbers = useFormat()
  const locale = useLanguage()
  const cell = row.cells[one.key]
  if (cell?.value === null || cell === undefined) return <>—</>
  const text = exactly(cell.value, one.format, numbers, locale)
  return cell.to ? <Link to={cell.to}>{text}</Link> : <>{text}</>
}

const Totals = ({ grid }: { readonly grid: Grid }) => {
  const words = useWords()
  const numbers = useFormat()
  const locale = useLanguage()
  if (Object.keys(grid.totals).length === 0 || grid.rows.length < 2) return null
  return (
    <tfoot>
      <tr>
        <td>{words('total')}</td>
        {grid.series.flatMap((one) => {
          const value = ['share', 'cumulative', 'average', 'rank'].includes(one.role) ? null : (grid.totals[one.key] ?? null)
          const text = value === null ? '' : exactly(value, one.format, numbers, locale)
          return [<td key={one.key} className="num">{text}</td>, ...(hasSide(one) ? [<td key={`${one.key}d`} />] : [])]
        })}
      </tr>
    </tfoot>
  )
} // prettier-ignore

/** The figures of a card as a table: every number is a link to the records behind it. */
export const GridTable = ({ grid, caption }: { readonly grid: Grid; readonly caption: string }) => {
  const words = useWords()
  return (
    <div className="table-scroll behind">
      <table className="rows">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {grid.axis && <th scope="col">{grid.head}</th>}
            {grid.series.flatMap((one) => [
              <th key={one.key} scope="col" className="num">{one.label}</th>,
              ...(hasSide(one) ? [<th key={`${one.key}d`} scope="col" className="num">{words(one.role === 'past' ? 'growth' : 'reached')}</th>] : []),
            ])}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map((row) => (
            <tr key={row.key}>
              {grid.axis && <th scope="row">{row.label}</th>}
              {grid.series.flatMap((one) => [
                <td key={one.key} className="num"><ValueCell row={row} one={one} /></td>,
                ...(hasSide(one) ? [<td key={`${one.key}d`} className="num"><Side grid={grid} row={row} one={one} /></td>] : []),
              ])}
            </tr>
          ))}
        </tbody>
        <Totals grid={grid} />
      </table>
    </div>
  )
} // prettier-ignore
