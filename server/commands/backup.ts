import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { embeddedPaths } from '../database/open.ts'
import { openEmbedded } from '../database/embedded.ts'
import { backUpPostgres } from './backup-postgres.ts'
import { settle, settingsOrExit } from './settle.ts'
import { stampNow } from './stamp.ts'
import { wordsOf } from './words.ts'

/**
 * `npm run backup [-- file]`: writes an image of the database.
 *
 * The embedded database must not be running (its own daily images lie beside it); PostgreSQL is
 * dumped by its own pg_dump.
 */
const { positionals } = wordsOf('npm run backup [-- file]', { most: 1 })
const config = settingsOrExit()
const stamp = stampNow()

await settle(async () => {
  const { directory, backups } = embeddedPaths(config.dataDirectory)
  if (!config.databaseUrl && !existsSync(directory))
    throw new Error(`there is no database in ${config.dataDirectory}: set DATA_DIR or DATABASE_URL`)
  const name = `charter-${stamp}.${config.databaseUrl ? 'dump' : 'tar.gz'}`
  const file = path.resolve(positionals[0] ?? path.join(backups, name))
  mkdirSync(path.dirname(file), { recursive: true })
  if (config.databaseUrl) backUpPostgres(config.databaseUrl, file)
  else {
    const database = await openEmbedded({ directory })
    await database.dump(file)
    await database.close()
  }
  process.stdout.write(`backup written to ${file}\n`)
})
