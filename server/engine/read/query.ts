import { sql, type RawBuilder } from 'kysely'
import type { Test } from '#model/language/ast.ts'
import type { Predicate } from '#model/language/definition.ts'
import { FilterError, notSortable, readFilter, unknownField } from '#model/language/filter.ts'
import { testPaths } from '#model/language/predicate.ts'
import { resolvePath, type Resource } from '#model/language/resources.ts'
import { sortKeyFields } from '#model/language/search-text.ts'
import { Problem } from '../../problems.ts'
import { CompileError } from '../../sql/compile.ts'
import type { Source } from '../../sql/source.ts'
import type { Work } from '../work.ts'

/** Size of a filter that a caller may send. */
const limits = { maxDepth: 8, maxTerms: 200 } as const

const bad = (zh: string, en: string): Problem => new Problem('bad_query', { message: { zh, en } })

/** Turns what the language says about a query into a problem of the caller. */
export const queryProblem = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run()
  } catch (error) {
    throw asQueryProblem(error)
  }
}

const asQueryProblem = (error: unknown): unknown => {
  if (error instanceof CompileError)
    return bad(
      `查询的 ${error.path}：${error.label.zh}`,
      `query at ${error.path}: ${error.label.en}`,
    )
  if (error instanceof FilterError) return new Problem('bad_query', { message: error.label })
  return error
}

/**
 * Parses a caller's filter.
 *
 * Archived rows are left out unless the filter speaks of `archived` or asks for rows by id.
 * Errors: `bad_query` naming the part that is wrong.
 */
export const filterTest = (
  work: Work,
  resource: Resource,
  filter: Predicate | undefined,
): readonly Test[] => {
  const test = parseFilter(work, resource, filter ?? {})
  const paths = testPaths(test)
  const archive: Test = { k: 'compare', path: 'archived', op: '$eq', value: { literal: false } }
  const isOpen = !resource.fields.archived || paths.includes('archived') || paths.includes('id')
  return isOpen ? [test] : [test, archive]
}

const parseFilter = (work: Work, resource: Resource, filter: Predicate): Test => {
  try {
    return readFilter(work.engine.index, resource, filter, limits)
  } catch (error) {
    throw asQueryProblem(error)
  }
}

export type Sort = readonly (readonly [string, 'ASC' | 'DESC'])[]

/** One key of an order: its fragment and direction. */
export type SortKey = { readonly sql: RawBuilder<unknown>; readonly descends: boolean }

/**
 * Lists the keys by which rows are ordered; the id comes last and breaks ties.
 *
 * Titles and searched texts sort by their pinyin key. Errors: `bad_query` for an unknown field.
 */
export const sortKeys = (source: Source, sort: Sort): readonly SortKey[] => [
  ...sort.map(([path, direction]) => ({
    sql: sortable(source, path),
    descends: direction === 'DESC',
  })),
  { sql: source.column('id'), descends: sort[0]?.[1] === 'DESC' },
]

const sortable = (source: Source, path: string): RawBuilder<unknown> => {
  const found = resolvePath(source.c.index, source.resource.name, path)
  if (!found || ['lines', 'attachments', 'references'].includes(found.field.type))
    throw new Problem('bad_query', {
      message: found ? notSortable(path) : unknownField(source.resource, path),
    })
  const keyed = found.hops.length === 0 && sortKeyFields(found.resource).includes(found.name)
  return keyed && !found.field.confidential && !found.field.secret
    ? source.column(`${found.name}_sort`)
    : source.path(found.field.type === 'record_ref' && !found.part ? `${path}.id` : path)
}

/** Orders rows stably; empty values come last either way. */
export const orderOf = (source: Source, sort: Sort): RawBuilder<unknown> =>
  sql.join(
    sortKeys(source, sort).map(({ sql: key, descends }) =>
      descends ? sql`${key} desc nulls last` : sql`${key} asc nulls last`,
    ),
  )
