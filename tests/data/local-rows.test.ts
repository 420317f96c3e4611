// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest'
import { localRows } from '../../src/data/plain/providers/local-storage.ts'
import { consoleOver } from '../conformance/backends/console.ts'
import { orderKinds, orderRows, someOrder } from '../conformance/backends/orders.ts'
import { examine } from '../conformance/kit.ts'

beforeEach(() => localStorage.clear())

const filled = () => {
  localStorage.setItem('charter.rows.here', JSON.stringify({ orders: orderRows }))
  return localRows('here')
}

// The stock provider also writes what it does not find to the console.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))

test('rows in the browser are a whole backend for the console', async () => {
  const findings = await examine({
    provider: consoleOver(filled()),
    resource: 'orders',
    mayWrite: true,
    kinds: orderKinds,
  })
  expect(findings.filter(({ result }) => result !== 'pass')).toEqual([])
})

test('a resource that has no rows yet is an empty list, and what is made stays in the browser', async () => {
  const provider = localRows('here')
  const all = { pagination: { page: 1, perPage: 10 }, sort: { field: 'id', order: 'ASC' as const }, filter: {} } // prettier-ignore
  expect(await provider.getList('orders', all)).toEqual({ data: [], total: 0 })
  const { id: _id, ...row } = someOrder
  const { data } = await provider.create('orders', { data: row })
  await vi.waitFor(() =>
    expect(localStorage.getItem('charter.rows.here')).toContain(String(data.id)),
  )
  expect((await localRows('here').getList('orders', all)).total).toBe(1)
})
