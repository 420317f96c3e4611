import type { Test } from './ast.ts'
import type { Context } from './context.ts'
import type { Field, Label, Predicate } from './definition.ts'
import { Decimal } from './decimal.ts'
import { FilterError, notSortable, readFilter, unknownField } from './filter.ts'
import { withLines } from './memory-rows.ts'
import { matches, testPaths } from './predicate.ts'
import { resolvePath, type ModelIndex, type Resource } from './resources.ts'
import { memoryScopes, type MemoryRow, type MemoryTables, type RecordScope } from './scope.ts'
import { searchTextOf, sortKey, sortKeyFields } from './search-text.ts'
import { textOf, toValue } from './value.ts'

/** A list asked of rows in memory. */
export type MemoryQuery = {
  readonly filter?: Predicate
  readonly sort?: readonly (readonly [string, 'ASC' | 'DESC'])[]
  /** Inclusive, zero based. */
  readonly range?: readonly [number, number]
}

/** A list query that cannot be answered; the label says which part and why. */
export class ListError extends Error {
  readonly label: Label

  constructor(label: Label) {
    super(label.en)
    this.label = label
  }
}

/**
 * Answers a list from rows in memory as the server does from SQL: archived rows left out unless the filter names
 * them, pinyin order for names, empty values last, the id breaks ties.
 *
 * Shape: the rows of the range and the number of all. O(rows): fine to some ten thousand. Tables and context are taken
 * to be never changed.
 * Errors: `ListError` names the part of the filter or the field of the sort.
 */
export const listRows = (
  index: ModelIndex,
  given: MemoryTables,
  resource: string,
  query: MemoryQuery,
  ctx: Context,
): { readonly rows: readonly MemoryRow[]; readonly total: number } => {
  const tables = withLines(index, given)
  const at = index.resources.get(resource)
  if (!at) throw new ListError({ zh: `没有“${resource}”`, en: `there is no "${resource}"` })
  const tests = testsOf(index, at, query.filter ?? {})
  const sort = query.sort ?? []
  const keys = sort.map(([path]) => keyReader(index, at, path))
  const open = openerOf(index, tables, resource, ctx)
  const found: Found[] = []
  for (const row of tables.get(resource) ?? []) {
    const scope = open(row)
    if (!tests.every((test) => matches(test, scope, ctx))) continue
    found.push({ row, id: String(row.id), keys: keys.map((key) => key(scope)) })
  }
  const ordered = found.toSorted(
    inOrder(sort.map(([, direction]) => (direction === 'DESC' ? -1 : 1))),
  )
  const [from, to] = query.range ?? [0, ordered.length]
  return { rows: ordered.slice(from, to + 1).map(({ row }) => row), total: ordered.length }
}

type Opener = (row: MemoryRow) => RecordScope
const openers = new WeakMap<MemoryTables, WeakMap<Context, Map<string, Opener>>>()

/** Opens rows for lists; what was computed is kept as long as the same tables are asked in the same context. */
const openerOf = (
  index: ModelIndex,
  tables: MemoryTables,
  resource: string,
  ctx: Context,
): Opener => {
  const byContext = openers.get(tables) ?? new WeakMap<Context, Map<string, Opener>>()
  openers.set(tables, byContext)
  const byResource = byContext.get(ctx) ?? new Map<string, Opener>()
  byContext.set(ctx, byResource)
  const known = byResource.get(resource)
  if (known) return known
  const open = memoryScopes(index, tables, resource, ctx, { searchText: searchTextOf })
  byResource.set(resource, open)
  return open
}

type Found = { readonly row: MemoryRow; readonly id: string; readonly keys: readonly SortValue[] }

/** Compares rows key by key; equal ones by their id, in the direction of the first key. */
const inOrder =
  (turns: readonly number[]) =>
  (a: Found, b: Found): number => {
    for (let i = 0; i < turns.length; i += 1) {
      const order = compareKeys(a.keys[i] ?? null, b.keys[i] ?? null, turns[i] ?? 1)
      if (order !== 0) return order
    }
    return (a.id < b.id ? -1 : 1) * (turns[0] ?? 1)
  }

const testsOf = (index: ModelIndex, resource: Resource, filter: Predicate): readonly Test[] => {
  const test = parsed(index, resource, filter)
  const paths = testPaths(test)
  const isOpen = !resource.fields.archived || paths.includes('archived') || paths.includes('id')
  const present: Test = { k: 'compare', path: 'archived', op: '$ne', value: { literal: true } }
  return isOpen ? [test] : [test, present]
}

const parsed = (index: ModelIndex, resource: Resource, filter: Predicate): Test => {
  try {
    return readFilter(index, resource, filter)
  } catch (error) {
    throw error instanceof FilterError ? new ListError(error.label) : error
  }
}

const requirePath = (index: ModelIndex, resource: Resource, path: string): Field => {
  const found = resolvePath(index, resource.name, path)
  if (found) return found.field
  throw new ListError(unknownField(resource, path))
}

type SortValue = Decimal | string | null

const keyReader = (
  index: ModelIndex,
  resource: Resource,
  path: string,
): ((scope: RecordScope) => SortValue) => {
  const { type } = requirePath(index, resource, path)
  if (type === 'lines' || type === 'attachments' || type === 'references')
    throw new ListError(notSortable(path))
  const isNamed = sortKeyFields(resource).includes(path)
  return (scope) => {
    const value = toValue(scope.get(path))
    if (value === null || Array.isArray(value)) return null
    if (value instanceof Decimal) return value
    return isNamed ? pinyinKey(textOf(value)) : textOf(value)
  }
}

const pinyinKeys = new Map<string, string>()
const mostKeys = 50_000

/** Pinyin is slow to find: keys are kept, and forgotten all at once when there are very many. */
const pinyinKey = (text: string): string => {
  const known = pinyinKeys.get(text)
  if (known !== undefined) return known
  if (pinyinKeys.size >= mostKeys) pinyinKeys.clear()
  const key = sortKey(text)
  pinyinKeys.set(text, key)
  return key
}

/** Empty values come last either way. */
const compareKeys = (a: SortValue, b: SortValue, turn: number): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : a < b ? -turn : turn
  if (a instanceof Decimal && b instanceof Decimal) return turn * a.comparedTo(b)
  return compareKeys(String(a), String(b), turn)
}
