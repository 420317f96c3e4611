import { sql, type RawBuilder } from 'kysely'
import type { Field } from '#model/language/definition.ts'
import { Decimal } from '#model/language/decimal.ts'
import type { Resource } from '#model/language/resources.ts'
import { foldAscii } from '#model/language/value.ts'
import { maskedCompile, openCompile, verbTest } from '../engine/compile.ts'
import { resourceOf, type Work } from '../engine/work.ts'
import { name } from '../sql/names.ts'
import { from } from '../sql/source.ts'
import { spoil, type Draft, type Part, type Pending, type Report } from './drafts.ts'
import { fitTo } from './fit.ts'
import type { Lookup, Raw } from './raw-values.ts'

/** What a search for a record by its key may give. */
type Found = string | null | 'ambiguous'

/** What searches go through: the records of this import by resource, and the database. */
export type Searching = {
  readonly work: Work
  readonly parts: ReadonlyMap<string, readonly Part[]>
  readonly historical: boolean
  readonly report: Report
}

const foldable = new Set<Field['type']>(['text', 'longtext', 'email', 'phone', 'url', 'serial'])
const numeric = new Set<Field['type']>(['integer', 'decimal', 'money', 'percent'])

/** One form for values of a key: text without case of its ASCII letters, numbers without trailing zeros. */
const canonical = (field: Field | undefined, value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null
  if (field && numeric.has(field.type)) return new Decimal(String(value)).toFixed()
  const text = String(value).trim()
  return field && foldable.has(field.type) ? foldAscii(text) : text
}

/** Writes a key of several fields; null when one of them is empty. */
export const keyOf = (
  resource: Resource,
  fields: readonly string[],
  values: Readonly<Record<string, unknown>>,
): string | null => {
  const parts = fields.map((field) => canonical(resource.fields[field], values[field]))
  return parts.includes(null) ? null : JSON.stringify(parts)
}

const addTo = (index: Map<string, Set<string>>, key: string | null, id: string): void => {
  if (key !== null) index.set(key, (index.get(key) ?? new Set()).add(id))
}

const matches = (
  field: Field | undefined,
  column: RawBuilder<unknown>,
  texts: readonly string[],
): RawBuilder<unknown> => {
  if (field && foldable.has(field.type)) return sql`lower(${column}) = any(${texts}::text[])`
  if (field && numeric.has(field.type)) return sql`${column} = any(${texts}::numeric[])`
  if (field?.type === 'reference') return sql`${column} = any(${texts}::uuid[])`
  return sql`cast(${column} as text) = any(${texts}::text[])`
}

const chunk = 5000

/** Finds existing records by keys, among those that the person may read. Shape: key -> ids. */
export const findByKeys = async (
  { work, historical }: Pick<Searching, 'work' | 'historical'>,
  resource: Resource,
  fields: readonly string[],
  keys: readonly string[],
): Promise<Map<string, Set<string>>> => {
  const found = new Map<string, Set<string>>()
  const wanted = new Set(keys)
  for (let start = 0; start < keys.length; start += chunk) {
    const tuples = keys.slice(start, start + chunk).map((key) => JSON.parse(key) as string[])
    const s = from(historical ? openCompile(work) : maskedCompile(work), resource.name)
    const columns = fields.map((field) => s.path(field))
    const tests = fields.map(
      (field, i) =>
      matches(resource.fields[field], columns[i] ?? sql`null`, [...new Set(tuples.map((tuple) => tuple[i] ?? ''))]), // prettier-ignore
    )
    const may = historical ? sql`true` : s.where(verbTest(work, resource.name, 'read'))
    const shown = columns.map((column, i) => sql`${column} as ${name(`k${i}`)}`)
    const { rows } = await sql<Record<string, unknown>>`
      select ${s.column('id')} as "id", ${sql.join(shown)} from ${s.from()}
      where ${sql.join(tests, sql` and `)} and ${may}`.execute(work.db)
    for (const row of rows) {
      const values = Object.fromEntries(fields.map((field, i) => [field, row[`k${i}`]]))
      const key = keyOf(resource, fields, values)
      if (key !== null && wanted.has(key)) addTo(found, key, String(row.id))
    }
  }
  return found
}

const only = (ids: ReadonlySet<string> | undefined): Found => {
  const [first] = ids ?? []
  if (first === undefined) return null
  return ids?.size === 1 ? first : 'ambiguous'
}

type Asked = { readonly key: string | null; readonly shown: string }

/** Searches many records at once: those of this import first, then those that exist. */
const search = async (
  searching: Searching,
  lookups: readonly Lookup[],
): Promise<ReadonlyMap<Lookup, { readonly found: Found; readonly asked: Asked }>> => {
  const nested = lookups.flatMap(({ by }) =>
    by.flatMap(([, raw]) => (raw.k === 'lookup' ? [raw] : [])),
  )
  const inner = nested.length > 0 ? await search(searching, nested) : new Map()
  const answers = new Map<Lookup, { found: Found; asked: Asked }>()
  const fieldsOf = ({ to, by }: Lookup) => `${to} ${by.map(([field]) => field).join()}`
  for (const group of Map.groupBy(lookups, fieldsOf).values()) {
    const [first] = group
    if (!first) continue
    const resource = resourceOf(searching.work.engine, first.to)
    const fields = first.by.map(([field]) => field)
    const asked = new Map(group.map((each) => [each, askedOf(resource, each, inner)]))
    const own = new Map<string, Set<string>>()
    for (const part of searching.parts.get(resource.name) ?? [])
      addTo(own, keyOf(resource, fields, part.values), part.id)
    const keys = [...new Set([...asked.values()].flatMap(({ key }) => (key !== null && !own.has(key) ? [key] : [])))] // prettier-ignore
    const kept = await findByKeys(searching, resource, fields, keys)
    for (const [lookup, question] of asked) {
      const { key } = question
      const found = key === null ? null : only(own.get(key) ?? kept.get(key))
      answers.set(lookup, { found, asked: question })
    }
  }
  return answers
}

const askedOf = (
  resource: Resource,
  { by }: Lookup,
  inner: ReadonlyMap<Lookup, { readonly found: Found }>,
): Asked => {
  const values: Record<string, unknown> = {}
  for (const [field, raw] of by) values[field] = valueOf(resource.fields[field], raw, inner)
  const shown = by.map(([field]) => `${field} = ${String(values[field] ?? '')}`).join(', ')
  return { key: keyOf(resource, by.map(([field]) => field), values), shown } // prettier-ignore
}

const valueOf = (
  field: Field | undefined,
  raw: Raw,
  inner: ReadonlyMap<Lookup, { readonly found: Found }>,
): unknown => {
  if (raw.k === 'lookup') {
    const found = inner.get(raw)?.found ?? null
    return found === 'ambiguous' ? null : found
  }
  if (raw.k !== 'value' || !field) return null
  const fitted = fitTo(field, raw.value, raw.reading)
  return 'value' in fitted ? fitted.value : null
}

const isEmpty = ({ by }: Lookup): boolean =>
  by.every(([, raw]) => raw.k === 'value' && (raw.value === null || raw.value === ''))

/** Finds what pending values point to and puts it into their parts; what is not found is reported. */
export const resolve = async (searching: Searching, pending: readonly Pending[]): Promise<void> => {
  const answers = await search(searching, pending.flatMap(({ lookups }) => lookups)) // prettier-ignore
  for (const { part, field, definition, lookups, isList } of pending) {
    const ids: string[] = []
    for (const lookup of lookups) {
      const { found, asked } = answers.get(lookup) ?? { found: null, asked: { shown: '' } }
      if (found !== null && found !== 'ambiguous') ids.push(found)
      else if (found === 'ambiguous')
        spoil(searching, part, field, `有多条“${lookup.to}”符合 ${asked.shown}`, `more than one of ${lookup.to} has ${asked.shown}`) // prettier-ignore
      else if (!isEmpty(lookup) && !lookup.isOptional)
        spoil(searching, part, field, `没有“${lookup.to}”符合 ${asked.shown}`, `none of ${lookup.to} has ${asked.shown}`) // prettier-ignore
    }
    const [id = null] = ids
    if (isList) part.values[field] = ids
    else if (definition.type === 'record_ref')
      part.values[field] = id === null ? null : { resource: lookups[0]?.to, id }
    else part.values[field] = id
  }
}

/** Finds for drafts of one emission the records that have their keys. Twice the same key is a problem. */
export const matchKeys = async (
  searching: Searching,
  resource: Resource,
  key: readonly string[],
  drafts: readonly Draft[],
): Promise<ReadonlyMap<Draft, string>> => {
  const byKey = new Map<string, Draft>()
  for (const draft of drafts) {
    const text = keyOf(resource, key, { ...draft.values, id: draft.id })
    const [field = 'id'] = key
    const first = text === null ? undefined : byKey.get(text)
    if (text === null) spoil(searching, draft, field, '主键为空', 'the key is empty')
    else if (first)
      spoil(searching, draft, field, `与第 ${first.row.number} 行的主键相同`, `has the same key as row ${first.row.number}`) // prettier-ignore
    else byKey.set(text, draft)
  }
  const found = await findByKeys(searching, resource, key, [...byKey.keys()])
  const matched = new Map<Draft, string>()
  for (const [text, draft] of byKey) {
    const id = only(found.get(text))
    if (id === 'ambiguous')
      spoil(searching, draft, key[0] ?? 'id', '有多条记录符合该主键', 'more than one record has this key') // prettier-ignore
    else if (id !== null) matched.set(draft, id)
  }
  return matched
}
