import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'
import { Nothing } from '../Nothing.tsx'

const Column = ({ value }: ValueProps) => (
  <span className="clip" title={String(value)}>
    {String(value)}
  </span>
)
const Field = ({ value }: ValueProps) => (value === null ? <Nothing /> : String(value))

/** One line of text. */
export const text: FieldKind = {
  Column,
  Field,
  Input: lazyInput('text'),
  Filter: lazyFilter('text'),
}
