import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { databases } from '../../databases.ts'
import { readSandboxFile } from '../../../server/sandbox/read-file.ts'
import { useDemo, type Demo } from './company.ts'

const linesIn = (bytes: Uint8Array): string[] => gunzipSync(bytes).toString().split('\n')
const packed = (lines: readonly string[]) => new Uint8Array(gzipSync(lines.join('\n')))

/** Everything that the sandbox holds, but for its moment. */
const contents = async (demo: Demo): Promise<string[]> => linesIn(await demo.sandbox.write()).slice(1) // prettier-ignore

const upload = (bytes: Uint8Array<ArrayBuffer>): FormData => {
  const form = new FormData()
  form.set('file', new File([bytes], 'sandbox.jsonl.gz'))
  return form
}

describe.each(databases)('the sandbox as a file on $name', ({ open }) => {
  const demo = useDemo(open)
  const importing = (bytes: Uint8Array<ArrayBuffer>) => demo().ask('/api/sandbox/file', { body: upload(bytes) }) // prettier-ignore
  const exported = async () =>
    new Uint8Array(await (await demo().send('/api/sandbox/file', { as: 'sales' })).arrayBuffer())
  const customer = (name: string, rest = {}) => demo().ask('/api/customers', { body: { name, ...rest } }) // prettier-ignore
  const names = async () => {
    const answer = await demo().send('/api/customers', { as: 'sales' })
    const rows: readonly { readonly name: string }[] = await answer.json()
    return rows.map(({ name }) => name).toSorted()
  }
  let kept: Uint8Array<ArrayBuffer>

  test('it holds everything, and comes back as it was with its clock', async () => {
    const { id } = await customer('江南“机床”\n有限公司', { note: '\u0007 𠮷 \\ "' })
    const lines = [{ product: 'Bolt', quantity: 3, price: 12_345_678_901.25 }]
    await demo().ask('/api/orders', { body: { customer_id: id, lines } })
    const file = new FormData()
    file.set('file', new File([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 255])], 'a.png'))
    file.set('resource', 'orders')
    await demo().send('/api/files', { as: 'sales', body: file })
    await demo().ask('/api/promises', { body: { name: 'P', due_on: '2026-03-06' } })
    await demo().ask('/api/sandbox/clock', { body: { days: 3 } })
    kept = await exported()
    const before = linesIn(kept)
    await customer('Later')
    await demo().ask('/api/sandbox/clock', { body: { days: 4 } })
    expect(await importing(kept)).toMatchObject({ status: 200, days: 3, day: '2026-03-08' })
    expect(linesIn(await exported())).toEqual(before)
    expect(await names()).toEqual(['江南“机床”\n有限公司'])
  })

  test('who imported it stays signed in; the others sign in again', async () => {
    expect(await demo().ask('/api/session')).toMatchObject({ status: 200, login: 'sales' })
    expect(await demo().ask('/api/session', { as: 'other' })).toMatchObject({ status: 401 })
    const body = { login: 'finance', password: 'correct horse 42' }
    expect(await demo().ask('/api/session', { as: null, body })).toMatchObject({ status: 200 })
  })

  test('its rows are told in order of references, with their number', async () => {
    const { header, parts } = await readSandboxFile(kept)
    expect(header).toMatchObject({ charter: 'sandbox', format: 1, at: '2026-03-08T02:00:00.000Z', day: '2026-03-08', days: 3, zone: 'Asia/Shanghai' }) // prettier-ignore
    const order = header.tables.map(({ name }) => name)
    expect(order.indexOf('customers')).toBeLessThan(order.indexOf('orders'))
    expect(order.indexOf('orders')).toBeLessThan(order.indexOf('order_lines'))
    expect(order).not.toContain('_sessions')
    const found: Record<string, number> = {}
    for await (const { table, rows } of parts) found[table] = (found[table] ?? 0) + rows.length
    expect(found).toMatchObject({ employees: 4, customers: 1, orders: 1, order_lines: 1, promises: 1, _files: 1 }) // prettier-ignore
    expect(found).toEqual(Object.fromEntries(header.tables.flatMap(({ name, rows }) => (rows > 0 ? [[name, rows]] : [])))) // prettier-ignore
  })

  test('numbers go on after an import, and events are told', async () => {
    const before = await demo().api.parts.events.latest()
    const { id } = await customer('After')
    const answer = await demo().ask('/api/orders', { body: { customer_id: id, lines: [] } })
    expect(answer).toMatchObject({ status: 201, code: 'DD-202603-0002' })
    expect(BigInt(await demo().api.parts.events.latest())).toBeGreaterThan(BigInt(before))
  })

  let before: string[]
  test('whatever cannot be imported', async () => {
    before = await contents(demo())
    expect(before.length).toBeGreaterThan(20)
  })
  const changed = (at: RegExp, to: (line: string) => string): string[] => {
    const lines = linesIn(kept)
    const i = lines.findIndex((line) => at.test(line))
    return lines.with(i, to(lines[i] ?? ''))
  }
  const isOrder = /"ordered_on":"/
  const broken: readonly (readonly [string, () => Uint8Array<ArrayBuffer>, string])[] = [
    ['an empty file', () => new Uint8Array(), 'is not a sandbox file'],
    ['another kind of file', () => new TextEncoder().encode('PK hello'), 'is not a sandbox file'],
    ['other compressed lines', () => packed(['{"a":1}', '']), 'is not a sandbox file'],
    ['a file cut short', () => kept.slice(0, -200), 'is damaged or not whole'],
    ['a changed byte', () => kept.with(-6, (kept.at(-6) ?? 0) ^ 255), 'is damaged or not whole'],
    ['a missing row', () => packed(changed(isOrder, () => '').filter((line) => line !== '')), 'is damaged or not whole'],
    ['a missing end', () => packed(linesIn(kept).slice(0, -2)), 'is damaged or not whole'],
    ['something after the end', () => packed([...linesIn(kept), '{}']), 'is damaged or not whole'],
    ['a row that is not JSON', () => packed(changed(isOrder, (line) => line.slice(0, -1))), 'is damaged or not whole'],
    ['another model', () => packed(linesIn(kept).with(0, (linesIn(kept)[0] ?? '').replace(/"model":"../, '"model":"zz'))), 'was written under another version of the model; export it again under this one'],
    ['a reference to nothing', () => packed(changed(isOrder, (line) => line.replace(/"customer_id":"......../, '"customer_id":"00000000'))), 'holds rows that do not fit each other'],
    ['a value that is no date', () => packed(changed(isOrder, (line) => line.replace(/"ordered_on":"[^"]*"/, '"ordered_on":"soon"'))), 'holds rows that do not fit each other'],
  ] // prettier-ignore

  test.each(broken)('%s is refused, and the sandbox is as it was', async (_, make, why) => {
    expect(await importing(make())).toEqual({
      status: 422, code: 'invalid', message: `The sandbox file cannot be used: it ${why}`, errors: { file: why },
    }) // prettier-ignore
    expect(await contents(demo())).toEqual(before)
  })

  test('indexes and references are back after an import', async () => {
    const declared = async () =>
      (await sql<{ d: string }>`
        select pg_get_indexdef(indexrelid) as d from pg_index join pg_class c on c.oid = indexrelid where relnamespace = current_schema()::regnamespace
        union all select conname || pg_get_constraintdef(oid) from pg_constraint where connamespace = current_schema()::regnamespace order by 1`.execute(demo().database.kysely)).rows // prettier-ignore
    const before = await declared()
    await importing(kept)
    expect(await declared()).toEqual(before)
    expect(before.length).toBeGreaterThan(40)
  })
})

describe.each(databases)('a reset of the sandbox on $name', ({ open }) => {
  let prepared: Uint8Array<ArrayBuffer>
  const demo = useDemo(open, async () => prepared)
  const reset = (body: object) => demo().ask('/api/sandbox/reset', { body })

  test('brings the sample company back, today, with nothing set to go wrong', async () => {
    const body = { name: 'P', due_on: '2026-03-10' }
    const { id } = await demo().ask('/api/promises', { body })
    prepared = await demo().sandbox.write()
    await demo().ask('/api/customers', { body: { name: 'Mine' } })
    await demo().ask('/api/sandbox/clock', { body: { days: 9 } })
    await demo().ask('/api/sandbox/faults', { method: 'PUT', body: { conflict_percent: 10 } })
    demo().clock.forward(20 * 3_600_000)
    expect(await reset({})).toMatchObject({ status: 200, days: 0, day: '2026-03-06', sample: true, faults: { conflict_percent: 0 } }) // prettier-ignore
    const promise = await demo().ask(`/api/promises/${String(id)}`)
    expect(promise).toMatchObject({ state: 'open', due_on: '2026-03-11', reminded: 0 })
    expect((await (await demo().send('/api/customers', { as: 'sales' })).json()).length).toBe(0)
  })

  test('leads to an empty company when asked, which begins with its first administrator', async () => {
    expect(await reset({ company: 'empty' })).toMatchObject({ status: 200, days: 0 })
    expect(await demo().ask('/api/session')).toMatchObject({ status: 401 })
    expect(await demo().ask('/api/session/options')).toMatchObject({ setup: true, personas: [] })
    const body = { login: 'root', password: 'a long password' }
    const made = await demo().send('/api/setup', { body })
    const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? ''
    const back = await demo().ask('/api/sandbox/reset', { as: null, headers: { cookie }, body: { company: 'sample' } }) // prettier-ignore
    expect(back).toMatchObject({ status: 200 })
    expect(await demo().ask('/api/session/options')).toMatchObject({ setup: false })
  })

  test('anything else is refused', async () => {
    const body = { login: 'sales', password: 'correct horse 42' }
    const signedIn = await demo().send('/api/session', { body })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const answer = await demo().ask('/api/sandbox/reset', { as: null, headers: { cookie }, body: { company: 'other' } }) // prettier-ignore
    expect(answer).toMatchObject({ status: 422, errors: { company: 'must be one of sample, empty' } }) // prettier-ignore
  })
})
