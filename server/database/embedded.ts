import { AsyncLocalStorage } from 'node:async_hooks'
import type { Results } from '@electric-sql/pglite'
import { deadlines, type Database, type WorkKind } from './database.ts'
import { startThread } from './embedded-thread.ts'
import { kyselyOver, runTransaction } from './kysely.ts'
import { lockDirectory } from './lock.ts'
import { pglitePool } from './pglite-pool.ts'

/** The embedded database and what only it can do. */
export type EmbeddedDatabase = Database & {
  /** Writes a compressed image of the whole database to a file. */
  readonly dump: (file: string) => Promise<void>
}

export type EmbeddedOptions = {
  /** Data directory; its lock stands beside it as `<directory>.lock`. */
  readonly directory: string
  /** Image written by `dump`; the directory must not exist. */
  readonly restoreFrom?: Uint8Array
  readonly deadlines?: Readonly<Record<WorkKind, number>>
}

/**
 * Opens PGlite in a worker thread with real fsync, a lock and deadlines.
 *
 * Errors: `DirectoryLocked` when another process has it; `DeadlineExceeded` and `DatabaseUnavailable`
 * from statements. What was committed before is kept in every case.
 */
export const openEmbedded = async (options: EmbeddedOptions): Promise<EmbeddedDatabase> => {
  const unlock = lockDirectory(options.directory)
  const limits = options.deadlines ?? deadlines
  const thread = await startThread(options).catch((error: unknown) => {
    unlock()
    throw error
  })
  const kinds = new AsyncLocalStorage<WorkKind>()
  const limit = () => limits[kinds.getStore() ?? 'query']
  const run = async (text: string, values: readonly unknown[]) =>
    (await thread.ask({ do: 'query', text, values }, limit())) as Results // the worker's answer to a query
  const kysely = kyselyOver(pglitePool(run, thread.epoch))
  return {
    kind: 'pglite',
    kysely,
    transaction: (work, o) => {
      const kind = o?.kind ?? 'query'
      return kinds.run(kind, () => runTransaction(kysely, work, kind))
    },
    maintain: async (statement) => {
      await thread.ask({ do: 'exec', text: statement }, limits.maintenance)
    },
    dump: async (file) => {
      await thread.ask({ do: 'dump', file }, limits.maintenance)
    },
    close: async () => {
      try {
        await thread.ask({ do: 'close' }, 30_000)
      } finally {
        await thread.stop()
        unlock()
      }
    },
  }
}
