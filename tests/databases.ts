import { afterAll, beforeAll } from 'vitest'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Database } from '../server/database/database.ts'
import { onMemory, onPostgres, type OpenDatabase } from './prepared.ts'

/** Every database that the product runs on. */
export const databases: readonly { readonly name: string; readonly open: OpenDatabase }[] = [
  { name: 'embedded', open: onMemory },
  { name: 'postgres', open: onPostgres },
]

/** Opens a database for the tests of a describe block and closes it after them. */
export const useDatabase = (open: OpenDatabase, index?: ModelIndex): (() => Database) => {
  let database: Database | undefined
  beforeAll(async () => {
    database = await open(index)
  })
  afterAll(async () => {
    await database?.close()
  })
  return () => {
    if (!database) throw new Error('the database is opened before the first test')
    return database
  }
}
