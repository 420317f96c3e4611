import { describe, expect, test } from 'vitest'
import { cookieOf, founder, password, useHttp, withSettings } from '../http.ts'

const minute = 60_000
const http = useHttp()

describe('signing in', () => {
  test('answers who signed in and sets an HttpOnly cookie for this site only', async () => {
    const answer = await http().send('/api/session', { body: { login: ' SALES ', password } })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ login: 'sales', name: 'E sales', roles: ['sales'], locale: 'zh', must_change: false }) // prettier-ignore
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^charter_session=[\w-]{43}; .*HttpOnly; SameSite=Lax/)
    expect(cookie).not.toContain('Secure')
  })

  test('the session is known until the person signs out', async () => {
    const cookie = cookieOf(
      await http().send('/api/session', { body: { login: 'sales', password } }),
    )
    const headers = { cookie }
    expect((await http().send('/api/session', { headers })).status).toBe(200)
    expect((await http().send('/api/session', { method: 'DELETE', headers })).status).toBe(200)
    const after = await http().send('/api/session', { headers })
    expect(after.status).toBe(401)
    expect(await after.json()).toEqual({ code: 'not_signed_in', message: 'Please sign in' })
  })

  test('a session that ends on one instance ends on another within a second', async () => {
    const elsewhere = withSettings(http(), {})
    const cookie = cookieOf(
      await http().send('/api/session', { body: { login: 'sales', password } }),
    )
    const headers = { cookie }
    expect((await elsewhere.send('/api/session', { headers })).status).toBe(200)
    await http().send('/api/session', { method: 'DELETE', headers })
    http().clock.forward(1_000)
    expect((await elsewhere.send('/api/session', { headers })).status).toBe(401)
    await elsewhere.api.close()
  })

  test('a wrong password and an unknown name get the same answer', async () => {
    const wrong = await http().send('/api/session', { body: { login: 'sales', password: 'nope' } })
    const unknown = await http().send('/api/session', { body: { login: 'nobody', password } })
    expect(wrong.status).toBe(401)
    expect(await wrong.json()).toEqual(await unknown.json())
  })

  test('an account without a password cannot be entered with an empty one', async () => {
    await http()
      .database.kysely.insertInto('_accounts')
      .values({ id: crypto.randomUUID(), login: 'hollow' })
      .execute()
    const answer = await http().send('/api/session', { body: { login: 'hollow', password: '' } })
    expect(answer.status).toBe(401)
  })

  test('personas are refused outside a demonstration', async () => {
    const answer = await http().send('/api/session', { body: { persona: 'sales' } })
    expect(answer.status).toBe(403)
    const options = await http().send('/api/session/options')
    expect(await options.json()).toEqual({ signed_in: false, demo: false, setup: false, company: 'Charter', personas: [] }) // prettier-ignore
  })

  test('messages come in the language asked for, else the account’s, else the browser’s', async () => {
    const message = async (headers: Record<string, string>) =>
      (await (await http().api.app.request('/api/session', { headers })).json()).message
    expect(await message({})).toBe('请先登录')
    expect(await message({ 'accept-language': 'en-GB,zh;q=0.5' })).toBe('Please sign in')
    expect(await message({ 'accept-language': 'en', 'x-locale': 'zh' })).toBe('请先登录')
  })
})

describe('repeated failures', () => {
  test('the sixth attempt has to wait, also with the right password, and the wait ends', async () => {
    const { send, clock } = http()
    for (let i = 0; i < 5; i++) await send('/api/session', { body: { login: 'sales', password: 'no' } }) // prettier-ignore
    const sixth = await send('/api/session', { body: { login: 'sales', password } })
    expect(sixth.status).toBe(429)
    expect(sixth.headers.get('retry-after')).toBe('30')
    expect(await sixth.json()).toMatchObject({ code: 'slow_down', retry_after: 30 })
    clock.forward(31_000)
    expect((await send('/api/session', { body: { login: 'sales', password } })).status).toBe(200)
  })
})

describe('behind https', () => {
  test('the cookie is bound to the host and never sent in the clear', async () => {
    const { send } = withSettings(http(), { publicUrl: 'https://office.example' })
    const answer = await send('/api/session', { body: { login: 'sales', password } })
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-charter_session=.*Path=\/; HttpOnly; Secure; SameSite=Lax/) // prettier-ignore
    expect(answer.headers.get('strict-transport-security')).toContain('max-age')
  })
})

describe('requests from other sites', () => {
  const attempt = async (headers: Record<string, string>) => {
    const { send } = withSettings(http(), { publicUrl: 'http://office.example' })
    const answer = await send('/api/customers', { as: 'finance', body: { name: crypto.randomUUID() }, headers }) // prettier-ignore
    return [answer.status, (await answer.json()).code]
  }

  test('are refused by Sec-Fetch-Site and by Origin', async () => {
    expect(await attempt({ 'sec-fetch-site': 'cross-site' })).toEqual([403, 'cross_site'])
    expect(await attempt({ 'sec-fetch-site': 'same-site' })).toEqual([403, 'cross_site'])
    expect(await attempt({ origin: 'https://evil.example' })).toEqual([403, 'cross_site'])
    expect(await attempt({ origin: 'null' })).toEqual([403, 'cross_site'])
  })

  test('pass from this site and from programs', async () => {
    expect((await attempt({ 'sec-fetch-site': 'same-origin' }))[0]).toBe(201)
    expect((await attempt({ origin: 'http://office.example' }))[0]).toBe(201)
    expect((await attempt({}))[0]).toBe(201)
  })

  test('a form of another site cannot pass as JSON', async () => {
    const answer = await http().send('/api/customers', {
      as: 'finance',
      body: '{"name":"x"}',
      headers: { 'content-type': 'text/plain' },
    })
    expect(answer.status).toBe(415)
    expect(await answer.json()).toMatchObject({ code: 'unsupported_type', allowed: ['application/json'] }) // prettier-ignore
  })
})

describe('a demonstration', () => {
  test('offers one person a role and lets anybody be one', async () => {
    const { send } = withSettings(http(), { demo: true })
    const options = await (await send('/api/session/options')).json()
    expect(options.personas.map((p: { persona: string; name: string }) => [p.persona, p.name])).toEqual([
      ['sales', expect.stringMatching(/^E (sales|other)$/)],
      ['finance', 'E finance'],
      ['admin', 'E admin'],
    ]) // prettier-ignore
    const answer = await send('/api/session', { body: { persona: 'finance' } })
    expect(await answer.json()).toMatchObject({ name: 'E finance', roles: ['finance'] })
    expect((await send('/api/session', { headers: { cookie: cookieOf(answer) } })).status).toBe(200) // prettier-ignore
    expect((await send('/api/session', { body: { persona: 'king' } })).status).toBe(422)
  })
})

describe('one’s own password', () => {
  test('changes with the current one, ends other sessions, keeps this one', async () => {
    const { send } = http()
    const here = { cookie: cookieOf(await send('/api/session', { body: { login: 'sales', password } })) } // prettier-ignore
    const there = { cookie: cookieOf(await send('/api/session', { body: { login: 'sales', password } })) } // prettier-ignore
    const change = (body: unknown) => send('/api/session/password', { body, headers: here })
    expect(await (await change({ current: 'wrong', password: 'another pass 1' })).json()).toMatchObject({ errors: { current: 'is not the current password' } }) // prettier-ignore
    expect(await (await change({ current: password, password: 'short' })).json()).toMatchObject({ errors: { password: 'must have at least 10 characters' } }) // prettier-ignore
    expect(await (await change({ current: password, password: 'my sales word' })).json()).toMatchObject({ errors: { password: 'may not contain the sign-in name' } }) // prettier-ignore
    expect((await change({ current: password, password: 'another pass 1' })).status).toBe(200)
    expect((await send('/api/session', { headers: here })).status).toBe(200)
    expect((await send('/api/session', { headers: there })).status).toBe(401)
    expect((await send('/api/session', { body: { login: 'sales', password: 'another pass 1' } })).status).toBe(200) // prettier-ignore
    expect((await send('/api/session/password', { body: { current: 'another pass 1', password }, headers: here })).status).toBe(200) // prettier-ignore
  })

  test('signing out everywhere ends every session', async () => {
    const { send } = http()
    const one = { cookie: cookieOf(await send('/api/session', { body: { login: 'other', password } })) } // prettier-ignore
    expect((await send('/api/session/all', { method: 'DELETE', as: 'other' })).status).toBe(200)
    expect((await send('/api/session', { headers: one })).status).toBe(401)
    expect((await send('/api/session', { as: 'other' })).status).toBe(401)
  })
})

describe('the life of a session', () => {
  test('an idle session ends, a used one goes on to its last day', async () => {
    const { send, clock } = withSettings(http(), { sessionIdleHours: 2, sessionDays: 1 })
    const idle = { cookie: cookieOf(await send('/api/session', { body: { login: 'sales', password } })) } // prettier-ignore
    const used = { cookie: cookieOf(await send('/api/session', { body: { login: 'other', password } })) } // prettier-ignore
    for (let i = 0; i < 3; i++) {
      clock.forward(60 * minute)
      expect((await send('/api/session', { headers: used })).status).toBe(200)
    }
    expect((await send('/api/session', { headers: idle })).status).toBe(401)
    for (let i = 0; i < 21; i++) {
      clock.forward(60 * minute)
      await send('/api/session', { headers: used })
    }
    expect((await send('/api/session', { headers: used })).status).toBe(401)
  })
})

describe('an employee who leaves', () => {
  test('is signed out at the next request', async () => {
    const { send, people, service } = http()
    const admin = { cookie: cookieOf(await send('/api/session', { body: { login: 'admin', password } })) } // prettier-ignore
    const sales = { cookie: cookieOf(await send('/api/session', { body: { login: 'sales', password } })) } // prettier-ignore
    const { version } = await service.get(founder, 'employees', people.sales.employee)
    const left = await send(`/api/employees/${people.sales.employee}/transitions/leave`, {
      body: {},
      headers: { ...admin, 'if-match': `"${version}"` },
    })
    expect(left.status).toBe(200)
    expect((await send('/api/session', { headers: sales })).status).toBe(401)
    const again = await send('/api/session', { body: { login: 'sales', password } })
    expect(again.status).toBe(401)
  })
})
