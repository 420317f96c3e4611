import { sql } from 'kysely'
import { scaleOf } from '#model/language/decimal.ts'
import type { Field, FieldType } from '#model/language/definition.ts'
import { singularOf, type ModelIndex, type Resource } from '#model/language/resources.ts'
import { bigrams, searchTextOf, sortKey, sortKeyFields } from '#model/language/search-text.ts'

/** A column of a table, with the SQL type exactly as PostgreSQL is told it. */
export type Column = {
  readonly name: string
  readonly type: string
  readonly required?: true
  readonly initial?: string
  /** Table whose id it holds. */
  readonly references?: string
  /** Model field that it stores; none for columns of the system. */
  readonly field?: string
  /** Former column name: a rename keeps the data. */
  readonly was?: string
  /** Holds names of resources: follows when one is renamed. */
  readonly names?: true
}

/** Text compares, sorts and is indexed by code point. */
export const textType = 'text collate "C"'

const numeric = (field: Field): string => `numeric(${18 + scaleOf(field)},${scaleOf(field)})`

/** SQL type of each kind of field; a list where one field needs several columns, empty where it is a table. */
const columnTypes: Readonly<Record<FieldType, (field: Field) => Readonly<Record<string, string>>>> =
  {
    text: () => ({ '': textType }),
    longtext: () => ({ '': textType }),
    integer: () => ({ '': 'bigint' }),
    decimal: (field) => ({ '': numeric(field) }),
    money: (field) => ({ '': numeric(field) }),
    percent: (field) => ({ '': numeric(field) }),
    date: () => ({ '': 'date' }),
    datetime: () => ({ '': 'timestamptz' }),
    boolean: () => ({ '': 'boolean' }),
    enum: (field) => ({ '': field.type === 'enum' && field.many ? 'text[]' : textType }),
    tags: () => ({ '': 'text[]' }),
    email: () => ({ '': textType }),
    phone: () => ({ '': textType }),
    url: () => ({ '': textType }),
    reference: () => ({ '': 'uuid' }),
    references: () => ({ '': 'uuid[]' }),
    record_ref: () => ({ _resource: textType, _id: 'uuid' }),
    lines: () => ({}),
    attachments: () => ({ '': 'jsonb' }),
    serial: () => ({ '': textType }),
  }

const fieldColumns = (index: ModelIndex, name: string, field: Field): readonly Column[] => {
  const to = field.type === 'reference' && index.resources.get(field.to)?.table
  return Object.entries(columnTypes[field.type](field)).map(([suffix, type]) => ({
    name: `${name}${suffix}`,
    type,
    field: name,
    ...(to && { references: to }),
    ...(field.was && { was: `${field.was}${suffix}` }),
    ...(suffix === '_resource' && { names: true as const }),
  }))
}

const fixed: Readonly<Record<string, Partial<Column>>> = {
  id: { required: true },
  version: { required: true, initial: '1' },
  archived: { required: true, initial: 'false' },
}

const systemColumns: readonly Column[] = [
  { name: '_search', type: textType },
  { name: '_grams', type: 'text[]' },
  { name: '_import_id', type: 'uuid' },
  { name: '_historical', type: 'boolean', required: true, initial: 'false' },
]

/** The key of lines is named after their entity and follows when that is renamed. */
const keyWas = ({ entity }: Resource): { readonly was: string } | undefined =>
  entity.was === undefined ? undefined : { was: `${singularOf({ name: entity.was })}_id` }

const sortColumn = (name: string, was: string | undefined): Column => ({
  name: `${name}_sort`,
  type: textType,
  ...(was && { was: `${was}_sort` }),
})

/**
 * Lists the columns of a resource's table.
 *
 * Shape: the fields in order (a record_ref is two columns, lines are a table of their own), a pinyin sort key
 * `<field>_sort` for titles and searched texts, then the columns of the system.
 */
export const columnsOf = (index: ModelIndex, resource: Resource): readonly Column[] => [
  ...Object.entries(resource.fields).flatMap(([name, field]) =>
    fieldColumns(index, name, field).map(({ references, ...column }) => ({
      ...column,
      ...(references && name !== 'id' && { references }),
      ...(resource.kind === 'entity' || name === 'id' ? fixed[name] : undefined),
      ...(name === resource.parent?.key && keyWas(resource)),
    })),
  ),
  ...sortKeyFields(resource).map((name) => sortColumn(name, resource.fields[name]?.was)),
  ...(resource.kind === 'entity' ? systemColumns : []),
]

const castTo = (value: unknown, type: 'text[]' | 'uuid[]' | 'jsonb'): unknown => {
  if (value === null || value === undefined) return null
  if (type === 'jsonb') return sql`cast(${JSON.stringify(value)} as jsonb)`
  return sql`cast(${value} as ${sql.raw(type)})`
}
const text = (value: unknown): unknown =>
  value === null || value === undefined ? null : String(value)
const plain = (value: unknown): unknown => value ?? null

const binders: Readonly<Record<FieldType, (value: unknown) => unknown>> = {
  text: plain,
  longtext: plain,
  integer: text,
  decimal: text,
  money: text,
  percent: text,
  date: plain,
  datetime: plain,
  boolean: plain,
  enum: (value) => (Array.isArray(value) ? castTo(value, 'text[]') : plain(value)),
  tags: (value) => castTo(value, 'text[]'),
  email: plain,
  phone: plain,
  url: plain,
  reference: plain,
  references: (value) => castTo(value, 'uuid[]'),
  record_ref: plain,
  lines: plain,
  attachments: (value) => castTo(value, 'jsonb'),
  serial: plain,
}

const pointerOf = (value: unknown): { readonly resource: unknown; readonly id: unknown } =>
  typeof value === 'object' && value !== null && 'resource' in value && 'id' in value
    ? { resource: value.resource ?? null, id: value.id ?? null }
    : { resource: null, id: null }

/**
 * Turns wire values of a resource into what an insert or update binds, by column.
 *
 * A record_ref is split in two, lists and attachments carry their casts, sort keys follow their texts, lines
 * are left out; values absent from the input stay absent.
 */
export const toColumns = (
  resource: Resource,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const columns: Record<string, unknown> = {}
  const keyed = new Set(sortKeyFields(resource))
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(resource.fields, name) ? resource.fields[name] : undefined
    if (!field || field.type === 'lines') continue
    if (field.type === 'record_ref') {
      const { resource: to, id } = pointerOf(value)
      columns[`${name}_resource`] = to
      columns[`${name}_id`] = id
    } else columns[name] = binders[field.type](value)
    if (keyed.has(name)) columns[`${name}_sort`] = typeof value === 'string' ? sortKey(value) : null
  }
  return columns
}

const number = (value: unknown): unknown => (typeof value === 'string' ? Number(value) : value)
const readers: Partial<Readonly<Record<FieldType, (value: unknown) => unknown>>> = {
  integer: number,
  decimal: number,
  money: number,
  percent: number,
}

/** Turns a value of the driver into its wire form: decimal strings become numbers. */
export const fromColumn = (field: Field, value: unknown): unknown =>
  value === undefined ? null : (readers[field.type]?.(value) ?? value)

/** Builds the search text of a record for its column `_search`. */
export const searchText = (resource: Resource, row: Readonly<Record<string, unknown>>): string =>
  searchTextOf(resource, row)

/** Builds both search columns of a record: the text, and the pairs of characters that its index holds. */
export const searchColumns = (
  resource: Resource,
  row: Readonly<Record<string, unknown>>,
): Record<'_search' | '_grams', unknown> => {
  const found = searchTextOf(resource, row)
  return { _search: found, _grams: castTo(bigrams(found), 'text[]') }
}
