import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'

const Value = ({ value }: ValueProps) => (
  <a href={`tel:${String(value).replaceAll(/\s/g, '')}`}>{String(value)}</a>
)

/** A telephone number. */
export const phone: FieldKind = {
  Column: Value,
  Field: Value,
  Input: lazyInput('text'),
  Filter: lazyFilter('text'),
}
