import { describe, expect, test } from 'vitest'
import { cookieOf, password, useHttp, withSettings } from '../http.ts'

const http = useHttp()
const json = async (answer: Response | Promise<Response>) => (await answer).json()
const signIn = async (login: string, word: string) =>
  http().send('/api/session', { body: { login, password: word } })

describe('accounts', () => {
  test('are listed, created, changed and disabled by an administrator', async () => {
    const { send, people } = http()
    const created = await send('/api/accounts', {
      as: 'admin',
      body: { login: 'Li.Lei', password: 'a long password', employee_id: people.sales.employee },
    })
    expect(created.status).toBe(201)
    const account = await created.json()
    expect(account).toMatchObject({
      login: 'li.lei', employee_id: people.sales.employee, employee_name: 'E sales', roles: [], locale: 'zh',
      disabled: false, must_change: true, last_sign_in_at: null,
    }) // prettier-ignore
    expect(account).not.toHaveProperty('password_hash')
    const logins = await json(send('/api/accounts', { as: 'admin' }))
    expect(logins.map((row: { login: string }) => row.login)).toEqual(['admin', 'finance', 'li.lei', 'other', 'sales']) // prettier-ignore

    const session = await signIn('li.lei', 'a long password')
    expect(await session.clone().json()).toMatchObject({ must_change: true, roles: ['sales'] })
    const changed = await send(`/api/accounts/${account.id}`, { as: 'admin', method: 'PATCH', body: { disabled: true } }) // prettier-ignore
    expect(await changed.json()).toMatchObject({ disabled: true })
    expect((await send('/api/session', { headers: { cookie: cookieOf(session) } })).status).toBe(401) // prettier-ignore
    expect((await signIn('li.lei', 'a long password')).status).toBe(401)
  })

  test('a reset password works once it is set and has to be changed', async () => {
    const { send } = http()
    const all = await json(send('/api/accounts', { as: 'admin' }))
    const other = all.find((row: { login: string }) => row.login === 'other')
    const reset = (body: unknown) => send(`/api/accounts/${other.id}/password`, { as: 'admin', body }) // prettier-ignore
    expect(await json(reset({ password: 'aaaaaaaaaaaa' }))).toMatchObject({ errors: { password: 'is too simple' } }) // prettier-ignore
    expect(await json(reset({ password: 'from the admin' }))).toMatchObject({ must_change: true })
    expect((await signIn('other', password)).status).toBe(401)
    expect(await json(signIn('other', 'from the admin'))).toMatchObject({ must_change: true })
    const cookie = cookieOf(await signIn('other', 'from the admin'))
    const refused = await send('/api/customers', { headers: { cookie, 'x-locale': 'en' } })
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ code: 'forbidden', message: 'Set a password of your own first' }) // prettier-ignore
    expect((await send('/api/model', { headers: { cookie } })).status).toBe(200)
    const own = { current: 'from the admin', password: 'one of my own' }
    expect((await send('/api/session/password', { headers: { cookie }, body: own })).status).toBe(200) // prettier-ignore
    expect((await send('/api/customers', { headers: { cookie } })).status).toBe(200)
    expect((await send(`/api/accounts/${other.id}/sessions`, { as: 'admin', method: 'DELETE' })).status).toBe(200) // prettier-ignore
  })

  test.each([
    [{ login: 'x', password: 'a long password' }, 'login', 'must have 2 to 64 characters: letters, digits or . _ @ + -'],
    [{ login: 'sales', password: 'a long password' }, 'login', 'is taken already'],
    [{ login: 'new', password: 'short' }, 'password', 'must have at least 10 characters'],
    [{ login: 'new', password: 'a long password', roles: ['king'] }, 'roles', 'may contain sales, finance, admin'],
    [{ login: 'new', password: 'a long password', employee_id: crypto.randomUUID() }, 'employee_id', 'there is no such employee'],
    [{ login: 'new', password: 'a long password', locale: 'fr' }, 'locale', 'must be zh or en'],
    [{ login: 'new', password: 'a long password', god: true }, 'god', 'unknown member; allowed: login, password, employee_id, roles, locale'],
  ])('a wrong account is refused at its field: %j', async (body, field, message) => {
    const answer = await http().send('/api/accounts', { as: 'admin', body })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ code: 'invalid', errors: { [field]: message } })
  }) // prettier-ignore

  test('nobody else may see or make them, and the attempt is noted', async () => {
    const { send, api, database } = http()
    const answer = await send('/api/accounts', { as: 'finance' })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toEqual({ code: 'forbidden', message: 'Only an administrator may do this' }) // prettier-ignore
    await api.parts.accessLog.flush()
    const noted = await database.kysely.selectFrom('_access_log').select('detail').where('action', '=', 'denied').execute() // prettier-ignore
    expect(noted).toContainEqual({ detail: expect.objectContaining({ path: '/api/accounts' }) })
  })

  test('an administrator cannot lock himself out', async () => {
    const { send } = http()
    const me = await json(send('/api/session', { as: 'admin' }))
    const answer = await send(`/api/accounts/${me.account}`, { as: 'admin', method: 'PATCH', body: { disabled: true } }) // prettier-ignore
    expect(await answer.json()).toMatchObject({ errors: { disabled: 'you may not disable your own account' } }) // prettier-ignore
  })
})

describe('tokens', () => {
  test('a program works with the rights of the person who made its token, until it is revoked', async () => {
    const { send } = http()
    const made = await send('/api/tokens', { as: 'finance', body: { name: 'Reports' } })
    expect(made.status).toBe(201)
    const { id, token, prefix } = await made.json()
    expect(token).toMatch(/^chr_[\w-]{43}$/)
    expect(token.startsWith(prefix)).toBe(true)
    const headers = { authorization: `Bearer ${token}` }
    expect(await json(send('/api/session', { headers }))).toMatchObject({ name: 'E finance' })
    expect((await send('/api/tokens', { body: { name: 'another' }, headers })).status).toBe(403)
    const listed = await json(send('/api/tokens', { as: 'finance' }))
    expect(listed).toEqual([expect.objectContaining({ id, name: 'Reports', prefix, expires_at: null })]) // prettier-ignore
    expect(JSON.stringify(listed)).not.toContain(token)
    expect((await send(`/api/tokens/${id}`, { as: 'sales', method: 'DELETE' })).status).toBe(404)
    expect((await send(`/api/tokens/${id}`, { as: 'finance', method: 'DELETE' })).status).toBe(200)
    expect((await send('/api/session', { headers })).status).toBe(401)
  })

  test('a token has no cross-site check but must be a token', async () => {
    const { send } = http()
    expect((await send('/api/session', { headers: { authorization: 'Basic YWJj' } })).status).toBe(401) // prettier-ignore
    expect((await send('/api/session', { headers: { authorization: 'Bearer chr_wrong' } })).status).toBe(401) // prettier-ignore
  })

  test('a token ends after its last day', async () => {
    const { send, clock } = http()
    const { token } = await json(send('/api/tokens', { as: 'finance', body: { name: 'Short', expires_on: '2026-03-05' } })) // prettier-ignore
    const headers = { authorization: `Bearer ${token}` }
    expect((await send('/api/session', { headers })).status).toBe(200)
    clock.forward(22 * 3_600_000)
    expect((await send('/api/session', { headers })).status).toBe(401)
    const past = await send('/api/tokens', { as: 'finance', body: { name: 'Past', expires_on: '2026-03-01' } }) // prettier-ignore
    expect(await past.json()).toMatchObject({ errors: { expires_on: 'must be a day to come, such as 2027-01-31' } }) // prettier-ignore
  })
})

describe('first-run set-up', () => {
  test('is refused once somebody can sign in', async () => {
    const answer = await http().send('/api/setup', { body: { login: 'root', password: 'a long password' } }) // prettier-ignore
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ code: 'conflict', message: 'The set-up has been done already' }) // prettier-ignore
  })

  test('makes the first administrator, signed in, with the code that the server printed, once', async () => {
    const { database } = http()
    await database.kysely.deleteFrom('_sessions').execute()
    await database.kysely.deleteFrom('_accounts').execute()
    const { send } = withSettings(http(), { setupCode: 'K7F2' })
    expect(await json(send('/api/session/options'))).toMatchObject({ setup: true })
    const body = { login: 'root', password: 'a long password' }
    expect(await json(send('/api/setup', { body }))).toMatchObject({ errors: { code: 'is not the code that the server printed' } }) // prettier-ignore
    const twice = await Promise.all([
      send('/api/setup', { body: { ...body, code: 'K7F2' } }),
      send('/api/setup', { body: { ...body, login: 'evil', code: 'K7F2' } }),
    ])
    expect(twice.map((answer) => answer.status).sort()).toEqual([201, 409])
    const won = twice.find((answer) => answer.status === 201)
    expect(won && (await won.clone().json())).toMatchObject({ roles: ['admin'], employee: null })
    const headers = { cookie: won ? cookieOf(won) : '' }
    expect((await send('/api/accounts', { headers })).status).toBe(200)
    expect(await json(send('/api/session/options'))).toMatchObject({ setup: false })
  })
})
