import { v7 } from 'uuid'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Database } from '../database/database.ts'
import type { Principal } from '../engine/service.ts'
import { forbidden } from './denial.ts'
import { Problem } from '../problems.ts'
import { checkPassword, type Passwords } from './passwords.ts'
import { accountOf, type Account } from './sessions.ts'

export type NewAccount = {
  readonly login: string
  readonly password: string
  readonly employee: string | null
  readonly roles: readonly string[]
  readonly locale: 'zh' | 'en'
  readonly mustChange: boolean
}

/** Roles that manage accounts and the set-up. */
export const administratorRoles = (index: ModelIndex): readonly string[] =>
  index.model.roles.filter((role) => role.administers === true).map((role) => role.key)

/** Whether somebody manages accounts. */
export const isAdministrator = (index: ModelIndex, who: Principal): boolean =>
  administratorRoles(index).some((role) => who.roles.includes(role))

/** Refuses everybody who does not manage accounts. */
export const requireAdministrator = (index: ModelIndex, who: Principal): void => {
  if (isAdministrator(index, who)) return
  throw forbidden({
    message: { zh: '只有系统管理员可以执行此操作', en: 'Only an administrator may do this' },
  })
}

/** Reads a sign-in name: trimmed, lower case, no spaces. */
export const checkLogin = (value: unknown): string => {
  const login = typeof value === 'string' ? value.trim().toLowerCase() : ''
  if (/^[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,63}$/u.test(login)) return login
  throw new Problem('invalid', {
    errors: {
      login: {
        zh: '2 至 64 个字符：字母、数字或 . _ @ + -',
        en: 'must have 2 to 64 characters: letters, digits or . _ @ + -',
      },
    },
  })
}

const isTaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '23505'

/** Turns a clash of sign-in names into a problem at its field. */
export const refuseTaken = (error: unknown): never => {
  if (!isTaken(error)) throw error
  throw new Problem('invalid', {
    errors: { login: { zh: '用户名已被使用', en: 'is taken already' } },
  })
}

/**
 * Creates an account; its password is checked and stored hashed.
 *
 * Errors: `invalid` when the name is taken or the password too weak.
 */
export const createAccount = async (
  { kysely }: Pick<Database, 'kysely'>,
  passwords: Passwords,
  account: NewAccount,
  now: string,
): Promise<string> => {
  const login = checkLogin(account.login)
  const hash = await passwords.hash(checkPassword(account.password, login))
  const id = v7()
  await kysely
    .insertInto('_accounts')
    .values({
      id,
      login,
      password_hash: hash,
      employee_id: account.employee,
      roles: [...account.roles],
      locale: account.locale,
      must_change: account.mustChange,
      created_at: now,
      updated_at: now,
    })
    .execute()
    .catch(refuseTaken)
  return id
}

/** Sets a password; the reader of `mustChange` is asked for another at the next sign-in. */
export const setPassword = async (
  { kysely }: Pick<Database, 'kysely'>,
  passwords: Passwords,
  account: { readonly id: string; readonly login: string },
  password: unknown,
  change: { readonly mustChange: boolean; readonly now: string },
): Promise<void> => {
  const hash = await passwords.hash(checkPassword(password, account.login))
  await kysely
    .updateTable('_accounts')
    .set({ password_hash: hash, must_change: change.mustChange, updated_at: change.now })
    .where('id', '=', account.id)
    .execute()
}

/** Finds an account by its sign-in name, with its password hash. */
export const accountByLogin = async (
  { kysely }: Pick<Database, 'kysely'>,
  login: string,
): Promise<{
  readonly account: Account
  readonly hash: string
  readonly disabled: boolean
} | null> => {
  const row = await kysely
    .selectFrom('_accounts')
    .selectAll()
    .where('login', '=', login.trim().toLowerCase())
    .executeTakeFirst()
  if (!row) return null
  const hash = typeof row['password_hash'] === 'string' ? row['password_hash'] : ''
  return { account: accountOf(row), hash, disabled: row['disabled'] === true }
}

/** Whether nobody can sign in yet. */
export const needsSetUp = async ({ kysely }: Pick<Database, 'kysely'>): Promise<boolean> => {
  const row = await kysely.selectFrom('_accounts').select('id').limit(1).executeTakeFirst()
  return row === undefined
}
