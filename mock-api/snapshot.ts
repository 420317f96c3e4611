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
import { sql } from 'kysely'
import type { Model } from '#model/language/definition.ts'
import { storageOf } from '#model/language/dependencies.ts'
import { indexModel, type ModelIndex } from '#model/language/resources.ts'
import { daysBetween, localDay } from '#model/language/time.ts'
import type { Database } from '../server/database/database.ts'
import { openEmbedded } from '../server/database/embedded.ts'
import { name } from '../server/sql/names.ts'
import { applyMigration } from '../server/sql/migrate.ts'
import { makeCompany } from './sample.ts'
import { writeCompany } from './sample/write.ts'

/** Where the prepared sample company lies; it is made by the build and never committed. */
export const snapshotFiles = {
  image: 'mock-api/sample.tar.gz',
  facts: 'mock-api/sample.json',
} as const

type Facts = { readonly day: string; readonly made: string; readonly zone: string }

const generator = ['mock-api/sample.ts', 'mock-api/sample']

const filesOf = (at: string): readonly string[] =>
  at.endsWith('.ts')
    ? [at]
    : readdirSync(at, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .toSorted()
        .map((file) => path.join(at, file))

/** Tells one making from another: the model and the code that makes the company. */
const fingerprint = (model: Model): string => {
  const hash = createHash('sha256').update(JSON.stringify(model.entities))
  for (const file of generator.flatMap(filesOf)) hash.update(readFileSync(file))
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

/** Makes the sample company in a database of its own and keeps its image. */
export const buildSnapshot = async (model: Model, zone: string, now: string): Promise<void> => {
  const index = indexModel(model)
  const scratch = mkdtempSync(path.join(tmpdir(), 'charter-sample-'))
  try {
    const database = await openEmbedded({ directory: path.join(scratch, 'postgres') })
    await applyMigration(database, index, { now })
    await writeCompany(makeCompany(index, zone, localDay(now, zone)), database, now)
    await database.maintain('vacuum (full, analyze)')
    await database.maintain('checkpoint')
    mkdirSync(path.dirname(snapshotFiles.image), { recursive: true })
    await database.dump(path.resolve(snapshotFiles.image))
    await database.close()
    const facts: Facts = { day: localDay(now, zone), made: fingerprint(model), zone }
    writeFileSync(snapshotFiles.facts, JSON.stringify(facts))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Texts that name a month do not move with the days, so their rows stay. */
const fixed = new Set(['work_goals', 'policy_parameters'])

const shiftTable = async (
  database: Database,
  table: string,
  columns: readonly (readonly [string, 'date' | 'datetime'])[],
  days: number,
) => {
  if (columns.length === 0) return
  const set = columns.map(([column, kind]) =>
    kind === 'date'
      ? sql`${name(column)} = ${name(column)} + ${sql.lit(days)}`
      : sql`${name(column)} = ${name(column)} + ${sql.lit(`${days} days`)}::interval`,
  )
  await database.transaction((tx) => sql`update ${name(table)} set ${sql.join(set)}`.execute(tx), {
    kind: 'maintenance',
  })
}

/** Moves every day and moment of the company by whole days, so that its story ends today. */
export const shiftDays = async (
  database: Database,
  index: ModelIndex,
  days: number,
): Promise<void> => {
  if (days === 0) return
  for (const resource of index.resources.values()) {
    if (fixed.has(resource.name)) continue
    const columns = Object.entries(resource.fields).flatMap(
      ([column, field]): (readonly [string, 'date' | 'datetime'])[] =>
        (field.type === 'date' || field.type === 'datetime') &&
        isStored(index, resource.name, column)
          ? [[column, field.type]]
          : [],
    )
    await shiftTable(database, resource.table, columns, days)
  }
  await shiftTable(database, '_changes', [['at', 'datetime']], days)
  await shiftTable(
    database,
    '_state_events',
    [
      ['at', 'datetime'],
      ['on_day', 'date'],
    ],
    days,
  )
}

const isStored = (index: ModelIndex, resource: string, field: string): boolean =>
  storageOf(index, resource, field) !== 'live'

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
    await shiftDays(database, indexModel(model), daysBetween(facts.day, localDay(now, zone)))
  } finally {
    await database.close()
  }
}
