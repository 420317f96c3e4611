import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { startServer, type Running } from '../../server/host.ts'
import { ModelRefused, requireSound } from '../../server/prepare.ts'
import { httpModel } from './http-model.ts'

const directory = mkdtempSync(path.join(os.tmpdir(), 'charter-host-'))
const dist = path.join(directory, 'dist')
const silent = { info: () => {}, warn: () => {}, error: () => {} }
const config = readConfig({ PORT: '0', DATA_DIR: path.join(directory, 'data'), TICK_SECONDS: '0' })

let running: Running | undefined
const get = (address: string, init?: RequestInit) => fetch(`${running?.url}${address}`, init)

beforeAll(async () => {
  mkdirSync(path.join(dist, 'assets'), { recursive: true })
  writeFileSync(path.join(dist, 'index.html'), '<!doctype html><title>Charter</title>')
  writeFileSync(path.join(dist, 'assets/app-1a2b.js'), 'export const plain = 1')
  writeFileSync(path.join(dist, 'assets/app-1a2b.js.gz'), gzipSync('export const packed = 1'))
  running = await startServer({ config, model: httpModel, log: silent, console: dist })
})
afterAll(async () => {
  await running?.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('the host', () => {
  test('serves the console at its own addresses, the API at its own', async () => {
    expect(await (await get('/')).text()).toContain('<title>Charter</title>')
    const deep = await get('/orders/01900000-0000-7000-8000-000000000001/show')
    expect([deep.status, await deep.text()]).toEqual([200, '<!doctype html><title>Charter</title>'])
    expect(deep.headers.get('cache-control')).toBe('no-cache')
    expect(deep.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect((await get('/api/nothing/of/the/kind')).status).toBe(404)
    expect((await get('/readyz')).status).toBe(200)
  })

  test('serves built files packed and for ever; a missing one is missing', async () => {
    const script = await get('/assets/app-1a2b.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(await script.text()).toBe('export const packed = 1')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const gone = await get('/assets/app-0000.js')
    expect([gone.status, (await gone.text()).includes('<title>')]).toEqual([404, false])
    for (const outside of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json'])
      expect(await (await get(outside)).text()).not.toContain('"name"')
  })

  test('sets up its first administrator, who signs in over the network', async () => {
    const body = JSON.stringify({ login: 'root', password: 'a long password' })
    const made = await get('/api/setup', { method: 'POST', body, headers: { 'content-type': 'application/json' } }) // prettier-ignore
    expect(made.status).toBe(201)
    const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? ''
    const who = await (await get('/api/session', { headers: { cookie } })).json()
    expect(who).toMatchObject({ login: 'root', roles: ['admin'], employee: null })
  })

  test('packs what leaves the machine, and nothing on it', async () => {
    const body = JSON.stringify({ login: 'root', password: 'a long password' })
    const signedIn = await get('/api/session', { method: 'POST', body, headers: { 'content-type': 'application/json' } }) // prettier-ignore
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const asked = { headers: { cookie, 'accept-encoding': 'gzip' } }
    const from = async (address: string) =>
      running?.api.app.request('/api/model', asked, { address })
    expect((await from('203.0.113.9'))?.headers.get('content-encoding')).toBe('gzip')
    expect((await from('192.168.1.20'))?.headers.get('content-encoding')).toBe('gzip')
    expect((await from('::ffff:127.0.0.1'))?.headers.get('content-encoding')).toBeNull()
    const here = await get('/api/model', asked)
    expect([here.status, here.headers.get('content-encoding')]).toEqual([200, null])
  })

  test('stops in order although somebody listens to events, and starts again with its data', async () => {
    const body = JSON.stringify({ login: 'root', password: 'a long password' })
    const signIn = () => get('/api/session', { method: 'POST', body, headers: { 'content-type': 'application/json' } }) // prettier-ignore
    const cookie = (await signIn()).headers.get('set-cookie')?.split(';')[0] ?? ''
    const events = await get('/api/events', { headers: { cookie } })
    // A stream that is cut off does not end: it fails.
    const told = events.text()
    await running?.close()
    running = undefined
    expect(await told).toContain('event: open')
    running = await startServer({ config, model: httpModel, log: silent, console: dist })
    expect((await signIn()).status).toBe(200)
  })

  test('ends what a page has asked before it closes the database, although the page is gone', async () => {
    const errors: string[] = []
    const log = { ...silent, error: (_: object, text: string) => void errors.push(text) }
    const settings = { PORT: '0', DATA_DIR: path.join(directory, 'left'), TICK_SECONDS: '0' }
    const left = await startServer({ config: readConfig(settings), model: httpModel, log, console: dist }) // prettier-ignore
    const body = JSON.stringify({ login: 'root', password: 'a long password' })
    const post = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
    const made = await fetch(`${left.url}/api/setup`, post)
    const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? ''
    const page = new AbortController()
    const asked = Array.from({ length: 30 }, (_, i) =>
      fetch(`${left.url}/api/orders?filter={"q":"${i}"}`, { headers: { cookie }, signal: page.signal }).catch(() => null),
    ) // prettier-ignore
    await Promise.race(asked)
    page.abort()
    await left.close()
    expect(errors).toEqual([])
  })
})

test('a model with errors is refused with all of them', () => {
  const broken = { ...httpModel, entities: httpModel.entities.filter(({ name }) => name !== 'customers') } // prettier-ignore
  expect(() => requireSound(broken)).toThrow(ModelRefused)
  expect(() => requireSound(broken)).toThrow(/customers/)
})

describe('the host of a demonstration', { timeout: 120_000 }, () => {
  const settings = { PORT: '0', DATA_DIR: path.join(directory, 'demo'), TICK_SECONDS: '0', DEMO: 'true' } // prettier-ignore
  const start = () => startServer({ config: readConfig(settings), model: httpModel, log: silent, console: dist }) // prettier-ignore

  test('cuts the connection of a call that is to fail as without a network, and keeps the moved clock', async () => {
    const first = await start()
    const made = await fetch(`${first.url}/api/setup`, {
      method: 'POST',
      body: JSON.stringify({ login: 'root', password: 'a long password' }),
      headers: { 'content-type': 'application/json', origin: first.url },
    })
    const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? ''
    const send = (url: string, method: string, body: object) =>
      fetch(url, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', cookie } }) // prettier-ignore
    await send(`${first.url}/api/sandbox/clock`, 'POST', { days: 2 })
    await send(`${first.url}/api/sandbox/faults`, 'PUT', { offline_percent: 100 })
    await expect(fetch(`${first.url}/api/customers`, { headers: { cookie } })).rejects.toThrow('fetch failed') // prettier-ignore
    const status = await fetch(`${first.url}/api/sandbox`, { headers: { cookie } })
    expect(await status.json()).toMatchObject({ days: 2, faults: { offline_percent: 100 }, sample: false }) // prettier-ignore
    await first.close()
    const second = await start()
    const later = await fetch(`${second.url}/api/sandbox`, { headers: { cookie } })
    expect(await later.json()).toMatchObject({ days: 2, faults: { offline_percent: 0 } })
    await second.close()
  })
})
