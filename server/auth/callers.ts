import type { Database } from '../database/database.ts'
import type { Person, Principals } from './principals.ts'
import { findSession, type Session, type SessionRules } from './sessions.ts'

/** Somebody who is signed in, by cookie or by token. */
export type Caller = { readonly session: Session; readonly person: Person }

/** Knows who calls by the secret that a request carries. */
export type Callers = {
  /** Null when there is no such session, or its person left or is suspended. */
  of(secret: string, now: string): Promise<Caller | null>
  /** Forgets what is remembered, after a change of sessions, accounts, employees or departments. */
  forget(): void
}

/** How long a caller is remembered: what changes on one instance reaches the others within this time. */
const rememberMs = 1_000
/** Callers that are remembered at most. */
const capacity = 5_000

/** Asks the database for a session and its person, and remembers them for a moment. */
export const createCallers = (
  database: Database,
  principals: Principals,
  rules: SessionRules,
): Callers => {
  let remembered = new Map<string, { readonly caller: Caller | null; readonly until: number }>()
  const find = async (secret: string, now: string): Promise<Caller | null> => {
    const session = await findSession(database, secret, now, rules)
    const person = session && (await principals.of(session))
    return session && person && { session, person }
  }
  return {
    of: async (secret, now) => {
      const time = Date.parse(now)
      const known = remembered.get(secret)
      if (known && time < known.until && known.until - time <= rememberMs) return known.caller
      const asked = remembered
      const caller = await find(secret, now)
      if (asked.size >= capacity) asked.clear()
      // What was forgotten meanwhile stays so: the answer goes into the memory that it was asked for.
      asked.set(secret, { caller, until: time + rememberMs })
      return caller
    },
    forget: () => {
      remembered = new Map()
    },
  }
}
