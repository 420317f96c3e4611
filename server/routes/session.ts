import {
  createAccount,
  needsSetUp,
  administratorRoles,
  setPassword,
  accountByLogin,
} from '../auth/accounts.ts'
import { personaAccount, personasOf } from '../auth/personas.ts'
import type { Person } from '../auth/principals.ts'
import { checkCredentials } from '../auth/sign-in.ts'
import { endSessions, handOver, openSession, sessionEnd, type Account } from '../auth/sessions.ts'
import { forbidden } from '../auth/denial.ts'
import { Problem } from '../problems.ts'
import { onlyMembers, readData, textMember } from './body.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'

type Data = Readonly<Record<string, unknown>>

const uncached = { headers: { 'cache-control': 'no-store' } }

const read = (call: Call) => readData(call.http.req.raw, call.parts.settings.limits.bodyBytes)

/** What the signed-in person is told about himself or herself. */
export const viewerOf = ({ principal, name }: Person, account: Account): Data => ({
  account: account.id,
  login: account.login,
  employee: principal.employee,
  name,
  roles: principal.roles,
  departments: principal.departments,
  department: principal.department,
  locale: account.locale,
  must_change: account.mustChange,
})

/** The signed-in account of a call; signed-in routes always have one. */
export const accountOfCall = (call: Call): Account => {
  if (!call.session) throw new Problem('not_signed_in')
  return call.session.account
}

const personOf = async (call: Call, account: Account): Promise<Person> => {
  const person = await call.parts.principals.ofAccount(account)
  if (!person) throw new Problem('wrong_credentials')
  return person
}

const options = async (call: Call): Promise<Response> => {
  const { database, index, settings } = call.parts
  const personas = settings.demo ? await personasOf(database, index) : []
  return jsonAnswer(
    {
      signed_in: call.session !== null,
      demo: settings.demo,
      setup: await needsSetUp(database),
      company: settings.company[call.locale],
      personas: personas.map(({ persona, role, name, department }) => ({
        persona,
        role,
        name,
        ...(department !== null && { department }),
      })),
    },
    uncached,
  )
}

const byPersona = async (call: Call, data: Data): Promise<Account> => {
  const { database, index, settings, clock } = call.parts
  onlyMembers(data, ['persona'])
  if (!settings.demo)
    throw forbidden({
      message: { zh: '只有演示环境可以直接选择角色登录', en: 'Signing in as a persona is for demonstrations only' },
    }) // prettier-ignore
  const asked = textMember(data, 'persona')
  const persona = (await personasOf(database, index)).find((p) => p.persona === asked)
  if (!persona)
    throw new Problem('invalid', { errors: { persona: { zh: '没有这个角色', en: 'is not offered' } } }) // prettier-ignore
  return personaAccount(database, persona, clock())
}

const byPassword = async (call: Call, data: Data): Promise<Account> => {
  const { database, passwords, clock } = call.parts
  onlyMembers(data, ['login', 'password'])
  const login = textMember(data, 'login')
  const password = typeof data['password'] === 'string' ? data['password'] : ''
  const attempt = { login, password, address: call.address, now: clock() }
  try {
    return await checkCredentials(database, passwords, attempt)
  } catch (error) {
    call.parts.accessLog.later({
      action: 'sign_in_refused', who: call.who, detail: { login: login.slice(0, 100) },
      address: call.address, requestId: call.requestId,
    }) // prettier-ignore
    throw error
  }
}

/** A new session in place of the one of the call; its secret. */
const openAnother = async (call: Call, account: Account, now: string): Promise<string> => {
  const { database, settings } = call.parts
  if (call.session?.kind === 'session') await endSessions(database, { id: call.session.id })
  const { secret } = await openSession(database, {
    kind: 'session',
    account: account.id,
    now,
    expires: sessionEnd(now, settings),
    address: call.address,
    userAgent: call.http.req.header('user-agent') ?? null,
  })
  return secret
}

/** Whoever plays one person of a demonstration after another keeps the session, so that no call under way is refused. */
const keepOrOpen = async (call: Call, account: Account, now: string): Promise<string> => {
  const { database, settings, carrier } = call.parts
  const secret = call.session?.kind === 'session' ? carrier.read(call.http) : null
  if (!call.session || secret === null) return openAnother(call, account, now)
  const expires = sessionEnd(now, settings)
  await handOver(database, call.session.id, { account: account.id, now, expires })
  return secret
}

const open = async (call: Call, account: Account, secretOf = openAnother): Promise<void> => {
  const { database, settings, clock } = call.parts
  const now = clock()
  const secret = await secretOf(call, account, now)
  await database.kysely
    .updateTable('_accounts')
    .set({ last_sign_in_at: now })
    .where('id', '=', account.id)
    .execute()
  call.parts.carrier.write(call.http, secret, settings.sessionDays)
}

/** Answers JSON with the cookies that were set on the way. */
const withCookies = (call: Call, body: unknown, status: 200 | 201 = 200): Response => {
  call.http.header('cache-control', 'no-store')
  return call.http.json(body, status)
}

const signIn = async (call: Call): Promise<Response> => {
  const data = await read(call)
  if ('persona' in data) return playAs(call, await byPersona(call, data))
  return signInAs(call, await byPassword(call, data), openAnother)
}

/** Makes the caller a person of a demonstration, and answers who that is. */
export const playAs = (call: Call, account: Account): Promise<Response> =>
  signInAs(call, account, keepOrOpen)

const signInAs = async (
  call: Call,
  account: Account,
  secretOf: typeof openAnother,
): Promise<Response> => {
  const person = await personOf(call, account)
  await open(call, account, secretOf)
  await call.parts.accessLog.write({
    action: 'sign_in', who: person.principal, detail: { login: account.login },
    address: call.address, requestId: call.requestId,
  }) // prettier-ignore
  return withCookies(call, viewerOf(person, account))
}

const who = async (call: Call): Promise<Response> => {
  const account = accountOfCall(call)
  return jsonAnswer(viewerOf(await personOf(call, account), account), uncached)
}

const change = async (call: Call): Promise<Response> => {
  const data = await read(call)
  onlyMembers(data, ['locale'])
  const locale = data['locale']
  if (locale !== 'zh' && locale !== 'en')
    throw new Problem('invalid', { errors: { locale: { zh: '可选：zh、en', en: 'must be zh or en' } } }) // prettier-ignore
  const account = accountOfCall(call)
  await call.parts.database.kysely
    .updateTable('_accounts')
    .set({ locale, updated_at: call.parts.clock() })
    .where('id', '=', account.id)
    .execute()
  const changed = { ...account, locale } as const
  return jsonAnswer(viewerOf(await personOf(call, changed), changed), uncached)
}

const signOut = async (call: Call): Promise<Response> => {
  if (call.session) await endSessions(call.parts.database, { id: call.session.id })
  call.parts.carrier.clear(call.http)
  return withCookies(call, {})
}

const signOutEverywhere = async (call: Call): Promise<Response> => {
  await endSessions(call.parts.database, { account: accountOfCall(call).id })
  call.parts.carrier.clear(call.http)
  return withCookies(call, {})
}

const changePassword = async (call: Call): Promise<Response> => {
  const { database, passwords, clock } = call.parts
  const data = await read(call)
  onlyMembers(data, ['current', 'password'])
  const account = accountOfCall(call)
  const current = typeof data['current'] === 'string' ? data['current'] : ''
  const stored = (await accountByLogin(database, account.login))?.hash ?? ''
  if (!(await passwords.verify(current, stored)))
    throw new Problem('invalid', {
      errors: { current: { zh: '当前密码不正确', en: 'is not the current password' } },
    })
  if (current === data['password'])
    throw new Problem('invalid', { errors: { password: { zh: '新密码不能与当前密码相同', en: 'must differ from the current one' } } }) // prettier-ignore
  await setPassword(database, passwords, account, data['password'], { mustChange: false, now: clock() }) // prettier-ignore
  await endSessions(database, { account: account.id, ...(call.session && { except: call.session.id }) }) // prettier-ignore
  return jsonAnswer({}, uncached)
}

const setUp = async (call: Call): Promise<Response> => {
  const { database, index, passwords, settings, clock } = call.parts
  const data = await read(call)
  onlyMembers(data, ['login', 'password', 'code'])
  if (settings.setupCode !== null && data['code'] !== settings.setupCode)
    throw new Problem('invalid', { errors: { code: { zh: '与服务器日志中显示的不一致', en: 'is not the code that the server printed' } } }) // prettier-ignore
  const login = textMember(data, 'login', 64)
  const password = typeof data['password'] === 'string' ? data['password'] : ''
  const roles = administratorRoles(index)
  const account = { login, password, roles, employee: null, locale: call.locale, mustChange: false }
  await database.transaction(async (tx) => {
    // The primary key lets one of two simultaneous set-ups through.
    await tx
      .insertInto('_throttles')
      .values({ key: 'set-up', count: 1, window_started_at: clock() })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ count: 1 }))
      .execute()
    if (!(await needsSetUp({ kysely: tx })))
      throw new Problem('conflict', { message: { zh: '系统已完成初始设置', en: 'The set-up has been done already' } }) // prettier-ignore
    await createAccount({ kysely: tx }, passwords, account, clock())
  })
  const created = await accountByLogin(database, login)
  if (!created) throw new Problem('internal')
  await open(call, created.account)
  return withCookies(call, viewerOf(await personOf(call, created.account), created.account), 201)
}

/** Signing in and out, the first administrator, and what a person may change about his or her own account. */
export const sessionRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/session/options', name: 'session options', access: 'public', handle: options },
  { method: 'POST', path: '/api/setup', name: 'set-up', access: 'public', handle: setUp },
  { method: 'POST', path: '/api/session', name: 'sign in', access: 'public', handle: signIn },
  { method: 'GET', path: '/api/session', name: 'session', access: 'known', handle: who },
  { method: 'PATCH', path: '/api/session', name: 'change session', access: 'known', handle: change },
  { method: 'DELETE', path: '/api/session', name: 'sign out', access: 'public', handle: signOut },
  { method: 'DELETE', path: '/api/session/all', name: 'sign out everywhere', access: 'known', handle: signOutEverywhere },
  { method: 'POST', path: '/api/session/password', name: 'change password', access: 'known', handle: changePassword },
] // prettier-ignore
