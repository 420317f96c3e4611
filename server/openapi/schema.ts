import type { Field, FieldType, Label } from '#model/language/definition.ts'
import { isGiven } from '#model/language/example.ts'
import type { Resource } from '#model/language/resources.ts'
import { id, listOf, object, orNull, text, type Json } from './parts.ts'

type Locale = keyof Label
type Fields = Readonly<Record<string, Field>>

const file = object({ id, name: text, size: { type: 'integer' }, type: text }, [
  'name',
  'size',
  'type',
])
const pointer = object({ resource: text, id })

/** Schema of each type of field, before its label and bounds. */
const schemas: Readonly<Record<FieldType, Json>> = {
  text,
  longtext: text,
  integer: { type: 'integer' },
  decimal: { type: 'number' },
  money: { type: 'number', description: 'CNY' },
  percent: { type: 'number', description: '0-100' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  boolean: { type: 'boolean' },
  enum: text,
  tags: listOf(text),
  email: { type: 'string', format: 'email' },
  phone: text,
  url: { type: 'string', format: 'uri' },
  reference: id,
  references: listOf(id),
  record_ref: pointer,
  lines: { type: 'array' },
  attachments: listOf(file),
  serial: text,
}

const bounds = (field: Field): Json => ({
  ...('max_length' in field && field.max_length !== undefined && { maxLength: field.max_length }),
  ...('min' in field && typeof field.min === 'number' && { minimum: field.min }),
  ...('max' in field &&
    typeof field.max === 'number' &&
    field.type !== 'attachments' && { maximum: field.max }),
})

/** On the wire every value may be null: it stands for an absent one. */
const valueSchema = (field: Field): Json => {
  if (field.type !== 'enum') return { ...orNull(schemas[field.type]), ...bounds(field) }
  const keys = Object.keys(field.options)
  return field.many
    ? orNull(listOf({ type: 'string', enum: keys }))
    : { type: ['string', 'null'], enum: [...keys, null] }
}

/** Schema of one field, as it is read or as it may be written. */
export const fieldSchema = (field: Field, locale: Locale, mode: 'read' | 'write'): Json => {
  const help = field.help ? `: ${field.help[locale]}` : ''
  const unit = schemas[field.type].description
  const schema =
    field.type === 'lines'
      ? listOf(rowSchema(field.fields, locale, mode))
      : valueSchema(field)
  return {
    ...schema,
    title: field.label[locale],
    description: `${field.label[locale]}${typeof unit === 'string' ? ` (${unit})` : ''}${help}`,
  }
} // prettier-ignore

const properties = (fields: Fields, locale: Locale, mode: 'read' | 'write'): Json =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => mode === 'read' || isGiven(field))
      .map(([name, field]) => [name, fieldSchema(field, locale, mode)]),
  )

const rowSchema = (fields: Fields, locale: Locale, mode: 'read' | 'write'): Json => ({
  type: 'object',
  ...(mode === 'read' && { required: ['id'] }),
  properties: { id, ...properties(fields, locale, mode) },
})

/** Fields without which a record is not created. */
export const requiredFields = (fields: Fields): readonly string[] =>
  Object.entries(fields)
    .filter(([, field]) => field.required === true && isGiven(field) && field.default === undefined)
    .map(([name]) => name)

/** Schema of a whole record as it is read. */
export const recordSchema = (resource: Resource, locale: Locale): Json => ({
  type: 'object',
  title: resource.label[locale],
  required: resource.kind === 'entity' ? ['id', 'version'] : ['id'],
  properties: {
    ...properties(resource.fields, locale, 'read'),
    id,
    ...(resource.kind === 'entity' && { version: { type: 'integer' } }),
  },
})

/** Schema of what may be written; an absent field stays as it is. Unknown fields are refused. */
export const changeSchema = ({ fields, label }: Resource, locale: Locale): Json => ({
  type: 'object',
  title: label[locale],
  properties: properties(fields, locale, 'write'),
})
