import { sql } from 'kysely'
import type { SessionRules } from './auth/sessions.ts'
import type { Database } from './database/database.ts'

const hour = 3_600_000
const before = (now: string, hours: number) =>
  new Date(Date.parse(now) - hours * hour).toISOString()

/** Hours after which an uploaded file that no saved record names is dropped. */
const looseFileHours = 48
const throttleHours = 24

/** Removes what nobody needs any more: ended sessions, old failures, uploads that were never saved. */
export const cleanUp = async (
  { kysely }: Database,
  now: string,
  rules: SessionRules,
): Promise<void> => {
  await sql`delete from _sessions where expires_at < ${now}::timestamptz
    or (kind = 'session' and last_seen_at < ${before(now, rules.sessionIdleHours)}::timestamptz)`.execute(
    kysely,
  )
  await sql`delete from _throttles where window_started_at < ${before(now, throttleHours)}::timestamptz
    and (blocked_until is null or blocked_until < ${now}::timestamptz)`.execute(kysely)
  await sql`delete from _files where record_id is null
    and created_at < ${before(now, looseFileHours)}::timestamptz`.execute(kysely)
}
