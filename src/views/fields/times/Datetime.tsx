import { useFormat } from '../../../i18n/format.ts'
import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'

const Column = ({ value }: ValueProps) => {
  const format = useFormat()
  const instant = String(value)
  return (
    <time dateTime={instant} title={`${format.datetime(instant)} ${format.weekday(format.dayOf(instant))}`}>
      {format.datetime(instant, { short: true })}
    </time>
  )
} // prettier-ignore
const Field = ({ value }: ValueProps) => {
  const format = useFormat()
  return <time dateTime={String(value)}>{format.datetime(String(value))}</time>
}

/** An instant, shown in the company's zone. */
export const datetime: FieldKind = {
  Column,
  Field,
  Input: lazyInput('datetime'),
  Filter: lazyFilter('date'),
}
