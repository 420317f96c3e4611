import { describe, expect, test } from 'vitest'
import { entity } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import type { ImportAnswer } from '../../../server/import/import-files.ts'
import { readContents } from '../../../server/push/contents.ts'
import { packContents, type Parcel } from '../../../server/push/parcel.ts'
import { writeSandboxFile } from '../../../server/sandbox/write-file.ts'
import { httpModel } from '../http-model.ts'
import { founder, useHttp, type Http } from '../http.ts'

const words = (zh: string, en: string) => ({ zh, en })

/** Its rows point to child rows of another entity. */
const deliveries = entity({
  name: 'deliveries',
  label: words('发货', 'Deliveries'),
  module: 'm',
  tier: 'core',
  clauses: [],
  title: '{note}',
  fields: {
    note: { type: 'text', label: words('说明', 'Note') },
    about: { type: 'record_ref', label: words('关于', 'About') },
    lines: {
      type: 'lines',
      label: words('明细', 'Lines'),
      fields: {
        order_line_id: { type: 'reference', to: 'order_lines', required: true, label: words('订单行', 'Order line') },
      },
    },
  },
  access: { sales: { create: true, read: 'own' }, finance: { read: 'all' } },
}) // prettier-ignore
const index = indexModel({ ...httpModel, entities: [...httpModel.entities, deliveries] })
const [source, target] = [useHttp({ index }), useHttp({ index })]
type Row = Readonly<Record<string, unknown>> & { readonly id: string }

const sandboxFile = () =>
  writeSandboxFile(source().database, index, { now: source().clock.now(), day: '2026-03-05', days: 0, zone: 'Asia/Shanghai' }) // prettier-ignore
const parcel = async (only: readonly string[] = []): Promise<Parcel> => packContents(index, await readContents(index, await sandboxFile()), only) // prettier-ignore
const push = ({ recipe, files }: Parcel, dryRun = false): Promise<ImportAnswer> => target().service.importFiles(founder, { recipe, files, dryRun, historical: true }) // prettier-ignore
const rowsOf = async (http: Http, path: string): Promise<readonly Row[]> => (await http.send(`/api/${path}`, { as: 'finance' })).json() // prettier-ignore
const made = async (resource: string, body: object): Promise<Row & { version: number }> => (await source().send(`/api/${resource}`, { as: 'sales', body })).json() // prettier-ignore
const counts = ({ counts: list }: ImportAnswer) => list.map(({ resource, created, updated, unchanged }) => [resource, created, updated, unchanged]) // prettier-ignore

/** What records say, without when and by whom they were written last. */
const said = (rows: readonly Row[]) =>
  rows.map((row) => {
    const last = ['updated_at', 'updated_by', 'version']
    return Object.fromEntries(Object.entries(row).filter(([name]) => !last.includes(name)))
  })

describe('the records of a sandbox', () => {
  test('are written elsewhere in the order of references, with ids, numbers, states and totals', async () => {
    const { sales } = source().people
    const department = await source().service.create(founder, 'departments', { name: 'East', manager_id: sales.employee }) // prettier-ignore
    const employee = await source().service.get(founder, 'employees', sales.employee)
    await source().service.update(founder, 'employees', employee.id, employee.version, { department_id: department.id }) // prettier-ignore
    const customer = await made('customers', { name: '恒远, "机械"', region: 'east', note: 'Two\nlines' }) // prettier-ignore
    const order = await made('orders', {
      customer_id: customer.id,
      lines: [{ product: 'Valve', quantity: 2, price: 12.5 }, { product: '=1+1', quantity: 1, price: 3 }],
    }) // prettier-ignore
    await source().send(`/api/orders/${order.id}/transitions/release`, { as: 'sales', body: {}, headers: { 'if-match': `"${order.version}"` } }) // prettier-ignore
    const [line] = await rowsOf(source(), 'order_lines?sort=["product","DESC"]')
    const delivery = await made('deliveries', { note: 'First', about: { resource: 'orders', id: order.id }, lines: [{ order_line_id: line?.id }] }) // prettier-ignore
    const gone = await made('orders', { customer_id: customer.id })
    await source().send(`/api/orders/${gone.id}`, { as: 'sales', method: 'DELETE' })

    const dry = await push(await parcel(), true)
    expect(dry.problems).toEqual([])
    expect(await rowsOf(target(), 'orders')).toEqual([])

    const answer = await push(await parcel())
    expect(answer.problems).toEqual([])
    expect(counts(answer)).toEqual([
      ['employees', 4, 0, 0],
      ['departments', 1, 0, 0],
      ['customers', 1, 0, 0],
      ['orders', 2, 0, 0],
      ['deliveries', 1, 0, 0],
    ])
    expect(answer.gaps).toEqual([])
    expect(await rowsOf(target(), 'deliveries')).toMatchObject([{ id: delivery.id, about: { resource: 'orders', id: order.id }, lines: [{ order_line_id: line?.id }] }]) // prettier-ignore
    const orders = await rowsOf(target(), 'orders')
    expect(orders).toMatchObject([{ id: order.id, code: 'DD-202603-0001', state: 'released', total: 28, owner_id: sales.employee }]) // prettier-ignore
    expect(orders[0]?.['lines']).toMatchObject([{ product: 'Valve' }, { product: '=1+1' }])
    expect(await rowsOf(target(), 'orders?filter={"archived":true}')).toMatchObject([{ id: gone.id }]) // prettier-ignore
    for (const path of ['departments', 'customers', 'orders', 'order_lines', 'deliveries'])
      expect(said(await rowsOf(target(), path)), path).toEqual(said(await rowsOf(source(), path)))
  })

  test('are found again by a second push, which changes only what differs', async () => {
    expect(counts(await push(await parcel(['customers', 'orders'])))).toEqual([
      ['customers', 0, 0, 1],
      ['orders', 0, 0, 2],
    ])
    const [customer] = await rowsOf(source(), 'customers')
    await source().send(`/api/customers/${customer?.id}`, { as: 'finance', method: 'PATCH', body: { note: 'Paid' }, headers: { 'if-match': '"1"' } }) // prettier-ignore
    expect(counts(await push(await parcel(['customers'])))).toEqual([['customers', 0, 1, 0]])
    expect(await rowsOf(target(), 'customers')).toMatchObject([{ note: 'Paid' }])
  })

  test('are refused as a whole when one of them does not fit, with its place', async () => {
    const { recipe, files } = await parcel(['customers', 'orders'])
    const broken = files.map(({ name, bytes }) => {
      const text = new TextDecoder().decode(bytes).replace(/Valve,2,/, 'Valve,two,').replace('Paid', 'Late') // prettier-ignore
      return { name, bytes: new TextEncoder().encode(text) }
    })
    const answer = await push({ recipe, files: broken, left: [] })
    expect(answer.id).toBeNull()
    expect(answer.problems).toMatchObject([{ file: 'order_lines.csv', row: 2, column: 'quantity' }]) // prettier-ignore
    expect(await rowsOf(target(), 'customers')).toMatchObject([{ note: 'Paid' }])
  })

  test('need the records that they point to', async () => {
    await made('customers', { name: '华盛阀门' })
    const [order] = await rowsOf(source(), 'orders')
    const [, other] = await rowsOf(source(), 'customers?sort=["created_at","ASC"]')
    await source().send(`/api/orders/${order?.id}`, { as: 'finance', method: 'PATCH', body: { customer_id: other?.id }, headers: { 'if-match': '"2"' } }) // prettier-ignore
    const answer = await push(await parcel(['orders']))
    expect(answer.problems).toMatchObject([{ file: 'orders.csv', field: 'customer_id' }])
  })

  test('are written only by somebody who administers there', async () => {
    const { recipe, files } = await parcel()
    const sales = { ...founder, roles: ['sales'] }
    await expect(target().service.importFiles(sales, { recipe, files, historical: true })).rejects.toMatchObject({ code: 'forbidden' }) // prettier-ignore
  })
})

test('a file of another model is refused', async () => {
  const other = indexModel({ ...httpModel, name: 'other' })
  await expect(readContents(other, await sandboxFile())).rejects.toMatchObject({
    label: { en: expect.stringContaining('written under another model') },
  })
})

test('an ordinary import may not choose ids', async () => {
  const recipe = { sources: { c: {} }, emit: [{ entity: 'customers', from: 'c', key: ['id'], values: { id: '=id', name: '=name' } }] } // prettier-ignore
  const bytes = new TextEncoder().encode(`id,name\n${crypto.randomUUID()},X\n`)
  const seller = { ...founder, employee: target().people.sales.employee, roles: ['sales'] }
  const answer = await target().service.importFiles(seller, { recipe, files: [{ name: 'c.csv', bytes }] }) // prettier-ignore
  expect(answer.problems).toMatchObject([{ field: 'id' }])
  const without = { ...recipe, emit: recipe.emit.map((emission) => ({ ...emission, key: ['name'] })) } // prettier-ignore
  const refused = await target().service.importFiles(founder, { recipe: without, files: [{ name: 'c.csv', bytes }], historical: true }) // prettier-ignore
  expect(refused.problems.map(({ message }) => message.en)).toEqual([
    'recipe recipe.emit.0.values.id: an id is given only with "key": ["id"]',
  ])
})
