import { beforeAll, describe, expect, test } from 'vitest'
import { routeTable } from '../../../server/routes/table.ts'
import { useHttp, type Http } from '../http.ts'
import { callers, cases, type Caller, type World } from './walk-cases.ts'

const http = useHttp()
let customer: World['customer']
let anOrder: World['order']
/** Routes that change a record or hang something on it get one of their own. */
const isOfRecord = (path: string) => /:resource\/(:id|bulk)|^\/api\/files/.test(path)

const makeOrder = async ({ send }: Http): Promise<World['order']> => {
  const lines = [{ product: 'Bolt', quantity: 2, price: 10 }]
  const answer = await send('/api/orders', {
    as: 'sales',
    body: { customer_id: customer.id, lines },
  })
  const { id, version } = await answer.json()
  return { id, version }
}

beforeAll(async () => {
  const answer = await http().send('/api/customers', { as: 'sales', body: { name: 'Acme' } })
  customer = await answer.json()
  anOrder = await makeOrder(http())
})

test('every route has a case and every case a route', () => {
  const names = routeTable.map((route) => route.name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.toSorted()).toEqual(Object.keys(cases).toSorted())
})

describe.each(routeTable.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (_, route) => {
    test.each(callers)('as %s', async (caller: Caller) => {
      const found = cases[route.name]
      if (!found) throw new Error(`no case for ${route.name}`)
      const order = isOfRecord(route.path) ? await makeOrder(http()) : anOrder
      const world: World = { http: http(), caller, customer, order }
      const path = await found.path(world)
      const as = caller === 'anonymous' ? null : caller
      const answer = await http().send(path, { as, method: route.method, ...(await found.send?.(world)) }) // prettier-ignore
      const body = answer.headers.get('content-type')?.startsWith('application/json')
        ? await answer.json()
        : await answer.body?.cancel()
      expect([answer.status, answer.status >= 400 ? body : null]).toEqual([
        found.statuses[callers.indexOf(caller)],
        answer.status >= 400
          ? expect.objectContaining({ code: expect.any(String), message: expect.any(String) })
          : null,
      ])
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]+$/)
    })
  },
)
