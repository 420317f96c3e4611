import { ReferenceLink } from '../../ReferenceLink.tsx'
import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'

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
  Column: Value,
  Field: Value,
  Input: lazyInput('references'),
  Filter: lazyFilter('reference'),
}
