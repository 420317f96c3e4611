import { describe, expect, test } from 'vitest'
import { Hono } from 'hono'
import { databases } from '../../databases.ts'
import { createFaults, injectFaults, noFaults, timeoutMs } from '../../../server/sandbox/faults.ts'
import { useDemo } from './company.ts'

describe('faults', () => {
  const open = (seed: number, faults: object) => {
    const waits: number[] = []
    const state = createFaults()
    state.set({ ...noFaults, ...faults }, seed)
    const app = new Hono()
    app.use(
      '/api/*',
      injectFaults(state, async (ms) => void waits.push(ms)),
    )
    app.get('*', (http) => http.text('fine'))
    let cuts = 0
    const call = (path = '/api/orders') =>
      Promise.resolve(app.request(path, {}, { cut: () => (cuts += 1) }))
    return { call, waits, cuts: () => cuts }
  }

  test('each comes as often as its percentage says', async () => {
    const { call, waits, cuts } = open(7, { latency_ms: 250, error_percent: 30, timeout_percent: 10, offline_percent: 20 }) // prettier-ignore
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => call()))
    const count = (fault: string | null) =>
      answers.filter(({ headers }) => headers.get('x-sandbox-fault') === fault).length
    expect([count('error'), count('timeout'), count('offline'), count(null)]).toEqual([
      271, 94, 214, 421,
    ])
    expect([waits.filter((ms) => ms === 250).length, waits.filter((ms) => ms === timeoutMs).length, cuts()]).toEqual([1_000, 94, 308]) // prettier-ignore
  })

  test('the same seed gives the same faults', async () => {
    const row = async (seed: number) => {
      const { call } = open(seed, { error_percent: 50 })
      const answers = []
      for (let i = 0; i < 20; i++) answers.push((await call()).status)
      return answers
    }
    expect(await row(3)).toEqual(await row(3))
    expect(await row(3)).not.toEqual(await row(4))
  })

  test.each([
    '/api/sandbox', '/api/sandbox/faults', '/api/session', '/api/session/options', '/api/setup', '/api/model', '/api/events', '/healthz',
  ])('%s is spared, so that the controls are always in reach', async (path) => {
    const { call, waits } = open(1, { latency_ms: 100, offline_percent: 100 })
    expect([(await call(path)).status, waits]).toEqual([200, []])
  }) // prettier-ignore

  test('an address that only begins like a spared one is hit', async () => {
    const { call } = open(1, { error_percent: 100 })
    expect((await call('/api/sandboxes')).status).toBe(500)
  })
})

describe.each(databases)('faults of the sandbox on $name', ({ open }) => {
  const demo = useDemo(open)
  const set = (faults: object) =>
    demo().ask('/api/sandbox/faults', { method: 'PUT', body: { ...faults, seed: 1 } })

  test('a failing server answers as it does when it fails', async () => {
    expect(await set({ error_percent: 100 })).toMatchObject({ status: 200, faults: { error_percent: 100, latency_ms: 0 } }) // prettier-ignore
    expect(await demo().ask('/api/orders')).toEqual({ status: 500, code: 'internal', message: 'The server failed' }) // prettier-ignore
    expect((await demo().ask('/api/model')).sandbox).toEqual({ days: 0, faults: true })
    await set({})
    expect((await demo().send('/api/orders', { as: 'sales' })).status).toBe(200)
  })

  test('a write that names its version is overtaken by a colleague and meets a real conflict', async () => {
    const customer = await demo().ask('/api/customers', { body: { name: 'Acme', note: 'old' } })
    await set({ conflict_percent: 100 })
    const path = `/api/customers/${String(customer.id)}`
    const change = (version: unknown, note: string) =>
      demo().ask(path, { method: 'PATCH', body: { note }, headers: { 'if-match': `"${String(version)}"` } }) // prettier-ignore
    const stale = await change(1, 'mine')
    expect(stale).toMatchObject({
      status: 409, code: 'stale_version',
      current: { version: 2, note: 'old*' }, changes: [{ field: 'note', by_name: expect.stringMatching(/^E (other|finance|admin)$/) }],
    }) // prettier-ignore
    await set({})
    expect(await change(2, 'mine')).toMatchObject({ status: 200, version: 3, note: 'mine' })
  })

  test('a step is overtaken too, and a write that is stale already is left alone', async () => {
    const { id: customer_id } = await demo().ask('/api/customers', { body: { name: 'Two' } })
    const lines = [{ product: 'Bolt', quantity: 2, price: 10 }]
    const { id } = await demo().ask('/api/orders', { body: { customer_id, lines } })
    await set({ conflict_percent: 100 })
    const release = (version: number) =>
      demo().ask(`/api/orders/${String(id)}/transitions/release`, { body: {}, headers: { 'if-match': `"${version}"` } }) // prettier-ignore
    expect(await release(1)).toMatchObject({ status: 409, code: 'stale_version', current: { version: 2 } }) // prettier-ignore
    expect(await release(1)).toMatchObject({ status: 409, current: { version: 2 } })
    await set({})
    expect(await release(2)).toMatchObject({ status: 200, state: 'released' })
  })

  test('who may not see a record cannot have it changed', async () => {
    const { id } = await demo().ask('/api/customers', { body: { name: 'Three' } })
    await set({ conflict_percent: 100 })
    const refused = await demo().ask(`/api/customers/${String(id)}`, { as: 'other', method: 'PATCH', body: { note: 'x' }, headers: { 'if-match': '"1"' } }) // prettier-ignore
    expect(refused).toMatchObject({ status: 404 })
    await set({})
    expect(await demo().ask(`/api/customers/${String(id)}`)).toMatchObject({ version: 1 })
  })

  test.each([
    [{ error_percent: 101 }, 'error_percent', 'must be a whole number from 0 to 100'],
    [{ latency_ms: -1 }, 'latency_ms', 'must be a whole number from 0 to 30000'],
    [{ error_percent: 60, offline_percent: 60 }, 'error_percent', 'the three ways to fail may add up to 100 at most'],
    [{ eror_percent: 1 }, 'eror_percent', expect.stringContaining('unknown member')],
  ])('%o is refused', async (faults, field, message) => {
    expect(await set(faults)).toMatchObject({ status: 422, errors: { [field]: message } })
  }) // prettier-ignore

  test('faults end with the process', async () => {
    await set({ error_percent: 100 })
    const again = await demo().restarted()
    expect((await again.ask('/api/sandbox')).faults).toEqual(noFaults)
    await again.api.close()
    await set({})
  })
})
