import { serve, type ServerType } from '@hono/node-server'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useHttp } from '../http.ts'

const directory = mkdtempSync(path.join(tmpdir(), 'charter-openapi-'))
const http = useHttp()

let server: ServerType | undefined
let url = ''
let token = ''

/** Runs a program to its end, beside the server of this test. */
const run = async (program: string, args: readonly string[]) => {
  const child = spawn(program, args, { env: { ...process.env, CHARTER_TOKEN: token } })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const [status] = await once(child, 'close')
  return { status, out: out.trim(), err: err.trim() }
}
const command = (...args: readonly string[]) => run(process.execPath, ['server/commands/openapi.ts', ...args]) // prettier-ignore
const compile = (file: string) =>
  run(path.resolve('node_modules/.bin/tsc'), ['--noEmit', '--ignoreConfig', '--strict', '--target', 'esnext', '--module', 'preserve', '--allowImportingTsExtensions', '--types', 'node', path.join(directory, file)]) // prettier-ignore
const given = (name: string, text: string): string => {
  const file = path.join(directory, name)
  writeFileSync(file, text)
  return file
}

const program = `
import { basedOn, createCharter } from './client.ts'
import type { paths } from './schema.d.ts'

const [url = '', token = ''] = process.argv.slice(2)
const charter = createCharter<paths>({ url, token })

const { data: made, error } = await charter.POST('/api/customers', { body: { name: 'Hengyuan', region: 'east' } })
if (!made) throw new Error(JSON.stringify(error))
const { data: changed } = await charter.PATCH('/api/customers/{id}', {
  params: { path: { id: made.id }, header: basedOn(made) },
  body: { note: 'Pays in time' },
})
const { data: page, response } = await charter.GET('/api/customers', {
  params: { query: { filter: { name: { $starts: 'Heng' } }, sort: ['name', 'ASC'], range: [0, 4] } },
})
const stale = await charter.PATCH('/api/customers/{id}', {
  params: { path: { id: made.id }, header: basedOn(made) },
  body: { note: 'Late' },
})
const { data: order } = await charter.POST('/api/orders', {
  body: { customer_id: made.id, lines: [{ product: 'Valve', quantity: 2, price: 12.5 }] },
})
if (!order) throw new Error('no order')
const { data: released } = await charter.POST('/api/orders/{id}/transitions/release', {
  params: { path: { id: order.id }, header: basedOn(order) },
  body: {},
})
console.log(JSON.stringify([
  changed?.version, page?.map(({ name }) => name), response.headers.get('content-range'), stale.error?.code,
  order.total, released?.state,
]))
`

const mistaken = `
import { createCharter } from './client.ts'
import type { paths } from './schema.d.ts'

const charter = createCharter<paths>({ url: '', token: '' })
await charter.GET('/api/no_such_things')
await charter.POST('/api/customers', { body: { name: 7 } })
await charter.POST('/api/customers', { body: { region: 'east' } })
await charter.POST('/api/orders/{id}/transitions/release', { params: { path: { id: '' } }, body: {} })
const { data } = await charter.GET('/api/orders')
data?.map(({ no_such_field }) => no_such_field)
`

beforeAll(async () => {
  server = serve({ fetch: http().api.app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const made = await http().send('/api/tokens', { as: 'sales', body: { name: 'client' } })
  token = (await made.json()).token
  symlinkSync(path.resolve('node_modules'), path.join(directory, 'node_modules'))
})
afterAll(() => {
  server?.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('npm run openapi', { timeout: 120_000 }, () => {
  test('writes a client whose types a program compiles with, and which works', async () => {
    expect(await command('--url', url, '--out', directory)).toMatchObject({ status: 0, err: '' })
    const file = given('program.ts', program)
    expect(await compile('program.ts')).toEqual({ status: 0, out: '', err: '' })
    const { out, err } = await run(process.execPath, [file, url, token])
    expect([err, JSON.parse(out || 'null')]).toEqual([
      '',
      [2, ['Hengyuan'], 'customers 0-0/1', 'stale_version', 25, 'released'],
    ])
  })

  test('its types refuse what the API would refuse', async () => {
    given('mistaken.ts', mistaken)
    const { status, out } = await compile('mistaken.ts')
    expect(status).not.toBe(0)
    const lines = [...out.matchAll(/mistaken\.ts\((\d+),/g)].map(([, line]) => Number(line))
    expect([...new Set(lines)]).toEqual([6, 7, 8, 9, 11])
  })

  test('describes the whole model when it is asked of no server', async () => {
    const out = path.join(directory, 'whole')
    expect(await command('--out', out, '--lang', 'zh')).toMatchObject({ status: 0, err: '' })
    const types = readFileSync(path.join(out, 'schema.d.ts'), 'utf8')
    expect(types).toContain('settlement_notices_new: WithRequired<')
    const document = JSON.parse(readFileSync(path.join(out, 'openapi.json'), 'utf8'))
    expect(document.components.schemas.orders.title).toBe('销售订单')
  })

  test('says what is wrong with the way it was called', async () => {
    const usage = 'npm run openapi -- [--out folder]'
    expect(await command('--to', 'x')).toMatchObject({ status: 1, err: expect.stringContaining(usage) }) // prettier-ignore
    token = 'chr_unknown'
    const refused = await command('--url', url, '--out', directory)
    expect(refused.err).toBe(`${url} answers 401; set CHARTER_TOKEN to a token of an account there`)
  })
})
