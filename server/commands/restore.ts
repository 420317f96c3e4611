import { existsSync, readFileSync, renameSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { openEmbedded } from '../database/embedded.ts'
import { embeddedPaths } from '../database/open.ts'
import { lockDirectory } from '../database/lock.ts'
import { settle, settingsOrExit } from './settle.ts'

/**
 * `npm run restore -- <file>`: puts an image back. The data that is there is moved aside, never deleted.
 */
const config = settingsOrExit()

const restoreEmbedded = async (file: string): Promise<void> => {
  const { directory } = embeddedPaths(config.dataDirectory)
  const image = readFileSync(file)
  const unlock = lockDirectory(directory)
  const aside = `${directory}.before-${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}`
  try {
    if (existsSync(directory)) renameSync(directory, aside)
  } finally {
    unlock()
  }
  try {
    const database = await openEmbedded({ directory, restoreFrom: image })
    await database.close()
  } catch (error) {
    if (existsSync(aside) && !existsSync(directory)) renameSync(aside, directory)
    throw error
  }
  const kept = existsSync(aside) ? `; the data before it is kept in ${aside}` : ''
  process.stdout.write(`restored ${file}${kept}\n`)
}

await settle(async () => {
  const file = process.argv[2]
  if (!file || !existsSync(file)) throw new Error('say which image: npm run restore -- <file>')
  if (!config.databaseUrl) return restoreEmbedded(file)
  const { status } = spawnSync(
    'pg_restore',
    ['--clean', '--if-exists', '--dbname', config.databaseUrl, file],
    { stdio: 'inherit' },
  )
  if (status !== 0) throw new Error('pg_restore failed')
})
