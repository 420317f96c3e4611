import type { Database } from '../database/database.ts'
import { newSecret, sha256, tokenPrefix } from './secrets.ts'

/** A signed-in account, by cookie or by token. */
export type Session = {
  /** SHA-256 of the secret; the secret itself is nowhere stored. */
  readonly id: string
  readonly kind: 'session' | 'token'
  readonly account: Account
}

export type Account = {
  readonly id: string
  readonly login: string
  readonly employee: string | null
  /** Roles of the account itself, besides those of its employee. */
  readonly roles: readonly string[]
  readonly locale: 'zh' | 'en'
  readonly mustChange: boolean
}

export type SessionRules = { readonly sessionDays: number; readonly sessionIdleHours: number }

const hour = 3_600_000
const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString()

/** Reads a row of `_accounts`. */
export const accountOf = (row: Readonly<Record<string, unknown>>): Account => ({
  id: String(row['id']),
  login: String(row['login']),
  employee: typeof row['employee_id'] === 'string' ? row['employee_id'] : null,
  roles: Array.isArray(row['roles']) ? row['roles'].map(String) : [],
  locale: row['locale'] === 'en' ? 'en' : 'zh',
  mustChange: row['must_change'] === true,
})

/** Opens a session or token for an account and returns its secret, which cannot be had again. */
export const openSession = async (
  database: Database,
  session: {
    readonly kind: Session['kind']
    readonly account: string
    readonly now: string
    readonly expires: string | null
    readonly name?: string
    readonly address?: string | null
    readonly userAgent?: string | null
  },
): Promise<{ readonly id: string; readonly secret: string; readonly prefix: string }> => {
  const secret = session.kind === 'token' ? `${tokenPrefix}${newSecret()}` : newSecret()
  const id = await sha256(secret)
  const prefix = secret.slice(0, tokenPrefix.length + 4)
  await database.kysely
    .insertInto('_sessions')
    .values({
      id,
      account_id: session.account,
      kind: session.kind,
      name: session.name ?? null,
      prefix: session.kind === 'token' ? prefix : null,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expires,
      ip: session.address ?? null,
      user_agent: session.userAgent?.slice(0, 300) ?? null,
    })
    .execute()
  return { id, secret, prefix }
}

/** Day after which a new browser session ends whatever happens. */
export const sessionEnd = (now: string, rules: SessionRules): string =>
  later(now, rules.sessionDays * 24 * hour)

/**
 * Finds the session of a secret; null when there is none, it ended, was idle too long, or its account is disabled.
 * A use is noted at most once a minute.
 */
export const findSession = async (
  database: Database,
  secret: string,
  now: string,
  rules: SessionRules,
): Promise<Session | null> => {
  const id = await sha256(secret)
  const row = await database.kysely
    .selectFrom('_sessions as s')
    .innerJoin('_accounts as a', 'a.id', 's.account_id')
    .select(['s.kind', 's.last_seen_at', 's.expires_at'])
    .select(['a.id', 'a.login', 'a.employee_id', 'a.roles', 'a.locale', 'a.must_change'])
    .where('s.id', '=', id)
    .where('a.disabled', '=', false)
    .executeTakeFirst()
  if (!row) return null
  const kind = row['kind'] === 'token' ? 'token' : 'session'
  const seen = Date.parse(String(row['last_seen_at']))
  const idle = Date.parse(now) - seen
  const expires = row['expires_at'] === null ? Infinity : Date.parse(String(row['expires_at']))
  if (Date.parse(now) >= expires) return null
  if (kind === 'session' && idle > rules.sessionIdleHours * hour) return null
  if (idle > 60_000)
    await database.kysely
      .updateTable('_sessions')
      .set({ last_seen_at: now })
      .where('id', '=', id)
      .execute()
  return { id, kind, account: accountOf(row) }
}

/** Gives a session to another account: calls that are under way go on, as one or the other. */
export const handOver = async (
  database: Database,
  id: string,
  to: { readonly account: string; readonly now: string; readonly expires: string },
): Promise<void> => {
  await database.kysely
    .updateTable('_sessions')
    .set({ account_id: to.account, last_seen_at: to.now, expires_at: to.expires })
    .where('id', '=', id)
    .execute()
}

/** Ends sessions: one, or all of an account except one. */
export const endSessions = async (
  database: Database,
  which: { readonly id: string } | { readonly account: string; readonly except?: string },
): Promise<void> => {
  const statement = database.kysely.deleteFrom('_sessions')
  if ('id' in which) await statement.where('id', '=', which.id).execute()
  else
    await statement
      .where('account_id', '=', which.account)
      .where('kind', '=', 'session')
      .where('id', '<>', which.except ?? '')
      .execute()
}
