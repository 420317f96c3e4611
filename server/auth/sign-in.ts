import type { Database } from '../database/database.ts'
import { Problem } from '../problems.ts'
import { accountByLogin } from './accounts.ts'
import type { Passwords } from './passwords.ts'
import type { Account } from './sessions.ts'
import { checkThrottle, forgetFailures, noteFailure } from './throttle.ts'

export type Attempt = {
  readonly login: string
  readonly password: string
  readonly address: string | null
  readonly now: string
}

/** Hash of no password: verified for unknown names, so that the time of the answer tells nothing. */
let decoy: Promise<string> | null = null

/**
 * Checks a name and password.
 *
 * Errors: `wrong_credentials` for an unknown name, a wrong password and a disabled account alike; `slow_down` after
 * repeated failures.
 */
export const checkCredentials = async (
  database: Database,
  passwords: Passwords,
  attempt: Attempt,
): Promise<Account> => {
  const login = attempt.login.trim().toLowerCase().slice(0, 100)
  await checkThrottle(database, login, attempt.address, attempt.now)
  const found = await accountByLogin(database, login)
  decoy ??= passwords.hash('a password that nobody has')
  const right = await passwords.verify(attempt.password, found?.hash || (await decoy))
  if (!found || !found.hash || found.disabled || !right) {
    await noteFailure(database, login, attempt.address, attempt.now)
    throw new Problem('wrong_credentials')
  }
  await forgetFailures(database, login, attempt.address)
  return found.account
}
