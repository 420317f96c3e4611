import { ReferenceLink } from '../../ReferenceLink.tsx'
import { useText } from '../../../i18n/use-text.ts'
import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'

const shown = 2

/** The first few in a row of a list, and how many more there are. */
const Column = (props: ValueProps) => {
  const text = useText()
  const { field, value } = props
  if (field.type !== 'references' || !Array.isArray(value)) return null
  const rest = value.length > shown ? ` ${text('record.more_of', { count: value.length - shown })}` : ''
  return <><Value {...props} value={value.slice(0, shown)} />{rest}</>
} // prettier-ignore

const Value = ({ field, value }: ValueProps) => {
  if (field.type !== 'references' || !Array.isArray(value)) return null
  return value.map((id, i) => (
    <span key={String(id)}>
      {i > 0 && ' · '}
      <ReferenceLink resource={field.to} id={String(id)} />
    </span>
  ))
}

/** Several other records. */
export const references: FieldKind = {
  Column,
  Field: Value,
  Input: lazyInput('references'),
  Filter: lazyFilter('reference'),
}
