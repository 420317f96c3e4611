import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'
import { text } from './Text.tsx'

const Field = ({ value }: ValueProps) => <span style={{ whiteSpace: 'pre-line' }}>{String(value)}</span> // prettier-ignore

/** Several lines of text. */
export const longtext: FieldKind = {
  Column: text.Column,
  Field,
  Input: lazyInput('longtext'),
  Filter: lazyFilter('text'),
  isWide: true,
}
