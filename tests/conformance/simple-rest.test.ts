import simpleRest from 'ra-data-simple-rest'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { databases } from '../databases.ts'
import { openHttp, type Http } from '../server/http.ts'

const home = 'http://charter.test'

/** The provider as npm delivers it; only the network is replaced by the application. */
const provider = simpleRest(`${home}/api`)

const names = ['阿里', '白云', '陈记', '大成', '恩泽', '富华', '广联'] as const

describe.each(databases)('ra-data-simple-rest on $name', ({ open }) => {
  let http: Http
  let ids: readonly string[] = []

  beforeAll(async () => {
    http = await openHttp({ open })
    vi.stubGlobal('fetch', (input: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers)
      headers.set('cookie', http.people.finance.cookie)
      headers.set('x-locale', 'en')
      return http.api.app.request(input.replace(home, ''), { ...init, headers })
    })
    const made = []
    for (const [i, name] of names.entries()) {
      const region = i % 2 === 0 ? 'east' : 'north'
      made.push(await provider.create('customers', { data: { name, region } }))
    }
    ids = made.map(({ data }) => String(data.id))
  })
  afterAll(async () => {
    vi.unstubAllGlobals()
    await http.api.close()
    await http.database.close()
  })

  const idAt = (i: number): string => ids[i] ?? ''
  const namesOf = (data: readonly { name?: unknown }[]) => data.map(({ name }) => name)
  const list = (
    filter: object,
    page = 1,
    perPage = 10,
    field = 'name',
    order: 'ASC' | 'DESC' = 'ASC',
  ) => provider.getList('customers', { filter, pagination: { page, perPage }, sort: { field, order } }) // prettier-ignore

  test('getList gives pages in order with the true total', async () => {
    const first = await list({}, 1, 3)
    expect(namesOf(first.data)).toEqual(['阿里', '白云', '陈记'])
    expect(first.total).toBe(7)
    expect(namesOf((await list({}, 3, 3)).data)).toEqual(['广联'])
  })

  test('a range past the end gives no rows and the true total', async () => {
    expect(await list({}, 9, 10)).toEqual({ data: [], total: 7 })
  })

  test('getList sorts Chinese names by pinyin, both ways', async () => {
    expect(namesOf((await list({}, 1, 2, 'name', 'DESC')).data)).toEqual(['广联', '富华'])
  })

  test('getList filters by the predicate language, with Chinese text', async () => {
    expect(await list({ name: '陈记' })).toMatchObject({ total: 1, data: [{ name: '陈记' }] })
    expect((await list({ name: { $contains: '云' } })).total).toBe(1)
    expect(namesOf((await list({ region: ['north'] })).data)).toEqual(['白云', '大成', '富华'])
    expect((await list({ q: '恩泽' })).total).toBe(1)
    expect((await list({ q: 'enze' })).total).toBe(1)
    expect(await list({ name: '没有' })).toEqual({ data: [], total: 0 })
  })

  test('rows of one sort key keep one order over all pages', async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => list({}, page, 2, 'region')))
    const seen = pages.flatMap(({ data }) => data.map(({ id }) => id))
    expect(new Set(seen).size).toBe(7)
  })

  test('getOne gives the whole record; an unknown id is an error with a message', async () => {
    const { data } = await provider.getOne('customers', { id: idAt(0) })
    expect(data).toMatchObject({ id: idAt(0), name: '阿里', region: 'east', version: 1 })
    await expect(provider.getOne('customers', { id: crypto.randomUUID() })).rejects.toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    })
    await expect(provider.getOne('customers', { id: 'no such id' })).rejects.toMatchObject({ status: 404 }) // prettier-ignore
  })

  test('getMany gives the records asked for', async () => {
    const { data } = await provider.getMany('customers', { ids: [idAt(1), idAt(3)] })
    expect(namesOf(data).sort()).toEqual(['大成', '白云'])
  })

  test('getManyReference gives the children of one record with their total', async () => {
    for (const quantity of [1, 2])
      await http.service.create(
        { ...(await salesPrincipal(http)) },
        'orders',
        { customer_id: idAt(2), lines: [{ product: 'P', quantity, price: 10 }] },
      ) // prettier-ignore
    const children = await provider.getManyReference('orders', {
      target: 'customer_id',
      id: idAt(2),
      filter: {},
      pagination: { page: 1, perPage: 1 },
      sort: { field: 'total', order: 'DESC' },
    })
    expect(children.total).toBe(2)
    expect(children.data).toMatchObject([{ customer_id: idAt(2), total: 20 }])
  })

  test('create gives the whole record with id, version and defaults', async () => {
    const { data } = await provider.create('customers', { data: { name: '新客户' } })
    expect(data).toMatchObject({ name: '新客户', region: null, version: 1, archived: false })
    await provider.delete('customers', { id: data.id, previousData: data })
  })

  test('update sends the whole record back and changes what differs', async () => {
    const { data } = await provider.getOne('customers', { id: idAt(4) })
    const changed = await provider.update('customers', {
      id: idAt(4),
      data: { ...data, note: '重点客户' },
      previousData: data,
    })
    expect(changed.data).toMatchObject({ name: '恩泽', note: '重点客户', version: 2 })
  })

  test('update based on an old version is refused with the current record', async () => {
    const { data } = await provider.getOne('customers', { id: idAt(4) })
    const stale = provider.update('customers', {
      id: idAt(4),
      data: { ...data, version: 1, note: 'late' },
      previousData: data,
    })
    await expect(stale).rejects.toMatchObject({
      status: 409,
      body: { code: 'stale_version', current: { note: '重点客户', version: 2 } },
    })
  })

  test('update of some fields leaves the others', async () => {
    const { data } = await provider.update('customers', {
      id: idAt(5),
      data: { version: 1, note: 'partial' },
      previousData: { id: idAt(5) },
    })
    expect(data).toMatchObject({ name: '富华', region: 'north', note: 'partial' })
  })

  test('updateMany is refused, because the provider sends no versions: the recorded exception', async () => {
    const many = provider.updateMany('customers', { ids: [idAt(0), idAt(1)], data: { note: 'x' } })
    await expect(many).rejects.toMatchObject({ status: 428, body: { code: 'version_required' } })
  })

  test('delete and deleteMany archive and give the records back', async () => {
    const a = (await provider.create('customers', { data: { name: '甲' } })).data
    const b = (await provider.create('customers', { data: { name: '乙' } })).data
    const c = (await provider.create('customers', { data: { name: '丙' } })).data
    const one = await provider.delete('customers', { id: a.id, previousData: a })
    expect(one.data).toMatchObject({ id: a.id, archived: true })
    expect(await provider.deleteMany('customers', { ids: [b.id, c.id] })).toEqual({ data: [b.id, c.id] }) // prettier-ignore
    expect((await list({ name: ['甲', '乙', '丙'] })).total).toBe(0)
  })

  test('a refused record names every field at once, by dot path, with texts only', async () => {
    const refused = provider.create('customers', { data: { region: 'west', name: '', colour: 1 } })
    const { status, body } = await refused.catch((reason) => reason)
    expect(status).toBe(422)
    expect(body.code).toBe('invalid')
    expect(Object.keys(body.errors).sort()).toEqual(['colour', 'name', 'region'])
    expect(Object.values(body.errors).every((text) => typeof text === 'string')).toBe(true)
  })

  test('a filter that is not understood says what is wrong', async () => {
    await expect(list({ colour: 'red' })).rejects.toMatchObject({ status: 400, body: { code: 'bad_query' } }) // prettier-ignore
    await expect(list({ name: { $like: 'x' } })).rejects.toMatchObject({ status: 400, body: { code: 'bad_query' } }) // prettier-ignore
  })
})

const salesPrincipal = async (http: Http) => ({
  account: null,
  employee: http.people.sales.employee,
  roles: ['sales', 'finance'],
  departments: [],
  department: null,
  locale: 'en' as const,
  via: 'session' as const,
})
