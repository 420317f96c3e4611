import { describe, expect, test } from 'vitest'
import { useHttp, withSettings, type Send } from '../http.ts'

const http = useHttp()
const send = (path: string, request: Send = {}) => http().send(path, { as: 'sales', ...request })
const json = async (answer: Promise<Response>) => (await answer).json()

type Cut = {
  entities: { name: string; access: object; fields: Record<string, { masked?: boolean }> }[]
}
const entities = async (as: Send['as']): Promise<Cut['entities']> => (await json(send('/api/model', { as }))).entities // prettier-ignore

describe('the model', () => {
  test('leaves out entities that the caller can never read', async () => {
    expect((await entities('admin')).map(({ name }) => name)).toEqual(['departments', 'employees'])
    expect((await entities('sales')).map(({ name }) => name)).toContain('orders')
  })

  test('marks fields that the caller sees on no row, and shows own rights only', async () => {
    const customers = async (as: Send['as']) => (await entities(as)).find(({ name }) => name === 'customers') // prettier-ignore
    const sales = await customers('sales')
    expect(sales?.fields['phone']?.masked).toBe(true)
    expect(sales?.fields['bank_account']?.masked).toBe(true)
    expect(sales?.fields['name']?.masked).toBeUndefined()
    expect(Object.keys(sales?.access ?? {})).toEqual(['sales'])
    expect((await customers('finance'))?.fields['phone']?.masked).toBeUndefined()
  })

  test('says who looks, in which zone, with the parameters of the day', async () => {
    const body = await json(send('/api/model'))
    expect(body).toMatchObject({
      viewer: { employee: http().people.sales.employee, roles: ['sales'], name: 'E sales' },
      zone: 'Asia/Shanghai',
      company: 'Charter',
      demo: false,
      values: { 'files.max_mb': 1 },
    })
  })

  test('names the clauses that the whole model carries out, also behind what the caller may not see', async () => {
    const sales = await json(send('/api/model'))
    expect(sales.enforced).toEqual(['T §1'])
    expect((await json(send('/api/model', { as: 'admin' }))).enforced).toEqual(sales.enforced)
  })

  test('is sent once while it stays the same', async () => {
    const first = await send('/api/model')
    const etag = first.headers.get('etag') ?? ''
    const again = await send('/api/model', { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const finance = await send('/api/model', { as: 'finance', headers: { 'if-none-match': etag } })
    expect(finance.status).toBe(200)
  })
})

describe('search', () => {
  test('finds by name and pinyin what the caller may read', async () => {
    await send('/api/customers', { body: { name: '恒远机械' } })
    const found = async (text: string, as: Send['as']) => (await json(send(`/api/search?q=${encodeURIComponent(text)}`, { as }))).map(({ resource, title }: { resource: string; title: string }) => `${resource} ${title}`) // prettier-ignore
    expect(await found('恒远', 'sales')).toEqual(['customers 恒远机械'])
    expect(await found('hengyuan', 'finance')).toEqual(['customers 恒远机械'])
    expect(await found('恒远', 'other')).toEqual([])
    expect(await found('', 'sales')).toEqual([])
  })
})

describe('the server itself', () => {
  test('is healthy while it lives and ready while it works', async () => {
    expect(await json(send('/healthz', { as: null }))).toEqual({ status: 'ok' })
    expect(await json(send('/readyz', { as: null }))).toEqual({ status: 'ready', database: 'pglite' }) // prettier-ignore
    const metrics = await (await send('/metrics', { as: null })).text()
    expect(metrics).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/healthz",status="200"\} \d+/) // prettier-ignore
  })

  test('refuses names of routes and methods that do not exist', async () => {
    const nothing = await send('/api/a/b/c/d/e')
    expect([nothing.status, (await nothing.json()).code]).toEqual([404, 'not_found'])
    const method = await send('/api/session', { method: 'PUT', body: {} })
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'POST, GET, PATCH, DELETE'])
  })

  test('says that it is not ready when the database goes away, and loses nothing it was told', async () => {
    const broken = withSettings(http(), {})
    const lost = Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' })
    const { kysely } = http().database
    const parts = { ...broken.api.parts.service, list: () => Promise.reject(lost) }
    Object.assign(broken.api.parts, { service: parts })
    const answer = await broken.send('/api/orders', { as: 'sales' })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(await answer.json()).toMatchObject({ code: 'not_ready', request: expect.any(String) })
    expect(kysely).toBeDefined()
  })

  test('tells a slow query and an unknown failure apart, and shows nothing of its inside', async () => {
    const broken = withSettings(http(), {})
    const answerTo = async (error: Error) => {
      Object.assign(broken.api.parts, { service: { list: () => Promise.reject(error) } })
      const answer = await broken.send('/api/orders', { as: 'sales' })
      return [answer.status, await answer.json()]
    }
    const slow = Object.assign(new Error('canceling statement'), { code: '57014' })
    expect(await answerTo(slow)).toMatchObject([503, { code: 'too_slow' }])
    const [status, body] = await answerTo(new Error('secret detail at /srv/x.ts'))
    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toContain('secret')
  })
})
