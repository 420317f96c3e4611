import type { Field, FieldType } from '#model/language/definition.ts'
import type { Kind } from './compile.ts'

const kinds: Readonly<Record<FieldType, Kind>> = {
  text: 'text',
  longtext: 'text',
  integer: 'number',
  decimal: 'number',
  money: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'datetime',
  boolean: 'boolean',
  enum: 'text',
  tags: 'texts',
  email: 'text',
  phone: 'text',
  url: 'text',
  reference: 'uuid',
  references: 'uuids',
  record_ref: 'text',
  lines: 'uuids',
  attachments: 'json',
  serial: 'text',
}

/** What reading a field yields in SQL. */
export const kindOfField = (field: Field): Kind =>
  field.type === 'enum' && field.many ? 'texts' : kinds[field.type]

/** Tells whether a field is stored as bigint. */
export const isInteger = (field: Field): boolean => field.type === 'integer'

/** Tells whether a field's value is given by the model, not by people: formula, rollup, band or metric. */
export const isComputed = (field: Field): boolean =>
  field.formula !== undefined ||
  field.rollup !== undefined ||
  field.band !== undefined ||
  field.metric !== undefined

const foldable = new Set<FieldType>(['text', 'longtext', 'email', 'phone', 'url', 'serial'])

/** Tells whether a field's uniqueness ignores the case of ASCII letters. */
export const isFoldable = (field: Field): boolean => foldable.has(field.type)

/** Tells whether a unique index over the folded text of this field alone exists. */
export const isFolded = (field: Field): boolean =>
  isFoldable(field) && (field.unique === true || field.type === 'serial')
