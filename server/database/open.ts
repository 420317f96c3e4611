import path from 'node:path'
import type { Config } from '../config.ts'
import type { Database } from './database.ts'
import { openEmbedded, type EmbeddedDatabase } from './embedded.ts'
import { openPostgres } from './postgres.ts'
import { startUpkeep } from './upkeep.ts'

/** Where the embedded database keeps its rows and its daily images. */
export const embeddedPaths = (dataDirectory: string) => ({
  directory: path.join(dataDirectory, 'postgres'),
  backups: path.join(dataDirectory, 'backups'),
})

/** The configured database; `embedded` when there is no server of its own. */
export type OpenedDatabase = { readonly database: Database; readonly embedded?: EmbeddedDatabase }

/**
 * Opens the database that the settings name: PostgreSQL by `DATABASE_URL`, else the embedded one,
 * with its upkeep.
 */
export const openConfigured = async (
  config: Config,
  options: {
    readonly clock: () => string
    readonly onError: (error: unknown) => void
    readonly restoreFrom?: Uint8Array
  },
): Promise<OpenedDatabase> => {
  if (config.databaseUrl)
    return {
      database: await openPostgres(config.databaseUrl, {
        poolSize: config.databasePool,
        onError: options.onError,
      }),
    }
  const paths = embeddedPaths(config.dataDirectory)
  const embedded = await openEmbedded({
    directory: paths.directory,
    ...(options.restoreFrom && { restoreFrom: options.restoreFrom }),
  })
  const end = startUpkeep(embedded, {
    backupDirectory: paths.backups,
    keepDays: config.backupKeepDays,
    clock: options.clock,
    onError: options.onError,
  })
  const close = async () => {
    end()
    await embedded.close()
  }
  return { database: { ...embedded, close }, embedded }
}
