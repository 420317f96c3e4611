import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { Problem } from '../problems.ts'

const windowMinutes = 15
const minute = 60_000

/** Failures within the window after which a key has to wait. */
const allowed = { pair: 5, login: 20, address: 50 } as const

const keysOf = (login: string, address: string | null): readonly (readonly [string, number])[] => {
  const from = address ?? 'unknown'
  return [
    [`pair:${login}|${from}`, allowed.pair],
    [`login:${login}`, allowed.login],
    [`address:${from}`, allowed.address],
  ]
}

/**
 * Refuses a sign-in while its name or address has failed too often.
 *
 * Errors: `slow_down` with `retry_after` in seconds.
 */
export const checkThrottle = async (
  database: Database,
  login: string,
  address: string | null,
  now: string,
): Promise<void> => {
  const keys = keysOf(login, address).map(([key]) => key)
  const rows = await database.kysely
    .selectFrom('_throttles')
    .select('blocked_until')
    .where('key', 'in', keys)
    .where('blocked_until', '>', now)
    .execute()
  const until = Math.max(0, ...rows.map((row) => Date.parse(String(row['blocked_until']))))
  if (until <= Date.parse(now)) return
  const seconds = Math.ceil((until - Date.parse(now)) / 1000)
  throw new Problem('slow_down', {
    message: {
      zh: `尝试次数过多，请在 ${seconds} 秒后再试`,
      en: `Too many attempts, try again in ${seconds} seconds`,
    },
    details: { retry_after: seconds },
  })
}

/** Notes a failed sign-in; each failure beyond the allowance doubles the wait, up to the window. */
export const noteFailure = async (
  database: Database,
  login: string,
  address: string | null,
  now: string,
): Promise<void> => {
  const windowStart = new Date(Date.parse(now) - windowMinutes * minute).toISOString()
  for (const [key, most] of keysOf(login, address)) {
    const { rows } = await sql<{ count: number }>`
      insert into _throttles (key, count, window_started_at) values (${key}, 1, ${now}::timestamptz)
      on conflict (key) do update set
        count = case when _throttles.window_started_at < ${windowStart}::timestamptz then 1 else _throttles.count + 1 end,
        window_started_at = case when _throttles.window_started_at < ${windowStart}::timestamptz
          then ${now}::timestamptz else _throttles.window_started_at end
      returning count`.execute(database.kysely)
    const over = Number(rows[0]?.count ?? 0) - most
    if (over < 0) continue
    const wait = Math.min(windowMinutes * minute, 30_000 * 2 ** over)
    await database.kysely
      .updateTable('_throttles')
      .set({ blocked_until: new Date(Date.parse(now) + wait).toISOString() })
      .where('key', '=', key)
      .execute()
  }
}

/** Forgets the failures of a name from an address after a success. */
export const forgetFailures = async (
  database: Database,
  login: string,
  address: string | null,
): Promise<void> => {
  const [pair, name] = keysOf(login, address)
  await database.kysely
    .deleteFrom('_throttles')
    .where(
      'key',
      'in',
      [pair, name].flatMap((entry) => (entry ? [entry[0]] : [])),
    )
    .execute()
}
