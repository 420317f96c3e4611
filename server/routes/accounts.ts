import { sql } from 'kysely'
import {
  checkLogin,
  createAccount,
  refuseTaken,
  requireAdministrator,
  setPassword,
} from '../auth/accounts.ts'
import { endSessions } from '../auth/sessions.ts'
import { Problem } from '../problems.ts'
import { isId, onlyMembers, readData } from './body.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { idOf } from './resource.ts'
import { employeeNames } from './people.ts'

type Data = Readonly<Record<string, unknown>>

const uncached = { 'cache-control': 'no-store' }

const columns = [
  'id', 'login', 'employee_id', 'roles', 'locale', 'disabled', 'must_change', 'last_sign_in_at', 'created_at',
] as const // prettier-ignore

const invalid = (path: string, zh: string, en: string): Problem =>
  new Problem('invalid', { errors: { [path]: { zh, en } } })

const administrate = async (call: Call): Promise<Data> => {
  requireAdministrator(call.parts.index, call.who)
  return readData(call.http.req.raw, call.parts.settings.limits.bodyBytes)
}

const withNames = async (call: Call, rows: readonly Data[]): Promise<readonly Data[]> => {
  const names = await employeeNames(call, rows.map((row) => row['employee_id'])) // prettier-ignore
  return rows.map((row) => ({
    ...row,
    employee_name: names.get(String(row['employee_id'])) ?? null,
  }))
}

const list = async (call: Call): Promise<Response> => {
  requireAdministrator(call.parts.index, call.who)
  const rows = await call.parts.database.kysely
    .selectFrom('_accounts')
    .select([...columns])
    .orderBy('login')
    .limit(10_000)
    .execute()
  return jsonAnswer(await withNames(call, rows), { headers: uncached })
}

const readOne = async (call: Call, id: string): Promise<Data> => {
  const row = await call.parts.database.kysely
    .selectFrom('_accounts')
    .select([...columns])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return row
}

const answer = async (call: Call, id: string, status = 200): Promise<Response> => {
  const [account] = await withNames(call, [await readOne(call, id)])
  return jsonAnswer(account, { status, headers: uncached })
}

const checkRoles = (call: Call, value: unknown): string[] => {
  const known = call.parts.index.model.roles.map((role) => role.key)
  if (!Array.isArray(value)) throw invalid('roles', '应为角色列表', 'must be a list of roles')
  for (const role of value)
    if (!known.includes(role))
      throw invalid('roles', `可选：${known.join('、')}`, `may contain ${known.join(', ')}`)
  return value
}

const checkEmployee = async (call: Call, value: unknown): Promise<string | null> => {
  if (value === null) return null
  if (!isId(value) || !call.parts.index.resources.has('employees'))
    throw invalid('employee_id', '应为员工标识', 'must be the id of an employee')
  const { rows } = await sql`select 1 from employees where id = ${value}::uuid`.execute(
    call.parts.database.kysely,
  )
  if (rows.length === 0) throw invalid('employee_id', '没有这个员工', 'there is no such employee')
  return value
}

const checkLocale = (value: unknown): 'zh' | 'en' => {
  if (value === 'zh' || value === 'en') return value
  throw invalid('locale', '可选：zh、en', 'must be zh or en')
}

/** Remembers what an administrator did to an account. */
const note = (call: Call, account: string, detail: Data): Promise<void> =>
  call.parts.accessLog.write({
    action: 'account', who: call.who, detail: { account, ...detail },
    address: call.address, requestId: call.requestId,
  }) // prettier-ignore

const create = async (call: Call): Promise<Response> => {
  const data = await administrate(call)
  onlyMembers(data, ['login', 'password', 'employee_id', 'roles', 'locale'])
  const id = await createAccount(
    call.parts.database,
    call.parts.passwords,
    {
      login: checkLogin(data['login']),
      password: typeof data['password'] === 'string' ? data['password'] : '',
      employee: await checkEmployee(call, data['employee_id'] ?? null),
      roles: checkRoles(call, data['roles'] ?? []),
      locale: checkLocale(data['locale'] ?? 'zh'),
      mustChange: true,
    },
    call.parts.clock(),
  )
  await note(call, id, { did: 'create' })
  return answer(call, id, 201)
}

const checkDisabled = (call: Call, id: string, value: unknown): boolean => {
  if (typeof value !== 'boolean') throw invalid('disabled', '应为 true 或 false', 'must be true or false') // prettier-ignore
  if (value && id === call.who.account)
    throw invalid('disabled', '不能停用自己的账户', 'you may not disable your own account')
  return value
}

const changesOf = async (call: Call, id: string, data: Data): Promise<Data> => ({
  ...('login' in data && { login: checkLogin(data['login']) }),
  ...('employee_id' in data && { employee_id: await checkEmployee(call, data['employee_id']) }),
  ...('roles' in data && { roles: checkRoles(call, data['roles']) }),
  ...('locale' in data && { locale: checkLocale(data['locale']) }),
  ...('disabled' in data && { disabled: checkDisabled(call, id, data['disabled']) }),
})

const update = async (call: Call): Promise<Response> => {
  const data = await administrate(call)
  onlyMembers(data, ['login', 'employee_id', 'roles', 'locale', 'disabled'])
  const id = idOf(call)
  await readOne(call, id)
  const changes = await changesOf(call, id, data)
  await call.parts.database.kysely
    .updateTable('_accounts')
    .set({ ...changes, updated_at: call.parts.clock() })
    .where('id', '=', id)
    .execute()
    .catch(refuseTaken)
  if (changes['disabled'] === true) await endSessions(call.parts.database, { account: id })
  call.parts.callers.forget()
  await note(call, id, { did: 'update', changes })
  return answer(call, id)
}

const resetPassword = async (call: Call): Promise<Response> => {
  const data = await administrate(call)
  onlyMembers(data, ['password'])
  const id = idOf(call)
  const login = String((await readOne(call, id))['login'])
  const { database, passwords, clock } = call.parts
  const change = { mustChange: id !== call.who.account, now: clock() }
  await setPassword(database, passwords, { id, login }, data['password'], change)
  await endSessions(database, { account: id })
  await note(call, id, { did: 'reset password' })
  return answer(call, id)
}

const signOutAll = async (call: Call): Promise<Response> => {
  requireAdministrator(call.parts.index, call.who)
  const id = idOf(call)
  await readOne(call, id)
  await endSessions(call.parts.database, { account: id })
  await note(call, id, { did: 'sign out everywhere' })
  return answer(call, id)
}

/** Accounts, for those who administer. */
export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/accounts', name: 'accounts', access: 'signed_in', handle: list },
  { method: 'POST', path: '/api/accounts', name: 'create account', access: 'signed_in', handle: create },
  { method: 'PATCH', path: '/api/accounts/:id', name: 'update account', access: 'signed_in', handle: update },
  { method: 'POST', path: '/api/accounts/:id/password', name: 'reset password', access: 'signed_in', handle: resetPassword },
  { method: 'DELETE', path: '/api/accounts/:id/sessions', name: 'sign account out', access: 'signed_in', handle: signOutAll },
] // prettier-ignore
