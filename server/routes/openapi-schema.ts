import type { Field, FieldType, Label } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { isComputed } from '#model/language/workflow.ts'

/** A part of the document: JSON as the standard defines it; held right by a validator in the tests. */
export type Json = Readonly<Record<string, unknown>>
type Locale = keyof Label

const id: Json = { type: 'string', format: 'uuid' }
const file: Json = {
  type: 'object',
  required: ['id'],
  properties: { id, name: { type: 'string' }, size: { type: 'integer' }, type: { type: 'string' } },
}
const pointer: Json = {
  type: 'object',
  required: ['resource', 'id'],
  properties: { resource: { type: 'string' }, id },
}

/** Schema of each type of field, before its label and bounds. */
const schemas: Readonly<Record<FieldType, Json>> = {
  text: { type: 'string' },
  longtext: { type: 'string' },
  integer: { type: 'integer' },
  decimal: { type: 'number' },
  money: { type: 'number', description: 'CNY' },
  percent: { type: 'number', description: '0-100' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  boolean: { type: 'boolean' },
  enum: { type: 'string' },
  tags: { type: 'array', items: { type: 'string' } },
  email: { type: 'string', format: 'email' },
  phone: { type: 'string' },
  url: { type: 'string', format: 'uri' },
  reference: id,
  references: { type: 'array', items: id },
  record_ref: pointer,
  lines: { type: 'array' },
  attachments: { type: 'array', items: file },
  serial: { type: 'string' },
}

/** Null stands for an absent value of every field. */
const orNull = (schema: Json): Json => {
  const { type, ...rest } = schema
  if (type === undefined || Array.isArray(type)) return schema
  if (type === 'array' && 'items' in schema && schema.items)
    return { ...rest, type: ['array', 'null'], items: schema.items }
  return type === 'array' ? schema : { ...rest, type: [type, 'null'] }
}

const details = (field: Field): Json => {
  if (field.type === 'enum') {
    const keys = Object.keys(field.options)
    return field.many
      ? { type: 'array', items: { type: 'string', enum: keys } }
      : { type: 'string', enum: [...keys, null] }
  }
  const base = schemas[field.type]
  return {
    ...base,
    ...('max_length' in field && field.max_length !== undefined && { maxLength: field.max_length }),
    ...('min' in field && typeof field.min === 'number' && { minimum: field.min }),
    ...('max' in field &&
      typeof field.max === 'number' &&
      field.type !== 'attachments' && { maximum: field.max }),
  }
}

/** Schema of one field: on the wire it may be null, unless it is the id. */
export const fieldSchema = (field: Field, locale: Locale): Json => {
  const help = field.help ? `: ${field.help[locale]}` : ''
  const unit = schemas[field.type].description
  const given = field.readonly === true || isComputed(field) || field.type === 'serial'
  const schema =
    field.type === 'lines'
      ? { type: 'array' as const, items: rowSchema(field.fields, locale) }
      : orNull(details(field))
  return {
    ...schema,
    title: field.label[locale],
    description: `${field.label[locale]}${unit ? ` (${unit})` : ''}${help}`,
    ...(given && { readOnly: true }),
  }
}

const rowSchema = (fields: Readonly<Record<string, Field>>, locale: Locale): Json => ({
  type: 'object',
  properties: {
    id,
    ...Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, fieldSchema(field, locale)]),
    ),
  },
})

/** Schema of a whole record. */
export const recordSchema = (resource: Resource, locale: Locale): Json => ({
  type: 'object',
  title: resource.label[locale],
  required: ['id'],
  properties: {
    ...Object.fromEntries(
      Object.entries(resource.fields).map(([name, field]) => [name, fieldSchema(field, locale)]),
    ),
    id: { ...id, readOnly: true },
    ...(resource.kind === 'entity' && { version: { type: 'integer', readOnly: true } }),
  },
})
