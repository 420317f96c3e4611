import { PGlite } from '@electric-sql/pglite'
import type { Database } from './database.ts'
import { databaseOver, pgliteParsers } from './pglite-pool.ts'

/** Opens an embedded database in this process that is gone when closed: for tests and previews. */
export const openMemory = async (image?: Blob): Promise<Database> =>
  databaseOver(
    await PGlite.create({ ...(image && { loadDataDir: image }), parsers: pgliteParsers }),
  )
