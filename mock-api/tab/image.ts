import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Model } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { localDay } from '#model/language/time.ts'
import { seedRows } from '#model/seed.ts'
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
import { fingerprint, sourcesOf } from '../snapshot.ts'
import { startParams, wholeOf } from './database.ts'
import type { ImageFacts } from './settings.ts'
import { packSegment, segmentOf } from './store/segments.ts'

/** Where the prepared database of the tab lies; it is made by the build and never committed. */
export const madeFiles = {
  image: 'mock-api/tab-sample.bin',
  rows: 'mock-api/tab-sample-rows.bin',
  facts: 'mock-api/tab-sample.json',
} as const

/** Share of the sample company that a browser loads: two years of business with 30 customers and 600 orders. */
const scale = 0.1

/** What the tables and the rows that the model brings are made by, besides the sample company. */
const makers = [
  'server/sql',
  'server/seed.ts',
  'mock-api/tab/image.ts',
  'mock-api/tab/store/segments.ts',
]

/** Tells one making from another: a database of the same making needs nothing done to it. */
const madeOf = (model: Model): string => {
  const hash = createHash('sha256').update(fingerprint(model))
  hash.update(JSON.stringify([model, seedRows(model)]))
  for (const file of makers.flatMap(sourcesOf)) hash.update(readFileSync(file))
  return hash.digest('hex')
}

const readFacts = (): ImageFacts | null =>
  Object.values(madeFiles).every((file) => existsSync(file))
    ? (JSON.parse(readFileSync(madeFiles.facts, 'utf8')) as ImageFacts) // written below
    : null

/** What is known of the image that was made. Errors: when there is none. */
export const tabImageFacts = (): ImageFacts => {
  const facts = readFacts()
  if (!facts) throw new Error('there is no prepared database for the tab')
  return facts
}

/** Whether an image of this model is there. */
export const hasTabImage = (model: Model, zone: string): boolean => {
  const facts = readFacts()
  return facts !== null && facts.made === madeOf(model) && facts.zone === zone
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

/** Makes the sample company in a database in memory and keeps its files as one packed segment. */
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
  const whole = packSegment(segmentOf(wholeOf(pglite)))
  await pglite.close()
  const packed = gzipSync(whole, { level: 9 })
  const facts: ImageFacts = {
    day,
    zone,
    made: madeOf(model),
    packed: packed.length,
    unpacked: whole.length,
  }
  mkdirSync(path.dirname(madeFiles.image), { recursive: true })
  writeFileSync(madeFiles.image, packed)
  writeFileSync(madeFiles.rows, rows)
  writeFileSync(madeFiles.facts, JSON.stringify(facts))
}
