import Add from '@mui/icons-material/Add'
import Button from '@mui/material/Button'
import FormHelperText from '@mui/material/FormHelperText'
import { useFormContext } from 'react-hook-form'
import type { Field, LinesField, NumberField } from '#model/language/definition.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import type { InputProps } from '../../fields/kind.ts'
import { numberText } from '../../fields/numbers/Number.tsx'
import { fieldKinds } from '../../fields/registry.ts'
import { sumOf } from '../../record/lines/sum.ts'
import { LinesRow } from './LinesRow.tsx'
import { type LineColumn, useLinesTable, usePaste } from './lines-table.ts'

type Table = ReturnType<typeof useLinesTable>

const isNumber = (field: Field): field is NumberField => fieldKinds[field.type].isNumeric === true

const Head = ({ columns }: { readonly columns: readonly LineColumn[] }) => {
  const label = useLabel()
  return (
    <thead>
      <tr>
        <th className="num">#</th>
        {columns.map(({ name, field }) => (
          <th
            key={name}
            className={isNumber(field) ? 'num' : undefined}
            title={label(field.help) || undefined}
          >
            {label(field.label)}
            {field.required === true && <span className="tone-bad"> *</span>}
          </th>
        ))}
        <th aria-hidden />
      </tr>
    </thead>
  )
}

const Totals = ({ columns, rows, valueOf }: Table) => {
  const text = useText()
  const format = useFormat()
  const first = columns.findIndex(({ isSummed }) => isSummed)
  if (first < 0 || rows.length < 2) return null
  const sum = (column: LineColumn): number =>
    sumOf(rows.map((_, i) => ({ value: valueOf(i, column) })), 'value') // prettier-ignore
  return (
    <tfoot>
      <tr>
        <td colSpan={first + 1}>{text('form.lines_total')}</td>
        {columns.slice(first).map((column) => (
          <td key={column.name} className="num">
            {column.isSummed &&
              isNumber(column.field) &&
              numberText(column.field, sum(column), format)}
          </td>
        ))}
        <td />
      </tr>
    </tfoot>
  )
}

const Grid = ({ props, field }: { readonly props: InputProps; readonly field: LinesField }) => {
  const text = useText()
  const { source, readOnly } = props
  const table = useLinesTable(props.resource, source, field)
  const { resource, columns, array, valueOf } = table
  const paste = usePaste(source, columns, array.append)
  return (
    <>
      {array.fields.length > 0 && (
        <div className="lines-grid" onPaste={paste}>
          <table className="rows">
            <Head columns={columns} />
            <tbody>
              {array.fields.map(({ _key: key }, row) => (
                <LinesRow
                  key={key}
                  resource={resource}
                  source={source}
                  row={row}
                  readOnly={readOnly}
                  columns={columns}
                  valueOf={valueOf}
                  onRemove={() => array.remove(row)}
                />
              ))}
            </tbody>
            <Totals {...table} />
          </table>
        </div>
      )}
      {!readOnly && (
        <div className="bar" style={{ margin: '6px 0 0' }}>
          <Button startIcon={<Add sx={{ fontSize: 16 }} />} onClick={() => array.append({})}>
            {text('form.add_line')}
          </Button>
          {array.fields.length > 0 && <span className="sub">{text('form.paste')}</span>}
        </div>
      )}
    </>
  )
}

/** Child rows as a grid with totals; rows may be pasted from a spreadsheet. */
export const LinesInput = (props: InputProps) => {
  const { field, source, label } = props
  const { getFieldState, formState } = useFormContext()
  const { error } = getFieldState(source, formState)
  if (field.type !== 'lines') return null
  const message = error?.message ?? error?.root?.message
  return (
    <section aria-label={label}>
      <span className="input-label">
        {(label !== props.heading || props.required) && label}
        {props.required && <span className="tone-bad"> *</span>}
      </span>
      <Grid props={props} field={field} />
      {message && <FormHelperText error>{message}</FormHelperText>}
    </section>
  )
}
