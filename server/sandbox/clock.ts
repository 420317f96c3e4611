import { sql, type Kysely } from 'kysely'
import type { Tables } from '../database/database.ts'

/** A clock that people may move by whole days. */
export type MovableClock = {
  /** Now with the days on it, ISO 8601 in UTC. */
  readonly now: () => string
  /** Days by which it is moved. */
  readonly days: () => number
  readonly set: (days: number) => void
}

const dayMs = 86_400_000
const key = 'sandbox_days'

/** Puts days on a clock. */
export const movableClock = (real: () => string, days = 0): MovableClock => {
  let moved = days
  return {
    now: () => (moved === 0 ? real() : new Date(Date.parse(real()) + moved * dayMs).toISOString()),
    days: () => moved,
    set: (to) => {
      moved = to
    },
  }
}

/** Days by which the clock was moved when the sandbox was last used: they outlive a restart. */
export const readDays = async (db: Kysely<Tables>): Promise<number> => {
  const row = await db
    .selectFrom('_counters')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst()
  return Number(row?.['value'] ?? 0)
}

/** Stores the days. */
export const writeDays = async (db: Kysely<Tables>, days: number): Promise<void> => {
  await db
    .insertInto('_counters')
    .values({ key, value: days })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: days }))
    .execute()
}

/**
 * Adds days to those stored, and takes the sessions along: nobody is signed out because the clock was moved.
 * Returns the days in all.
 */
export const addDaysStored = async (tx: Kysely<Tables>, more: number): Promise<number> => {
  const days = (await readDays(tx)) + more
  await writeDays(tx, days)
  await shiftSessions(tx, more)
  return days
}

const shiftSessions = async (tx: Kysely<Tables>, days: number): Promise<void> => {
  const by = sql`${sql.lit(`${Math.trunc(days)} days`)}::interval`
  await sql`update "_sessions" set "last_seen_at" = "last_seen_at" + ${by}, "expires_at" = "expires_at" + ${by}`.execute(
    tx,
  )
}
