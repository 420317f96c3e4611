import { useText } from '../../../i18n/use-text.ts'
import { useList } from '../list-context.ts'
import type { Column } from '../list-view.ts'
import { ColumnGrip, useWidths, widthStyle } from './ColumnGrip.tsx'
import { usePathLabel } from '../path-label.ts'

const Heading = ({ column, isFirst }: { readonly column: Column; readonly isFirst: boolean }) => {
  const { resource, sort, setSort } = useList()
  const pathLabel = usePathLabel(resource)
  const label = pathLabel(column.path)
  const className = column.isNumeric ? 'num' : isFirst ? 'first' : undefined
  const { widths, set } = useWidths(resource)
  const width = widths[column.path]
  const grip = <ColumnGrip label={label} width={width} onWidth={(next) => set(column.path, next)} />
  const field = column.sortBy
  if (field === null) return <th scope="col" aria-label={label} className={className} style={widthStyle(width)}>{label}{grip}</th>
  const isSorted = sort.field === field
  const isDown = sort.order === 'DESC'
  return (
    <th scope="col" aria-label={label} className={className} style={widthStyle(width)} aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}>
      <button type="button" className="sort" onClick={() => setSort({ field, order: isSorted && !isDown ? 'DESC' : 'ASC' })}>
        {label}
        <span aria-hidden>{isSorted ? (isDown ? ' ↓' : ' ↑') : ''}</span>
      </button>
      {grip}
    </th>
  )
} // prettier-ignore

/** The head of a list: sorts by a click, selects the whole page. */
export const TableHead = ({ columns, isBulk }: { readonly columns: readonly Column[]; readonly isBulk: boolean }) => {
  const text = useText()
  const { data, selectedIds, selectAll } = useList()
  const isAll = selectedIds.length > 0 && selectedIds.length === data?.length
  return (
    <thead>
      <tr>
        {isBulk && (
          <th scope="col" className="check">
            <input type="checkbox" aria-label={text('list.select_page')} checked={isAll} onChange={() => selectAll(!isAll)} />
          </th>
        )}
        {columns.map((column, i) => (
          <Heading key={column.path} column={column} isFirst={i === 0} />
        ))}
        <th aria-hidden />
      </tr>
    </thead>
  )
} // prettier-ignore
