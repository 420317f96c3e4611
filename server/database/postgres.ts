import pg from 'pg'
import { deadlines, type Database } from './database.ts'
import { listenPostgres } from './listen.ts'
import { kyselyOver, runTransaction } from './kysely.ts'
import { preparingPool } from './prepared.ts'

/** Transactions and readings after which a connection is made anew, with nothing prepared. */
const usesOfConnection = 10_000

const asText = (text: string) => text
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.INT8]: asText,
  [pg.types.builtins.NUMERIC]: asText,
  [pg.types.builtins.DATE]: asText,
  [pg.types.builtins.TIMESTAMP]: asText,
  [pg.types.builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format),
}

/**
 * Opens a real PostgreSQL.
 *
 * Errors: a connection lost while idle is dropped from the pool and reported to `onError`; the next
 * statement opens another.
 */
export const openPostgres = async (
  url: string,
  options: { readonly poolSize?: number; readonly onError?: (error: Error) => void } = {},
): Promise<Database> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    maxUses: usesOfConnection,
    types,
    statement_timeout: deadlines.query,
    connectionTimeoutMillis: 10_000,
    options: '-c timezone=UTC -c jit=off',
    pipeline: true,
  })
  pool.on('error', (error) => options.onError?.(error))
  // A connection lost while it is lent fails its statement; unheard, its event would end the process besides.
  pool.on('connect', (client) => client.on('error', () => {}))
  const probe = await pool.connect()
  probe.release()
  const kysely = kyselyOver(preparingPool(pool))
  return {
    kind: 'postgres',
    kysely,
    transaction: (work, o) => runTransaction(kysely, work, o?.kind ?? 'query'),
    listen: (channel, onNotify) =>
      listenPostgres(url, channel, onNotify, (error) => options.onError?.(error)),
    maintain: async (statement) => {
      const client = await pool.connect()
      try {
        await client.query(`set statement_timeout = ${deadlines.maintenance}`)
        await client.query(statement)
      } finally {
        client.release(true) // with its own deadline it is no connection for others
      }
    },
    close: () => pool.end(),
  }
}
