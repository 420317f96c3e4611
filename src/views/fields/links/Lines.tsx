import { useText } from '../../../i18n/use-text.ts'
import { LinesTable } from '../../record/lines/LinesTable.tsx'
import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyInput } from '../lazy.ts'

const Column = ({ value }: ValueProps) => <span className="num">{Array.isArray(value) ? value.length : 0}</span> // prettier-ignore
const Field = ({ field, value, resource, name }: ValueProps) => {
  const text = useText()
  if (field.type !== 'lines' || !Array.isArray(value)) return null
  if (value.length === 0) return <span className="mute">{text('record.lines_empty')}</span>
  return <LinesTable field={field} parent={resource} name={name} rows={value} />
}

/** Child rows that belong to the record. */
export const lines: FieldKind = {
  Column,
  Field,
  Input: lazyInput('lines'),
  Filter: null,
  isWide: true,
}
