import type { Context } from './context.ts'
import { computeField, isComputed } from './compute.ts'
import type { Field } from './definition.ts'
import { childRows, findRow, pointingRows, siblingPairs, unsaved } from './memory-rows.ts'
import type { MemoryRow, MemoryTables, PairOperator, SiblingPair } from './memory-rows.ts'
import type { ModelIndex, Resource } from './resources.ts'
import { hopField } from './resources.ts'
import { fold } from './search.ts'
import { localDay } from './time.ts'
import { canonicalInstant, isInstant } from './day.ts'
import { compareValues, equals, isList, toValue } from './value.ts'
import type { Value } from './value.ts'

export type { MemoryRow, MemoryTables } from './memory-rows.ts'

/** A record as conditions and formulas see it. */
export type RecordScope = {
  readonly resource: string
  /** Value at a dotted path; undefined or null when there is none. */
  get(path: string): unknown
  /**
   * Rows of `of` that point here with their field `by`, archived ones left out; `by` may be `a=b` pairs.
   * Rows of a dated rollup show the state of today, even as of an earlier day: their dates speak for it.
   */
  children(of: string, by: string, options?: { readonly isDated?: boolean }): readonly RecordScope[]
  /** The record at the end of a to-one path. */
  at?(path: string): RecordScope | null
  /** Folded text in which `q` searches. */
  searchText?(): string
}

export type MemoryOptions = {
  /** Makes the search text of a record; without it texts are only folded (`search-text.ts` adds pinyin). */
  readonly searchText?: (resource: Resource, row: MemoryRow) => string
}

type Store = {
  readonly index: ModelIndex
  readonly tables: MemoryTables
  readonly ctx: Context
  readonly options: MemoryOptions
  /** Computed values of this question. */
  readonly known: WeakMap<MemoryRow, Map<string, unknown>>
}
type Row = {
  readonly resource: Resource
  readonly row: MemoryRow
  readonly up?: Up
  readonly isDated?: boolean
}
/** The record from which a child was reached: followed back instead of looked up, so that an unsaved form counts. */
type Up = { readonly field: string; readonly scope: RecordScope }

/** The state at the end of the day asked for: the last event on or before it. */
const stateAsOf = (store: Store, resource: string, row: MemoryRow, day: string): unknown => {
  const events = pointingRows(store.tables.get('_state_events') ?? [], 'record', '', row.id)
    .filter((event) => event.resource === resource && String(event.on_day) <= day)
    .toSorted((a, b) => (`${String(a.at)} ${String(a.id)}` < `${String(b.at)} ${String(b.id)}` ? -1 : 1))
  return events.at(-1)?.to_state ?? null
} // prettier-ignore

const dayOfValue = (value: unknown, zone: string): string | null =>
  typeof value === 'string' ? (isInstant(value) ? localDay(value, zone) : value) : null

/** A date of the row as it stands now, which says from when on a value or the row itself was there. */
const dayNow = (store: Store, at: Row, name: string): string | null => {
  const { asOf: _asOf, ...ctx } = store.ctx
  return dayOfValue(open({ ...store, ctx, known: new WeakMap() }, at).get(name), ctx.zone)
}

/** A plain value as of a day: none before the day that dates it. */
const plainValue = (store: Store, at: Row, name: string, field: Field): unknown => {
  const { resource, row, isDated } = at
  const { asOf } = store.ctx
  if (asOf !== undefined) {
    if (name === 'state' && resource.entity.workflow && resource.kind === 'entity' && !isDated)
      return stateAsOf(store, resource.name, row, asOf)
    const day = field.dated === undefined ? asOf : dayNow(store, at, field.dated)
    if (day === null || day > asOf) return null
  }
  const value = row[name]
  return field.type === 'datetime' && typeof value === 'string' ? (canonicalInstant(value) ?? value) : value
} // prettier-ignore

/** Whether memory has what a computed value needs; without the child rows the row's own value stands. */
const hasRows = ({ index, tables }: Store, { resource, row }: Row, field: Field): boolean =>
  field.rollup === undefined || childRows(index, tables, resource, row, field.rollup.of) !== null

/** Value of one of the record's own fields. */
const ownValue = (store: Store, at: Row, scope: RecordScope, name: string): unknown => {
  const field = at.resource.fields[name]
  if (!field) return undefined
  if (field.type === 'lines' && at.row[name] === undefined) {
    const lines = [...store.index.resources.values()].find(
      ({ parent }) => parent?.resource === at.resource.name && parent.field === name,
    )
    return (
      lines?.parent && scope.children(lines.name, lines.parent.key).map((line) => line.get('id'))
    )
  }
  if (!isComputed(field) || field.metric || !hasRows(store, at, field))
    return plainValue(store, at, name, field)
  const values = store.known.get(at.row) ?? new Map<string, unknown>()
  store.known.set(at.row, values)
  if (values.has(name)) return values.get(name)
  values.set(name, null) // a value that asks for itself finds null: checkModel reports the cycle
  const value = computeField(
    field,
    at.isDated ? open(store, { ...at, isDated: false }) : scope,
    store.ctx,
  )
  values.set(name, value)
  return value
}

/** Not archived, and as of a day already there. */
const isThere = (store: Store, at: Row): boolean => {
  if (at.row.archived === true) return false
  const from = at.resource.kind === 'entity' ? at.resource.entity.exists_from : undefined
  if (store.ctx.asOf === undefined || from === undefined) return true
  const day = dayNow(store, at, from)
  return day === null || day <= store.ctx.asOf
}

const stands: Readonly<Record<Exclude<PairOperator, '='>, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

/** Whether a child's value stands to the record's own as asked; lists only know equality, which is overlap. */
const isMatch = (found: Value, operator: PairOperator, wanted: Value, zone: string): boolean => {
  if (found === null || wanted === null) return false
  if (operator === '=') return equals(found, wanted, zone)
  if (isList(found) || isList(wanted)) return false
  const order = compareValues(found, wanted, zone)
  return order !== null && stands[operator](order)
}

/** Rows whose values stand to the record's as asked, other than the record itself; a null matches nothing. */
const siblings = (
  store: Store,
  scope: RecordScope,
  at: Row,
  rows: readonly MemoryRow[],
  pairs: readonly SiblingPair[],
): readonly MemoryRow[] => {
  const wanted = pairs.map(([child, own, operator]) => ({
    child,
    operator,
    own: toValue(scope.get(own)),
  }))
  if (wanted.some(({ own }) => own === null)) return []
  return rows.filter(
    (row) =>
      row.id !== at.row.id &&
      wanted.every(({ child, operator, own }) =>
        isMatch(toValue(row[child]), operator, own, store.ctx.zone),
      ),
  )
}

const childScopes = (
  store: Store,
  scope: RecordScope,
  at: Row,
  of: string,
  by: string,
  isDated: boolean,
): readonly RecordScope[] => {
  const child = store.index.resources.get(of)
  const rows = childRows(store.index, store.tables, at.resource, at.row, of)
  if (!child || !rows) return []
  const pairs = siblingPairs(by)
  const found = pairs
    ? siblings(store, scope, at, rows, pairs)
    : pointingRows(rows, by, at.resource.name, at.row.id ?? unsaved)
  const up = pairs ? undefined : { field: by, scope }
  return found
    .map((row) => ({ resource: child, row, isDated, ...(up && { up }) }))
    .filter((place) => isThere(store, place))
    .map((place) => open(store, place))
}

/** Follows one to-one reference, back to the record it was reached from where that is the one. */
const follow = (store: Store, at: Row, scope: RecordScope, segment: string): RecordScope | null => {
  const [field, reference] = hopField(at.resource, segment) ?? []
  if (field === undefined || reference?.type !== 'reference') return null
  const isUp = at.up?.field === field && at.up.scope.resource === reference.to
  if (isUp && !(at.isDated && store.ctx.asOf !== undefined)) return at.up?.scope ?? null
  const resource = store.index.resources.get(reference.to)
  const id = scope.get(field)
  const row =
    id === null || id === undefined ? undefined : findRow(store.tables.get(reference.to) ?? [], id)
  return resource && row
    ? open(store, { resource, row, ...(at.isDated && { isDated: true }) })
    : null
}

const valueAt = (store: Store, at: Row, scope: RecordScope, path: string): unknown => {
  const dot = path.indexOf('.')
  if (dot < 0) return ownValue(store, at, scope, path)
  const [first, rest] = [path.slice(0, dot), path.slice(dot + 1)]
  if (at.resource.fields[first]?.type === 'record_ref') {
    const value = plainValue(store, at, first, at.resource.fields[first])
    if (typeof value !== 'object' || value === null) return null
    if (rest === 'resource' && 'resource' in value) return value.resource
    return rest === 'id' && 'id' in value ? value.id : null
  }
  return follow(store, at, scope, first)?.get(rest) ?? null
}

const searchableTypes: ReadonlySet<string> = new Set([
  'text',
  'longtext',
  'email',
  'phone',
  'url',
  'serial',
  'tags',
])

/** Own texts of the title and those marked `search`, folded; confidential ones never. */
const foldedText = (resource: Resource, row: MemoryRow): string =>
  Object.entries(resource.fields)
    .filter(
      ([name, field]) =>
        searchableTypes.has(field.type) && !field.confidential && !field.secret && !isComputed(field) &&
        (field.search || (resource.kind === 'entity' && resource.entity.title.includes(`{${name}}`))),
    )
    .flatMap(([name]) => row[name] ?? [])
    .map((text) => fold(String(text)))
    .join('\n') // prettier-ignore

const open = (store: Store, at: Row): RecordScope => {
  const scope: RecordScope = {
    resource: at.resource.name,
    get: (path) => valueAt(store, at, scope, path),
    children: (of, by, { isDated = false } = {}) => childScopes(store, scope, at, of, by, isDated),
    at: (path) =>
      path.split('.').reduce<RecordScope | null>(
        (from, segment) => (from === scope ? follow(store, at, scope, segment) : (from?.at?.(segment) ?? null)),
        scope,
      ),
    searchText: () => (store.options.searchText ?? foldedText)(at.resource, at.row),
  }
  return scope
} // prettier-ignore

/**
 * Opens a record of rows in memory: forms, plain backends, tests.
 *
 * Computed values, live and stored, are computed anew where the rows that they need are there; without the
 * child rows of a rollup the row's own value stands. The arrays of `tables` are taken to be never changed.
 * Lines are read from their own table, else from the array inside their parent. As of a day, states come
 * from the rows of `_state_events` (`resource`, `record`, `on_day`, `at`, `to_state`).
 * Errors: an unknown path gives undefined or null (`checkModel` reports it).
 */
export const memoryScope = (
  index: ModelIndex,
  tables: MemoryTables,
  resource: string,
  row: MemoryRow,
  ctx: Context,
  options: MemoryOptions = {},
): RecordScope => memoryScopes(index, tables, resource, ctx, options)(row)

/** Opens many records of one resource, as `memoryScope` opens one; what is computed for one serves the others. */
export const memoryScopes = (
  index: ModelIndex,
  tables: MemoryTables,
  resource: string,
  ctx: Context,
  options: MemoryOptions = {},
): ((row: MemoryRow) => RecordScope) => {
  const found = index.resources.get(resource)
  if (!found) throw new RangeError(`no resource "${resource}"`)
  const store: Store = { index, tables, ctx, options, known: new WeakMap() }
  return (row) => open(store, { resource: found, row })
}
