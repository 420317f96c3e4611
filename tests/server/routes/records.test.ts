import { beforeAll, describe, expect, test } from 'vitest'
import { useHttp, withSettings, type Send } from '../http.ts'

const http = useHttp()
let customer = ''
const lines = [{ product: 'Bolt', quantity: 2, price: 10 }]

const send = (path: string, request: Send = {}) => http().send(path, { as: 'sales', ...request })
const json = async (answer: Promise<Response>) => (await answer).json()
const order = (body: object = {}) => json(send('/api/orders', { body: { customer_id: customer, lines, ...body } })) // prettier-ignore
const q = (value: unknown) => encodeURIComponent(JSON.stringify(value))

beforeAll(async () => {
  customer = (await json(send('/api/customers', { body: { name: 'Acme' } }))).id
})

describe('a list', () => {
  test('answers rows, their range and the total, and exposes the headers', async () => {
    await order()
    await order()
    const answer = await send(`/api/orders?range=${q([0, 0])}&sort=${q(['code', 'DESC'])}`)
    expect(answer.headers.get('content-range')).toBe('orders 0-0/2')
    expect(answer.headers.get('access-control-expose-headers')).toContain('Content-Range')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toMatchObject([{ code: 'DD-202603-0002', total: 20 }])
  })

  test('goes on from a cursor', async () => {
    const first = await send(`/api/orders?range=${q([0, 0])}&sort=${q(['code', 'ASC'])}`)
    const after = first.headers.get('x-next-after') ?? ''
    const [one] = await first.json()
    const rest = await json(send(`/api/orders?after=${encodeURIComponent(after)}&range=${q([0, 9])}&sort=${q(['code', 'ASC'])}`)) // prettier-ignore
    expect(rest.map((row: { code: string }) => row.code)).not.toContain(one.code)
    expect(rest.length).toBe(1)
  })

  test('without a total says so', async () => {
    const answer = await send(`/api/orders?total=none&range=${q([0, 0])}`)
    expect(answer.headers.get('content-range')).toBe('orders 0-0/*')
  })

  test.each([
    ['filter=%7Bx', 'filter', /is not valid JSON/],
    ['filter=[1]', 'filter', /must be an object such as/],
    ['filter=null', 'filter', /must be an object/],
    [`filter=${q({ colour: 1 })}`, null, /has no field "colour"/],
    [`filter=${q({ code: { $like: 'x' } })}`, null, /\$like/],
    [`filter=${q({ total: 'many' })}`, null, /total.*must be a number|must be a number/],
    ['sort=code', 'sort', /is not valid JSON/],
    [`sort=${q(['code', 'UP'])}`, 'sort', /must be \["field","ASC"\]/],
    [`sort=${q(['colour', 'ASC'])}`, null, /colour/],
    ['range=0-24', 'range', /is not valid JSON/],
    [`range=${q([5, 2])}`, 'range', /must be \[first, last\]/],
    [`range=${q([-1, 2])}`, 'range', /must be \[first, last\]/],
    [`range=${q([0, 1000])}`, 'range', /asks for 1001 rows, at most 1000/],
    ['asOf=2026-02-30', 'asOf', /must be a day such as/],
    ['total=roughly', 'total', /must be one of exact, capped, none/],
    ['page=2', 'page', /unknown parameter; allowed: filter, sort, range, asOf, total, after/],
    ['total=exact&total=none', 'total', /once only/],
    ['after=%27--', null, /./],
  ])('refuses %s', async (query, parameter, message) => {
    const answer = await send(`/api/orders?${query}`)
    expect(answer.status).toBe(400)
    const body = await answer.json()
    expect(body).toMatchObject({ code: 'bad_query', message: expect.stringMatching(message) })
    if (parameter) expect(body.parameter).toBe(parameter)
  })

  test('refuses a filter that is too deep or too long before reading it', async () => {
    const deep = Array.from({ length: 12 }).reduce<object>((inner) => ({ $not: inner }), { code: 'x' }) // prettier-ignore
    expect(await json(send(`/api/orders?filter=${q(deep)}`))).toMatchObject({ message: 'Parameter filter: may nest at most 8 levels' }) // prettier-ignore
    const long = { $or: Array.from({ length: 201 }, (_, i) => ({ code: `c${i}` })) }
    expect(await json(send(`/api/orders?filter=${q(long)}`))).toMatchObject({ message: 'Parameter filter: has 201 terms, at most 200 are allowed' }) // prettier-ignore
    const wide = { code: Array.from({ length: 1001 }, (_, i) => `c${i}`) }
    expect(await json(send(`/api/orders?filter=${q(wide)}`))).toMatchObject({ message: 'Parameter filter: has a list of 1001 values, at most 1000 are allowed' }) // prettier-ignore
  })

  test('an unknown resource is not found, whatever its name', async () => {
    for (const name of ['nothing', '_accounts', 'constructor', '__proto__', 'orders;drop'])
      expect((await send(`/api/${encodeURIComponent(name)}`)).status).toBe(404)
  })
})

describe('one record', () => {
  test('comes with its version as ETag; a reveal shows one secret and is noted', async () => {
    const made = await send('/api/customers', { as: 'finance', body: { name: 'Vault', bank_account: '6222 0000' } }) // prettier-ignore
    expect(made.status).toBe(201)
    expect(made.headers.get('etag')).toBe('"1"')
    const { id } = await made.json()
    expect(made.headers.get('location')).toBe(`/api/customers/${id}`)
    expect((await json(send(`/api/customers/${id}`, { as: 'finance' }))).bank_account).toBeNull()
    const shown = await json(send(`/api/customers/${id}?reveal=bank_account`, { as: 'finance' }))
    expect(shown.bank_account).toBe('6222 0000')
    await http().api.parts.accessLog.flush()
    const log = await http().database.kysely.selectFrom('_access_log').select(['record_id', 'employee_id']).where('action', '=', 'reveal').execute() // prettier-ignore
    expect(log).toEqual([{ record_id: id, employee_id: http().people.finance.employee }])
  })

  test('an unknown id, a malformed id and somebody else’s record are all not found', async () => {
    const { id } = await order()
    for (const path of [`/api/orders/${crypto.randomUUID()}`, '/api/orders/7', `/api/orders/${id}`])
      expect((await send(path, { as: 'other' })).status).toBe(404)
  })

  test('a method that the address does not know is refused with those it knows', async () => {
    const answer = await send(`/api/orders/${crypto.randomUUID()}`, { method: 'POST', body: {} })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, PATCH, PUT, DELETE')
  })
})

describe('a create', () => {
  test('with the same idempotency key happens once', async () => {
    const headers = { 'idempotency-key': 'abc-1' }
    const body = { customer_id: customer, lines }
    const first = await json(send('/api/orders', { body, headers }))
    const second = await json(send('/api/orders', { body, headers }))
    expect(second.id).toBe(first.id)
    expect((await send('/api/orders', { body, headers: { 'idempotency-key': 'a b' } })).status).toBe(400) // prettier-ignore
  })

  test.each([
    ['{"name": ', 400, 'bad_request', /not valid JSON/],
    ['[]', 400, 'bad_request', /must be a JSON object/],
    ['"text"', 400, 'bad_request', /must be a JSON object/],
    ['\ufeff', 400, 'bad_request', /./],
  ])('with the body %j is refused', async (body, status, code, message) => {
    const answer = await send('/api/customers', { body })
    expect([answer.status, await answer.json()]).toEqual([status, { code, message: expect.stringMatching(message) }]) // prettier-ignore
  })

  test('refuses to search lines by a text, and says what to do instead', async () => {
    const answer = await send(`/api/order_lines?filter=${encodeURIComponent('{"q":"Bolt"}')}`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'bad_query', message: expect.stringContaining('order_lines have no search text') as string }) // prettier-ignore
  })

  test('names every wrong field at once, lines by their place', async () => {
    const answer = await send('/api/orders', {
      body: { customer_id: crypto.randomUUID(), ordered_on: '2026-02-30', discount: 101, lines: [{ product: 'A', quantity: 'two', price: -1 }], colour: 'red' },
    }) // prettier-ignore
    expect(answer.status).toBe(422)
    const { code, errors } = await answer.json()
    expect(code).toBe('invalid')
    expect(Object.keys(errors).toSorted()).toEqual([
      'colour',
      'customer_id',
      'discount',
      'lines.0.price',
      'lines.0.quantity',
      'ordered_on',
    ])
    for (const text of Object.values(errors)) expect(text).toEqual(expect.any(String))
  })

  test('a body larger than the limit is refused, announced or not', async () => {
    const small = withSettings(http(), { limits: { ...http().api.parts.settings.limits, bodyBytes: 100 } }) // prettier-ignore
    const big = JSON.stringify({ name: 'x'.repeat(200) })
    const answer = await small.send('/api/customers', { as: 'sales', body: big })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ code: 'too_large', limit_bytes: 100 })
    const stream = new Blob([big]).stream()
    const chunked = await small.api.app.request('/api/customers', {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'content-type': 'application/json', cookie: http().people.sales.cookie },
    } as RequestInit)
    expect(chunked.status).toBe(413)
  })
})

describe('a change', () => {
  test('needs the version that it is based on', async () => {
    const { id } = await order()
    for (const method of ['PATCH', 'PUT']) {
      const answer = await send(`/api/orders/${id}`, { method, body: { discount: 5 } })
      expect([answer.status, (await answer.json()).code]).toEqual([428, 'version_required'])
    }
    const step = await send(`/api/orders/${id}/transitions/release`, { body: {} })
    expect(step.status).toBe(428)
    const odd = await send(`/api/orders/${id}`, { method: 'PATCH', body: {}, headers: { 'if-match': 'seven' } }) // prettier-ignore
    expect([odd.status, (await odd.json()).code]).toEqual([400, 'bad_request'])
  })

  test('on an old version is refused with the current record and who changed what', async () => {
    const { id } = await order()
    const first = { method: 'PATCH', body: { discount: 5 }, headers: { 'if-match': '"1"' } }
    expect((await send(`/api/orders/${id}`, { ...first, as: 'finance' })).headers.get('etag')).toBe('"2"') // prettier-ignore
    const stale = await send(`/api/orders/${id}`, { ...first, body: { discount: 6 } })
    expect(stale.status).toBe(409)
    expect(await stale.json()).toMatchObject({
      code: 'stale_version',
      current: { id, version: 2, discount: 5 },
      changes: [{ field: 'discount', by_name: 'E finance' }],
    })
  })

  test('archives, once with a version and once without, and restores', async () => {
    const { id } = await order()
    const gone = await send(`/api/orders/${id}`, { method: 'DELETE', headers: { 'content-type': 'text/plain' } }) // prettier-ignore
    expect([gone.status, (await gone.json()).archived]).toEqual([200, true])
    expect((await json(send('/api/orders'))).map((row: { id: string }) => row.id)).not.toContain(id)
    const back = await send(`/api/orders/${id}/restore`, { method: 'POST' })
    expect((await back.json()).archived).toBe(false)
    const stale = await send(`/api/orders/${id}`, { method: 'DELETE', headers: { 'if-match': '"1"' } }) // prettier-ignore
    expect(stale.status).toBe(409)
  })

  test('of a whole record ignores what only the server writes', async () => {
    const row = await order()
    const put = await send(`/api/orders/${row.id}`, { method: 'PUT', body: { ...row, discount: 7 } }) // prettier-ignore
    expect(put.status).toBe(200)
    expect(await put.json()).toMatchObject({ discount: 7, code: row.code, total: 20, lines: row.lines }) // prettier-ignore
    const other = await send(`/api/orders/${row.id}`, { method: 'PUT', body: { id: crypto.randomUUID(), version: 2 } }) // prettier-ignore
    expect(other.status).toBe(400)
  })
})

describe('a step', () => {
  test('that is refused names its rule; the steps on offer say why not', async () => {
    const row = await order({ lines: [] })
    const refused = await send(`/api/orders/${row.id}/transitions/release`, { body: {}, headers: { 'if-match': '"1"' } }) // prettier-ignore
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ code: 'refused_transition', message: expect.stringContaining('The order has no amount') }) // prettier-ignore
    expect(await json(send(`/api/orders/${row.id}/steps`))).toMatchObject([
      { name: 'release', to: 'released', enabled: false, reasons: [{ rule: 'R-001', message: 'The order has no amount' }] },
    ]) // prettier-ignore
  })

  test('that is taken answers the record and stands in the history', async () => {
    const row = await order()
    const taken = await send(`/api/orders/${row.id}/transitions/release`, { body: {}, headers: { 'if-match': '"1"' } }) // prettier-ignore
    expect(await taken.json()).toMatchObject({ state: 'released', version: 2 })
    const close = { body: {}, headers: { 'if-match': '"2"' }, as: 'finance' as const }
    expect(await json(send(`/api/orders/${row.id}/transitions/close`, close))).toMatchObject({ code: 'invalid', errors: { opinion: expect.any(String) } }) // prettier-ignore
    const closed = await send(`/api/orders/${row.id}/transitions/close`, { ...close, body: { opinion: 'Done' } }) // prettier-ignore
    expect((await closed.json()).state).toBe('closed')
    const history = await json(send(`/api/orders/${row.id}/history`))
    expect(history.map((entry: { transition?: string; by_name: string }) => [entry.transition, entry.by_name])).toEqual([
      [undefined, 'E sales'],
      ['release', 'E sales'],
      ['close', 'E finance'],
    ]) // prettier-ignore
  })

  test('that the workflow does not know is refused', async () => {
    const { id } = await order()
    const answer = await send(`/api/orders/${id}/transitions/fly`, { body: {}, headers: { 'if-match': '"1"' } }) // prettier-ignore
    expect([404, 409]).toContain(answer.status)
  })
})

describe('bulk', () => {
  const bulk = (body: unknown) => send('/api/orders/bulk', { body })

  test('changes many records or none', async () => {
    const [a, b] = [await order(), await order()]
    const items = [
      { id: a.id, version: 1 },
      { id: b.id, version: 9 },
    ]
    const refused = await bulk({ op: 'update', items, data: { discount: 3 } })
    expect(refused.status).toBeGreaterThanOrEqual(409)
    const body = await refused.json()
    expect(body.items).toMatchObject([{ id: b.id, code: 'stale_version' }])
    expect((await json(send(`/api/orders/${a.id}`))).discount).toBeNull()
    const done = await bulk({ op: 'transition', name: 'release', items: [items[0], { id: b.id, version: 1 }] }) // prettier-ignore
    expect((await done.json()).map((row: { state: string }) => row.state)).toEqual(['released', 'released']) // prettier-ignore
  })

  const id = crypto.randomUUID()
  test.each([
    [{ op: 'fly', items: [{ id, version: 1 }] }, 'op'],
    [{ op: 'delete', items: [] }, 'items'],
    [{ op: 'delete', items: 'all' }, 'items'],
    [{ op: 'delete', items: [{ id: 7, version: 1 }] }, 'items.0.id'],
    [{ op: 'delete', items: [{ id, version: 'x' }] }, 'items.0.version'],
    [{ op: 'delete', items: [{ id, version: 1 }, { id, version: 1 }] }, 'items'],
    [{ op: 'update', items: [{ id, version: 1 }] }, 'data'],
    [{ op: 'transition', items: [{ id, version: 1 }] }, 'name'],
    [{ op: 'delete', items: [{ id, version: 1 }], force: true }, 'force'],
  ])('refuses %j at its field', async (body, field) => {
    const answer = await bulk(body)
    expect(answer.status).toBe(422)
    expect(Object.keys((await answer.json()).errors)).toEqual([field])
  }) // prettier-ignore

  test('needs the version of every item', async () => {
    expect((await bulk({ op: 'delete', items: [{ id }] })).status).toBe(428)
  })
})

describe('an aggregate', () => {
  test('is the same by POST and by GET; one failed item of a batch does not fail the others', async () => {
    const query = { measures: ['amount'] }
    const posted = await json(send('/api/orders/aggregate', { body: query }))
    const got = await json(send(`/api/orders/aggregate?query=${q(query)}`))
    expect(posted.rows).toEqual(got.rows)
    const batch = await json(send('/api/aggregate', { body: [{ resource: 'orders', ...query }, { resource: 'orders', measures: ['nothing'] }, { resource: 'zebras', ...query }, 7] })) // prettier-ignore
    expect(batch[0].rows).toEqual(posted.rows)
    expect(batch.slice(1).map((item: { problem: { code: string } }) => item.problem.code)).toEqual(['bad_query', 'not_found', 'bad_request']) // prettier-ignore
  })

  test.each([
    [{}, 'measures'],
    [{ measures: [] }, 'measures'],
    [{ measures: ['amount'], group: 'x' }, 'group'],
    [{ measures: ['amount'], filter: 'x' }, 'filter'],
  ])('refuses %j by name', async (query, parameter) => {
    const answer = await send('/api/orders/aggregate', { body: query })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'bad_query', parameter })
  })
})
