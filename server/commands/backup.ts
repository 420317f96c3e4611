import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { embeddedPaths } from '../database/open.ts'
import { openEmbedded } from '../database/embedded.ts'
import { settle, settingsOrExit } from './settle.ts'

/**
 * `npm run backup [-- file]`: writes an image of the database.
 *
 * The embedded database must not be running (its own daily images lie beside it); PostgreSQL is
 * dumped by its own pg_dump.
 */
const config = settingsOrExit()
const stamp = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')

const backUpPostgres = (url: string, file: string): void => {
  const { status, error } = spawnSync('pg_dump', ['--format=custom', '--file', file, url], {
    stdio: 'inherit',
  })
  if (error)
    throw new Error('DATABASE_URL is set: its backup needs PostgreSQL’s own pg_dump on the PATH')
  if (status !== 0) throw new Error('pg_dump failed; no backup was written')
}

await settle(async () => {
  const paths = embeddedPaths(config.dataDirectory)
  const file = path.resolve(
    process.argv[2] ??
      path.join(paths.backups, `charter-${stamp}.${config.databaseUrl ? 'dump' : 'tar.gz'}`),
  )
  mkdirSync(path.dirname(file), { recursive: true })
  if (config.databaseUrl) backUpPostgres(config.databaseUrl, file)
  else {
    const database = await openEmbedded({ directory: paths.directory })
    await database.dump(file)
    await database.close()
  }
  process.stdout.write(`backup written to ${file}\n`)
})
