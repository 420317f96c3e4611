import { existsSync, statSync } from 'node:fs'
import { settle, settingsOrExit } from './settle.ts'
import { restoreEmbedded } from './restore-embedded.ts'
import { restorePostgres } from './restore-postgres.ts'
import { wordsOf } from './words.ts'

/**
 * `npm run restore -- <file>`: puts an image back. The data that is there is moved aside, never deleted; an image that
 * cannot be read leaves all as it was.
 */
const usage = 'npm run restore -- <file>'
const { positionals } = wordsOf(usage, { most: 1 })
const config = settingsOrExit()

await settle(async () => {
  const [file] = positionals
  if (file === undefined) throw new Error(`say which image: ${usage}`)
  if (!existsSync(file) || !statSync(file).isFile()) throw new Error(`there is no file ${file}`)
  const kept = config.databaseUrl
    ? await restorePostgres(config.databaseUrl, file)
    : await restoreEmbedded(config.dataDirectory, file)
  const rest = kept === null ? '' : `; the data before it is kept in ${kept}`
  process.stdout.write(`restored ${file}${rest}\n`)
})
