import type { NumberField } from '#model/language/definition.ts'
import { shownDecimals } from '#model/language/shown-decimals.ts'
import { type Format, useFormat } from '../../../i18n/format.ts'
import { useLabel } from '../../../i18n/use-text.ts'
import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'

/** Writes a number as its type reads: grouped, without needless decimals, percent with its sign. */
export const numberText = (field: NumberField, value: number, format: Format): string => {
  if (field.type === 'money') return format.money(value, shownDecimals(field))
  const digits = format.number(value, shownDecimals(field))
  return field.type === 'percent' ? `${digits}%` : digits
}

const isNumberField = (field: ValueProps['field']): field is NumberField => 'type' in field && ['integer', 'decimal', 'money', 'percent'].includes(field.type) // prettier-ignore

// A number that speaks in words says nothing while there is nothing to say.
const Column = (props: ValueProps) =>
  isNumberField(props.field) && props.field.phrase && Number(props.value) <= 0 ? null : (
    <Value {...props} />
  )

const Value = ({ field, value }: ValueProps) => {
  const format = useFormat()
  const label = useLabel()
  const number = Number(value)
  if (!isNumberField(field)) return null
  const digits = numberText(field, number, format)
  if (!field.phrase || number <= 0) return digits
  return (
    <span className={field.phrase.tone ? `tone-${field.phrase.tone}` : undefined}>
      {label(field.phrase).replace('{n}', digits)}
    </span>
  )
}

/** A number; integers, decimals, money and percentages differ only in how they are written. */
export const number: FieldKind = {
  Column,
  Field: Value,
  Input: lazyInput('number'),
  Filter: lazyFilter('number'),
  isNumeric: true,
}
