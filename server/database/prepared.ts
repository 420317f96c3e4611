import type pg from 'pg'
import type { PostgresPool } from 'kysely'

/** Statements that are kept prepared; the one not asked for longest goes. */
const capacity = 250
/** Parameters beyond which a statement is written for its values and hardly comes again. */
const manyParameters = 200

/** Names for statements that come again and again; undefined for all others. */
export const statementNames = (): ((
  text: string,
  values: readonly unknown[],
) => string | undefined) => {
  const names = new Map<string, string | undefined>()
  let counter = 0
  return (text, values) => {
    if (values.length === 0 || values.length > manyParameters) return undefined
    const name = names.has(text) ? (names.get(text) ?? `s${(counter += 1)}`) : undefined
    names.delete(text)
    names.set(text, name)
    const [oldest] = names.keys()
    if (names.size > capacity && oldest !== undefined) names.delete(oldest)
    return name
  }
}

/**
 * A pool whose connections prepare what they are asked again, so that PostgreSQL parses and plans it once: most of the
 * time of a small reading went there.
 *
 * A connection lives for so many uses only (see `postgres.ts`), which bounds what it keeps prepared.
 */
export const preparingPool = (pool: pg.Pool): PostgresPool => {
  const nameOf = statementNames()
  const prepared = (client: pg.PoolClient) => ({
    query: (text: string, values: readonly unknown[]) => {
      const name = nameOf(text, values)
      return client.query({ text, values: [...values], ...(name !== undefined && { name }) })
    },
    release: (discard: boolean) => client.release(discard),
  })
  const connect = async () => prepared(await pool.connect())
  return { connect, end: () => pool.end(), options: pool.options } as unknown as PostgresPool // without cursors, which are not used
}
