import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Model } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { daysBetween, localDay } from '#model/language/time.ts'
import { openEmbedded, type EmbeddedDatabase } from '../server/database/embedded.ts'
import { modelDigest } from '../server/sandbox/contents.ts'
import { readSandboxFile } from '../server/sandbox/read-file.ts'
import { shiftDays } from '../server/sandbox/shift-days.ts'
import { writeSandboxFile } from '../server/sandbox/write-file.ts'
import { applyMigration } from '../server/sql/migrate.ts'
import { makeCompany, type SampleOptions } from './sample.ts'
import { writeCompany } from './sample/write.ts'

/** Where the prepared sample company lies, as an image and as rows; both are made by the build and never committed. */
export const snapshotFiles = {
  image: 'mock-api/sample.tar.gz',
  rows: 'mock-api/sample.jsonl.gz',
  facts: 'mock-api/sample.json',
} as const

type Facts = { readonly day: string; readonly made: string; readonly zone: string }

const generator = ['mock-api/sample.ts', 'mock-api/sample']

/** Source files at a path: itself, or those in the folder. */
export const sourcesOf = (at: string): readonly string[] =>
  at.endsWith('.ts')
    ? [at]
    : readdirSync(at, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .toSorted()
        .map((file) => path.join(at, file))

/** Tells one making from another: the model and the code that makes the company. */
export const fingerprint = (model: Model): string => {
  const hash = createHash('sha256').update(JSON.stringify(model.entities))
  for (const file of generator.flatMap(sourcesOf)) hash.update(readFileSync(file))
  return hash.digest('hex')
}

const readFacts = (): Facts | null => {
  if (!existsSync(snapshotFiles.facts) || !existsSync(snapshotFiles.image)) return null
  return JSON.parse(readFileSync(snapshotFiles.facts, 'utf8')) as Facts // written below
}

/** Whether a snapshot of this model is there. */
export const hasSnapshot = (model: Model, zone: string): boolean => {
  const facts = readFacts()
  return facts !== null && facts.made === fingerprint(model) && facts.zone === zone
}

/** Works on an embedded database of its own that is gone afterwards. */
const inScratch = async <T>(
  work: (database: EmbeddedDatabase) => Promise<T>,
  restoreFrom?: Uint8Array,
): Promise<T> => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'charter-sample-'))
  try {
    const directory = path.join(scratch, 'postgres')
    const database = await openEmbedded({ directory, ...(restoreFrom && { restoreFrom }) })
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const fill = async (
  database: EmbeddedDatabase,
  model: Model,
  zone: string,
  now: string,
  options: SampleOptions = {},
): Promise<void> => {
  const index = indexModel(model)
  await applyMigration(database, index, { now })
  await writeCompany(makeCompany(index, zone, localDay(now, zone), options), database, now)
}

const rowsOf = (database: EmbeddedDatabase, model: Model, facts: Omit<Facts, 'made'>, now: string) =>
  writeSandboxFile(database, indexModel(model), { now, days: 0, day: facts.day, zone: facts.zone }) // prettier-ignore

/** Makes the sample company in a database of its own and keeps its image and its rows. */
export const buildSnapshot = (model: Model, zone: string, now: string): Promise<void> =>
  inScratch(async (database) => {
    await fill(database, model, zone, now)
    await database.maintain('vacuum (full, analyze)')
    await database.maintain('checkpoint')
    mkdirSync(path.dirname(snapshotFiles.image), { recursive: true })
    await database.dump(path.resolve(snapshotFiles.image))
    const facts: Facts = { day: localDay(now, zone), made: fingerprint(model), zone }
    writeFileSync(snapshotFiles.rows, await rowsOf(database, model, facts, now))
    writeFileSync(snapshotFiles.facts, JSON.stringify(facts))
  })

/** Reads the prepared rows; null when there are none of this very model. */
const preparedRows = async (model: Model): Promise<Uint8Array<ArrayBuffer> | null> => {
  if (!existsSync(snapshotFiles.rows)) return null
  const rows = new Uint8Array(readFileSync(snapshotFiles.rows))
  const { header } = await readSandboxFile(rows)
  return header.model === (await modelDigest(indexModel(model))) ? rows : null
}

const rowsOfImage = (model: Model, facts: Facts, now: string): Promise<Uint8Array<ArrayBuffer>> =>
  inScratch(async (database) => {
    await applyMigration(database, indexModel(model), { now })
    return rowsOf(database, model, facts, now)
  }, readFileSync(snapshotFiles.image))

/** Writes the rows of the snapshot beside its image, where they are not there yet. */
export const buildRows = async (model: Model, now: string): Promise<void> => {
  const facts = readFacts()
  if (!facts) throw new Error('there is no prepared sample company')
  if ((await preparedRows(model)) === null)
    writeFileSync(snapshotFiles.rows, await rowsOfImage(model, facts, now))
}

/**
 * The sample company as a sandbox file: the prepared rows, those of the prepared image, or rows made now, which takes
 * a minute or more at full size.
 */
export const sampleRows = async (
  model: Model,
  zone: string,
  now: string,
  options?: SampleOptions,
): Promise<Uint8Array<ArrayBuffer>> => {
  const facts = !options && hasSnapshot(model, zone) ? readFacts() : null
  if (facts) return (await preparedRows(model)) ?? rowsOfImage(model, facts, now)
  return inScratch(async (database) => {
    await fill(database, model, zone, now, options)
    return rowsOf(database, model, { day: localDay(now, zone), zone }, now)
  })
}

/** Puts the snapshot into a data directory that does not exist yet, ending on the day of `now`. */
export const restoreSnapshot = async (
  model: Model,
  zone: string,
  now: string,
  directory: string,
): Promise<void> => {
  const facts = readFacts()
  if (!facts) throw new Error('there is no prepared sample company')
  const database = await openEmbedded({ directory, restoreFrom: readFileSync(snapshotFiles.image) })
  try {
    const days = daysBetween(facts.day, localDay(now, zone))
    await database.transaction((tx) => shiftDays(tx, indexModel(model), days), {
      kind: 'maintenance',
    })
  } finally {
    await database.close()
  }
}
