import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Model } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { localDay } from '#model/language/time.ts'
import type { Database } from '../../server/database/database.ts'
import { kyselyOver, runTransaction } from '../../server/database/kysely.ts'
import { pgliteParsers, pglitePool } from '../../server/database/pglite-pool.ts'
import { createEngine } from '../../server/engine/create-service.ts'
import { writeSandboxFile } from '../../server/sandbox/write-file.ts'
import { seedCompany } from '../../server/seed.ts'
import { applyMigration } from '../../server/sql/migrate.ts'
import { makeCompany } from '../sample.ts'
import { fillNewEntities } from '../sample/fill.ts'
import { writeCompany } from '../sample/write.ts'
import { fingerprint } from '../snapshot.ts'
import { startParams, type ImageFacts } from './settings.ts'

/** Where the prepared database of the tab lies; it is made by the build and never committed. */
export const madeFiles = {
  image: 'mock-api/tab-sample.bin',
  rows: 'mock-api/tab-sample-rows.bin',
  facts: 'mock-api/tab-sample.json',
} as const

/** Share of the sample company that a browser loads: two years of business with 30 customers and 600 orders. */
const scale = 0.1

const readFacts = (): ImageFacts | null =>
  Object.values(madeFiles).every((file) => existsSync(file))
    ? (JSON.parse(readFileSync(madeFiles.facts, 'utf8')) as ImageFacts) // written below
    : null

/** Whether an image of this model is there. */
export const hasTabImage = (model: Model, zone: string): boolean => {
  const facts = readFacts()
  return facts !== null && facts.made === fingerprint(model) && facts.zone === zone
}

const inMemory = (pglite: PGlite): Database => {
  const kysely = kyselyOver(pglitePool((text, values) => pglite.query(text, [...values])))
  return {
    kind: 'pglite',
    kysely,
    transaction: (work, options) => runTransaction(kysely, work, options?.kind ?? 'query'),
    maintain: async (statement) => void (await pglite.exec(statement)),
    close: () => pglite.close(),
  }
}

/** What a cluster brings for making other databases; nobody makes any here. */
const dropTemplates = async (pglite: PGlite): Promise<void> => {
  await pglite.exec('update pg_database set datistemplate = false')
  for (const name of ['template0', 'template1']) await pglite.exec(`drop database ${name}`)
}

/** Makes the sample company in a database in memory and keeps its files as one packed tarball. */
export const buildTabImage = async (model: Model, zone: string, now: string): Promise<void> => {
  const index = indexModel(model)
  const pglite = await PGlite.create({
    parsers: pgliteParsers,
    startParams: [...startParams],
    // Segments of the log are kept whole: the smallest there are.
    initDbStartParams: ['--wal-segsize=1'],
  })
  const database = inMemory(pglite)
  await applyMigration(database, index, { now })
  await writeCompany(makeCompany(index, zone, localDay(now, zone), { scale }), database, now)
  await seedCompany(createEngine({ index, database, clock: () => now, zone }), model)
  await fillNewEntities({ index, database, zone, clock: () => now })
  const day = localDay(now, zone)
  const rows = await writeSandboxFile(database, index, { now, days: 0, day, zone })
  await pglite.exec('vacuum (full, analyze)')
  await dropTemplates(pglite)
  await pglite.exec('checkpoint')
  const tar = new Uint8Array(await (await pglite.dumpDataDir('none')).arrayBuffer())
  await pglite.close()
  const packed = gzipSync(tar, { level: 9 })
  const facts: ImageFacts = {
    day,
    zone,
    made: fingerprint(model),
    packed: packed.length,
    unpacked: tar.length,
  }
  mkdirSync(path.dirname(madeFiles.image), { recursive: true })
  writeFileSync(madeFiles.image, packed)
  writeFileSync(madeFiles.rows, rows)
  writeFileSync(madeFiles.facts, JSON.stringify(facts))
}
