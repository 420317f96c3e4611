import ViewSidebar from '@mui/icons-material/ViewSidebarOutlined'
import IconButton from '@mui/material/IconButton'
import { useListContext } from 'ra-core'
import { DataTable } from 'ra-ui-materialui'
import { useMemo } from 'react'
import { Link } from 'react-router-dom'
import type { Row } from '../../data/wire.ts'
import { useText } from '../../i18n/use-text.ts'
import { useMay } from '../console.ts'
import { PathValue } from '../PathValue.tsx'
import { RecordTitle } from '../RecordTitle.tsx'
import { BulkBar } from './BulkBar.tsx'
import { useColumns } from './columns.ts'
import { EmptyList } from './EmptyList.tsx'
import type { Column, ListView } from './list-view.ts'
import { usePathLabel } from './path-label.ts'
import { TotalsRow } from './TotalsRow.tsx'

type Props = {
  readonly view: ListView
  readonly comfortable: boolean
  readonly peeked: string | null
  readonly onPeek: (id: string | null) => void
}

const tableStyles = (height: number) => ({
  '& .RaDataTable-tableWrapper': { overflow: 'auto', maxHeight: 'calc(100vh - 262px)', minHeight: 96 },
  '& .MuiTableCell-root': { height },
  '& .MuiTableCell-paddingCheckbox': { width: 36, padding: '0 0 0 6px' },
  '& .MuiTableCell-paddingCheckbox .MuiCheckbox-root': { padding: '4px' },
  '& .MuiTableRow-hover:hover': { backgroundColor: 'var(--sunken)' },
  '& .MuiTableRow-root': { backgroundColor: 'var(--surface)' },
  '& td.first, & th.first': { position: 'sticky', left: 0, zIndex: 1, backgroundColor: 'inherit' },
  '& th.first': { zIndex: 3 },
  '& .MuiTableCell-footer': { position: 'sticky', bottom: 0, zIndex: 2 },
  '& .peek-button': { opacity: 0 },
  '& tr:hover .peek-button, & .peek-button:focus-visible': { opacity: 1 },
}) // prettier-ignore
const styles = { compact: tableStyles(32), comfortable: tableStyles(40) }

const PeekButton = ({
  record,
  onPeek,
}: {
  readonly record: Row
  readonly onPeek: (id: string) => void
}) => {
  const text = useText()
  return (
    <IconButton
      className="peek-button"
      aria-label={text('list.peek')}
      title={text('list.peek')}
      onClick={(event) => {
        event.stopPropagation()
        onPeek(record.id)
      }}
    >
      <ViewSidebar sx={{ fontSize: 16 }} />
    </IconButton>
  )
}

const Cell = ({
  resource,
  column,
  record,
  isFirst,
}: {
  readonly resource: string
  readonly column: Column
  readonly record: Row
  readonly isFirst: boolean
}) => {
  const value = <PathValue resource={resource} path={column.path} record={record} plain={isFirst} />
  if (!isFirst) return value
  const own = record[column.path]
  const isBlank = !column.path.includes('.') && (own === null || own === undefined || own === '')
  return (
    <Link to={`/${resource}/${record.id}/show`} onClick={(event) => event.stopPropagation()}>
      {isBlank ? <RecordTitle resource={resource} record={record} /> : value}
    </Link>
  )
}

/** The rows as a dense table: sortable, selectable, with the totals of the whole filter below. */
export const RecordTable = ({ view, comfortable, peeked, onPeek }: Props) => {
  const { resource } = useListContext<Row>()
  const may = useMay(resource)
  const pathLabel = usePathLabel(resource)
  const { shown } = useColumns(resource, view)
  const isBulk = may.edit || may.delete
  const Foot = useMemo(
    () => () => <TotalsRow columns={shown} hasSelection={isBulk} />,
    [shown, isBulk],
  )
  const columns = useMemo(
    () => [
      ...shown.map((column, i) => (
        <DataTable.Col
          key={column.path}
          source={column.sortBy ?? column.path}
          label={pathLabel(column.path)}
          disableSort={column.sortBy === null}
          align={column.isNumeric ? 'right' : 'left'}
          className={i === 0 ? 'first' : undefined}
          render={(record: Row) => (
            <Cell resource={resource} column={column} record={record} isFirst={i === 0} />
          )}
        />
      )),
      <DataTable.Col
        key="peek"
        source="id"
        label=" "
        disableSort
        align="right"
        render={(record: Row) => <PeekButton record={record} onPeek={onPeek} />}
      />,
    ],
    // The label function changes with language and model only.
    [shown, resource, onPeek, pathLabel],
  )
  return (
    <div className="card flush">
      <DataTable<Row>
        storeKey={`${resource}.table`}
        rowClick="show"
        sx={comfortable ? styles.comfortable : styles.compact}
        rowSx={(record) => (record.id === peeked ? { backgroundColor: 'var(--accent-soft)' } : {})}
        empty={<EmptyList />}
        bulkActionButtons={isBulk ? <span /> : false}
        bulkActionsToolbar={isBulk ? <BulkBar /> : undefined}
        foot={Foot}
      >
        {columns}
      </DataTable>
    </div>
  )
}
