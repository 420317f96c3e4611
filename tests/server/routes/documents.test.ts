import { beforeAll, describe, expect, test } from 'vitest'
import { useHttp, withSettings, type Send } from '../http.ts'

const http = useHttp()
const send = (path: string, request: Send = {}) => http().send(path, { as: 'sales', ...request })
const json = async (answer: Promise<Response>) => (await answer).json()
const q = (value: unknown) => encodeURIComponent(JSON.stringify(value))

let customer = ''
let order: { id: string; code: string; version: number } = { id: '', code: '', version: 0 }

beforeAll(async () => {
  const owner_id = http().people.sales.employee
  customer = (await json(send('/api/customers', { as: 'finance', body: { name: '=HYPERLINK("x")', phone: '13800000000', region: 'east', owner_id } }))).id // prettier-ignore
  order = await json(send('/api/orders', { body: { customer_id: customer, discount: 12.5, lines: [{ product: '螺栓 <M8>', quantity: 2, price: 10.5 }] } })) // prettier-ignore
})

const upload = (file: File, fields: Readonly<Record<string, string>> = {}, path = `/api/orders/${order.id}/files`, as: Send['as'] = 'sales') => {
  const body = new FormData()
  body.set('file', file)
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return send(path, { body, as })
} // prettier-ignore

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

describe('files', () => {
  test('R-192: are kept under a standard name and come back byte by byte, as a download', async () => {
    const made = await upload(new File([png], '照片.png'))
    expect(made.status).toBe(201)
    const file = await made.json()
    expect(file).toMatchObject({ name: `${order.code}-file-20260305-01.png`, size: 11, type: 'image/png' }) // prettier-ignore
    const second = await json(upload(new File([png], 'again.png')))
    expect(second.name).toBe(`${order.code}-file-20260305-02.png`)
    expect(await json(send(`/api/orders/${order.id}/files`))).toMatchObject([
      { id: file.id, original_name: '照片.png', by_name: 'E sales' },
      { id: second.id },
    ])
    const download = await send(`/api/files/${file.id}`)
    expect(new Uint8Array(await download.arrayBuffer())).toEqual(png)
    expect(download.headers.get('content-disposition')).toBe(
      `attachment; filename="${file.name}"; filename*=UTF-8''${file.name}`,
    )
    expect(download.headers.get('x-content-type-options')).toBe('nosniff')
    expect(download.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  })

  test.each([
    ['a type that is not allowed', new File(['x'], 'run.exe'), 415, 'unsupported_type'],
    ['a page in the clothes of a picture', new File(['<script>'], 'x.png'), 415, 'unsupported_type'],
    ['a picture in the clothes of a workbook', new File([png], 'x.xlsx'), 415, 'unsupported_type'],
    ['no ending', new File([png], 'picture'), 415, 'unsupported_type'],
    ['nothing inside', new File([], 'x.png'), 422, 'invalid'],
    ['more than the parameter allows', new File([png, new Uint8Array(1024 * 1024)], 'x.png'), 413, 'too_large'],
  ])('R-192: are refused with %s', async (_, file, status, code) => {
    const answer = await upload(file)
    expect([answer.status, (await answer.json()).code]).toEqual([status, code])
  }) // prettier-ignore

  test('are refused beyond the limit of a request, without a file, and as JSON', async () => {
    const small = withSettings(http(), { limits: { ...http().api.parts.settings.limits, fileBytes: 100 } }) // prettier-ignore
    const body = new FormData()
    body.set('file', new File([new Uint8Array(200_000)], 'x.png'))
    expect((await small.send(`/api/orders/${order.id}/files`, { as: 'sales', body, headers: { 'content-length': '200300' } })).status).toBe(413) // prettier-ignore
    expect((await send(`/api/orders/${order.id}/files`, { body: new FormData() })).status).toBe(422)
    expect((await send(`/api/orders/${order.id}/files`, { body: {} })).status).toBe(415)
  })

  test('for a new record belong to their uploader until the save that names them', async () => {
    const loose = await json(upload(new File([png], 'x.png'), { resource: 'orders' }, '/api/files'))
    expect((await send(`/api/files/${loose.id}`)).status).toBe(200)
    expect((await send(`/api/files/${loose.id}`, { as: 'finance' })).status).toBe(404)
    const body = { customer_id: customer, lines: [], files: [{ id: loose.id, name: 'lie.exe' }] }
    const stolen = await send('/api/customers', { as: 'finance', body: { name: 'Thief' } })
    expect(stolen.status).toBe(201)
    const saved = await json(send('/api/orders', { body }))
    expect(saved.files).toEqual([{ id: loose.id, name: loose.name, size: 11, type: 'image/png' }])
    expect((await send(`/api/files/${loose.id}`, { as: 'finance' })).status).toBe(200)
    expect((await send(`/api/files/${loose.id}`, { as: 'other' })).status).toBe(404)
    const again = await send('/api/orders', { body })
    expect(await again.json()).toMatchObject({ code: 'invalid', errors: { 'files.0': 'must be a file uploaded for this record' } }) // prettier-ignore
  })
})

describe('comments', () => {
  test('are read and written by whoever reads the record, oldest first', async () => {
    await send(`/api/orders/${order.id}/comments`, { body: { body: '请尽快' } })
    await send(`/api/orders/${order.id}/comments`, { body: { body: 'Done' }, as: 'finance' })
    const comments = await json(send(`/api/orders/${order.id}/comments`))
    expect(comments.map(({ body, by_name }: { body: string; by_name: string }) => [body, by_name])).toEqual([['请尽快', 'E sales'], ['Done', 'E finance']]) // prettier-ignore
    const empty = await send(`/api/orders/${order.id}/comments`, { body: { body: '  ' } })
    expect(await empty.json()).toMatchObject({ errors: { body: 'is required' } })
  })
})

describe('an export', () => {
  const text = async (path: string, as: Send['as'] = 'finance') => (await send(path, { as })).text()

  test('as CSV has a mark, labels, titles and local time, and nothing that runs', async () => {
    const answer = await send('/api/orders/export?columns=["code","customer_id","total","discount","state","ordered_on","created_at"]', { as: 'finance' }) // prettier-ignore
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="orders-2026-03-05.csv"; filename*=UTF-8''Orders-2026-03-05.csv`) // prettier-ignore
    const bytes = new Uint8Array(await answer.clone().arrayBuffer())
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]))
    const [head, row] = (await answer.text()).split('\r\n')
    expect(head).toMatch(/^\ufeff?No\.,Customer,Total,Discount \(%\),State,Ordered on,Created at$/)
    expect(row).toBe(`${order.code},"'=HYPERLINK(""x"")",21,12.5,Draft,2026-03-05,2026-03-05 10:00`)
  })

  test('in Chinese has Chinese labels', async () => {
    const answer = await send('/api/orders/export?columns=["code","state"]', { as: 'finance', headers: { 'x-locale': 'zh' } }) // prettier-ignore
    expect((await answer.text()).split('\r\n').slice(0, 2).join('|')).toMatch(/编号,状态\|DD-202603-0001,草稿$/) // prettier-ignore
  })

  test('has all rows, not a page of them, and follows the filter', async () => {
    const names = Array.from({ length: 25 }, (_, i) => `Bulk ${i}`)
    for (const name of names) await send('/api/customers', { as: 'finance', body: { name } })
    const all = await text(`/api/customers/export?columns=["name"]&filter=${q({ name: { $starts: 'Bulk' } })}`) // prettier-ignore
    expect(all.trim().split('\r\n').length).toBe(26)
  })

  test('as XLSX is a workbook', async () => {
    const answer = await send('/api/orders/export?format=xlsx', { as: 'finance' })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(String.fromCharCode(...bytes.slice(0, 2))).toBe('PK')
    expect(answer.headers.get('content-type')).toContain('spreadsheetml.sheet')
  })

  test('needs the right, is noted with its columns and filter, and leaves secrets out', async () => {
    const refused = await send('/api/customers/export')
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ code: 'forbidden', rule: 'customers.access.export' }) // prettier-ignore
    const head = (await text('/api/customers/export')).split('\r\n')[0]
    expect(head).toContain('Phone')
    expect(head).not.toContain('Bank account')
    const log = await http().database.kysely.selectFrom('_access_log').select(['resource', 'detail']).where('action', '=', 'export').orderBy('id', 'desc').executeTakeFirst() // prettier-ignore
    expect(log).toMatchObject({ resource: 'customers', detail: { format: 'csv', confidential: ['phone'] } }) // prettier-ignore
  })

  test.each([
    ['format=pdf', 'format'],
    ['columns=["bank_account"]', 'columns'],
    ['columns=["lines"]', 'columns'],
    ['columns=[]', 'columns'],
    ['rows=5', 'rows'],
  ])('refuses %s', async (query, parameter) => {
    const answer = await send(`/api/customers/export?${query}`, { as: 'finance' })
    expect(await answer.json()).toMatchObject({ code: 'bad_query', parameter })
  })
})

describe('a print', () => {
  test('shows the record with labels and lines, escaped, and is noted', async () => {
    const answer = await send(`/api/orders/${order.id}/print?template=history`)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'") // prettier-ignore
    const html = await answer.text()
    expect(html).toContain(`<title>Orders ${order.code} =HYPERLINK(&quot;x&quot;)</title>`)
    expect(html).toContain('螺栓 &lt;M8&gt;')
    expect(html).toContain('12.5%')
    expect(html).toContain('21.00')
    expect(html).toContain('History')
    expect(html).toContain('Printed: E sales 2026-03-05 10:00')
    const log = await http().database.kysely.selectFrom('_access_log').select(['record_id', 'detail']).where('action', '=', 'print').executeTakeFirst() // prettier-ignore
    expect(log).toMatchObject({ record_id: order.id, detail: { template: 'history' } })
    const odd = await send(`/api/orders/${order.id}/print?template=poster`)
    expect(await odd.json()).toMatchObject({ code: 'bad_query', parameter: 'template' })
  })

  test('leaves out what the reader may not see', async () => {
    const html = await (await send(`/api/customers/${customer}/print`)).text()
    expect(html).not.toContain('13800000000')
    const finance = await (await send(`/api/customers/${customer}/print`, { as: 'finance' })).text()
    expect(finance).toContain('13800000000')
  })
})

describe('saved views', () => {
  test('are one’s own, or everybody’s when an administrator says so', async () => {
    const view = (as: Send['as'], body: object) => send('/api/views', { as, body: { resource: 'customers', data: { sort: ['name', 'ASC'] }, ...body } }) // prettier-ignore
    const own = await json(view('sales', { name: 'Mine' }))
    expect(own).toMatchObject({ audience: 'mine', mine: true, data: { sort: ['name', 'ASC'] } })
    expect((await view('sales', { name: 'All', audience: 'everyone' })).status).toBe(403)
    const everyone = await json(send('/api/views', { as: 'admin', body: { resource: 'employees', name: 'All', audience: 'everyone', data: {} } })) // prettier-ignore
    const role = await json(send('/api/views', { as: 'admin', body: { resource: 'employees', name: 'Finance', audience: 'role', role: 'finance', data: {} } })) // prettier-ignore
    const seen = async (as: Send['as']) => (await json(send('/api/views?resource=employees', { as }))).map(({ name }: { name: string }) => name) // prettier-ignore
    expect(await seen('sales')).toEqual(['All'])
    expect(await seen('finance')).toEqual(['All', 'Finance'])
    expect((await send(`/api/views/${everyone.id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await send(`/api/views/${role.id}`, { method: 'DELETE', as: 'admin' })).status).toBe(
      200,
    )
    const renamed = await send(`/api/views/${own.id}`, {
      method: 'PATCH',
      body: { name: 'My list' },
    })
    expect(await renamed.json()).toMatchObject({ name: 'My list' })
    expect((await send('/api/views')).status).toBe(400)
  })
})
