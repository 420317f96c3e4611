import { HttpError, type DataProvider, type GetListParams, type GetListResult } from 'ra-core'
import type { Test } from '#model/language/ast.ts'
import type { Context } from '#model/language/context.ts'
import type { Field, Predicate } from '#model/language/definition.ts'
import { ListError, listRows } from '#model/language/memory-list.ts'
import { parsePredicate, PredicateError, testPaths } from '#model/language/predicate.ts'
import { resourcesBehind } from '#model/language/reach.ts'
import { resolvePath } from '#model/language/resources.ts'
import { parseVariable, resolveVariable } from '#model/language/time.ts'
import { contextOf, type Parts } from './parts.ts'
import { isCannot, isNotThere } from './providers/cannot.ts'
import { rowLimit } from './tables.ts'

/** Puts the viewer's values in place of variables: a plain backend knows neither the person nor the company's day. */
const settled = (value: unknown, ctx: Context): unknown => {
  if (typeof value === 'string') {
    const isVariable = /^\$[a-z_]/.test(value) && !('problem' in parseVariable(value))
    return isVariable ? resolveVariable(value, ctx) : value
  }
  if (Array.isArray(value)) return value.flatMap((each) => settled(each, ctx))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, settled(each, ctx)]))
}

const settledFilter = async (parts: Parts, filter: unknown): Promise<Predicate> => {
  const isOpen = /"\$[a-z_.]+[^"]*"(?!:)/.test(JSON.stringify(filter ?? {}))
  return (isOpen ? settled(filter, await contextOf(parts)) : (filter ?? {})) as Predicate // as it came
}

const refuse = (parts: Parts, label: { readonly zh: string; readonly en: string }): HttpError =>
  new HttpError(label[parts.locale()], 400, { code: 'bad_query' })

const tooMany = {
  zh: `此数据源不能执行该筛选或排序，而记录超过 ${rowLimit} 条，无法在浏览器中完成`,
  en: `The backend cannot answer this filter or order, and there are more than ${rowLimit} rows to do it here`,
}

const holdsSeveral = (field: Field): boolean =>
  (field.type === 'enum' && field.many === true) ||
  ['references', 'tags', 'attachments', 'lines'].includes(field.type)

const parsed = (parts: Parts, filter: Predicate): Test => {
  try {
    return parsePredicate(filter)
  } catch (error) {
    throw error instanceof PredicateError ? refuse(parts, error.label) : error
  }
}

/** Filters on fields with several values: each backend keeps and compares those in its own way. */
const asksSeveral = (parts: Parts, resource: string, filter: Predicate): boolean =>
  testPaths(parsed(parts, filter)).some((path) => {
    const field = resolvePath(parts.index, resource, path)?.field
    return field !== undefined && holdsSeveral(field)
  })

/** Answers a list from fetched rows; never from a part of them. */
const fromRows = async (
  parts: Parts,
  resource: string,
  filter: Predicate,
  { pagination, sort }: GetListParams,
): Promise<GetListResult> => {
  const { index } = parts
  try {
    const asked = { tests: [parsed(parts, filter)], paths: sort ? [sort.field] : [] }
    const { tables, isCut } = await parts.tables.read(resourcesBehind(index, resource, asked))
    if (isCut) throw refuse(parts, tooMany)
    const { page = 1, perPage = 25 } = pagination ?? {}
    const range = [(page - 1) * perPage, page * perPage - 1] as const
    const query = { filter, range, ...(sort && { sort: [[sort.field, sort.order]] as const }) }
    const { rows, total } = listRows(index, tables, resource, query, await contextOf(parts))
    return { data: rows as GetListResult['data'], total } // rows of the backend
  } catch (error) {
    throw error instanceof ListError ? refuse(parts, error.label) : error
  }
}

/**
 * Lists that always answer: what the backend cannot filter or sort by, and lines that it keeps inside their parents,
 * come from rows fetched into the browser.
 */
export const answeredLists = (parts: Parts): Pick<DataProvider, 'getList' | 'getManyReference'> => {
  const { base, index } = parts
  const isHere = (resource: string, error: unknown): boolean =>
    (isCannot(error) ||
      (isNotThere(error) && index.resources.get(resource)?.parent !== undefined))
  const getList = async (resource: string, params: GetListParams): Promise<GetListResult> => {
    if (!index.resources.has(resource)) throw new HttpError(resource, 404, { code: 'not_found' })
    const filter = await settledFilter(parts, params.filter)
    try {
      if (!parts.speaks(resource) && asksSeveral(parts, resource, filter)) return await fromRows(parts, resource, filter, params)
      return await base.getList(resource, { ...params, filter })
    } catch (error) {
      if (!isHere(resource, error)) throw error
      return fromRows(parts, resource, filter, params)
    }
  }
  return {
    getList: getList as DataProvider['getList'], // rows of the resource asked for
    getManyReference: (async (resource: string, { target, id, filter, ...params }: Parameters<DataProvider['getManyReference']>[1]) =>
      getList(resource, { ...params, filter: { ...filter, [target]: id } })) as DataProvider['getManyReference'], // the same
  }
} // prettier-ignore
