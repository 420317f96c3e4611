import { Link } from 'react-router-dom'
import { useFormat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-text.ts'
import type { Grid, GridRow, Series } from '../data/grid.ts'
import { deltaOf, exactly } from '../data/units.ts'
import { useWords } from '../words.ts'
import { DeltaMark } from './DeltaMark.tsx'

/** The comparison of a column with its past, beside the past. */
const Change = ({ grid, row, past }: { readonly grid: Grid; readonly row: GridRow; readonly past: Series }) => {
  const own = grid.series.find(({ role, column, key }) => role === 'value' && column.key === past.column.key && key.split('.')[0] === past.key.split('.')[0])
  const delta = own && deltaOf(row.cells[own.key]?.value ?? null, row.cells[past.key]?.value, past.column)
  return delta ? <DeltaMark delta={delta} format={past.format} /> : null
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
          const value = ['share', 'cumulative', 'average'].includes(one.role) ? null : (grid.totals[one.key] ?? null)
          const text = value === null ? '' : exactly(value, one.format, numbers, locale)
          return [<td key={one.key} className="num">{text}</td>, ...(one.role === 'past' ? [<td key={`${one.key}d`} />] : [])]
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
              ...(one.role === 'past' ? [<th key={`${one.key}d`} scope="col" className="num">{words('growth')}</th>] : []),
            ])}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map((row) => (
            <tr key={row.key}>
              {grid.axis && <th scope="row">{row.label}</th>}
              {grid.series.flatMap((one) => [
                <td key={one.key} className="num"><ValueCell row={row} one={one} /></td>,
                ...(one.role === 'past' ? [<td key={`${one.key}d`} className="num"><Change grid={grid} row={row} past={one} /></td>] : []),
              ])}
            </tr>
          ))}
        </tbody>
        <Totals grid={grid} />
      </table>
    </div>
  )
} // prettier-ignore
