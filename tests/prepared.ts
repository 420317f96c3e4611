import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { inject } from 'vitest'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Database } from '../server/database/database.ts'
import { openMemory } from '../server/database/memory.ts'
import { databaseOver, pgliteParsers } from '../server/database/pglite-pool.ts'
import { openPostgres } from '../server/database/postgres.ts'
import { applyMigration } from '../server/sql/migrate.ts'
import { fingerprint } from './fingerprint.ts'

/** Sources on which the tables of a model depend besides the model itself. */
const sources = ['server/database', 'server/sql', 'src/model/language']
const now = '2026-01-01T00:00:00.000Z'

const keyOf = (index?: ModelIndex): string =>
  fingerprint(index?.model, index ? sources : ['server/database'])

const makeImage = async (index?: ModelIndex): Promise<Uint8Array> => {
  const pglite = await PGlite.create({ parsers: pgliteParsers })
  if (index) await applyMigration(databaseOver(pglite), index, { now })
  const image = await pglite.dumpDataDir('none')
  await pglite.close()
  return new Uint8Array(await image.arrayBuffer())
}

/**
 * Opens a database of a test's own: with the empty tables of a model, or with nothing. It is made once and copied
 * for every test file after that one, which takes a fraction of the time.
 */
export type OpenDatabase = (index?: ModelIndex) => Promise<Database>

/** On the embedded database, held in memory. */
export const onMemory: OpenDatabase = async (index) => {
  const folder = path.join(tmpdir(), 'charter-test-images')
  const file = path.join(folder, `${keyOf(index)}.tar`)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const fresh = `${file}.${process.pid}`
    writeFileSync(fresh, await makeImage(index))
    renameSync(fresh, file)
  }
  return openMemory(new Blob([readFileSync(file)]))
}

const addressOf = (name: string): string =>
  inject('postgresUrl').replace(/\/[^/?]*(\?|$)/, `/${name}$1`)

/** Makes a database from which others are copied, unless it is there; one test file at a time. */
const makeTemplate = async (admin: pg.Client, name: string, index: ModelIndex): Promise<void> => {
  const isThere = async () =>
    (await admin.query('select from pg_database where datname = $1', [name])).rows.length > 0
  if (await isThere()) return
  await admin.query('select pg_advisory_lock(hashtext($1))', [name]) // until its connection ends
  if (await isThere()) return
  const fresh = `${name}_fresh`
  await admin.query(`drop database if exists ${fresh}`)
  await admin.query(`create database ${fresh} template template0 encoding 'UTF8'`)
  const database = await openPostgres(addressOf(fresh))
  await applyMigration(database, index, { now })
  await database.close()
  await admin.query(`alter database ${fresh} rename to ${name}`)
}

/** Makes a database on the real PostgreSQL, with the empty tables of a model or with nothing, and gives its address. */
export const freshPostgres = async (index?: ModelIndex): Promise<string> => {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  const template = index ? `charter_template_${keyOf(index)}` : 'template0'
  if (index) await makeTemplate(admin, template, index)
  const name = `charter_${randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${name} template ${template} encoding 'UTF8'`)
  await admin.end()
  return addressOf(name)
}

/** On the real PostgreSQL. */
export const onPostgres: OpenDatabase = async (index) => openPostgres(await freshPostgres(index))

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}
