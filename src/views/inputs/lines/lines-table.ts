import type { ClipboardEvent } from 'react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import type { Field, LinesField } from '#model/language/definition.ts'
import { linesResource } from '#model/language/resources.ts'
import { useText } from '../../../i18n/use-text.ts'
import { useResourceOf } from '../../console.ts'
import { useComputedLines } from '../../form/values/computed.ts'
import { isWritable } from '../../record/sections.ts'
import { summedColumns } from '../../record/lines/summed.ts'
import { cellsOf, readCell } from './paste.ts'
import { useNotice } from '../../../i18n/use-notice.ts'

type Rows = readonly Readonly<Record<string, unknown>>[]
export type LineColumn = {
  readonly name: string
  readonly field: Field
  readonly isComputed: boolean
  readonly isSummed: boolean
}

/** The child rows of a form: columns, rows, and every value, computed ones included. */
export const useLinesTable = (parent: string, source: string, field: LinesField) => {
  const at = useResourceOf(parent)
  const resource = at ? linesResource(at.entity, source, field) : ''
  const summed = at ? summedColumns(at, resource, field) : new Set<string>()
  const watched: unknown = useWatch({ name: source })
  const rows: Rows = Array.isArray(watched) ? watched : []
  const isFilled = (name: string): boolean => rows.some((row) => (row[name] ?? null) !== null)
  const columns: readonly LineColumn[] = Object.entries(field.fields)
    .filter(([, each]) => each.type !== 'lines')
    // What only comes with later steps takes no room before.
    .filter(([name, each]) => isWritable(each, 'create') || each.formula !== undefined || isFilled(name))
    .map(([name, each]) => ({ name, field: each, isComputed: !isWritable(each, 'create'), isSummed: summed.has(name) }))
  const array = useFieldArray({ name: source, keyName: '_key' })
  const computed = useComputedLines(parent, resource, source)
  const valueOf = (row: number, { name, isComputed }: LineColumn): unknown =>
    (isComputed ? computed(row, name) : null) ?? rows[row]?.[name] ?? null
  return { resource, columns, array, rows, valueOf }
} // prettier-ignore

const pastedRow = (columns: readonly LineColumn[], from: number, cells: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    cells.flatMap((cell, i) => {
      const column = columns[from + i]
      return column && !column.isComputed ? [[column.name, readCell(column.field, cell)]] : []
    }),
  ) // prettier-ignore

/** Spreads what was copied from a spreadsheet over the rows, from the cell it is pasted into. */
export const usePaste = (
  source: string,
  columns: readonly LineColumn[],
  append: (rows: Record<string, unknown>[]) => void,
) => {
  const text = useText()
  const notify = useNotice()
  const { getValues, setValue } = useFormContext()
  return (event: ClipboardEvent<HTMLElement>): void => {
    const cells = cellsOf(event.clipboardData.getData('text/plain'))
    const at = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('td[data-row]') : null
    if (!cells || !at) return
    event.preventDefault()
    const known: unknown = getValues(source)
    const count = Array.isArray(known) ? known.length : 0
    const fresh: Record<string, unknown>[] = []
    for (const [i, line] of cells.entries()) {
      const row = Number(at.dataset.row) + i
      const values = pastedRow(columns, Number(at.dataset.column), line)
      if (row >= count) fresh.push(values)
      else for (const [name, value] of Object.entries(values)) setValue(`${source}.${row}.${name}`, value, { shouldDirty: true })
    }
    if (fresh.length > 0) append(fresh)
    notify(text('form.pasted', { count: cells.length }), { type: 'info' })
  }
} // prettier-ignore
