import type { DataProvider } from 'ra-core'
import simpleRest from 'ra-data-simple-rest'
import type { AggregateAnswer, AggregateQuery, Predicate } from '#model/language/definition.ts'
import { changesBetween } from './diff.ts'
import { apiUrl, call, http, sending } from './http.ts'
import type { BulkRequest, HistoryEntry, Row, SearchHit, Step } from '#model/language/wire.ts'
import type { Attachment, Comment } from './wire.ts'

/** A question of a batch: about one resource, or a metric across several. */
export type Question =
  | (AggregateQuery & { readonly resource: string })
  | (Omit<AggregateQuery, 'measures'> & { readonly metric: string })
/** Answer to one question of a batch: a refused one does not take the others with it. */
export type BatchAnswer =
  AggregateAnswer | { readonly problem: { readonly code: string; readonly message: string } }

/** Rows of a resource to be counted. */
export type CountQuery = { readonly resource: string; readonly filter: Predicate }

export type TransitionParams = {
  readonly id: string
  readonly name: string
  readonly version: number | undefined
  readonly data: Readonly<Record<string, unknown>>
}
export type ExportParams = {
  readonly format: 'csv' | 'xlsx'
  readonly filter: Predicate
  readonly sort?: readonly [string, 'ASC' | 'DESC']
}

/** react-admin's provider and what a back office needs besides: workflow, history, aggregates, files. */
export interface AppDataProvider extends DataProvider {
  aggregate(resource: string, query: AggregateQuery, signal?: AbortSignal): Promise<AggregateAnswer>
  /** Answers several questions in one request, in their order. */
  aggregateMany(questions: readonly Question[], signal?: AbortSignal): Promise<{ readonly answers: readonly BatchAnswer[]; readonly requestId: string | null }>
  /** Counts the rows of several filters in one request; null where one is refused. */
  counts(queries: readonly CountQuery[]): Promise<readonly (number | null)[]>
  transition(resource: string, params: TransitionParams): Promise<{ data: Row }>
  bulk(resource: string, request: BulkRequest): Promise<{ data: readonly Row[] }>
  restore(resource: string, params: { id: string; version?: number }): Promise<{ data: Row }>
  steps(resource: string, id: string): Promise<readonly Step[]>
  history(resource: string, id: string): Promise<readonly HistoryEntry[]>
  comments(resource: string, id: string): Promise<readonly Comment[]>
  addComment(resource: string, id: string, body: string): Promise<Comment>
  files(resource: string, id: string): Promise<readonly Attachment[]>
  /** Stores a file; without an id it waits for the record that will name it. */
  upload(resource: string, file: File, options?: { id?: string; field?: string }): Promise<Attachment>
  reveal(resource: string, id: string, field: string): Promise<unknown>
  search(text: string, signal?: AbortSignal): Promise<readonly SearchHit[]>
  /** Address of the whole list as a file. */
  exportUrl(resource: string, params: ExportParams): Promise<string>
} // prettier-ignore

const ifMatch = (version: unknown): Record<string, string> =>
  typeof version === 'number' ? { 'If-Match': `"${version}"` } : {}

const at = (resource: string, id: unknown, rest = ''): string =>
  `/${resource}/${encodeURIComponent(String(id))}${rest}`

type Records = Pick<AppDataProvider, 'update' | 'updateMany' | 'delete' | 'deleteMany'>

/** Writes with the version that the edit was based on, and only what was changed. */
const versionedWrites: Records = {
  update: async (resource, { id, data, previousData }) => {
    const changes = changesBetween(previousData ?? {}, data)
    if (previousData && Object.keys(changes).length === 0) return { data: previousData }
    const version = data.version ?? previousData?.version
    return { data: await call(at(resource, id), sending('PATCH', changes, ifMatch(version))) }
  },
  updateMany: async (resource, { ids, data, meta }) => {
    await bulkItems(resource, { op: 'update', ids, data, meta })
    return { data: ids }
  },
  delete: async (resource, { id, previousData }) => ({
    data: await call(at(resource, id), {
      method: 'DELETE',
      headers: new Headers(ifMatch(previousData?.version)),
    }),
  }),
  deleteMany: async (resource, { ids, meta }) => {
    await bulkItems(resource, { op: 'delete', ids, meta })
    return { data: ids }
  },
}

/** Reads the versions of the rows when the caller has none, then sends one request for all of them. */
const bulkItems = async (
  resource: string,
  { op, ids, data, meta }: { op: BulkRequest['op']; ids: readonly unknown[]; data?: Record<string, unknown>; meta?: { items?: BulkRequest['items'] } },
): Promise<void> => {
  const filter = encodeURIComponent(JSON.stringify({ id: ids }))
  const rows = meta?.items ?? (await call<Row[]>(`/${resource}?filter=${filter}`))
  const items = rows.map(({ id, version }) => ({ id, version: version ?? 1 }))
  await call(`/${resource}/bulk`, sending('POST', { op, items, ...(data && { data }) }))
} // prettier-ignore

const upload: AppDataProvider['upload'] = (resource, file, { id, field } = {}) => {
  const body = new FormData()
  body.append('file', file)
  if (field) body.append('field', field)
  if (!id) body.append('resource', resource)
  return call(id ? at(resource, id, '/files') : '/files', { method: 'POST', body })
}

const countMeasure = 'count:rows'

const counts: AppDataProvider['counts'] = async (queries) => {
  if (queries.length === 0) return []
  const asked = queries.map((query) => ({ ...query, measures: [countMeasure] }))
  const answers = await call<readonly Partial<AggregateAnswer>[]>(
    '/aggregate',
    sending('POST', asked),
  )
  return answers.map(({ rows }) => {
    const count = rows?.[0]?.[countMeasure]
    return typeof count === 'number' ? count : null
  })
}

const aggregateMany: AppDataProvider['aggregateMany'] = async (questions, signal) => {
  const options = { ...sending('POST', questions), ...(signal && { signal }) }
  const { json, headers } = await http(`${apiUrl()}/aggregate`, options)
  return { answers: json as readonly BatchAnswer[], requestId: headers.get('x-request-id') } // the contract of api.md
}

/** `meta.asOf` asks for the rows as they stood at the end of a day. */
const getList: AppDataProvider['getList'] = (resource, params) => {
  const asOf: unknown = params.meta?.asOf
  if (typeof asOf !== 'string') return simpleRest(apiUrl(), http).getList(resource, params)
  const atDay = (url: string, options?: Parameters<typeof http>[1]) =>
    http(`${url}&asOf=${encodeURIComponent(asOf)}`, options)
  return simpleRest(apiUrl(), atDay).getList(resource, params)
}

const exportUrl: AppDataProvider['exportUrl'] = async (resource, { format, filter, sort }) => {
  const query = new URLSearchParams({ format, filter: JSON.stringify(filter) })
  if (sort) query.set('sort', JSON.stringify(sort))
  return `${apiUrl()}/${resource}/export?${query.toString()}`
}

/** Builds the provider of Charter's own server: ra-data-simple-rest for reads, our own verbs for the rest. */
export const createDataProvider = (): AppDataProvider => ({
  ...simpleRest(apiUrl(), http),
  getList,
  supportAbortSignal: true,
  ...versionedWrites,
  aggregate: (resource, query, signal) =>
    call(`/${resource}/aggregate`, { ...sending('POST', query), ...(signal && { signal }) }),
  aggregateMany,
  counts,
  transition: async (resource, { id, name, version, data }) => ({
    data: await call(
      at(resource, id, `/transitions/${name}`),
      sending('POST', data, ifMatch(version)),
    ),
  }),
  bulk: async (resource, request) => ({
    data: await call(`/${resource}/bulk`, sending('POST', request)),
  }),
  restore: async (resource, { id, version }) => ({
    data: await call(at(resource, id, '/restore'), sending('POST', {}, ifMatch(version))),
  }),
  steps: (resource, id) => call(at(resource, id, '/steps')),
  history: (resource, id) => call(at(resource, id, '/history')),
  comments: (resource, id) => call(at(resource, id, '/comments')),
  addComment: (resource, id, body) => call(at(resource, id, '/comments'), sending('POST', { body })),
  files: (resource, id) => call(at(resource, id, '/files')),
  upload,
  reveal: async (resource, id, field) =>
    (await call<Row>(`${at(resource, id)}?reveal=${encodeURIComponent(field)}`))[field],
  search: (text, signal) =>
    call(`/search?q=${encodeURIComponent(text)}`, signal ? { signal } : {}),
  exportUrl,
}) // prettier-ignore

/** Address of a stored file. */
export const fileUrl = (id: string): string => `${apiUrl()}/files/${encodeURIComponent(id)}`
