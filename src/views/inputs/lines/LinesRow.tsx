import Close from '@mui/icons-material/Close'
import IconButton from '@mui/material/IconButton'
import { Suspense } from 'react'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { useConsole } from '../../console.ts'
import { fieldKinds } from '../../fields/registry.ts'
import { kindOf } from '../../overrides/override.ts'
import { PathValue } from '../../PathValue.tsx'
import type { LineColumn } from './lines-table.ts'

type Place = {
  readonly resource: string
  readonly source: string
  readonly row: number
  readonly readOnly: boolean
}
type CellProps = Place & { readonly column: LineColumn; readonly value: unknown }

const Cell = ({ resource, source, row, readOnly, column, value }: CellProps) => {
  const text = useText()
  const label = useLabel()
  const { name, field, isComputed } = column
  const { overrides } = useConsole()
  const kind = kindOf(overrides, resource, name, field)
  if (isComputed)
    return (
      <span className="computed">
        <PathValue resource={resource} path={name} record={{ id: '', [name]: value }} />
      </span>
    )
  return (
    <Suspense fallback={null}>
      <kind.Input
        field={field}
        resource={resource}
        source={`${source}.${row}.${name}`}
        label={`${text('form.line', { row: row + 1 })} ${label(field.label)}`}
        required={field.required === true}
        readOnly={readOnly}
        compact
      />
    </Suspense>
  )
}

type Props = Place & {
  readonly columns: readonly LineColumn[]
  readonly valueOf: (row: number, column: LineColumn) => unknown
  readonly onRemove: () => void
}

/** One child row of a form. */
export const LinesRow = ({ columns, valueOf, onRemove, ...place }: Props) => {
  const text = useText()
  const { row, readOnly } = place
  return (
    <tr>
      <td className="num mute row-number">{row + 1}</td>
      {columns.map((column, i) => {
        const isNumeric = fieldKinds[column.field.type].isNumeric
        return (
          <td
            key={column.name}
            data-row={row}
            data-column={i}
            data-type={column.field.type}
            className={isNumeric ? 'num' : undefined}
          >
            <Cell {...place} column={column} value={valueOf(row, column)} />
          </td>
        )
      })}
      <td className="row-number">
        {!readOnly && (
          <IconButton aria-label={text('form.remove_line', { row: row + 1 })} onClick={onRemove}>
            <Close sx={{ fontSize: 16 }} />
          </IconButton>
        )}
      </td>
    </tr>
  )
}
