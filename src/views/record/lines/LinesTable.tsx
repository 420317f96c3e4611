import type { Field, LinesField, NumberField } from '#model/language/definition.ts'
import { linesResource } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { useResourceOf } from '../../console.ts'
import { numberText } from '../../fields/numbers/Number.tsx'
import { fieldKinds } from '../../fields/registry.ts'
import { PathValue } from '../../PathValue.tsx'
import { sumOf } from './sum.ts'
import { summedColumns } from './summed.ts'

type Props = {
  readonly field: LinesField
  readonly parent: string
  readonly name: string
  readonly rows: readonly Row[]
}

const isNumber = (field: Field): field is NumberField => fieldKinds[field.type].isNumeric === true

/** The child rows of a record as a small table, with the sums of their amounts. */
export const LinesTable = ({ field, parent, name, rows }: Props) => {
  const text = useText()
  const label = useLabel()
  const format = useFormat()
  const at = useResourceOf(parent)
  const isFilled = (name: string): boolean => rows.some((row) => row[name] !== null && row[name] !== undefined)
  // A column that is not to be seen, or without any value, says nothing, and the table is wide enough.
  const columns = Object.entries(field.fields).filter(([key, each]) => each.type !== 'lines' && each.visible !== 'false' && isFilled(key))
  if (!at) return null
  const resource = linesResource(at.entity, name, field)
  const summed = summedColumns(at, resource, field)
  const firstSum = columns.findIndex(([key]) => summed.has(key))
  return (
    <div className="lines-view" tabIndex={0} role="group" aria-label={label(field.label)}>
      <table className="rows">
        <thead>
          <tr>
            {columns.map(([key, each]) => (
              <th key={key} className={fieldKinds[each.type].isNumeric ? 'num' : undefined}>
                {label(each.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={row.id ?? i}>
              {columns.map(([key, each]) => (
                <td key={key} className={fieldKinds[each.type].isNumeric ? 'num' : undefined}>
                  <PathValue resource={resource} path={key} record={row} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {firstSum > 0 && rows.length > 1 && (
          <tfoot>
            <tr>
              <td colSpan={firstSum}>{text('record.total')}</td>
              {columns.slice(firstSum).map(([key, each]) => (
                <td key={key} className="num">
                  {summed.has(key) && isNumber(each) && numberText(each, sumOf(rows, key), format)}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
} // prettier-ignore
