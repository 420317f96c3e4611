import type { Field, NumberField } from '#model/language/definition.ts'
import type { TextKey } from '../../../i18n/messages.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { numberText } from '../../fields/numbers/Number.tsx'
import { ReferenceLink } from '../../ReferenceLink.tsx'
import { Fragment, type ReactNode } from 'react'

const variables: Readonly<Record<string, TextKey>> = {
  $me: 'filter.me',
  $my_departments: 'filter.my_departments',
  $my_department: 'filter.my_departments',
  $today: 'filter.today',
  $now: 'time.now',
  $month_start: 'filter.this_month',
  $quarter_start: 'filter.this_quarter',
  $year_start: 'filter.this_year',
}

const isNumber = (field: Field): field is NumberField =>
  ['integer', 'decimal', 'money', 'percent'].includes(field.type)

/** Words for one value of a predicate: variables, options, records, dates, numbers. */
const useValueWords = (field: Field) => {
  const text = useText()
  const label = useLabel()
  const format = useFormat()
  return (value: unknown): ReactNode => {
    if (typeof value === 'string' && value.startsWith('$')) {
      const offset = /^(\$[a-z_]+)([+-])(\d+)d$/.exec(value)
      if (offset) return text(offset[2] === '-' ? 'filter.days_before' : 'filter.days_after', { count: offset[3] })
      const key = variables[value]
      return key ? text(key) : value.slice(1)
    }
    if (field.type === 'enum') {
      const option = field.options[String(value)]
      return option ? label(option) : String(value)
    }
    if (field.type === 'boolean') return text(value === true ? 'app.yes' : 'app.no')
    if (field.type === 'reference' || field.type === 'references')
      return <ReferenceLink resource={field.to} id={String(value)} plain />
    if (isNumber(field) && typeof value === 'number') return numberText(field, value, format)
    if (field.type === 'datetime' && typeof value === 'string' && value.includes('T')) return format.datetime(value)
    return String(value)
  }
} // prettier-ignore

const operatorKeys: Readonly<Record<string, TextKey>> = {
  $ne: 'filter.not',
  $nin: 'filter.not',
  $gt: 'filter.more_than',
  $gte: 'filter.at_least',
  $lt: 'filter.less_than',
  $lte: 'filter.at_most',
  $contains: 'filter.contains',
  $starts: 'filter.starts',
}

const maxShown = 3

/** Says in words what a predicate asks of one field. */
export const FilterWords = ({ field, value }: { readonly field: Field; readonly value: unknown }) => {
  const text = useText()
  const words = useValueWords(field)
  const list = (values: readonly unknown[]): ReactNode =>
    values.slice(0, maxShown).map((each, i) => (
      <Fragment key={String(each)}>
        {i > 0 && text('app.comma')}
        {words(each)}
        {i === maxShown - 1 && values.length > maxShown && '…'}
      </Fragment>
    ))
  if (value === null) return text('filter.empty')
  if (Array.isArray(value)) return list(value)
  if (typeof value !== 'object') return words(value)
  return Object.entries(value ?? {}).map(([operator, operand], i) => {
    const key = operatorKeys[operator]
    const inner: ReactNode = Array.isArray(operand) ? list(operand) : words(operand)
    const [before = '', after = ''] = key ? text(key, { value: '\u0000' }).split('\u0000') : []
    return (
      <Fragment key={operator}>
        {i > 0 && ' '}
        {operator === '$null' ? text(operand === true ? 'filter.empty' : 'filter.filled') : <>{before}{inner}{after}</>}
      </Fragment>
    )
  })
} // prettier-ignore
