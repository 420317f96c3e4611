import { afterAll, beforeAll, inject } from 'vitest'
import type { Database } from '../server/database/database.ts'
import { openMemory } from '../server/database/memory.ts'
import { openPostgres } from '../server/database/postgres.ts'
import pg from 'pg'

let counter = 0

/** Makes an empty database on the real PostgreSQL and gives its address. */
export const freshPostgres = async (): Promise<string> => {
  const admin = inject('postgresUrl')
  const name = `charter_${process.pid}_${(counter += 1)}`
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  await client.query(`create database ${name} template template0 encoding 'UTF8'`)
  await client.end()
  return admin.replace(/\/[^/?]*(\?|$)/, `/${name}$1`)
}

/** Every database that the product runs on; `open` gives an empty one of its own. */
export const databases: readonly {
  readonly name: string
  readonly open: () => Promise<Database>
}[] = [
  { name: 'embedded', open: () => openMemory() },
  { name: 'postgres', open: async () => openPostgres(await freshPostgres()) },
]

/** Opens a database for the tests of a describe block and closes it after them. */
export const useDatabase = (open: () => Promise<Database>): (() => Database) => {
  let database: Database | undefined
  beforeAll(async () => {
    database = await open()
  })
  afterAll(async () => {
    await database?.close()
  })
  return () => {
    if (!database) throw new Error('the database is opened before the first test')
    return database
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}
