import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'
import { Drill } from './Drill.tsx'
import { text } from './Text.tsx'

const isDrill = ({ field }: ValueProps): boolean => field.type === 'longtext' && field.format === 'drill' // prettier-ignore

const Column = (props: ValueProps) =>
  isDrill(props) ? <Drill text={String(props.value)} /> : <text.Column {...props} />

const Field = (props: ValueProps) =>
  isDrill(props) ? (
    <Drill text={String(props.value)} />
  ) : (
    <span style={{ whiteSpace: 'pre-line' }}>{String(props.value)}</span>
  )

/** Several lines of text; of format `drill` the way to the records behind a number. */
export const longtext: FieldKind = {
  Column,
  Field,
  Input: lazyInput('longtext'),
  Filter: lazyFilter('text'),
  isWide: true,
}
