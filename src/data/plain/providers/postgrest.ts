import createPostgrest from '@raphiniert/ra-data-postgrest'
import { HttpError, type DataProvider, type GetListResult, type SortPayload } from 'ra-core'
import type { Predicate } from '#model/language/definition.ts'
import type { Names } from '../../config.ts'
import type { Http } from '../../http.ts'
import { cannot } from './cannot.ts'
import { postgrestCondition } from './postgrest-filter.ts'

/** The key `and@` is handed on by the stock provider as it is. */
const filterOf = (filter: unknown): Record<string, string> => {
  const said = postgrestCondition((filter ?? {}) as Predicate) // of the console, or refused while parsed
  return said === null ? {} : { 'and@': said }
}

/** Empty values last either way, and the id breaks ties: the stock provider appends the direction of the last key. */
const sortOf = ({ field, order }: SortPayload, key: string): SortPayload => {
  if (!/^\w+$/.test(field)) throw cannot(`sort by ${field}`)
  const direction = order === 'DESC' ? 'desc' : 'asc'
  return { field: field === key ? key : `${field}.${direction}.nullslast,${key}`, order }
}

/** Resources whose key is not called `id` there. */
const keysOf = (resources: Readonly<Record<string, Names>>): Map<string, string[]> =>
  new Map(
    Object.entries(resources).flatMap(([resource, { name = resource, fields }]) => {
      const key = fields?.id ?? resources['*']?.fields?.id
      return key ? [[name, [key]]] : []
    }),
  )

/** The stock provider of PostgREST, with filters in the predicate language and an order that is the same every time. */
export const postgrestProvider = (
  url: string,
  http: Http,
  resources: Readonly<Record<string, Names>>,
): DataProvider => {
  const primaryKeys = keysOf(resources)
  const stock = createPostgrest({
    apiUrl: url,
    httpClient: http,
    defaultListOp: 'eq',
    primaryKeys,
    schema: () => '',
  })
  const keyOf = (resource: string) => primaryKeys.get(resource)?.[0] ?? 'id'
  return {
    ...stock,
    supportAbortSignal: true,
    getList: async (resource, { filter, sort, ...params }) => {
      const asked = { filter: filterOf(filter), ...(sort && { sort: sortOf(sort, keyOf(resource)) }) }
      const list = (pagination = params.pagination) => stock.getList(resource, { ...params, ...asked, pagination })
      return list().catch(pastTheEnd(() => list({ page: 1, perPage: 1 })))
    },
    getManyReference: async (resource, { filter, sort, ...params }) => {
      const asked = { filter: filterOf(filter), sort: sortOf(sort, keyOf(resource)) }
      const list = (pagination = params.pagination) => stock.getManyReference(resource, { ...params, ...asked, pagination })
      return list().catch(pastTheEnd(() => list({ page: 1, perPage: 1 })))
    },
    getOne: (resource, params) => stock.getOne(resource, params).catch(notThere),
    update: (resource, params) => stock.update(resource, params).catch(notThere),
    delete: (resource, params) => stock.delete(resource, params).catch(notThere),
  }
} // prettier-ignore

const statusOf = (error: unknown): number =>
  error instanceof HttpError && typeof error.status === 'number' ? error.status : 0

/** PostgREST refuses a page past the end (416): that page is empty, and the total is that of the first. */
const pastTheEnd =
  (first: () => Promise<GetListResult>) =>
  async (error: unknown): Promise<GetListResult<never>> => {
    if (statusOf(error) !== 416) throw error
    return { data: [], total: (await first()).total ?? 0 }
  }

/** PostgREST answers 406 where one record is asked for and none is found. */
const notThere = (error: unknown): never => {
  if (statusOf(error) !== 406) throw error
  throw new HttpError('charter.record.not_found', 404, { code: 'not_found' })
}
