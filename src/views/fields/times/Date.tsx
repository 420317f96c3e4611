import { useFormat } from '../../../i18n/format.ts'
import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'

const Column = ({ value }: ValueProps) => {
  const format = useFormat()
  const day = String(value)
  return (
    <time dateTime={day} title={`${format.date(day)} ${format.weekday(day)}`}>
      {format.date(day, { short: true })}
    </time>
  )
}
const Field = ({ value }: ValueProps) => {
  const format = useFormat()
  const day = String(value)
  return (
    <time dateTime={day}>
      {format.date(day)} <span className="mute">{format.weekday(day)}</span>
    </time>
  )
}

/** A calendar day without a zone. */
export const date: FieldKind = {
  Column,
  Field,
  Input: lazyInput('date'),
  Filter: lazyFilter('date'),
}
