import { expect, test } from 'vitest'
import { cleanUp } from '../../server/clean-up.ts'
import { callerAddress } from '../../server/auth/caller-address.ts'
import { useHttp } from './http.ts'

const http = useHttp()

test('the clean-up removes ended sessions, old failures and loose uploads, and nothing else', async () => {
  const { database, clock, send } = http()
  const rules = { sessionDays: 14, sessionIdleHours: 24 }
  await send('/api/session', { body: { login: 'sales', password: 'wrong' } })
  const body = new FormData()
  body.set('file', new File(['a,b\n'], 'x.csv'))
  body.set('resource', 'orders')
  expect((await send('/api/files', { as: 'sales', body })).status).toBe(201)
  const { token } = await (await send('/api/tokens', { as: 'sales', body: { name: 'T' } })).json()
  const count = async (table: string) => {
    const all = database.kysely.selectFrom(table).select((e) => e.fn.countAll().as('n'))
    return Number((await all.executeTakeFirstOrThrow())['n'])
  }
  const counts = async () => [await count('_sessions'), await count('_throttles'), await count('_files')] // prettier-ignore
  await cleanUp(database, clock.now(), rules)
  expect(await counts()).toEqual([5, 3, 1])
  clock.forward(72 * 3_600_000)
  await cleanUp(database, clock.now(), rules)
  expect(await counts()).toEqual([1, 0, 0])
  const headers = { authorization: `Bearer ${token}` }
  expect((await send('/api/session', { headers })).status).toBe(200)
})

test.each([
  ['8.8.8.8', '1.1.1.1', true, '8.8.8.8'],
  ['127.0.0.1', '6.6.6.6, 1.1.1.1', true, '1.1.1.1'],
  ['::ffff:10.0.0.2', '1.1.1.1', true, '1.1.1.1'],
  ['127.0.0.1', '1.1.1.1', false, '127.0.0.1'],
  ['172.32.0.1', '1.1.1.1', true, '172.32.0.1'],
  ['127.0.0.1', undefined, true, '127.0.0.1'],
])('a call from %s, forwarded for %s, trusting %s, comes from %s', (direct, forwarded, trust, from) => {
  expect(callerAddress(direct, forwarded, trust)).toBe(from)
}) // prettier-ignore
