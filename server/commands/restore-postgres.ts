import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { stampNow } from './stamp.ts'

const run = (program: string, words: readonly string[]): boolean => {
  const { status, error } = spawnSync(program, words, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (error)
    throw new Error(`DATABASE_URL is set: restoring needs PostgreSQL’s own ${program} on the PATH`)
  return status === 0
}

const beginsWith = (file: string, words: string): boolean => {
  const bytes = Buffer.alloc(words.length)
  const handle = openSync(file, 'r')
  readSync(handle, bytes)
  closeSync(handle)
  return bytes.toString('latin1') === words
}

/** A server that writes meanwhile would write into what is moved aside. */
const requireAlone = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ readonly count: string }>(
    `select count(*) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  )
  const others = Number(rows[0]?.count)
  if (others > 0)
    throw new Error(`${others} connections use the database: stop the servers on it first; nothing was changed`) // prettier-ignore
}

const countTables = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ readonly count: string }>(
    `select count(*) from pg_tables where schemaname = 'public'`,
  )
  return Number(rows[0]?.count)
}

const look = async (url: string): Promise<{ readonly isEmpty: boolean }> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await requireAlone(client)
    return { isEmpty: (await countTables(client)) === 0 }
  } finally {
    await client.end()
  }
}

/**
 * Puts an image of pg_dump in place of what a PostgreSQL holds; returns the schema in which the data before it is, null
 * when there was none. All in one transaction: an image that breaks off changes nothing.
 */
export const restorePostgres = async (url: string, file: string): Promise<string | null> => {
  if (!beginsWith(file, 'PGDMP'))
    throw new Error(`${file} is no image of a PostgreSQL, and DATABASE_URL names one`)
  const { isEmpty } = await look(url)
  const directory = mkdtempSync(path.join(tmpdir(), 'charter-restore-'))
  try {
    const script = path.join(directory, 'image.sql')
    if (!run('pg_restore', ['--no-owner', '--no-privileges', '--file', script, file]))
      throw new Error(`${file} is no whole image; nothing was changed`)
    const stamp = stampNow().toLowerCase()
    const aside = `before_restore_${stamp}`
    const move = `alter schema public rename to ${aside}; create schema public`
    const words = ['--quiet', '--no-psqlrc', '--set=ON_ERROR_STOP=1', '--single-transaction']
    if (!run('psql', [...words, ...(isEmpty ? [] : ['--command', move]), '--file', script, url]))
      throw new Error('the image could not be put back; nothing was changed')
    return isEmpty ? null : `the schema ${aside}`
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
