import Add from '@mui/icons-material/Add'
import Close from '@mui/icons-material/Close'
import Button from '@mui/material/Button'
import FormHelperText from '@mui/material/FormHelperText'
import IconButton from '@mui/material/IconButton'
import { useNotify } from 'ra-core'
import { type ClipboardEvent, Suspense } from 'react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import type { Field, LinesField } from '#model/language/definition.ts'
import { linesResource } from '#model/language/resources.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useResourceOf } from '../console.ts'
import type { InputProps } from '../fields/kind.ts'
import { numberText } from '../fields/Number.tsx'
import { fieldKinds } from '../fields/registry.ts'
import { useComputedLines } from '../form/computed.ts'
import { PathValue } from '../PathValue.tsx'
import { isWritable } from '../record/sections.ts'
import { sumOf } from '../record/sum.ts'
import { cellsOf, readCell } from './paste.ts'

type Rows = readonly Readonly<Record<string, unknown>>[]
type Columns = readonly (readonly [string, Field])[]

const isSummed = (field: Field): boolean =>
  field.type === 'money' || (field.type === 'percent' && !field.formula)

const Totals = ({ columns, rows, values }: { readonly columns: Columns; readonly rows: Rows; readonly values: (row: number, name: string) => unknown }) => {
  const text = useText()
  const format = useFormat()
  const first = columns.findIndex(([, field]) => isSummed(field))
  if (first < 1 || rows.length === 0) return null
  return (
    <tfoot>
      <tr>
        <td colSpan={first + 1}>{text('form.lines_total')}</td>
        {columns.slice(first).map(([name, field]) => (
          <td key={name} className="num">
            {(field.type === 'money' || field.type === 'percent') && isSummed(field) && numberText(field, sumOf(rows.map((_, i) => ({ [name]: values(i, name) })), name), format)}
          </td>
        ))}
        <td />
      </tr>
    </tfoot>
  )
} // prettier-ignore

const useTable = (props: InputProps, field: LinesField) => {
  const { source } = props
  const entity = useResourceOf(props.resource)?.entity
  const resource = entity ? linesResource(entity, source, field) : ''
  const columns = Object.entries(field.fields).filter(([, each]) => each.type !== 'lines')
  const array = useFieldArray({ name: source, keyName: '_key' })
  const watched: unknown = useWatch({ name: source })
  const rows: Rows = Array.isArray(watched) ? watched : []
  const computed = useComputedLines(props.resource, resource, source)
  const isComputed = (each: Field): boolean => !isWritable(each, 'create')
  const values = (row: number, name: string): unknown => {
    const each = field.fields[name]
    return each && isComputed(each) ? (computed(row, name) ?? rows[row]?.[name] ?? null) : rows[row]?.[name]
  }
  return { resource, columns, array, rows, values, isComputed }
} // prettier-ignore

const usePaste = (source: string, columns: Columns, append: (rows: Record<string, unknown>[]) => void) => {
  const text = useText()
  const notify = useNotify()
  const { getValues, setValue } = useFormContext()
  return (event: ClipboardEvent<HTMLElement>): void => {
    const cells = cellsOf(event.clipboardData.getData('text/plain'))
    const at = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('td[data-row]') : null
    if (!cells || !at) return
    event.preventDefault()
    const firstRow = Number(at.dataset.row)
    const firstColumn = Number(at.dataset.column)
    const count: number = (getValues(source) ?? []).length
    const fresh: Record<string, unknown>[] = []
    cells.forEach((cellRow, i) => {
      const pasted = Object.fromEntries(
        cellRow.flatMap((cell, j) => {
          const column = columns[firstColumn + j]
          return column && isWritable(column[1], 'create') ? [[column[0], readCell(column[1], cell)]] : []
        }),
      )
      const row = firstRow + i
      if (row >= count) fresh.push(pasted)
      else for (const [name, value] of Object.entries(pasted)) setValue(`${source}.${row}.${name}`, value, { shouldDirty: true })
    })
    if (fresh.length > 0) append(fresh)
    notify(text('form.pasted', { count: cells.length }), { type: 'info' })
  }
} // prettier-ignore

const Grid = ({ props, field }: { readonly props: InputProps; readonly field: LinesField }) => {
  const text = useText()
  const label = useLabel()
  const { source, readOnly } = props
  const { resource, columns, array, rows, values, isComputed } = useTable(props, field)
  const paste = usePaste(source, columns, array.append)
  return (
    <>
      {array.fields.length > 0 && (
        <div className="lines-grid" onPaste={paste}>
          <table className="rows">
            <thead>
              <tr>
                <th className="num">#</th>
                {columns.map(([name, each]) => (
                  <th key={name} className={fieldKinds[each.type].isNumeric ? 'num' : undefined} title={label(each.help) || undefined}>
                    {label(each.label)}
                    {each.required === true && <span className="tone-bad"> *</span>}
                  </th>
                ))}
                <th />
              </tr>
            </thead>
            <tbody>
              {array.fields.map(({ _key: key }, i) => (
                <tr key={key}>
                  <td className="num mute" style={{ minWidth: 32, paddingTop: 10 }}>{i + 1}</td>
                  {columns.map(([name, each], j) => {
                    const kind = fieldKinds[each.type]
                    const line = `${text('form.line', { row: i + 1 })} ${label(each.label)}`
                    return (
                      <td key={name} data-row={i} data-column={j} className={kind.isNumeric ? 'num' : undefined}>
                        {isComputed(each) ? (
                          <span className="computed"><PathValue resource={resource} path={name} record={{ id: '', [name]: values(i, name) }} /></span>
                        ) : (
                          <Suspense fallback={null}>
                            <kind.Input field={each} resource={resource} source={`${source}.${i}.${name}`} label={line} required={each.required === true} readOnly={readOnly} compact />
                          </Suspense>
                        )}
                      </td>
                    )
                  })}
                  <td style={{ minWidth: 36 }}>
                    {!readOnly && (
                      <IconButton aria-label={text('form.remove_line', { row: i + 1 })} onClick={() => array.remove(i)}>
                        <Close sx={{ fontSize: 16 }} />
                      </IconButton>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
            <Totals columns={columns} rows={rows} values={values} />
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
} // prettier-ignore

/** Child rows as a grid with totals; rows may be pasted from a spreadsheet. */
export const LinesInput = (props: InputProps) => {
  const { field, source, label } = props
  const { getFieldState, formState } = useFormContext()
  const { error } = getFieldState(source, formState)
  if (field.type !== 'lines') return null
  const message = error?.message ?? error?.root?.message
  return (
    <section aria-label={label}>
      <span className="input-label">{label}</span>
      <Grid props={props} field={field} />
      {message && <FormHelperText error>{message}</FormHelperText>}
    </section>
  )
}
