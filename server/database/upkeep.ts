import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { EmbeddedDatabase } from './embedded.ts'

export type UpkeepOptions = {
  readonly backupDirectory: string
  readonly keepDays: number
  readonly clock: () => string
  readonly onError: (error: unknown) => void
}

const minutes = 60_000
const checkpointEvery = 5 * minutes
const vacuumEvery = 60 * minutes

const backupName = /^charter-(\d{4}-\d{2}-\d{2})\.tar\.gz$/

/**
 * Does what a PostgreSQL server does by itself and PGlite does not: checkpoints, vacuum, and a dated
 * image a day. Returns the function that ends it.
 */
export const startUpkeep = (database: EmbeddedDatabase, options: UpkeepOptions): (() => void) => {
  const every = (interval: number, work: () => Promise<void>) => {
    const timer = setInterval(() => void work().catch(options.onError), interval)
    timer.unref()
    return () => clearInterval(timer)
  }
  const ends = [
    every(checkpointEvery, () => database.maintain('checkpoint')),
    every(vacuumEvery, () => database.maintain('vacuum (analyze)')),
    every(vacuumEvery, () => backUpOnceADay(database, options)),
  ]
  return () => ends.forEach((end) => end())
}

/** Writes today's image unless it exists, then drops those older than `keepDays`. */
export const backUpOnceADay = async (
  database: EmbeddedDatabase,
  { backupDirectory, keepDays, clock }: UpkeepOptions,
): Promise<void> => {
  mkdirSync(backupDirectory, { recursive: true })
  const today = clock().slice(0, 10)
  const names = readdirSync(backupDirectory)
  if (!names.includes(`charter-${today}.tar.gz`))
    await database.dump(path.join(backupDirectory, `charter-${today}.tar.gz`))
  const oldest = new Date(Date.parse(today) - keepDays * 24 * 60 * minutes)
    .toISOString()
    .slice(0, 10)
  for (const name of names) {
    const day = backupName.exec(name)?.[1]
    if (day && day < oldest) rmSync(path.join(backupDirectory, name))
  }
}
