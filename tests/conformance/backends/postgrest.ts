import type { Pool } from 'pg'
import { json, type Handler } from './listen.ts'
import { orderOf, pageOf, QueryFault, tableOf, whereOf, type Fragment } from './postgrest-query.ts'

/** Status of a refused statement, by the table in PostgREST's manual. */
const statusOf = (code: string): number => {
  if (code === '23503' || code === '23505') return 409
  if (code === '42P01') return 404
  return /^(22|23|42)/.test(code) ? 400 : 500
}

const problem = (status: number, code: string, message: string): Response =>
  json({ code, message, details: null, hint: null }, status)

const single = 'application/vnd.pgrst.object+json'
const wants = (request: Request, header: string, text: string): boolean =>
  (request.headers.get(header) ?? '').includes(text)

/** Rows as the database writes them in JSON: numbers and instants never pass through JavaScript. */
const rowsOf = async (pool: Pool, { sql, values }: Fragment): Promise<{ count: number; body: string; first: string }> => {
  const { rows } = await pool.query<{ count: string; body: string; first: string | null }>(
    `with found as (${sql}) select count(*) as count, coalesce(json_agg(found), '[]')::text as body, (json_agg(found) -> 0)::text as first from found`,
    [...values],
  )
  return { count: Number(rows[0]?.count), body: rows[0]?.body ?? '[]', first: rows[0]?.first ?? '' }
} // prettier-ignore

const answer = (body: string, status: number, range?: string): Response =>
  new Response(body, {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(range && { 'content-range': range }),
    },
  })

const read = async (pool: Pool, request: Request, url: URL): Promise<Response> => {
  const table = tableOf(url)
  const where = whereOf(url.searchParams)
  const { limit, offset } = pageOf(url.searchParams)
  const paged = `select * from ${table} ${where.sql} ${orderOf(url.searchParams)} limit ${limit ?? 'all'} offset ${offset}`
  const { count, body, first } = await rowsOf(pool, { sql: paged, values: where.values })
  if (wants(request, 'accept', single))
    return count === 1 ? answer(first, 200) : problem(406, 'PGRST116', 'Cannot coerce the result to a single JSON object') // prettier-ignore
  if (!wants(request, 'prefer', 'count=exact')) return answer(body, 200, `${offset}-${offset + count - 1}/*`) // prettier-ignore
  const counted = await pool.query<{ total: string }>(`select count(*) as total from ${table} ${where.sql}`, [...where.values]) // prettier-ignore
  const total = Number(counted.rows[0]?.total)
  if (offset > total) return problem(416, 'PGRST103', 'Requested range not satisfiable')
  const range = count === 0 ? '*' : `${offset}-${offset + count - 1}`
  return answer(body, count < total ? 206 : 200, `${range}/${total}`)
}

/** Columns of the body as a row of the table: the database reads each by its type. */
const columnsOf = (body: object): string =>
  Object.keys(body)
    .map((column) => `"${column.replaceAll('"', '""')}"`)
    .join(', ')

const write = async (pool: Pool, request: Request, url: URL): Promise<Response> => {
  const table = tableOf(url)
  const where = whereOf(url.searchParams)
  const body = request.method === 'DELETE' ? {} : ((await request.json()) as object) // written by the provider
  const columns = columnsOf(body)
  const data = `$${where.values.length + 1}`
  const statement = {
    POST: `insert into ${table} (${columns}) select ${columns} from json_populate_record(null::${table}, ${data}) returning *`,
    PATCH: `update ${table} set (${columns}) = (select ${columns} from json_populate_record(null::${table}, ${data})) ${where.sql} returning *`,
    DELETE: `delete from ${table} ${where.sql} returning *`,
  }[request.method]
  if (statement === undefined) return problem(405, 'PGRST117', 'Unsupported HTTP method')
  const values = request.method === 'DELETE' ? where.values : [...where.values, JSON.stringify(body)] // prettier-ignore
  const found = await rowsOf(pool, { sql: statement, values })
  const status = request.method === 'POST' ? 201 : 200
  if (!wants(request, 'prefer', 'return=representation')) return new Response(null, { status: 204 })
  if (!wants(request, 'accept', single)) return answer(found.body, status)
  return found.count === 1 ? answer(found.first, status) : problem(406, 'PGRST116', 'Cannot coerce the result to a single JSON object') // prettier-ignore
}

/**
 * Speaks the dialect of PostgREST over a real PostgreSQL, as far as its manual describes what the provider asks for:
 * filters with logical trees, order, ranges with counts, single objects, and its codes of errors.
 *
 * It is no PostgREST: no schema cache, embedding, roles or functions.
 */
export const postgrestOver =
  (pool: Pool): Handler =>
  async (request) => {
    const url = new URL(request.url)
    try {
      return await (request.method === 'GET' ? read : write)(pool, request, url)
    } catch (error) {
      if (error instanceof QueryFault) return problem(400, 'PGRST100', error.message)
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (code === '') throw error
      return problem(statusOf(code), code, error instanceof Error ? error.message : '')
    }
  }
