import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Database } from '../../../server/database/database.ts'
import { kyselyOver, runTransaction } from '../../../server/database/kysely.ts'
import { openMemory } from '../../../server/database/memory.ts'
import { pgliteParsers, pglitePool } from '../../../server/database/pglite-pool.ts'
import { applyMigration } from '../../../server/sql/migrate.ts'

/** Sources on which the tables of a model depend besides the model itself. */
const sources = ['server/sql', 'src/model/language']

const fingerprint = (index: ModelIndex): string => {
  const hash = createHash('sha256').update(JSON.stringify(index.model))
  for (const folder of sources)
    for (const file of readdirSync(folder).sort())
      if (file.endsWith('.ts')) hash.update(readFileSync(path.join(folder, file)))
  return hash.digest('hex').slice(0, 24)
}

/**
 * Opens an embedded database that holds the empty tables of a model. They are made once and copied for every test
 * file after it, which takes a fraction of the time.
 */
export const openPrepared = async (index: ModelIndex, now: string): Promise<Database> => {
  const folder = path.join(tmpdir(), 'charter-test-images')
  const file = path.join(folder, `${fingerprint(index)}.tar`)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const fresh = `${file}.${process.pid}`
    writeFileSync(fresh, await makeImage(index, now))
    renameSync(fresh, file)
  }
  return openMemory(new Blob([readFileSync(file)]))
}

const makeImage = async (index: ModelIndex, now: string): Promise<Uint8Array> => {
  const pglite = await PGlite.create({ parsers: pgliteParsers })
  const kysely = kyselyOver(
    pglitePool((text, values) => pglite.query<Record<string, unknown>>(text, [...values])),
  )
  const database: Database = {
    kind: 'pglite',
    kysely,
    transaction: (work, options) => runTransaction(kysely, work, options?.kind ?? 'query'),
    maintain: async (statement) => {
      await pglite.exec(statement)
    },
    close: () => pglite.close(),
  }
  await applyMigration(database, index, { now })
  const image = await pglite.dumpDataDir('none')
  await pglite.close()
  return new Uint8Array(await image.arrayBuffer())
}
