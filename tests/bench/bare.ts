import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import pg from 'pg'

export type Statement = { readonly text: string; readonly values: readonly unknown[] }

/**
 * The least server there can be: node:http and pg, one statement a request, no rights, no rules.
 *
 * The yardstick of the rates; it runs in the same run, on the same database.
 */
export const startBare = async (
  url: string,
  statements: { readonly trend: Statement; readonly insert: (id: string) => Statement },
): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const pool = new pg.Pool({ connectionString: url, max: 10, options: '-c jit=off' })
  pool.on('error', () => {}) // the database goes before the pool when a run fails
  const answer = async (path: string): Promise<unknown> => {
    const [, kind, id = ''] = path.split('/')
    if (kind === 'one')
      return (await pool.query('select * from orders where id = $1', [id])).rows[0]
    if (kind === 'page')
      return (
        await pool.query(
          'select * from orders where not archived order by received_on desc nulls last, id desc limit 25',
        )
      ).rows
    const { text, values } = kind === 'create' ? statements.insert(randomUUID()) : statements.trend
    return (await pool.query(text, [...values])).rows
  }
  const server = createServer((request, response) => {
    answer(request.url ?? '').then(
      (body) => {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(body))
      },
      (error: unknown) => {
        response.statusCode = 500
        response.end(String(error))
      },
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await pool.end()
    },
  }
}
