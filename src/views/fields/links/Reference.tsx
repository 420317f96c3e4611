import { ReferenceLink } from '../../ReferenceLink.tsx'
import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'

const Value = ({ field, value }: ValueProps) =>
  field.type === 'reference' || field.type === 'references' ? (
    <ReferenceLink resource={field.to} id={String(value)} />
  ) : null

/** Another record. */
export const reference: FieldKind = {
  Column: Value,
  Field: Value,
  Input: lazyInput('reference'),
  Filter: lazyFilter('reference'),
}
