import { Kysely, PostgresDialect, sql, type PostgresPool } from 'kysely'
import { deadlines, type Tables, type WorkKind } from './database.ts'

/** Drives a pool of either driver with kysely's own PostgreSQL dialect. */
export const kyselyOver = (pool: PostgresPool): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })

const retryable = new Set(['40001', '40P01'])
const attempts = 4

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** Runs work in a transaction and tries it again after a serialization failure or a deadlock. */
export const runTransaction = async <T>(
  kysely: Kysely<Tables>,
  work: (tx: Kysely<Tables>) => Promise<T>,
  kind: WorkKind,
): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await kysely.transaction().execute(async (tx) => {
        if (kind !== 'query')
          await sql`select set_config('statement_timeout', ${String(deadlines[kind])}, true)`.execute(
            tx,
          )
        return work(tx)
      })
    } catch (error) {
      if (attempt >= attempts || !retryable.has(codeOf(error))) throw error
    }
  }
}
