import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { refusal } from '../company.ts'
import { openChain, type Chain } from '../order-to-cash/company.ts'
import {
  allChecked, approveReviews, newContract, newOrder, newReceivable, noticesTo, releaseOrder,
  reviewOrder, reviewsOf, signContract,
} from '../order-to-cash/documents.ts' // prettier-ignore
import { people } from '../order-to-cash/people.ts'
import { aContract, anOrder, openWorld, type World } from '../order-to-cash/steps.ts'

const chain = openChain()
type Data = Readonly<Record<string, unknown>>
type Basics = {
  readonly world: World
  readonly customer: Row
  readonly product: Row
  readonly contract: Row
}

const none: Row = { id: '' }

/** A new customer with a signed contract of 11,300. */
const signed = async (c: Chain, data: Data = {}): Promise<Basics> => {
  const world = await openWorld(c)
  return { ...world, world, contract: await aContract(world, 'signed', data) }
}

/** An order of the whole contract that is ready, and a planned shipment of some of its goods. */
const shipping = async (c: Chain, { world, product, contract }: Basics, quantity = 100) => {
  const order = await anOrder(world, 'ready', { contract_id: contract.id })
  const [known] = await c.list('logistics_providers')
  const provider =
    known ??
    (await c.create('store', 'logistics_providers', {
      name: '顺达',
      modes: ['road'],
      contact: '400',
    }))
  const [line] = order.lines as readonly Row[]
  const goods = (pieces: number, more: Data = {}) =>
    c.create('store', 'shipments', {
      order_id: order.id,
      provider_id: provider.id,
      mode: 'road',
      lines: [{ order_line_id: line?.id, product_id: product.id, quantity: pieces }],
      ...more,
    })
  return { order, goods, shipment: await goods(quantity) }
}

const dispatched = { tracking_no: 'SD1', dispatched_on: '2026-03-02', expected_on: '2026-03-04' }
const received = { delivered_on: '2026-03-03', signed_by: '张三', condition: 'intact' }

describe('orders', () => {
  let shared: Basics | undefined
  const basics = async (): Promise<Basics> =>
    (shared ??= await signed(chain(), { kind: 'framework', ceiling_amount: 150000 }))
  const ordered = async (data: Data = {}): Promise<[Chain, Row]> => {
    const { customer, product, contract } = await basics()
    return [
      chain(),
      await newOrder(chain(), customer, product, { contract_id: contract.id, ...data }),
    ]
  }

  test('R-047: an order moves on only when every item of the checklist is confirmed', async () => {
    const [c, order] = await ordered()
    const { checks } = await allChecked(c, order)
    const all = checks as readonly Data[]
    expect(all).toHaveLength(7)
    const one = all.map((check, i) => (i === 3 ? { ...check, ok: false } : check))
    expect(
      (await refusal(c.step('seller', 'orders', order, 'check', { checks: one }))).message,
    ).toContain('checklist')
    const six = refusal(c.step('seller', 'orders', order, 'check', { checks: all.slice(1) }))
    expect((await six).message).toContain('checklist')
    expect(await c.step('seller', 'orders', order, 'check', { checks: all })).toMatchObject({
      state: 'checked',
    })
  })

  test('R-048: a pending or infeasible review stops the release, a conditional one does not', async () => {
    const [c, order] = await ordered()
    await reviewOrder(c, order)
    const reviews = await reviewsOf(c, order, { step: 'order_review' })
    expect(reviews.map((row) => [row.assignee_id, row.due_at])).toEqual([
      [people.finance.id, '2026-03-04T15:59:59.000Z'],
      [people.maker.id, '2026-03-04T15:59:59.000Z'],
    ])
    const release = () => c.step('head', 'orders', order, 'release', { promised_on: '2026-04-20' })
    await c.step('finance', 'approvals', reviews[0] ?? none, 'approve', { feasibility: 'feasible' })
    expect((await refusal(release())).message).toContain('Every department')
    await c.step('maker', 'approvals', reviews[1] ?? none, 'return', {
      feasibility: 'infeasible',
      opinion: '产能不足',
      risk_note: '延期两月',
    })
    expect(await c.get('orders', order)).toMatchObject({ state: 'received' })
    await reviewOrder(c, order)
    const again = await reviewsOf(c, order, { step: 'order_review', state: 'pending' })
    expect(again).toHaveLength(2)
    await c.step('finance', 'approvals', again[0] ?? none, 'approve', { feasibility: 'feasible' })
    await c.step('maker', 'approvals', again[1] ?? none, 'approve_with_conditions', {
      feasibility: 'conditional',
      opinion: '需加班',
      risk_note: '成本上升',
    })
    expect(await release()).toMatchObject({ state: 'released', released_on: '2026-03-02' })
  })

  test('R-049: an order is released only under a signed contract', async () => {
    const c = chain()
    const { customer, product } = await basics()
    const draft = await newContract(c, customer, product)
    const [, order] = await ordered({ contract_id: draft.id })
    expect((await refusal(releaseOrder(c, order))).message).toContain('not signed')
    await signContract(c, draft)
    expect(
      await c.step('head', 'orders', order, 'release', { promised_on: '2026-04-20' }),
    ).toMatchObject({
      state: 'released',
    })
  })

  test("R-049: an order may take the contract's rest amount and no cent more", async () => {
    const c = chain()
    const { customer, product, contract } = await signed(c, {
      kind: 'framework',
      ceiling_amount: 1000,
    })
    const of = (amount: number) => ({
      contract_id: contract.id,
      lines: [{ product_id: product.id, spec: '6204', unit: '件', quantity: 1, unit_price: amount, tax_rate: 13 }],
    }) // prettier-ignore
    const first = await newOrder(c, customer, product, of(400))
    await releaseOrder(c, first)
    const above = await newOrder(c, customer, product, of(600.01))
    expect((await refusal(releaseOrder(c, above))).message).toContain('rest amount')
    const rest = await newOrder(c, customer, product, of(600))
    expect(await releaseOrder(c, rest)).toMatchObject({ state: 'released' })
  })

  test('R-050: a released order is handed over at once and then changes only with the head', async () => {
    const [c, order] = await ordered()
    const { code } = await releaseOrder(c, order)
    for (const person of ['maker', 'store', 'finance'] as const)
      expect(await noticesTo(c, person, order)).toContain(`订单 ${String(code)} 已下达`)
    const change = { ship_to: '无锡市新区 2 号' }
    expect((await refusal(c.update('seller', 'orders', order, change))).code).not.toBe('accepted')
    expect(
      await c.step('head', 'orders', order, 'amend_released', { ...change, reason: '客户搬迁' }),
    ).toMatchObject(change)
  })

  test('R-051: an order up to the credit limit passes, a cent above needs finance', async () => {
    const c = chain()
    const { customer, product, contract } = await signed(c, {
      kind: 'framework',
      ceiling_amount: 100000,
    })
    const [order] = [await newOrder(c, customer, product, { contract_id: contract.id })]
    await c.force('customers', customer, { credit_limit: 11300 })
    expect(await c.get('orders', order)).toMatchObject({ credit_check: 'pass' })
    await c.force('customers', customer, { credit_limit: 11299.99 })
    expect(await c.get('orders', order)).toMatchObject({ credit_check: 'over_limit' })
    await c.step('seller', 'orders', order, 'check', await allChecked(c, order))
    const submit = () => c.step('seller', 'orders', order, 'submit_review')
    expect((await refusal(submit())).message).toContain('finance must release')
    await c.step('seller', 'orders', order, 'request_credit_release')
    await approveReviews(c, 'orders', order, 'credit_release')
    expect(await c.get('orders', order)).toMatchObject({ credit_released: true })
    const [line] = order.lines as readonly Row[]
    await c.update('seller', 'orders', order, { lines: [{ ...line, quantity: 200 }] })
    expect((await refusal(submit())).message).toContain('finance must release')
    await c.step('seller', 'orders', order, 'request_credit_release')
    await approveReviews(c, 'orders', order, 'credit_release')
    expect(await submit()).toMatchObject({ state: 'reviewing', credit_released: true })
  })

  test('R-051: a blacklisted customer is refused even with a release', async () => {
    const c = chain()
    const { customer, product, contract } = await signed(c)
    const order = await newOrder(c, customer, product, { contract_id: contract.id })
    await c.step('seller', 'orders', order, 'check', await allChecked(c, order))
    await c.step('head', 'customers', customer, 'blacklist', { reason: '欺诈' })
    expect(await c.get('orders', order)).toMatchObject({ credit_check: 'blocked' })
    const ask = c.step('seller', 'orders', order, 'request_credit_release')
    expect((await refusal(ask)).message).toContain('blacklisted')
    const submit = c.step('seller', 'orders', order, 'submit_review')
    expect((await refusal(submit)).message).toContain('blacklisted')
    const another = newOrder(c, customer, product)
    expect((await refusal(another)).fields).toEqual(['customer_id'])
  })

  test('R-053: an exception has cause and measure and is reported to a head within a day', async () => {
    const [c, order] = await ordered()
    const found = (data: Data = {}) =>
      c.create('seller', 'order_exceptions', {
        order_id: order.id,
        kind: 'material',
        severity: 'medium',
        found_at: c.company.now,
        due_on: '2026-03-10',
        ...data,
      })
    const exception = await found()
    const report = (to: string) => ({ reported_to_id: to, responsible_id: people.maker.id })
    const wrong = c.step('seller', 'order_exceptions', exception, 'report', report(people.other.id))
    expect((await refusal(wrong)).message).toContain('department head or above')
    c.company.now = '2026-03-03T02:00:00.000Z'
    expect(
      await c.step('seller', 'order_exceptions', exception, 'report', report(people.head.id)),
    ).toMatchObject({ state: 'reported', in_time: true })
    const handle = (body: Data) => c.step('maker', 'order_exceptions', exception, 'handle', body)
    expect((await refusal(handle({ cause: '供应商断供' }))).fields).toContain('measure')
    const late = await found({ found_at: '2026-03-02T01:59:59.000Z', severity: 'high' })
    const other = await found({ found_at: '2026-03-02T02:00:00.000Z', severity: 'high' })
    await c.company.service.tick()
    const title = (row: Row) => `重大订单异常 ${String(row.code)} 未及时汇报`
    expect(await noticesTo(c, 'boss', late)).toEqual([title(late)])
    expect(await noticesTo(c, 'boss', other)).toEqual([])
    expect(
      await c.step('seller', 'order_exceptions', late, 'report', report(people.head.id)),
    ).toMatchObject({ in_time: false })
  })
})

describe('orders on their way', () => {
  test('R-056: no more is shipped than the order has left, and another mode is warned', async () => {
    const c = chain()
    const { goods } = await shipping(c, await signed(c), 60)
    expect((await refusal(goods(40.5))).code).toBe('invalid')
    expect(await goods(40)).toMatchObject({ state: 'planned' })
    const basics = await signed(c)
    const order = await newOrder(c, basics.customer, basics.product, { transport_mode: 'air' })
    const [line] = order.lines as readonly Row[]
    const [provider] = await c.list('logistics_providers')
    const send = (mode: string) =>
      c.create('store', 'shipments', {
        order_id: order.id,
        provider_id: provider?.id,
        mode,
        lines: [{ order_line_id: line?.id, product_id: basics.product.id, quantity: 10 }],
      })
    expect((await send('road'))._warnings).toMatchObject([{ rule: 'R-056' }])
    expect((await send('air'))._warnings).toBeUndefined()
  })

  test('R-057: a shipment past its expected day becomes an exception of the order', async () => {
    const c = chain()
    const { order, shipment } = await shipping(c, await signed(c))
    await c.step('store', 'shipments', shipment, 'dispatch', dispatched)
    await c.day('2026-03-04')
    expect(await c.get('shipments', shipment)).toMatchObject({ state: 'dispatched' })
    await c.day('2026-03-05')
    expect(await c.get('shipments', shipment)).toMatchObject({ state: 'exception' })
    expect(await c.list('order_exceptions', { order_id: order.id })).toMatchObject([
      { kind: 'logistics', state: 'open', owner_id: people.seller.id },
    ])
    expect(await c.get('orders', order)).toMatchObject({ exceptions_open: 1 })
  })

  test('R-058: an order closes with feedback and without open exceptions', async () => {
    const c = chain()
    const { order, shipment } = await shipping(c, await signed(c))
    await c.step('store', 'shipments', shipment, 'dispatch', {
      ...dispatched,
      dispatched_on: '2026-03-05',
      expected_on: '2026-03-06',
    })
    await c.step('store', 'shipments', shipment, 'sign', {
      ...received,
      delivered_on: '2026-03-05',
      condition: 'damaged',
    })
    const close = (body: Data) => c.step('seller', 'orders', order, 'close', body)
    expect((await refusal(close({}))).fields).toEqual(['feedback'])
    expect((await refusal(close({ feedback: '有破损' }))).message).toContain('exceptions')
    const [exception] = await c.list('order_exceptions', { order_id: order.id })
    expect(exception).toMatchObject({ severity: 'high' })
    await c.step('seller', 'order_exceptions', exception ?? none, 'report', {
      reported_to_id: people.head.id,
      responsible_id: people.store.id,
    })
    await c.step('store', 'order_exceptions', exception ?? none, 'handle', {
      cause: '包装',
      measure: '补发',
      responsible_department_id: '00000001-0000-7000-8000-000000000006',
    })
    await c.step('seller', 'order_exceptions', exception ?? none, 'resolve', {
      result: '已补发',
      customer_informed_at: c.company.now,
    })
    expect(await close({ feedback: '满意' })).toMatchObject({ state: 'closed' })
  })

  test('R-058: receipt is followed up three days after delivery', async () => {
    const c = chain()
    const { order, shipment } = await shipping(c, await signed(c))
    await c.step('store', 'shipments', shipment, 'dispatch', {
      ...dispatched,
      dispatched_on: '2026-03-05',
      expected_on: '2026-03-09',
    })
    await c.step('store', 'shipments', shipment, 'sign', {
      ...received,
      delivered_on: '2026-03-05',
    })
    const reminder = `订单 ${String(order.code)} 应回访收货与意见`
    await c.day('2026-03-07')
    expect(await noticesTo(c, 'seller', order)).not.toContain(reminder)
    await c.day('2026-03-08')
    expect(await noticesTo(c, 'seller', order)).toContain(reminder)
  })

  test.each([
    [30, 'pass'],
    [31, 'overdue'],
  ] as const)('R-051: a customer %d days overdue: the check says %s', async (days, check) => {
    const c = chain()
    c.company.now = '2026-03-08T02:00:00.000Z'
    const { customer, product, contract } = await signed(c)
    await newReceivable(c, contract, days === 30 ? '2026-02-06' : '2026-02-05')
    const order = await newOrder(c, customer, product, { contract_id: contract.id })
    expect(await c.get('orders', order)).toMatchObject({ credit_check: check })
  })

  test('R-068: a red receivable blocks new orders until finance releases them', async () => {
    const c = chain()
    c.company.now = '2026-03-08T02:00:00.000Z'
    const { customer, product, contract } = await signed(c)
    const order = await newOrder(c, customer, product, { contract_id: contract.id })
    const receivable = await newReceivable(c, contract, '2026-01-07')
    expect(await c.get('receivables', receivable)).toMatchObject({
      overdue_days: 60,
      warning_level: 'orange',
    })
    expect(await c.get('orders', order)).toMatchObject({ credit_check: 'overdue' })
    await c.day('2026-03-09')
    expect(await c.get('receivables', receivable)).toMatchObject({
      overdue_days: 61,
      warning_level: 'red',
    })
    expect(await c.get('orders', order)).toMatchObject({ credit_check: 'blocked' })
    await c.step('seller', 'orders', order, 'check', await allChecked(c, order))
    const submit = () => c.step('seller', 'orders', order, 'submit_review')
    expect((await refusal(submit())).message).toContain('finance must release')
    await c.step('seller', 'orders', order, 'request_credit_release')
    await approveReviews(c, 'orders', order, 'credit_release')
    expect(await submit()).toMatchObject({ state: 'reviewing' })
  })
})
