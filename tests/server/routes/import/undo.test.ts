import { describe, expect, test } from 'vitest'
import { useHttp } from '../../http.ts'
import { customersRecipe, uploadOf } from './upload.ts'

const http = useHttp()
type As = 'sales' | 'other' | 'finance' | 'admin'

const importAs = async (as: As, csv: string, recipe: object = customersRecipe, query = ''): Promise<string> =>
  (await (await http().send(`/api/import${query}`, { as, body: uploadOf(csv, { recipe }) })).json()).id // prettier-ignore

const undo = async (as: As, id: string) => {
  const answer = await http().send(`/api/imports/${id}/undo`, { as, method: 'POST' })
  return { status: answer.status, body: await answer.json() }
}

const customers = async (...names: readonly string[]) => {
  const filter = encodeURIComponent(JSON.stringify({ name: names }))
  const rows: { id: string; name: string; region: string; version: number }[] = await (await http().send(`/api/customers?filter=${filter}`, { as: 'finance' })).json() // prettier-ignore
  return rows
}

/** Orders whose lines stand in the same rows. */
const ordersRecipe = {
  sources: { orders: {} },
  emit: [
    {
      entity: 'orders',
      from: 'orders',
      distinct: ['no'],
      values: {
        customer_id: { lookup: 'customers', by: { name: '=customer' } },
        lines: { rows: 'orders', on: { no: 'no' }, values: { product: '=product', quantity: '=quantity', price: '=price' } },
      },
    },
  ],
} // prettier-ignore

describe('taking an import back', () => {
  test('removes what it made, so that the files can be imported again', async () => {
    const id = await importAs('sales', 'name,region\nUndone,east\n')
    expect(await undo('sales', id)).toEqual({ status: 200, body: { removed: { customers: 1 }, restored: {} } }) // prettier-ignore
    expect(await customers('Undone')).toEqual([])
    await importAs('sales', 'name,region\nUndone,north\n')
    expect(await customers('Undone')).toMatchObject([{ region: 'north' }])
  })

  test('removes child rows too, and computes stored values anew', async () => {
    await importAs('sales', 'name,region\nBuyer,east\n')
    const id = await importAs('sales', 'no,customer,product,quantity,price\n1,Buyer,A,2,10\n1,Buyer,B,1,5\n2,Buyer,A,1,10\n', ordersRecipe) // prettier-ignore
    expect((await undo('sales', id)).body).toEqual({ removed: { orders: 2 }, restored: {} })
    const { rows } = await http().database.kysely.executeQuery<{ n: string }>(
      (await import('kysely')).sql`select count(*) as n from order_lines`.compile(http().database.kysely),
    ) // prettier-ignore
    expect(Number(rows[0]?.n)).toBe(0)
  })

  test('gives changed records their former values, with a new version', async () => {
    await importAs('sales', 'name,region\nChanged,east\n')
    const [before] = await customers('Changed')
    const id = await importAs('sales', 'name,region\nChanged,north\nAdded,north\n')
    expect(await customers('Changed')).toMatchObject([{ region: 'north' }])
    expect((await undo('sales', id)).body).toEqual({ removed: { customers: 1 }, restored: { customers: 1 } }) // prettier-ignore
    const [after] = await customers('Changed', 'Added')
    expect(after).toMatchObject({ id: before?.id, region: 'east', version: 3 })
    const history = await (await http().send(`/api/customers/${before?.id}/history`, { as: 'sales' })).json() // prettier-ignore
    expect(history.at(-1)).toMatchObject({ action: 'undo', diff: { region: ['north', 'east'] } })
  })

  test('works for historical imports', async () => {
    await importAs('admin', 'name,region\nOld,east\n', customersRecipe, '?historical=true')
    const id = await importAs('admin', 'name,region\nOld,north\nOlder,east\n', customersRecipe, '?historical=true') // prettier-ignore
    expect((await undo('admin', id)).body).toEqual({ removed: { customers: 1 }, restored: { customers: 1 } }) // prettier-ignore
    expect(await customers('Old', 'Older')).toMatchObject([{ name: 'Old', region: 'east' }])
  })

  test('is refused when a record has changed since, and names it', async () => {
    const id = await importAs('sales', 'name,region\nKept,east\nTouched,east\n')
    const [row] = await customers('Touched')
    await http().send(`/api/customers/${row?.id}`, { as: 'sales', method: 'PATCH', body: { region: 'north' }, headers: { 'if-match': '"1"' } }) // prettier-ignore
    const { status, body } = await undo('sales', id)
    expect([status, body.code, body.count]).toEqual([409, 'conflict', 1])
    expect(body.records).toEqual([{ resource: 'customers', id: row?.id, title: 'Touched' }])
    expect(await customers('Kept', 'Touched')).toHaveLength(2)
  })

  test('is refused when other records refer to what it made', async () => {
    const id = await importAs('sales', 'name,region\nReferred,east\n')
    const [row] = await customers('Referred')
    const order = await (await http().send('/api/orders', { as: 'sales', body: { customer_id: row?.id } })).json() // prettier-ignore
    const { status, body } = await undo('sales', id)
    expect([status, body.records.map((each: { id: string }) => each.id)]).toEqual([409, [order.id]])
  })

  test('is refused when a record was commented', async () => {
    const id = await importAs('sales', 'name,region\nTalked about,east\n')
    const [row] = await customers('Talked about')
    await http().send(`/api/customers/${row?.id}/comments`, {
      as: 'sales',
      body: { body: 'Hello' },
    })
    expect((await undo('sales', id)).status).toBe(409)
  })

  test('happens once, by the person who imported or an administrator', async () => {
    const id = await importAs('sales', 'name,region\nOnce,east\n')
    expect((await undo('other', id)).status).toBe(404)
    expect((await undo('admin', id)).status).toBe(200)
    expect((await undo('sales', id)).body).toMatchObject({ code: 'conflict', message: 'This import has been undone already' }) // prettier-ignore
  })

  test('stands in the list of imports', async () => {
    const id = await importAs('sales', 'name,region\nListed,east\n')
    await undo('sales', id)
    const list = await (await http().send('/api/imports', { as: 'sales' })).json()
    expect(list[0]).toMatchObject({
      id,
      mine: true,
      state: 'undone',
      historical: false,
      files: ['customers.csv'],
      counts: [{ resource: 'customers', created: 1 }],
    })
    const others = await (await http().send('/api/imports', { as: 'other' })).json()
    expect(others).toEqual([])
  })
})
