import type { FieldKind, ValueProps } from '../kind.ts'
import { number } from './Number.tsx'

const Field = (props: ValueProps) => (
  <b style={{ fontWeight: 600 }}>
    ¥ <number.Field {...props} />
  </b>
)

/** An amount of yuan. */
export const money: FieldKind = { ...number, Field }
