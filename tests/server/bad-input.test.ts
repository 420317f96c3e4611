import { sql } from 'kysely'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useHttp, withSettings, type Send } from './http.ts'
import { row, textCell, workbook } from './import/workbook.ts'
import { customersRecipe as recipe, uploadOf } from './routes/import/upload.ts'

/*
 * Everything that may come in wrong over HTTP: each gets a problem that names the place and what is allowed, and
 * leaves the database as it was. What happens to the database itself stands elsewhere: two processes on one data
 * directory (database/embedded, commands/import), a full disk (database/full-disk), a database that goes away
 * (database/outage).
 */
const http = useHttp()
const send = (path: string, request: Send = {}) => http().send(path, { as: 'sales', ...request })
const made = async (path: string, body: object): Promise<string> =>
  (await (await send(path, { body })).json()).id
const q = (value: unknown) => encodeURIComponent(JSON.stringify(value))

const nobody = '01900000-0000-7000-8000-00000000dead'
const line = { product: 'Bolt', quantity: 2, price: 10 }
const based = (version: string) => ({ 'if-match': version })
let customer = ''
let order = ''
let empty = ''

beforeAll(async () => {
  customer = await made('/api/customers', { name: 'Acme' })
  order = await made('/api/orders', { customer_id: customer, lines: [line] })
  empty = await made('/api/orders', { customer_id: customer, lines: [] })
})

/** Digest of every table but those that note who came and who was refused. */
const contents = async (): Promise<readonly unknown[]> => {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public'
      and tablename not in ('_sessions', '_access_log', '_throttles') order by 1`.execute(
    http().database.kysely,
  )
  return Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql`
        select ${name}::text as name, count(*) as rows, md5(string_agg(t::text, '|' order by t::text)) as digest
        from ${sql.table(name)} as t`.execute(http().database.kysely)
      return rows[0]
    }),
  )
}

let before: readonly unknown[] = []
beforeEach(async () => {
  before = await contents()
})
afterEach(async () => {
  expect(await contents()).toEqual(before)
})

/** What a refusal says: its status, its code, and its fields or else its sentence. */
const said = async (answer: Promise<Response>) => {
  const body = await (await answer).json()
  return [(await answer).status, body.code, body.errors ?? body.message]
}
const create = (body: object) => said(send('/api/orders', { body: { customer_id: customer, ...body } })) // prettier-ignore
const change = (id: string, body: object, version = '"1"') =>
  said(send(`/api/orders/${id}`, { method: 'PATCH', body, headers: based(version) }))
const step = (id: string, name: string, body: object = {}, version = '"1"') =>
  said(send(`/api/orders/${id}/transitions/${name}`, { as: 'finance', body, headers: based(version) })) // prettier-ignore

describe('values', () => {
  test('of fields that do not exist are named, with the field that may be meant', async () => {
    expect(await create({ discont: 5, lines: [{ ...line, colour: 'red' }] })).toEqual([
      422,
      'invalid',
      { discont: 'no field "discont" (did you mean "discount"?)', 'lines.0.colour': 'no field "colour"' },
    ]) // prettier-ignore
    expect(await step(order, 'release', { mood: 'good' })).toEqual([422, 'invalid', { mood: 'no field "mood"' }]) // prettier-ignore
  })

  test('of the wrong type are named all at once, with what they must be', async () => {
    const wrong = { ordered_on: '2026-02-30', discount: 'many', files: 'x', lines: [{ product: {}, quantity: 1.5, price: '1e400' }, 7] } // prettier-ignore
    expect(await create(wrong)).toEqual([
      422,
      'invalid',
      {
        ordered_on: expect.stringMatching(/^must be a real date such as .*\(got "2026-02-30"\)$/),
        discount: 'must be a number, not a text (got "many")',
        files: 'must be an array of files (got "x")',
        'lines.0.product': 'must be a text (got {})',
        'lines.0.quantity': 'must be a whole number (got 1.5)',
        'lines.0.price': 'must be a number, not a text (got "1e400")',
        'lines.1': 'must be an object of fields (got 7)',
      },
    ])
    const stored = 'contains characters that cannot be stored'
    expect(await said(send('/api/customers', { body: '{"name":"a\\ud800","note":"\\u0000"}' }))).toEqual([422, 'invalid', { name: stored, note: stored }]) // prettier-ignore
  })

  test('outside an enum are named with those that are allowed', async () => {
    expect(await said(send('/api/customers', { body: { name: 'X', region: 'west' } }))).toEqual([422, 'invalid', { region: 'must be one of east, north (got "west")' }]) // prettier-ignore
    const king = { as: 'admin', body: { name: 'X', roles: ['sales', 'king'] } } as const
    expect(await said(send('/api/employees', king))).toEqual([422, 'invalid', { roles: 'must be one of sales, finance, admin (got "king")' }]) // prettier-ignore
  })

  test('that only the system writes are refused', async () => {
    const system = expect.stringMatching(/^cannot be written: it is set by the system/)
    expect(await create({ state: 'closed', total: 5 })).toEqual([422, 'invalid', { state: system, total: system }]) // prettier-ignore
    expect(await change(order, { state: 'closed', code: 'X' })).toEqual([422, 'invalid', { state: system, code: system }]) // prettier-ignore
  })
})

describe('ids that do not exist', () => {
  test('are named where they are referred to', async () => {
    expect(await create({ customer_id: nobody })).toEqual([422, 'invalid', { customer_id: 'not one of the Customers that may be chosen' }]) // prettier-ignore
    expect(await create({ customer_id: 'x' })).toEqual([422, 'invalid', { customer_id: 'must be the id (UUID) of a record (got "x")' }]) // prettier-ignore
    expect(await change(order, { lines: [{ id: nobody, ...line }] })).toEqual([422, 'invalid', { 'lines.0.id': 'not one of the Orders: Lines that may be chosen' }]) // prettier-ignore
  })

  test.each([
    ['GET', `/api/orders/${nobody}`],
    ['GET', `/api/orders/${nobody}/history`],
    ['PATCH', `/api/orders/${nobody}`],
    ['DELETE', `/api/orders/${nobody}`],
    ['POST', `/api/orders/${nobody}/restore`],
    ['POST', `/api/orders/${nobody}/transitions/release`],
    ['POST', `/api/orders/${nobody}/comments`],
    ['GET', `/api/files/${nobody}`],
    ['POST', `/api/imports/${nobody}/undo`],
  ])('are not found by %s %s', async (method, path) => {
    const body = path.endsWith('comments') ? { body: 'x' } : {}
    const request = { method, headers: based('"1"'), ...(!/GET|DELETE/.test(method) && { body }) }
    expect(await said(send(path, request))).toEqual([404, 'not_found', 'Not found'])
  })

  test('among many take the others with them', async () => {
    const items = [order, nobody].map((id) => ({ id, version: 1 }))
    const answer = await send('/api/orders/bulk', { body: { op: 'update', items, data: { discount: 3 } } }) // prettier-ignore
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      {
        message: '1 of the records cannot be processed; nothing was saved',
        items: [{ id: nobody, code: 'not_found' }],
      },
    ])
  })
})

describe('content that is too large', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const file = (...parts: BlobPart[]) => {
    const form = new FormData()
    form.set('file', new File(parts, 'x.png'))
    return form
  }

  test('is refused as a body, with the limit', async () => {
    const limits = { ...http().api.parts.settings.limits, bodyBytes: 1024 * 1024 }
    const small = withSettings(http(), { limits })
    const body = { name: 'X', note: 'x'.repeat(1024 * 1024) }
    expect(await said(small.send('/api/customers', { as: 'sales', body }))).toEqual([413, 'too_large', 'The content is larger than 1 MB']) // prettier-ignore
  })

  test('is refused as a file of a record or of an import, with the limit', async () => {
    const path = `/api/orders/${order}/files`
    expect(await said(send(path, { body: file(png, new Uint8Array(1024 * 1024)) }))).toEqual([413, 'too_large', 'The file is larger than 1 MB']) // prettier-ignore
    const limits = { ...http().api.parts.settings.limits, fileBytes: 512 * 1024 }
    const small = withSettings(http(), { limits })
    expect(await said(small.send(path, { as: 'sales', body: file(png, new Uint8Array(512 * 1024)) }))).toEqual([413, 'too_large', 'The file is larger than 0.5 MB']) // prettier-ignore
    const body = uploadOf(`name\n${'x'.repeat(512 * 1024)}\n`, { recipe })
    const headers = { 'content-length': String(600 * 1024) }
    expect(await said(small.send('/api/import', { as: 'sales', body, headers }))).toEqual([413, 'too_large', 'The content is larger than 0.5 MB']) // prettier-ignore
  })

  test('is refused as a value, with the limit', async () => {
    const body = { name: 'x'.repeat(501), note: 'x'.repeat(50_001) }
    expect(await said(send('/api/customers', { body }))).toEqual([
      422,
      'invalid',
      {
        name: expect.stringContaining('must have at most 500 characters'),
        note: expect.stringContaining('must have at most 50000 characters'),
      },
    ])
    expect((await create({ lines: [{ ...line, quantity: 1e300 }] }))[2]).toEqual({ 'lines.0.quantity': 'must be below 1000000000000000 in size (got 1e+300)' }) // prettier-ignore
  })
})

describe('a query', () => {
  const noWest = /filter at region: "Region" has no option "west"; allowed: east, north$/
  const west = { region: ['east', 'west'] }
  const counted = { measures: ['count:rows'], filter: west }
  test.each([
    ['a list', () => send(`/api/customers?filter=${q(west)}`)],
    ['an export', () => send(`/api/customers/export?format=csv&filter=${q(west)}`, { as: 'finance' })],
    ['a figure', () => send('/api/customers/aggregate', { body: counted })],
    ['a figure by address', () => send(`/api/customers/aggregate?query=${q(counted)}`)],
    ['a part', () => send(`/api/orders?filter=${q({ 'customer.region': 'west' })}`)],
    ['a part of a part', () => send(`/api/customers?filter=${q({ $some: { of: 'orders', by: 'customer_id', where: { state: 'west' } } })}`)],
  ] as const)('of %s with a value outside an enum names the field and the options', async (what, ask) => {
    const [status, code, message] = await said(ask())
    expect([status, code]).toEqual([400, 'bad_query'])
    if (what === 'a part of a part') expect(message).toMatch(/filter at state: "State" has no option "west".*; allowed: draft, /)
    else expect(message).toMatch(what === 'a part' ? /filter at customer\.region: .*allowed: east, north/ : noWest)
  }) // prettier-ignore

  test('of a batch with a value outside an enum fails alone', async () => {
    const right = { resource: 'customers', measures: ['count:rows'] }
    const answer = await (await send('/api/aggregate', { body: [{ resource: 'customers', ...counted }, right] })).json() // prettier-ignore
    expect(answer).toMatchObject([{ problem: { code: 'bad_query', message: expect.stringMatching(noWest) } }, { rows: [{ 'count:rows': 1 }] }]) // prettier-ignore
  })

  test.each([
    ['filter=%7B%22a', /^Parameter filter: is not valid JSON/],
    ['filter=[1]', /^Parameter filter: must be an object such as \{/],
    [`filter=${q({ colour: 1 })}`, /^orders has no field "colour"/],
    [`filter=${q({ total: 'many' })}`, /at total: got "many", must be a number/],
    [`filter=${q({ code: { $like: 'x' } })}`, /at code\.\$like: no operator "\$like"/],
    ['sort=code', /^Parameter sort: is not valid JSON/],
    [`sort=${q(['code', 'UP'])}`, /^Parameter sort: must be \["field","ASC"\] or \["field","DESC"\]/],
    ['range=0-24', /^Parameter range: is not valid JSON/],
    [`range=${q([5, 2])}`, /^Parameter range: must be \[first, last\], zero based and inclusive/],
    [`range=${q([0, 1000])}`, /^Parameter range: asks for 1001 rows, at most 1000/],
  ])('with %s is refused by name', async (query, message) => {
    expect(await said(send(`/api/orders?${query}`))).toEqual([400, 'bad_query', expect.stringMatching(message)]) // prettier-ignore
  }) // prettier-ignore

  test.each<readonly [object, string]>([
    [{ by: 'region' }, 'by: must be a list'],
    [{ by: [5] }, 'by.0: must be the name of a dimension, or {"time","grain"}'],
    [{ by: [{ field: 'total' }] }, 'by.0.field: unknown member; allowed: time, grain'],
    [{ by: [{ time: 'ordered_on' }] }, 'by.0.grain: is required'],
    [{ by: [{ time: 'ordered_on', grain: 'eon' }] }, 'by.0.grain: must be one of day, week, month, quarter, year'],
    [{ range: { from: '2026-02-31', to: '2026-03-01' } }, 'range.from: must be a date such as 2026-11-21'],
    [{ compare: {} }, 'compare: must be a list'],
    [{ compare: ['lastCentury'] }, 'compare.0: must be one of previousPeriod, previousYear'],
    [{ top: -1 }, 'top: must be an object'],
    [{ top: { n: 0, of: 'region', by: 'amount' } }, 'top.n: must be a whole number above 0'],
    [{ post: [{}] }, 'post: must be an object'],
    [{ post: { amount: ['double'] } }, 'post.amount.0: must be one of share, cumulative, rank'],
    [{ fill: 'x' }, 'fill: must be true or false'],
    [{ asOf: 'x' }, 'asOf: must be a date such as 2026-11-21'],
    [{ sort: 5 }, 'sort: must be a list'],
    [{ sort: [['amount', 'UP']] }, 'sort.0.1: must be one of asc, desc'],
    [{ sort: [['amuont', 'asc']] }, 'sort.0.0: no column "amuont" (did you mean "amount"?); allowed: amount'],
    [{ post: { rows: ['share'] } }, 'post.rows: no measure "rows"; allowed: amount'],
    [{ limit: 0 }, 'limit: must be a whole number above 0'],
  ])('for a figure with %j is refused, naming the part', async (part, message) => {
    const body = { measures: ['amount'], ...part }
    const refusal = [400, 'bad_query', `query at ${message}`]
    expect(await said(send('/api/orders/aggregate', { body }))).toEqual(refusal)
  }) // prettier-ignore

  test('that puts an operator under a field says where it belongs', async () => {
    const query = `/api/orders?filter=${q({ lines: { $some: { quantity: 1 } } })}`
    expect(await said(send(query))).toEqual([400, 'bad_query', 'filter at lines.$some: "$some" does not compare a field: it stands beside fields']) // prettier-ignore
  })

  const nested = (levels: number, open: string, close: string) =>
    `${open.repeat(levels)}{"code":"x"}${close.repeat(levels)}`

  test('with a filter that nests deeper than eight levels is refused, wherever it stands', async () => {
    const filter = nested(12, '{"$not":', '}')
    const refusal = [400, 'bad_query', 'Parameter filter: may nest at most 8 levels']
    expect(await said(send(`/api/orders?filter=${encodeURIComponent(filter)}`))).toEqual(refusal)
    const body = `{"measures":["amount"],"filter":${filter}}`
    expect(await said(send('/api/orders/aggregate', { body }))).toEqual(refusal)
  })

  test.each([
    ['a filter', `{"measures":["amount"],"filter":${nested(50_000, '{"$not":', '}')}}`],
    ['a list of values', `{"measures":["amount"],"filter":{"code":${nested(50_000, '[', ']')}}}`],
  ])('with %s of fifty thousand levels is refused, not a failure', async (_, body) => {
    const refusal = [400, 'bad_request', 'The body may nest at most 64 levels']
    expect(await said(send('/api/orders/aggregate', { body }))).toEqual(refusal)
    expect(await said(send('/api/aggregate', { body: `[${body}]` }))).toEqual(refusal)
    expect(await said(send('/api/orders', { body: `{"customer_id":${body}}` }))).toEqual(refusal)
    const filter = encodeURIComponent(nested(5_000, '[', ']'))
    expect(await said(send(`/api/orders?filter=${filter}`))).toEqual([400, 'bad_query', 'Parameter filter: may nest at most 64 levels']) // prettier-ignore
  })
})

describe('a version', () => {
  test('that is absent or malformed is asked for', async () => {
    const refusal = [428, 'version_required', 'The version that the change is based on is missing: read the record and send its version'] // prettier-ignore
    const unversioned = { method: 'PATCH', body: { discount: 5 } }
    expect(await said(send(`/api/orders/${order}`, unversioned))).toEqual(refusal)
    expect(await said(send(`/api/orders/${order}/transitions/release`, { body: {} }))).toEqual(refusal) // prettier-ignore
    const bulk = { op: 'update', items: [{ id: order }], data: { discount: 5 } }
    expect(await said(send('/api/orders/bulk', { body: bulk }))).toEqual(refusal)
    expect(await change(order, { discount: 5 }, '*')).toEqual([400, 'bad_request', 'If-Match must be the version of the record, such as "7"']) // prettier-ignore
  })

  test('that is not the current one is refused with the record as it is', async () => {
    const stale = { method: 'PATCH', body: { discount: 5 }, headers: based('"9"') }
    const answer = await send(`/api/orders/${order}`, stale)
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'stale_version', current: { id: order, version: 1, discount: null } }]) // prettier-ignore
    expect((await step(order, 'release', {}, '"9"')).slice(0, 2)).toEqual([409, 'stale_version'])
  })
})

describe('a step', () => {
  test.each([
    ['whose condition does not hold', () => empty, 'release', 'The order has no amount'],
    ['from another state', () => order, 'close', '"Close" is not possible while Draft'],
    ['that does not exist', () => order, 'fly', 'there is no step "fly"; allowed: release, close'],
  ])('%s is refused with why', async (_, id, name, message) => {
    const request = { as: 'finance', body: {}, headers: based('"1"') } as const
    const answer = await send(`/api/orders/${id()}/transitions/${name}`, request)
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'refused_transition', message }]) // prettier-ignore
  })
})

describe('a file to import', () => {
  const problemsOf = async (body: FormData) => {
    const answer = await send('/api/import', { body })
    const { problems } = await answer.json()
    return [answer.status, ...problems.map(({ file, row: at, column, message }: Record<string, unknown>) => `${file}:${at}:${column} ${message}`)] // prettier-ignore
  }

  test('with broken rows is refused whole, each named by its row and column', async () => {
    expect(await problemsOf(uploadOf('name,region\nGood,east\nShort\nLong,east,x\n', { recipe }))).toEqual([
      422,
      'customers.csv:3:null has 1 cells, the first row has 2',
      'customers.csv:4:null has 3 cells, the first row has 2',
    ]) // prettier-ignore
    expect(await problemsOf(uploadOf('name,region\nGood,east\n,east\nWest,west\nGood,east\n', { recipe }))).toEqual([
      422,
      'customers.csv:3:name the key is empty',
      'customers.csv:4:region must be one of east, north (got "west")',
      'customers.csv:5:name has the same key as row 2',
    ]) // prettier-ignore
    expect(await problemsOf(uploadOf('name,region\n"Good,east\nB,east\n', { recipe }))).toEqual([
      422,
      expect.stringContaining('quotes do not match at line 3'),
    ])
  })

  test('with formulas that hold no result, or errors, is refused cell by cell', async () => {
    const head = row(1, textCell('A1', 'name'), textCell('B1', 'region'))
    const formula = row(2, textCell('A2', 'X'), '<c r="B2"><f>CONCAT("ea","st")</f></c>')
    const error = row(3, textCell('A3', 'Y'), '<c r="B3" t="e"><v>#REF!</v></c>')
    const bytes = new Uint8Array(workbook({ customers: head + formula + error }))
    expect(await problemsOf(uploadOf(bytes, { recipe }, 'customers.xlsx'))).toEqual([
      422,
      'customers.xlsx:2:region a formula without its result: open and save the file in a spreadsheet, or write the value',
      'customers.xlsx:3:region the cell holds the error #REF!',
    ])
  })
})
