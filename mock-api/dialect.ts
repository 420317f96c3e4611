import type { Handler, MockResponse, Router } from 'json-server'
import type { Context } from '#model/language/context.ts'
import { ListError, listRows, type MemoryQuery } from '#model/language/memory-list.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { MemoryTables } from '#model/language/scope.ts'

export type DialectOptions = {
  readonly index: ModelIndex
  readonly context: () => Context
}

type Refusal = { readonly status: number; readonly code: string; readonly zh: string; readonly en: string } // prettier-ignore

const refuse = (response: MockResponse, { status, code, zh, en }: Refusal): void =>
  response.status(status).json({ code, message: `${zh} / ${en}` })

const readJson = (query: Readonly<Record<string, unknown>>, part: string): unknown => {
  const text = query[part]
  if (text === undefined) return undefined
  try {
    return JSON.parse(String(text))
  } catch {
    throw new ListError({ zh: `${part} 不是有效的 JSON`, en: `${part} is not valid JSON` })
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const readRange = (value: unknown): readonly [number, number] | undefined => {
  if (value === undefined) return undefined
  const [from, to] = Array.isArray(value) ? value : []
  if (Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to >= from - 1)
    return [from, to]
  throw new ListError({ zh: 'range 应为 [起, 止]', en: 'range must be [from, to]' })
}

const readSort = (value: unknown): MemoryQuery['sort'] => {
  if (value === undefined) return undefined
  const [field, direction] = Array.isArray(value) ? value : []
  if (typeof field === 'string' && (direction === 'ASC' || direction === 'DESC'))
    return [[field, direction]]
  throw new ListError({
    zh: 'sort 应为 [字段, "ASC" 或 "DESC"]',
    en: 'sort must be [field, "ASC" or "DESC"]',
  })
}

const readFilter = (value: unknown): NonNullable<MemoryQuery['filter']> => {
  if (value === undefined) return {}
  if (isObject(value)) return value as NonNullable<MemoryQuery['filter']> // parsed with every part named below
  throw new ListError({ zh: 'filter 应为对象', en: 'filter must be an object' })
}

/** What lists are answered from: arrays that nobody changes. */
type Known = { readonly of: Router; readonly tables: MemoryTables; readonly ctx: Context }

const minuteOf = ({ now }: Context): string => now.slice(0, 16)

/**
 * Lets json-server speak the dialect of ra-data-simple-rest, with filters in the predicate language.
 *
 * Mounted before json-server's router: lists with `filter`, `sort`, `range` and Content-Range, `PUT` that merges,
 * `DELETE` that answers the record and touches no other. Nothing else is checked: the file is plain data.
 */
export const simpleRestDialect = (
  router: () => Router,
  { index, context }: DialectOptions,
): Handler => {
  let known: Known | undefined

  /** Rows as lists see them, made again after a write; the clock goes on by minutes, so that values serve many lists. */
  const knownNow = (): Known => {
    const of = router()
    if (known?.of !== of) {
      const entries = Object.entries(of.db.getState()).filter(([, rows]) => Array.isArray(rows))
      const tables = new Map(entries.map(([name, rows]) => [name, [...rows]]))
      known = { of, tables, ctx: context() }
    }
    const ctx = context()
    if (minuteOf(known.ctx) !== minuteOf(ctx)) known = { ...known, ctx }
    return known
  }

  const list: Handler = ({ path, query }, response) => {
    const resource = path.slice(1)
    const { tables, ctx } = knownNow()
    const { rows, total } = listRows(
      index,
      tables,
      resource,
      {
        filter: readFilter(readJson(query, 'filter')),
        sort: readSort(readJson(query, 'sort')),
        range: readRange(readJson(query, 'range')),
      },
      ctx,
    )
    const from = readRange(readJson(query, 'range'))?.[0] ?? 0
    const shown = rows.length ? `${from}-${from + rows.length - 1}` : '*'
    response.set('Content-Range', `${resource} ${shown}/${total}`)
    response.set('Access-Control-Expose-Headers', 'Content-Range')
    response.json(rows)
  }

  return (request, response, next) => {
    const [, resource = '', id] = request.path.split('/').map(decodeURIComponent)
    const { db } = router()
    const isKnown = index.resources.has(resource)
    try {
      if (isKnown && request.method === 'GET' && id === undefined)
        return list(request, response, next)
    } catch (error) {
      if (!(error instanceof ListError)) throw error
      return refuse(response, { status: 400, code: 'bad_query', ...error.label })
    }
    const rows = Object.hasOwn(db.getState(), resource) ? db.get(resource).value() : undefined
    if (!Array.isArray(rows) || !isKnown) return next()
    if (request.method !== 'GET') known = undefined
    if (request.method === 'POST' && id === undefined)
      return create(rows, request.body, response, (body) => {
        request.body = body
        next()
      })
    const row = id === undefined ? undefined : rows.find((one) => String(one.id) === id)
    if (id !== undefined && !row)
      return refuse(response, { status: 404, code: 'not_found', zh: '没有这条记录', en: 'There is no such record' }) // prettier-ignore
    if (request.method === 'PUT' || request.method === 'PATCH') {
      if (!isObject(request.body)) return refuse(response, notAnObject)
      request.method = 'PATCH'
      request.body = { ...request.body, id: row?.id }
    }
    if (request.method === 'DELETE' && row) {
      db.get(resource).remove({ id: row.id }).write()
      return response.json(row)
    }
    next()
  }
}

const notAnObject: Refusal = {
  status: 400,
  code: 'bad_request',
  zh: '请求内容应为一个 JSON 对象',
  en: 'The body must be a JSON object',
}

/** A new row gets an id unless it brings one; one that is taken is refused. */
const create = (
  rows: readonly Record<string, unknown>[],
  body: unknown,
  response: MockResponse,
  go: (body: Record<string, unknown>) => void,
): void => {
  if (!isObject(body)) return refuse(response, notAnObject)
  const { id } = body
  if (id !== undefined && rows.some((row) => row.id === id))
    return refuse(response, { status: 409, code: 'conflict', zh: '这个 id 已被使用', en: 'This id is taken' }) // prettier-ignore
  go({ ...body, id: id ?? crypto.randomUUID() })
}
