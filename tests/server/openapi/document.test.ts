import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { defaultSettings } from '../../../server/app.ts'
import { openApiOf } from '../../../server/openapi/document.ts'
import { demoRouteTable } from '../../../server/routes/table.ts'
import { httpModel } from '../http-model.ts'
import { useHttp, type Send } from '../http.ts'
import { schemaChecker, type Document } from './schema-checker.ts'

const http = useHttp()
const send = (path: string, request: Send = {}) => http().send(path, { as: 'sales', ...request })
const documentOf = async (as: Send['as'] = 'sales'): Promise<Document> => (await send('/api/openapi.json', { as })).json() // prettier-ignore
const business = (locale: 'zh' | 'en'): Document => JSON.parse(JSON.stringify(openApiOf(model, defaultSettings, locale))) // prettier-ignore

/** What the Redocly validator finds, rules for examples among them. */
const lint = async (document: Document): Promise<readonly string[]> => {
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: { 'no-invalid-schema-examples': 'error', 'no-invalid-media-type-examples': 'error', 'no-invalid-parameter-examples': 'error', 'no-server-example.com': 'off' },
  }) // prettier-ignore
  const found = await lintFromString({ source: JSON.stringify(document), config })
  return found.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`) // prettier-ignore
}

describe('OpenAPI', () => {
  test('of the caller’s model is valid 3.1', async () => {
    const document = await documentOf()
    expect(document.openapi).toBe('3.1.0')
    expect(await new Validator().validate(document)).toMatchObject({ valid: true })
    expect(await lint(document)).toEqual([])
    expect(Object.keys(document.paths)).toContain('/api/orders/{id}/transitions/release')
    expect(document.components.schemas['orders']).toMatchObject({
      properties: { discount: { type: ['number', 'null'], minimum: 0, maximum: 100 } },
    })
  })

  test('of the whole business is valid 3.1 with all its examples, in both languages', async () => {
    for (const locale of ['zh', 'en'] as const)
      expect(await new Validator().validate(business(locale))).toMatchObject({ valid: true })
    expect(await lint(business('zh'))).toEqual([])
  })

  test('finds a document with a wrong example or a doubled operation', async () => {
    const document = await documentOf()
    document.components.examples['customers_list'] = { value: [{ version: 1 }] }
    document.paths['/api/twice'] = document.paths['/api/model'] ?? {}
    expect((await lint(document)).toSorted()).toEqual([
      expect.stringContaining('no-invalid-media-type-examples'),
      expect.stringContaining('operation-operationId-unique'),
    ])
  })

  test('leaves out what the caller may not see', async () => {
    expect(Object.keys((await documentOf('admin')).components.schemas)).not.toContain('orders')
  })

  test('every example is an instance of its schema', () => {
    const document = business('en')
    const check = schemaChecker(document)
    const wrong = Object.entries(document.components.examples).flatMap(([name, { value }]) =>
      name.endsWith('_list')
        ? check({ type: 'array', items: { $ref: `#/components/schemas/${name.slice(0, -5)}` } }, value) // prettier-ignore
        : check({ $ref: `#/components/schemas/${name}` }, value),
    )
    expect(wrong).toEqual([])
  })

  test('an example of a new record has every field that creation requires', () => {
    const { schemas, examples } = business('en').components
    for (const [name, schema] of Object.entries(schemas))
      if (name.endsWith('_new') && 'required' in schema)
        expect(Object.keys(Object(examples[name]?.value)).toSorted(), name).toEqual((schema['required'] as string[]).toSorted()) // prettier-ignore
  })
})

test('every route of the table is described, and nothing else', () => {
  const document: Document = JSON.parse(JSON.stringify(openApiOf(httpModel, defaultSettings, 'en')))
  const described = new Set(
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => method !== 'parameters')
        .map((method) => `${method.toUpperCase()} ${path}`),
    ),
  )
  const served = demoRouteTable
    .filter(({ path }) => path.startsWith('/api/'))
    .map(({ method, path }) => {
      const named = path.replace(':resource', 'orders').replace(':name', 'release')
      return `${method} ${named.replaceAll(/:(\w+)/g, '{$1}')}`
    })
  const about = (line: string) => !/\/api\/(departments|employees|customers|order_lines)\b|transitions\/close/.test(line) // prettier-ignore
  expect([...described].filter(about).toSorted()).toEqual(served.toSorted())
})

describe('what the server answers is what the document says', () => {
  const based = (version: number) => ({ 'if-match': `"${version}"` })

  test('for records, pages, steps, history, figures, search', async () => {
    const document = await documentOf()
    const check = schemaChecker(document)
    const seen = async (path: string, template: string, request: Send = {}) => {
      const answer = await send(path, request)
      const method = request.method ?? (request.body === undefined ? 'GET' : 'POST')
      const body = await answer.json()
      expect([path, check.answer(template, method, answer.status, body)]).toEqual([path, []])
      return body
    }
    const customer = await seen('/api/customers', '/api/customers', { body: { name: '恒远机械' } })
    const order = await seen('/api/orders', '/api/orders', {
      body: { customer_id: customer.id, lines: [{ product: 'Valve', quantity: 2, price: 12.5 }] },
    })
    const at = `/api/orders/${order.id}`
    await seen(at, '/api/orders/{id}')
    await seen('/api/order_lines', '/api/order_lines')
    await seen(at, '/api/orders/{id}', { method: 'PATCH', headers: based(1), body: { discount: 5 } }) // prettier-ignore
    await seen(`${at}/comments`, '/api/orders/{id}/comments', { body: { body: 'Urgent' } })
    await seen(`${at}/transitions/release`, '/api/orders/{id}/transitions/release', { body: {}, headers: based(2) }) // prettier-ignore
    for (const about of ['steps', 'history', 'comments', 'files'])
      await seen(`${at}/${about}`, `/api/orders/{id}/${about}`)
    await seen('/api/orders?sort=["id","ASC"]&range=[0,9]', '/api/orders')
    await seen('/api/orders/aggregate', '/api/orders/aggregate', { body: { measures: ['amount'], by: ['customer'], totals: true } }) // prettier-ignore
    await seen('/api/search?q=hengyuan', '/api/search')
    for (const path of [
      '/api/session',
      '/api/model',
      '/api/tokens',
      '/api/imports',
      '/api/import/recipes',
    ])
      // prettier-ignore
      await seen(path, path)
    await seen('/api/views?resource=orders', '/api/views')
    await seen('/api/accounts', '/api/accounts', { as: 'admin' })
  })

  test('for problems', async () => {
    const document = await documentOf()
    const check = schemaChecker(document)
    for (const [path, template, status] of [
      ['/api/orders?filter={"nothing":1}', '/api/orders', 400],
      ['/api/orders/01900000-0000-7000-8000-000000000000', '/api/orders/{id}', 404],
    ] as const) {
      const answer = await send(path)
      expect(answer.status).toBe(status)
      expect(check.answer(template, 'GET', status, await answer.json())).toEqual([])
    }
  })
})
