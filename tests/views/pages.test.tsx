// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { EditPage } from '../../src/views/form/EditPage.tsx'
import { CreatePage } from '../../src/views/form/CreatePage.tsx'
import { ListPage } from '../../src/views/list/ListPage.tsx'
import { RecordPage } from '../../src/views/record/RecordPage.tsx'
import { type Answers, type Asked, fakeFetch } from '../data/fake-fetch.ts'
import { show } from './harness.tsx'

const customer = { id: 'c1', name: '宁波越海注塑', version: 1 }
const order = {
  id: 'o1', code: 'DD-0001', customer_id: 'c1', amount: 620000, kind: 'spot', state: 'draft', overdue_days: 44,
  note: null, owner_id: null, version: 7, updated_at: '2026-11-22T00:57:00.000Z', updated_by: null,
  lines: [{ id: 'l1', name: '轴', quantity: 2, unit_price: 30, line_total: 60 }],
} // prettier-ignore
const steps = [
  { name: 'release', to: 'released', enabled: true, reasons: [], fills: ['note'], ask: ['opinion'] },
  { name: 'refuse', to: 'refused', enabled: false, reasons: [{ rule: 'R-179', message: '不能决定自己的记录' }], fills: [], ask: [] },
] // prettier-ignore

const serve = (more: Answers = {}): Asked[] =>
  fakeFetch({
    'GET /api/orders': () => ({ body: [order], total: 27 }),
    'GET /api/customers': () => [customer],
    'GET /api/orders/o1': () => ({ body: order }),
    'GET /api/orders/o1/steps': () => steps,
    'GET /api/orders/o1/history': () => [{ at: '2026-11-22T00:57:00.000Z', by: 'e2', by_name: '李强', version: 7, action: 'update', diff: { amount: [600000, 620000] } }],
    'GET /api/orders/o1/comments': () => [],
    'GET /api/orders/o1/files': () => [],
    'POST /api/aggregate': ({ body }) => (Array.isArray(body) ? body.map((_, i) => ({ rows: [{ 'count:rows': [27, 9][i] }] })) : []),
    'POST /api/orders/aggregate': () => ({ body: { rows: [{ 'sum:amount': 5213900 }], meta: {} } }),
    ...more,
  }) // prettier-ignore

beforeEach(() => {
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: /min-width/.test(query), media: query, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined })) // prettier-ignore
  Element.prototype.scrollIntoView = () => undefined
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('a list', () => {
  test('shows rows, words for overdue, tabs with counts and the total of the whole filter', async () => {
    serve()
    await show(<ListPage />)
    expect(await screen.findByRole('link', { name: 'DD-0001' })).toBeTruthy()
    expect(await screen.findByText('宁波越海注塑')).toBeTruthy()
    expect(screen.getByText('逾期 44 天')).toBeTruthy()
    expect(screen.getByText('草稿').className).toContain('chip')
    expect(await screen.findByText('5,213,900')).toBeTruthy()
    expect(screen.getByText('筛选合计 27 条')).toBeTruthy()
    await waitFor(() => expect(screen.getByRole('tab', { name: /我的/ }).textContent).toBe('我的9'))
  })

  test('a tab puts its conditions into the address, as chips that can be removed', async () => {
    const asked = serve()
    const router = await show(<ListPage />)
    fireEvent.click(await screen.findByRole('tab', { name: /我的/ }))
    await waitFor(() => expect(decodeURIComponent(router.state.location.search)).toContain('"owner_id":"$me"'))
    expect(await screen.findByRole('button', { name: '移除筛选：负责人' })).toBeTruthy()
    await waitFor(() => expect(asked.some(({ query }) => query.get('filter')?.includes('"note":{"$null":true}'))).toBe(true))
  })

  test('an empty result says why and offers the way out', async () => {
    serve({ 'GET /api/orders': () => [] })
    await show(<ListPage />, '/orders?filter=%7B%22state%22%3A%5B%22refused%22%5D%7D')
    expect(await screen.findByText('没有符合筛选的订单')).toBeTruthy()
    expect(screen.getByRole('button', { name: '清除筛选' })).toBeTruthy()
  })
}) // prettier-ignore

describe('a record page', () => {
  test('names the record, its state, what comes next and what happened', async () => {
    serve()
    await show(<RecordPage />, '/orders/o1/show')
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('DD-0001')
    expect(await screen.findByRole('button', { name: '放行' })).toBeTruthy()
    expect(await screen.findByText(/李强/)).toBeTruthy()
    expect(screen.getAllByText((_, element) => element?.textContent === '金额：600,000 → 620,000').length).toBeGreaterThan(0)
  })

  test('a step that may not be taken says why', async () => {
    serve()
    await show(<RecordPage />, '/orders/o1/show')
    fireEvent.click(await screen.findByRole('button', { name: /否决/ }))
    expect(await screen.findByText(/不能决定自己的记录/)).toBeTruthy()
  })

  test('a step asks for exactly its fields and shows what is missing at its field', async () => {
    const asked = serve({
      'POST /api/orders/o1/transitions/release': ({ body }) =>
        (body as { opinion: unknown }).opinion
          ? { body: { ...order, state: 'released' } }
          : { status: 422, body: { code: 'invalid', message: '请检查', errors: { opinion: '请填写意见' } } },
    })
    await show(<RecordPage />, '/orders/o1/show')
    fireEvent.click(await screen.findByRole('button', { name: '放行' }))
    const dialog = within(await screen.findByRole('dialog'))
    const opinion = await dialog.findByRole('textbox', { name: /意见/ })
    expect(dialog.getAllByRole('textbox')).toHaveLength(2)
    fireEvent.click(dialog.getByRole('button', { name: '放行' }))
    expect((await dialog.findAllByText(/请填写意见/)).length).toBeGreaterThan(0)
    fireEvent.change(opinion, { target: { value: '同意' } })
    fireEvent.click(dialog.getByRole('button', { name: '放行' }))
    expect(await screen.findByText('放行：已完成')).toBeTruthy()
    const sent = asked.findLast(({ method, path }) => method === 'POST' && path.endsWith('/release'))
    expect(sent?.body).toEqual({ note: null, opinion: '同意' })
    expect(sent?.headers.get('If-Match')).toBe('"7"')
  })
}) // prettier-ignore

describe('a form', () => {
  test('tells what is missing at the field and above, and sends nothing', async () => {
    const asked = serve()
    await show(<CreatePage />, '/orders/create')
    await screen.findByRole('textbox', { name: /金额/ })
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    const summary = within(await screen.findByRole('alert'))
    expect(summary.getByText('有 2 处需要更正')).toBeTruthy()
    expect(summary.getByRole('button', { name: /^金额/ })).toBeTruthy()
    expect(screen.getByRole('textbox', { name: /金额/ }).getAttribute('aria-invalid')).toBe('true')
    expect(asked.filter(({ method }) => method === 'POST')).toEqual([])
  })

  test('a field appears when its condition holds', async () => {
    serve({ 'GET /api/orders/o1': () => ({ body: { ...order, kind: 'custom' } }) })
    await show(<EditPage />, '/orders/o1', '/:resource/:id')
    expect(await screen.findByRole('textbox', { name: /图号/ })).toBeTruthy()
  })

  test('Ctrl+S saves what was changed, with the version it began with', async () => {
    const asked = serve({ 'PATCH /api/orders/o1': ({ body }) => ({ body: { ...order, ...(body as object), version: 8 } }) })
    await show(<EditPage />, '/orders/o1', '/:resource/:id')
    fireEvent.change(await screen.findByRole('textbox', { name: /金额/ }), { target: { value: '700,000' } })
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    await waitFor(() => expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ amount: 700000 }))
    expect(asked.find(({ method }) => method === 'PATCH')?.headers.get('If-Match')).toBe('"7"')
  })

  test('a stale save shows mine and theirs, and saves the choice on the newer version', async () => {
    const current = { ...order, amount: 610000, note: '李强的备注', version: 8 }
    const asked = serve({
      'PATCH /api/orders/o1': ({ headers, body }) =>
        headers.get('If-Match') === '"8"'
          ? { body: { ...current, ...(body as object), version: 9 } }
          : { status: 409, body: { code: 'stale_version', message: '已被修改', current, changes: [{ field: 'amount', by_name: '李强' }] } },
    })
    await show(<EditPage />, '/orders/o1', '/:resource/:id')
    fireEvent.change(await screen.findByRole('textbox', { name: /金额/ }), { target: { value: '700000' } })
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/李强在您编辑时改了下面的内容/)).toBeTruthy()
    expect(dialog.getAllByRole('row')).toHaveLength(2)
    fireEvent.click(dialog.getByRole('radio', { name: '金额：保留我的' }))
    fireEvent.click(dialog.getByRole('button', { name: '按结果保存' }))
    await waitFor(() => expect(asked.filter(({ method }) => method === 'PATCH')).toHaveLength(2))
    const last = asked.findLast(({ method }) => method === 'PATCH')
    expect(last?.body).toEqual({ amount: 700000 })
    expect(last?.headers.get('If-Match')).toBe('"8"')
  })

  test('changes on one side only are merged without a question', async () => {
    const current = { ...order, note: '李强的备注', version: 8 }
    const asked = serve({
      'PATCH /api/orders/o1': ({ headers }) =>
        headers.get('If-Match') === '"8"' ? { body: { ...current, version: 9 } } : { status: 409, body: { code: 'stale_version', message: '已被修改', current, changes: [] } },
    })
    await show(<EditPage />, '/orders/o1', '/:resource/:id')
    fireEvent.change(await screen.findByRole('textbox', { name: /金额/ }), { target: { value: '700000' } })
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    expect(await screen.findByText(/合并并保存/)).toBeTruthy()
    expect(asked.findLast(({ method }) => method === 'PATCH')?.body).toEqual({ amount: 700000 })
  })
}) // prettier-ignore
