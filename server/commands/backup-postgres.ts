import { spawnSync } from 'node:child_process'
import { renameSync, rmSync } from 'node:fs'

/** Writes an image of a PostgreSQL by its own pg_dump, whole or not at all, without what restoring moved aside. */
export const backUpPostgres = (url: string, file: string): void => {
  const part = `${file}.part`
  const words = ['--format=custom', '--exclude-schema=before_restore_*', '--file', part, url]
  const { status, error } = spawnSync('pg_dump', words, { stdio: 'inherit' })
  if (error)
    throw new Error('DATABASE_URL is set: its backup needs PostgreSQL’s own pg_dump on the PATH')
  if (status !== 0) {
    rmSync(part, { force: true })
    throw new Error('pg_dump failed; no backup was written')
  }
  renameSync(part, file)
}
