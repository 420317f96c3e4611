import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getMswHandler } from 'fakerest'
import pg from 'pg'
import type { DataProvider } from 'ra-core'
import simpleRest from 'ra-data-simple-rest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMock } from '../../mock-api/json-server.ts'
import { withNames } from '../../src/data/plain/providers/names.ts'
import { postgrestProvider } from '../../src/data/plain/providers/postgrest.ts'
import { withinFilters } from '../../src/data/plain/providers/within.ts'
import { databases } from '../databases.ts'
import { freshPostgres, type OpenDatabase } from '../prepared.ts'
import { openHttp } from '../server/http.ts'
import { httpIndex } from '../server/http-model.ts'
import { consoleOver, now } from './backends/console.ts'
import { customerIds, orderKinds, orderRows, someOrder } from './backends/orders.ts'
import { httpTo, type Handler } from './backends/listen.ts'
import { postgrestOver } from './backends/postgrest.ts'
import { examine, type Subject } from './kit.ts'

type Open = { readonly provider: DataProvider; readonly example?: Subject['example']; readonly close: () => Promise<void> | void } // prettier-ignore
type Backend = {
  readonly name: string
  readonly open: () => Promise<Open> | Open
  /** What it does not offer; all else passes. */
  readonly missing: readonly string[]
}

const home = 'http://backend.test'

const customers = customerIds.map((id, i) => ({ id, name: i ? '白云' : '阿里', region: 'east' }))

/** Charter's API through the provider as npm delivers it. */
const charter = async (open: OpenDatabase): Promise<Open> => {
  const http = await openHttp({ open })
  const call: Handler = async (request) => {
    const headers = new Headers(request.headers)
    headers.set('cookie', http.people.sales.cookie)
    headers.set('x-locale', 'en')
    return http.api.app.request(new Request(request, { headers }))
  }
  const provider = simpleRest(`${home}/api`, httpTo(call))
  const ids: unknown[] = []
  for (const { name, region } of customers)
    ids.push((await provider.create('customers', { data: { name, region } })).data.id)
  const example = (row: (typeof orderRows)[number]) => ({
    customer_id: ids[customerIds.indexOf(row.customer_id)],
    ordered_on: row.ordered_on,
    discount: row.discount,
    lines: row.lines.map(({ product, quantity, price }) => ({ product, quantity, price })),
  })
  for (const row of orderRows) await provider.create('orders', { data: example(row) })
  const close = async () => {
    await http.api.close()
    await http.database.close()
  }
  return { provider, close, example: example(someOrder) }
} // prettier-ignore

const jsonServer = async (): Promise<Open> => {
  const directory = mkdtempSync(path.join(tmpdir(), 'charter-suite-'))
  const file = path.join(directory, 'db.json')
  writeFileSync(file, JSON.stringify({ customers, orders: orderRows }))
  const mock = await startMock({
    index: httpIndex,
    file,
    port: 0,
    zone: 'Asia/Shanghai',
    clock: () => now,
  })
  const close = async () => {
    await mock.close()
    rmSync(directory, { recursive: true })
  }
  return { provider: simpleRest(`${mock.url}/api`), close }
}

/** FakeRest knows no ids with hyphens, and filters by equality in react-admin's own words. */
const fakeRest = (): Open => {
  const orders = orderRows.map((row, i) => ({ ...row, id: `o${i + 10}` }))
  let made = 100
  const handler = getMswHandler({
    baseUrl: home,
    data: { customers, orders },
    getNewId: () => `o${(made += 1)}`,
  })
  const call: Handler = (request) => handler({ request })
  const stock = simpleRest(home, httpTo(call))
  return { provider: withinFilters(stock, 'equal'), close: () => {} }
}

const tables = `
  create table orders (
    id uuid primary key default gen_random_uuid(), code text unique, customer_id uuid, state text, ordered_on date,
    discount numeric(7, 4), total numeric(18, 2), created_at timestamptz, lines jsonb
  );
  create table customers (id uuid primary key, name text, region text)`

/** Columns that the tables above do not have. */
const absent = { archived: null, version: null, created_by: null, updated_at: null, updated_by: null, owner_id: null, department_id: null, confidentiality: null, files: null } // prettier-ignore

const postgrest = async (): Promise<Open> => {
  const pool = new pg.Pool({ connectionString: await freshPostgres(), max: 2 })
  await pool.query(tables)
  for (const [table, rows] of Object.entries({ orders: orderRows, customers }))
    await pool.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [JSON.stringify(rows)]) // prettier-ignore
  const names = { '*': { fields: absent } }
  const provider = withNames(postgrestProvider(home, httpTo(postgrestOver(pool)), names), names)
  const { id: _id, ...row } = someOrder
  return { provider, close: () => pool.end(), example: { ...row, code: 'DD-NEW' } }
} // prettier-ignore

const backends: readonly Backend[] = [
  ...databases.map(({ name, open }) => ({
    name: `simple-rest on Charter's API, ${name}`,
    open: () => charter(open),
    missing: [],
  })),
  { name: 'json-server on npm run mock', open: jsonServer, missing: [] },
  { name: 'postgrest on its dialect over PostgreSQL', open: postgrest, missing: ['search: q'] },
  {
    name: 'json-server with equal filters on FakeRest',
    open: fakeRest,
    missing: ['filter: bounds', 'filter: text', 'filter: empty values', 'filter: and, or, not', 'search: q'], // prettier-ignore
  },
]

const failedOf = (findings: Awaited<ReturnType<typeof examine>>) =>
  findings.filter(({ result }) => result !== 'pass')

describe.each(backends)('$name', ({ open, missing }) => {
  let backend: Open

  beforeAll(async () => {
    backend = await open()
  })
  afterAll(() => backend.close())

  test('does what the console relies on, and says what it does not offer', async () => {
    const { provider, example } = backend
    const findings = await examine({ provider, resource: 'orders', mayWrite: true, kinds: orderKinds, ...(example && { example }) }) // prettier-ignore
    const failed = failedOf(findings)
    expect(failed.filter(({ result }) => result === 'wrong')).toEqual([])
    expect(failed.map(({ capability }) => capability)).toEqual(missing)
  })
})

describe.each([
  { name: 'FakeRest', open: fakeRest },
  { name: 'postgrest', open: postgrest },
])('the console over $name', ({ open }) => {
  test('answers every filter and search, from fetched rows where the backend cannot', async () => {
    const backend = await open()
    const findings = await examine({
      provider: consoleOver(backend.provider),
      resource: 'orders',
      mayWrite: true,
      kinds: orderKinds,
    })
    expect(failedOf(findings)).toEqual([])
    await backend.close()
  })
})
