import type { PostgresPool } from 'kysely'
import type { ParserOptions, PGlite, Results } from '@electric-sql/pglite'
import { DatabaseUnavailable, type Database } from './database.ts'
import { kyselyOver, runTransaction } from './kysely.ts'

/** Runs one statement on the single PGlite connection; one with a name may be kept prepared under it. */
export type RunStatement = (
  text: string,
  values: readonly unknown[],
  name?: string,
) => Promise<Results>

/** What a statement comes as: its text, or with its values and a name as `prepared.ts` gives them. */
type Asked =
  string | { readonly text: string; readonly values?: readonly unknown[]; readonly name?: string }

/** Type parsers that give the same values as `postgres.ts`; see `Database`. */
export const pgliteParsers: ParserOptions = {
  20: (text) => text,
  1700: (text) => text,
  1082: (text) => text,
  1114: (text) => text,
  1184: (text) => new Date(text).toISOString(),
}

/** Milliseconds that a caller queues for the one connection before it is told that the database is busy. */
const wait = 60_000

/**
 * Gives kysely the one connection of PGlite, to one borrower at a time, in order. When `epoch` has
 * grown since it was borrowed the connection is lost, and with it the open transaction.
 */
export const pglitePool = (run: RunStatement, epoch: () => number = () => 0): PostgresPool => {
  let last: Promise<void> = Promise.resolve()
  const borrow = async () => {
    const before = last
    let release = () => {}
    last = new Promise((resolve) => (release = resolve))
    await withinQueueDeadline(before, () => {
      void before.then(release)
    })
    return release
  }
  return {
    connect: async () => {
      const release = await borrow()
      const born = epoch()
      return {
        query: async (asked: Asked, given: readonly unknown[] = []) => {
          const { text, values = given, name } = typeof asked === 'string' ? { text: asked } : asked
          if (typeof text !== 'string') throw new TypeError('PGlite has no cursors')
          if (epoch() !== born) return lost(text)
          const result = await run(text, values, name)
          return {
            command: commandOf(text),
            rowCount: result.affectedRows ?? result.rows.length,
            rows: result.rows,
          }
        },
        release,
      }
    },
    end: async () => {},
  } as unknown as PostgresPool // kysely types cursors too, which PGlite does not have
}

/**
 * The database that a PGlite of this thread is; `pgliteParsers` make its values those of `postgres.ts`. `pool` runs its
 * statements in another way than PGlite's own.
 */
export const databaseOver = (
  pglite: PGlite,
  pool = pglitePool((text, values) => pglite.query(text, [...values])),
): Database => {
  const kysely = kyselyOver(pool)
  return {
    kind: 'pglite',
    kysely,
    transaction: (work, options) => runTransaction(kysely, work, options?.kind ?? 'query'),
    maintain: async (statement) => {
      await pglite.exec(statement)
    },
    close: () => pglite.close(),
  }
}

/** A lost transaction is rolled back already; anything else must not run outside of it. */
const lost = (text: string) => {
  if (/^rollback\b/i.test(text)) return { command: 'ROLLBACK', rowCount: 0, rows: [] }
  throw new DatabaseUnavailable('the embedded database was restarted during the transaction')
}

const commandOf = (text: string) =>
  /^\s*(?:with\b[\s\S]*?\)\s*)?(\w+)/i.exec(text)?.[1]?.toUpperCase() ?? 'SELECT'

const withinQueueDeadline = async (turn: Promise<void>, giveUp: () => void): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      giveUp()
      reject(new DatabaseUnavailable('the embedded database is busy'))
    }, wait)
  })
  try {
    await Promise.race([turn, late])
  } finally {
    clearTimeout(timer)
  }
}
