import type { RootOperationNode } from 'kysely'
import type { Database } from '../../../server/database/database.ts'
import { runTransaction } from '../../../server/database/kysely.ts'

/** The same database, counting what it is asked. */
export const counting = (database: Database, count: () => void): Database => {
  const kysely = database.kysely.withPlugin({
    transformQuery: ({ node }: { node: RootOperationNode }) => node,
    transformResult: async ({ result }) => {
      count()
      return result
    },
  })
  const transaction: Database['transaction'] = (work, options) =>
    runTransaction(kysely, work, options?.kind ?? 'query')
  return { ...database, kysely, transaction }
}
