import { memo, type MouseEvent } from 'react'
import { Link, useNavigate } from 'react-router-dom'
import type { Row } from '#model/language/wire.ts'
import { useText } from '../../../i18n/use-text.ts'
import { useMay } from '../../console.ts'
import { PathValue } from '../../PathValue.tsx'
import { RecordTitle } from '../../RecordTitle.tsx'
import { BulkBar } from '../bulk/BulkBar.tsx'
import { useWidths, type Widths, widthStyle } from './ColumnGrip.tsx'
import { useColumns } from './columns.ts'
import { EmptyList } from '../EmptyList.tsx'
import { useList } from '../list-context.ts'
import type { Column, ListView } from '../list-view.ts'
import { TableHead } from './TableHead.tsx'
import { TotalsRow } from './TotalsRow.tsx'

type Props = {
  readonly view: ListView
  readonly comfortable: boolean
  readonly peeked: string | null
  readonly onPeek: (id: string | null) => void
}

const isBlank = (value: unknown): boolean => value === null || value === undefined || value === ''

type CellProps = { readonly resource: string; readonly column: Column; readonly record: Row; readonly isFirst: boolean } // prettier-ignore

const Cell = ({ resource, column, record, isFirst }: CellProps) => {
  const value = <PathValue resource={resource} path={column.path} record={record} plain={isFirst} />
  if (!isFirst) return value
  const isNameless = !column.path.includes('.') && isBlank(record[column.path])
  return (
    <Link to={`/${resource}/${record.id}/show`} onClick={(event) => event.stopPropagation()}>
      {isNameless ? <RecordTitle resource={resource} record={record} /> : value}
    </Link>
  )
}

type RowProps = {
  readonly resource: string
  readonly record: Row
  readonly columns: readonly Column[]
  readonly widths: Widths
  readonly isSelected: boolean
  readonly isPeeked: boolean
  readonly onToggle: ((id: string, isRange: boolean) => void) | null
  readonly onPeek: (id: string) => void
}

const TableRow = memo((props: RowProps) => {
  const { resource, record, columns, widths, isSelected, isPeeked, onToggle, onPeek } = props
  const text = useText()
  const navigate = useNavigate()
  const toggle = (event: MouseEvent): void => {
    event.stopPropagation()
    onToggle?.(record.id, event.shiftKey)
  }
  return (
    <tr
      className={isPeeked ? 'clickable on' : 'clickable'}
      aria-selected={onToggle ? isSelected : undefined}
      onClick={() => void navigate(`/${resource}/${record.id}/show`)}
    >
      {onToggle && (
        <td className="check" onClick={toggle}>
          <input
            type="checkbox"
            aria-label={text('list.select_row')}
            checked={isSelected}
            onChange={() => undefined}
            onClick={toggle}
          />
        </td>
      )}
      {columns.map((column, i) => (
        <td
          key={column.path}
          className={column.isNumeric ? 'num' : i === 0 ? 'first' : undefined}
          style={widthStyle(widths[column.path])}
        >
          <Cell resource={resource} column={column} record={record} isFirst={i === 0} />
        </td>
      ))}
      <td className="num">
        <button
          type="button"
          className="peek-button"
          aria-label={text('list.peek')}
          title={text('list.peek')}
          onClick={(event) => {
            event.stopPropagation()
            onPeek(record.id)
          }}
        >
          ◨
        </button>
      </td>
    </tr>
  )
})

/** The rows as a dense table: sortable, selectable, with the totals of the whole filter below. */
export const RecordTable = ({ view, comfortable, peeked, onPeek }: Props) => {
  const { resource, data, selectedIds, toggle } = useList()
  const may = useMay(resource)
  const { shown } = useColumns(resource, view)
  const { widths } = useWidths(resource)
  const isBulk = may.edit || may.delete
  if (!data) return null
  if (data.length === 0) return <div className="card flush"><EmptyList /></div>
  return (
    <div className="card flush">
      {isBulk && <BulkBar />}
      <div className="table-scroll">
        <table className={comfortable ? 'rows list comfortable' : 'rows list'}>
          <TableHead columns={shown} isBulk={isBulk} />
          <tbody>
            {data.map((record) => (
              <TableRow
                key={record.id}
                resource={resource}
                record={record}
                columns={shown}
                widths={widths}
                isSelected={selectedIds.includes(record.id)}
                isPeeked={record.id === peeked}
                onToggle={isBulk ? toggle : null}
                onPeek={onPeek}
              />
            ))}
          </tbody>
          <TotalsRow columns={shown} hasSelection={isBulk} />
        </table>
      </div>
    </div>
  )
} // prettier-ignore
