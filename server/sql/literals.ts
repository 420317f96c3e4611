import { sql } from 'kysely'
import type { Field } from '#model/language/definition.ts'
import { CompileError, type Compile, type Kind, type Typed } from './compile.ts'
import { kindOfField } from './kinds.ts'

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const dayShape = /^\d{4}-\d{2}-\d{2}$/
const numberShape = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i

/** Tells whether a text is a uuid; anything else never equals an id. */
export const isUuid = (text: unknown): text is string =>
  typeof text === 'string' && uuidShape.test(text)

/** Tells whether a text is a day of the calendar. */
export const isDay = (text: unknown): text is string =>
  typeof text === 'string' &&
  dayShape.test(text) &&
  !text.startsWith('0000') &&
  new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true

const isInstant = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text))

const zoned = (c: Compile) => sql`cast(${c.ctx.zone} as text)`

/** The local day of an instant. */
export const asDay = (c: Compile, typed: Typed): Typed =>
  typed.kind === 'datetime'
    ? { kind: 'date', sql: sql`cast(${typed.sql} at time zone ${zoned(c)} as date)` }
    : typed

/** The instant at which a local day begins. */
export const asInstant = (c: Compile, typed: Typed): Typed =>
  typed.kind === 'date'
    ? { kind: 'datetime', sql: sql`(cast(${typed.sql} as timestamp) at time zone ${zoned(c)})` }
    : typed

const sqlType: Readonly<Record<Kind, string>> = {
  number: 'numeric',
  text: 'text',
  date: 'date',
  datetime: 'timestamptz',
  boolean: 'boolean',
  uuid: 'uuid',
  null: 'text',
  texts: 'text[]',
  uuids: 'uuid[]',
  json: 'jsonb',
}

/** Null of a kind. */
export const nullOf = (kind: Kind): Typed => ({
  kind,
  sql: sql`cast(null as ${sql.raw(sqlType[kind])})`,
})

const refuse = (path: string, kind: Kind, value: unknown): never => {
  const shown = JSON.stringify(value)
  throw new CompileError('bad_value', path, {
    zh: `${shown} 不是${wanted[kind].zh}`,
    en: `got ${shown}, must be ${wanted[kind].en}`,
  })
}

const wanted: Readonly<Record<Kind, { zh: string; en: string }>> = {
  number: { zh: '数字', en: 'a number' },
  text: { zh: '文本', en: 'a text' },
  date: { zh: '日期（YYYY-MM-DD）', en: 'a date (YYYY-MM-DD)' },
  datetime: { zh: '时间（ISO 8601）', en: 'an instant (ISO 8601)' },
  boolean: { zh: '是或否', en: 'true or false' },
  uuid: { zh: '记录标识', en: 'an id' },
  null: { zh: '空', en: 'null' },
  texts: { zh: '文本列表', en: 'a list of texts' },
  uuids: { zh: '标识列表', en: 'a list of ids' },
  json: { zh: '附件', en: 'attachments' },
}

const dateLiteral = (c: Compile, path: string, value: unknown): Typed => {
  if (isDay(value)) return { kind: 'date', sql: sql`cast(${value} as date)` }
  if (isInstant(value)) return asDay(c, instantLiteral(c, path, value))
  return refuse(path, 'date', value)
}

const instantLiteral = (c: Compile, path: string, value: unknown): Typed => {
  if (isDay(value)) return asInstant(c, dateLiteral(c, path, value))
  if (isInstant(value))
    return { kind: 'datetime', sql: sql`cast(${new Date(value).toISOString()} as timestamptz)` }
  return refuse(path, 'datetime', value)
}

const numberLiteral = (path: string, value: unknown): Typed => {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value
  if (typeof text === 'string' && numberShape.test(text.trim()))
    return { kind: 'number', sql: sql`cast(${text.trim()} as numeric)` }
  const decimal = typeof value === 'object' && value !== null ? value.toString() : ''
  if (numberShape.test(decimal)) return { kind: 'number', sql: sql`cast(${decimal} as numeric)` }
  return refuse(path, 'number', value)
}

const textLiteral = (path: string, value: unknown): Typed => {
  const text = typeof value === 'object' ? pointerText(value) : String(value)
  if (text === null || text.includes('\0')) return refuse(path, 'text', value)
  return { kind: 'text', sql: sql`cast(${text} as text)`, literal: text }
}

/** A record_ref compares as `resource/id`. */
const pointerText = (value: object | null): string | null =>
  value !== null && 'resource' in value && 'id' in value
    ? `${String(value.resource)}/${String(value.id)}`
    : null

const listLiteral = (path: string, kind: 'texts' | 'uuids', value: unknown): Typed => {
  if (!Array.isArray(value)) return refuse(path, kind, value)
  const items = value.filter((item) => kind === 'texts' || isUuid(item)).map(String)
  if (items.some((item) => item.includes('\0'))) return refuse(path, kind, value)
  return { kind, sql: sql`cast(${items} as ${sql.raw(sqlType[kind])})` }
}

/**
 * Binds a value as a literal of a kind.
 *
 * Errors: `bad_value` at `path` when the value is of another kind; a text that is no uuid is a text that no id equals.
 */
export const literal = (c: Compile, kind: Kind, value: unknown, path: string): Typed => {
  if (value === null || value === undefined) return nullOf(kind)
  switch (kind) {
    case 'number':
      return numberLiteral(path, value)
    case 'date':
      return dateLiteral(c, path, value)
    case 'datetime':
      return instantLiteral(c, path, value)
    case 'boolean':
      if (value === 'true' || value === 'false')
        return { kind, sql: sql`cast(${value} as boolean)` }
      return typeof value === 'boolean'
        ? { kind, sql: sql`cast(${value} as boolean)` }
        : refuse(path, kind, value)
    case 'uuid':
      if (typeof value !== 'string') return refuse(path, kind, value)
      return isUuid(value) ? { kind, sql: sql`cast(${value} as uuid)` } : nullOf('uuid')
    case 'text':
      return textLiteral(path, value)
    case 'texts':
    case 'uuids':
      return listLiteral(path, kind, value)
    default:
      return refuse(path, kind, value)
  }
}

const kindOfValue = (value: unknown): Kind => {
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'string') return 'text'
  if (Array.isArray(value)) return 'texts'
  return value === null || value === undefined ? 'null' : 'number'
}

/** Binds a value whose field may be known; without a field its own JSON type decides. */
export const bound = (c: Compile, value: unknown, field: Field | undefined, path: string): Typed =>
  literal(c, field ? kindOfField(field) : kindOfValue(value), value, path)

/** Brings a fragment to a kind: a date to an instant and back, a text literal to a date or id, an id to text. */
export const convert = (c: Compile, typed: Typed, kind: Kind): Typed => {
  if (typed.kind === kind) return typed
  if (typed.kind === 'null') return nullOf(kind)
  if (kind === 'date' && typed.kind === 'datetime') return asDay(c, typed)
  if (kind === 'datetime' && typed.kind === 'date') return asInstant(c, typed)
  if (kind === 'text' && typed.kind === 'uuid')
    return { kind, sql: sql`cast(${typed.sql} as text)` }
  if (typed.literal !== undefined) return literal(c, kind, typed.literal, typed.literal)
  throw new CompileError('bad_value', '', {
    zh: `这里应是${wanted[kind].zh}，不是${wanted[typed.kind].zh}`,
    en: `got ${wanted[typed.kind].en}, must be ${wanted[kind].en}`,
  })
}
