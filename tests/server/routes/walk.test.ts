import { beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '../../../server/routes/call.ts'
import { sandboxRoutes } from '../../../server/routes/sandbox.ts'
import { demoRouteTable, routeTable } from '../../../server/routes/table.ts'
import { useHttp, type Http } from '../http.ts'
import { callers, cases, type Caller, type World } from './walk-cases.ts'

/** Routes that change a record or hang something on it get one of their own. */
const isOfRecord = (path: string) => /:resource\/(:id|bulk)|^\/api\/files/.test(path)

const makeOrder = async ({ send }: Http, customer: World['customer']): Promise<World['order']> => {
  const lines = [{ product: 'Bolt', quantity: 2, price: 10 }]
  const answer = await send('/api/orders', {
    as: 'sales',
    body: { customer_id: customer.id, lines },
  })
  const { id, version } = await answer.json()
  return { id, version }
}

test('every route has a case and every case a route', () => {
  const names = demoRouteTable.map((route) => route.name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.toSorted()).toEqual(Object.keys(cases).toSorted())
})

const walk = (
  routes: readonly Route[],
  settings: NonNullable<Parameters<typeof useHttp>[0]>['settings'],
) => {
  const http = useHttp({ ...(settings && { settings }) })
  let customer: World['customer']
  let anOrder: World['order']

  beforeAll(async () => {
    const answer = await http().send('/api/customers', { as: 'sales', body: { name: 'Acme' } })
    customer = await answer.json()
    anOrder = await makeOrder(http(), customer)
  })

  describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    (_, route) => {
      test.each(callers)('as %s', async (caller: Caller) => {
        const found = cases[route.name]
        if (!found) throw new Error(`no case for ${route.name}`)
        const order = isOfRecord(route.path) ? await makeOrder(http(), customer) : anOrder
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
}

describe('the application', () => walk(routeTable, undefined))
describe('a demonstration', () => walk(sandboxRoutes, { demo: true }))

describe('outside a demonstration', () => {
  const http = useHttp()

  test.each(sandboxRoutes.map(({ method, path }) => [method, path] as const))(
    '%s %s does not exist: it is answered like any address that nobody knows',
    async (method, path) => {
      const answered = async (at: string, as: 'sales' | null) => {
        const answer = await http().send(at, { method, as })
        const { request, ...body } = await answer.json()
        return [answer.status, JSON.stringify(body).replaceAll('nothing', 'sandbox'), typeof request] // prettier-ignore
      }
      for (const as of ['sales', null] as const)
        expect(await answered(path, as)).toEqual(
          await answered(path.replace('sandbox', 'nothing'), as),
        )
      const { status } = await http().send(path, { method, as: 'sales' })
      expect([404, 405]).toContain(status)
    },
  )
})
