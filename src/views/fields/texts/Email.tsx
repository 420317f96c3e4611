import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'

const Value = ({ value }: ValueProps) => <a href={`mailto:${String(value)}`}>{String(value)}</a>

/** An e-mail address. */
export const email: FieldKind = {
  Column: Value,
  Field: Value,
  Input: lazyInput('text'),
  Filter: lazyFilter('text'),
}
