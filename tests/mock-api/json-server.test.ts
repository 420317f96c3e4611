import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import simpleRest from 'ra-data-simple-rest'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startMock, type Mock } from '../../mock-api/json-server.ts'
import { examine } from '../conformance/kit.ts'
import { httpIndex } from '../server/http-model.ts'

const rows = {
  customers: [
    { id: 'c1', name: '大成', region: 'east', archived: false, version: 1 },
    { id: 'c2', name: '阿里', region: 'north', archived: false, version: 1 },
    { id: 'c3', name: '白云', region: 'east', archived: true, version: 1 },
  ],
  orders: [
    { id: 'o1', code: 'DD-1', customer_id: 'c1', state: 'draft', discount: 12.5, lines: [{ id: 'l1', product: 'P', quantity: 2, price: 10 }] },
    { id: 'o2', code: 'DD-2', customer_id: 'c2', state: 'draft', discount: 3, lines: [] },
    { id: 'o3', code: 'DD-3', customer_id: 'c1', state: 'closed', discount: 7, lines: [] },
  ],
} // prettier-ignore

const directory = mkdtempSync(path.join(tmpdir(), 'charter-mock-'))
const file = path.join(directory, 'db.json')
const said: string[] = []
let mock: Mock

const provider = () => simpleRest(`${mock.url}/api`)
const inFile = (): typeof rows => JSON.parse(readFileSync(file, 'utf8')) as typeof rows // written by json-server
const list = (resource: string, filter: object, field = 'id', order: 'ASC' | 'DESC' = 'ASC') =>
  provider().getList(resource, { filter, sort: { field, order }, pagination: { page: 1, perPage: 10 } }) // prettier-ignore
const names = async (...asked: Parameters<typeof list>) =>
  (await list(...asked)).data.map((row) => String(row.name))

beforeAll(async () => {
  writeFileSync(file, JSON.stringify(rows, null, 2))
  mock = await startMock({
    index: httpIndex,
    file,
    port: 0,
    zone: 'Asia/Shanghai',
    clock: () => '2026-11-22T01:00:00.000Z',
    say: (text) => said.push(text),
  })
})
afterAll(async () => {
  await mock.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('json-server in the simple-rest dialect', () => {
  test('passes the conformance suite, writes included', async () => {
    const findings = await examine({ provider: provider(), resource: 'orders', mayWrite: true })
    expect(findings.filter(({ result }) => result !== 'pass')).toEqual([])
    expect(inFile()).toEqual(rows)
  })

  test('filters by the predicate language, over references and lines too', async () => {
    expect((await list('orders', { 'customer.region': 'east' })).total).toBe(2)
    expect((await list('orders', { discount: { $gte: 7 }, state: ['draft', 'closed'] })).total).toBe(2) // prettier-ignore
    expect((await list('order_lines', { order_id: 'o1' })).data).toMatchObject([{ product: 'P' }])
    expect(await names('customers', { q: 'ali' })).toEqual(['阿里'])
  })

  test('sorts names by pinyin and leaves archived rows out unless they are asked for', async () => {
    expect(await names('customers', {}, 'name')).toEqual(['阿里', '大成'])
    expect(await names('customers', { archived: [true, false] }, 'name', 'DESC')).toEqual(['大成', '白云', '阿里']) // prettier-ignore
  })

  test('keeps edits in the file, and a delete takes no other record with it', async () => {
    const { data } = await provider().create('customers', { data: { name: '新客户' } })
    await provider().update('customers', { id: data.id, data: { region: 'north' }, previousData: data }) // prettier-ignore
    expect(inFile().customers.at(-1)).toMatchObject({ name: '新客户', region: 'north' })
    await provider().update('orders', { id: 'o2', data: { customer_id: data.id }, previousData: { id: 'o2' } }) // prettier-ignore
    expect(await provider().delete('customers', { id: data.id })).toMatchObject({
      data: { name: '新客户' },
    })
    expect(inFile().orders.map(({ id }) => id)).toEqual(['o1', 'o2', 'o3'])
  })

  test('picks up edits of the file, and serves the last good state while it is not JSON', async () => {
    const edited = { ...rows, customers: [{ ...rows.customers[0], name: '改名' }] }
    writeFileSync(file, JSON.stringify(edited, null, 1))
    await vi.waitFor(async () => expect(await names('customers', {})).toEqual(['改名']), 10_000)
    writeFileSync(file, '{ "customers": [')
    await vi.waitFor(() => expect(said.at(-1)).toContain('the last good state is served'), 10_000)
    expect(await names('customers', {})).toEqual(['改名'])
    writeFileSync(file, JSON.stringify(rows, null, 2))
    await vi.waitFor(async () => expect((await list('customers', {})).total).toBe(2), 10_000)
  })

  test.each([
    ['/orders?filter={', 400, 'filter is not valid JSON'],
    ['/orders?filter={"colour":1}', 400, 'orders has no field "colour"'],
    ['/orders?sort=["lines","ASC"]', 400, 'rows cannot be sorted by "lines"'],
    ['/orders?range=[5]', 400, 'range must be [from, to]'],
    ['/orders/none', 404, 'There is no such record'],
  ])('%s is refused with what is allowed', async (address, status, message) => {
    const answer = await fetch(`${mock.url}/api${address}`)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining(message) as string }) // prettier-ignore
  })

  test('a body that is no JSON, or no object, changes nothing', async () => {
    for (const body of ['{', '[1]']) {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${mock.url}/api/customers`, { method: 'POST', headers, body })
      expect(answer.status).toBe(400)
    }
    expect(inFile()).toEqual(rows)
  })
})
