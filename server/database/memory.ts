import { PGlite } from '@electric-sql/pglite'
import type { Database } from './database.ts'
import { kyselyOver, runTransaction } from './kysely.ts'
import { pgliteParsers, pglitePool } from './pglite-pool.ts'

/** Opens an embedded database in this process that is gone when closed: for tests and previews. */
export const openMemory = async (image?: Blob): Promise<Database> => {
  const pglite = await PGlite.create({
    ...(image && { loadDataDir: image }),
    parsers: pgliteParsers,
  })
  const kysely = kyselyOver(pglitePool((text, values) => pglite.query(text, [...values])))
  return {
    kind: 'pglite',
    kysely,
    transaction: (work, options) => runTransaction(kysely, work, options?.kind ?? 'query'),
    maintain: async (statement) => {
      await pglite.exec(statement)
    },
    close: async () => {
      await pglite.close()
    },
  }
}
