import type { Field, FieldType, Label } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { shownDecimals } from '#model/language/shown-decimals.ts'
import type { Titles } from './titles.ts'

/** What it takes to write values for people. */
export type Display = {
  readonly index: ModelIndex
  readonly locale: keyof Label
  readonly zone: string
  readonly titles: Titles
}

/** A value for a cell; `day` and `minute` are local wall-clock texts that a spreadsheet may store as dates. */
export type Cell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text' | 'day' | 'minute'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly field: Field }

const empty: Cell = { kind: 'empty' }
const text = (value: string): Cell => (value === '' ? empty : { kind: 'text', text: value })

const formats = new Map<string, Intl.DateTimeFormat>()

/** Writes an instant as local wall-clock time: `2026-11-22 08:05`. */
export const localMinute = (instant: string, zone: string): string => {
  // Swedish writes dates as ISO does.
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }) // prettier-ignore
  formats.set(zone, format)
  return format.format(new Date(instant))
}

const joiner = ({ locale }: Display) => (locale === 'zh' ? '、' : ', ')

const optionLabel = (field: Field, key: unknown, { locale }: Display): string => {
  const option = field.type === 'enum' ? field.options[String(key)] : undefined
  return option?.[locale] ?? String(key)
}

const titleAt = (to: string, id: unknown, { titles }: Display): string => titles.get(`${to}/${String(id)}`) ?? '' // prettier-ignore

const pointerText = (value: unknown, display: Display): string => {
  if (typeof value !== 'object' || value === null || !('resource' in value)) return ''
  const resource = display.index.resources.get(String(value.resource))
  const id = 'id' in value ? value.id : ''
  const title = titleAt(String(value.resource), id, display)
  return resource ? `${resource.label[display.locale]} ${title}`.trim() : ''
}

const number = (value: unknown, field: Field): Cell =>
  typeof value === 'number' ? { kind: 'number', value, field } : text(String(value))

const many = (value: unknown, write: (item: unknown) => string, display: Display): Cell =>
  text(
    (Array.isArray(value) ? value : [value])
      .map(write)
      .filter((part) => part !== '')
      .join(joiner(display)),
  )

const plain = (value: unknown): Cell => text(String(value))

const writers: Readonly<Record<FieldType, (value: unknown, field: Field, display: Display) => Cell>> = {
  text: plain,
  longtext: plain,
  email: plain,
  phone: plain,
  url: plain,
  serial: plain,
  integer: number,
  decimal: number,
  money: number,
  percent: number,
  date: (value) => ({ kind: 'day', text: String(value) }),
  datetime: (value, _, { zone }) => ({ kind: 'minute', text: localMinute(String(value), zone) }),
  boolean: (value, _, { locale }) => text(value === true ? (locale === 'zh' ? '是' : 'Yes') : locale === 'zh' ? '否' : 'No'),
  enum: (value, field, display) => many(value, (key) => optionLabel(field, key, display), display),
  tags: (value, _, display) => many(value, String, display),
  reference: (value, field, display) => text('to' in field && typeof field.to === 'string' ? titleAt(field.to, value, display) : ''),
  references: (value, field, display) =>
    many(value, (id) => ('to' in field && typeof field.to === 'string' ? titleAt(field.to, id, display) : ''), display),
  record_ref: (value, _, display) => text(pointerText(value, display)),
  lines: (value) => (Array.isArray(value) ? text(String(value.length)) : empty),
  attachments: (value, _, display) =>
    many(value, (file) => (typeof file === 'object' && file !== null && 'name' in file ? String(file.name) : ''), display),
} // prettier-ignore

/** Writes a field's value as people read it: labels, titles, local time. */
export const cellOf = (value: unknown, field: Field, display: Display): Cell =>
  value === null || value === undefined ? empty : writers[field.type](value, field, display)

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 10 })
const money = (decimals: number) =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: decimals })
const cents = money(2)

/** Writes a cell as text. */
export const cellText = (cell: Cell): string => {
  if (cell.kind === 'empty') return ''
  if (cell.kind !== 'number') return cell.text
  const { field, value } = cell
  if (field.type === 'percent') return `${grouped.format(value)}%`
  if (field.type !== 'money') return grouped.format(value)
  const decimals = shownDecimals(field)
  return (decimals === 2 ? cents : money(decimals)).format(value)
}
