import { PGlite } from '@electric-sql/pglite'
import type { Database } from '../../../server/database/database.ts'
import { kyselyOver, runTransaction } from '../../../server/database/kysely.ts'
import { pgliteParsers, pglitePool } from '../../../server/database/pglite-pool.ts'

/** Statements that a database was sent, with how long each took. */
export type Sent = { readonly text: string; readonly ms: number }

/** Opens an embedded database that notes every statement. */
export const openCounting = async (sent: Sent[]): Promise<Database> => {
  const pglite = await PGlite.create({ parsers: pgliteParsers })
  const kysely = kyselyOver(
    pglitePool(async (text, values) => {
      const start = performance.now()
      const result = await pglite.query<Record<string, unknown>>(text, [...values])
      sent.push({ text, ms: performance.now() - start })
      return result
    }),
  )
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
