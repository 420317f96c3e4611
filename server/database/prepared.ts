import type pg from 'pg'
import type { PostgresPool } from 'kysely'
import { pipelined } from './pipelined.ts'

/** Statements that are kept prepared; the one not asked for longest goes. */
const capacity = 250
/** Parameters beyond which a statement is written for its values and hardly comes again. */
const manyParameters = 200

/** A migration changed what a prepared statement reads: its result or the type of a parameter is another now. */
const outdated = new Set(['0A000', '42804', '42883'])
const abortedTransaction = '25P02'

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined

const isOutdated = (error: unknown): boolean => outdated.has(String(codeOf(error)))

/** The transaction has to be tried again; its statements are then prepared anew. */
class OutdatedStatement extends Error {
  readonly code = '40001'

  constructor(cause: unknown) {
    super('a prepared statement is older than the tables it reads', { cause })
  }
}

/** Names for statements that come again and again; undefined for all others. */
export const statementNames = (
  prefix = 's',
): ((text: string, values: readonly unknown[]) => string | undefined) => {
  const names = new Map<string, string | undefined>()
  let counter = 0
  return (text, values) => {
    if (values.length === 0 || values.length > manyParameters) return undefined
    const name = names.has(text) ? (names.get(text) ?? `${prefix}${(counter += 1)}`) : undefined
    names.delete(text)
    names.set(text, name)
    const [oldest] = names.keys()
    if (names.size > capacity && oldest !== undefined) names.delete(oldest)
    return name
  }
}

/** What is asked of a connection that prepares the statements with a name. */
type NamingClient<T> = {
  query(asked: { text: string; values: unknown[]; name?: string }): Promise<T>
  release(discard?: boolean): void
}

/** Asks connections, giving a name to what comes again, and another to what a migration has made outdated. */
const asking = () => {
  let round = 0
  let nameOf = statementNames()
  return async <T>(
    client: NamingClient<T>,
    text: string,
    values: readonly unknown[],
  ): Promise<T> => {
    const name = nameOf(text, values)
    if (name === undefined) return client.query({ text, values: [...values] })
    try {
      return await client.query({ text, values: [...values], name })
    } catch (error) {
      if (!isOutdated(error)) throw error
      nameOf = statementNames(`r${(round += 1)}s`)
      return client.query({ text, values: [...values] }).catch((again: unknown) => {
        throw codeOf(again) === abortedTransaction ? new OutdatedStatement(error) : again
      })
    }
  }
}

/** A pool of connections that take one statement after another. */
export type NamingPool = { connect(): Promise<NamingClient<unknown>>; end(): Promise<void> }

/** Prepares what comes again, for connections that take one statement after another, as PGlite's does. */
export const preparingEach = (pool: NamingPool): PostgresPool => {
  const ask = asking()
  const connect = async () => {
    const client = await pool.connect()
    return {
      query: (text: string, values: readonly unknown[] = []) => ask(client, text, values),
      release: (discard: boolean) => client.release(discard),
    }
  }
  return { connect, end: () => pool.end() } as unknown as PostgresPool // without cursors, which are not used
}

/**
 * A pool whose connections prepare what they are asked again, so that PostgreSQL parses and plans it once: most of the
 * time of a small reading went there. A statement that a migration has made outdated is prepared anew.
 *
 * A connection lives for so many uses only (see `postgres.ts`), which bounds what it keeps prepared.
 */
export const preparingPool = (pool: pg.Pool): PostgresPool => {
  const ask = asking()
  const connect = async () => {
    const client = await pool.connect()
    return {
      query: pipelined(client.connection.stream, (text, values) => ask(client, text, values)),
      release: (discard: boolean) => client.release(discard),
    }
  }
  return { connect, end: () => pool.end(), options: pool.options } as unknown as PostgresPool // without cursors, which are not used
}
