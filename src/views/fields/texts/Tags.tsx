import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'

const Value = ({ value }: ValueProps) =>
  Array.isArray(value)
    ? value.map((tag) => (
        <span key={String(tag)} className="chip" style={{ marginRight: 4 }}>
          {String(tag)}
        </span>
      ))
    : null

/** Free words. */
export const tags: FieldKind = {
  Column: Value,
  Field: Value,
  Input: lazyInput('tags'),
  Filter: lazyFilter('tags'),
}
