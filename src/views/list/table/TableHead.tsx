import { useText } from '../../../i18n/use-text.ts'
import { useList } from '../list-context.ts'
import type { Column } from '../list-view.ts'
import { usePathLabel } from '../path-label.ts'

const Heading = ({ column, isFirst }: { readonly column: Column; readonly isFirst: boolean }) => {
  const { resource, sort, setSort } = useList()
  const pathLabel = usePathLabel(resource)
  const label = pathLabel(column.path)
  const className = column.isNumeric ? 'num' : isFirst ? 'first' : undefined
  const field = column.sortBy
  if (field === null) return <th scope="col" className={className}>{label}</th>
  const isSorted = sort.field === field
  const isDown = sort.order === 'DESC'
  return (
    <th scope="col" className={className} aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}>
      <button type="button" className="sort" onClick={() => setSort({ field, order: isSorted && !isDown ? 'DESC' : 'ASC' })}>
        {label}
        <span aria-hidden>{isSorted ? (isDown ? ' ↓' : ' ↑') : ''}</span>
      </button>
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
