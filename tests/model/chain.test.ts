import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { openChain } from './order-to-cash/company.ts'
import { as } from './order-to-cash/people.ts'
import {
  newContract, newCustomer, newOrder, newProduct, releaseOrder, signContract,
} from './order-to-cash/documents.ts' // prettier-ignore

describe('from a draft contract to a settled receivable, back, and on to law', () => {
  const chain = openChain()
  const held: Record<'customer' | 'product' | 'contract' | 'order' | 'payment', Row> = {
    customer: { id: '' },
    product: { id: '' },
    contract: { id: '' },
    order: { id: '' },
    payment: { id: '' },
  }
  const receivable = async (): Promise<Row> => {
    const [row] = await chain().list('receivables', { contract_id: held.contract.id })
    return row ?? { id: '' }
  }

  test('a contract is reviewed, signed, copied out and becomes a receivable', async () => {
    const c = chain()
    held.customer = await newCustomer(c, { level: 'potential' })
    held.product = await newProduct(c)
    held.contract = await newContract(c, held.customer, held.product)
    expect(await signContract(c, held.contract)).toMatchObject({
      state: 'signed',
      code: 'HT-2026-XS-0001',
      signed_on: '2026-03-02',
    })
    const copies = await c.list('distributions', { 'target.id': held.contract.id })
    expect(copies.map((copy) => copy.copy_no).sort()).toEqual([
      'HT-2026-XS-0001-F1',
      'HT-2026-XS-0001-F2',
      'HT-2026-XS-0001-F3',
    ])
    expect(await receivable()).toMatchObject({
      state: 'pending',
      amount: 11300,
      balance: 11300,
      trigger: 'delivery',
      expected_on: '2026-05-30',
      due_on: null,
    })
    expect(await c.get('customers', held.customer)).toMatchObject({
      state: 'active',
      level: 'normal',
      outstanding: 11300,
    })
  })

  test('an order is checked, reviewed, released, made, shipped and delivered', async () => {
    const c = chain()
    const { customer, product, contract } = held
    held.order = await newOrder(c, customer, product, { contract_id: contract.id })
    const released = await releaseOrder(c, held.order)
    expect(released).toMatchObject({ state: 'released', released_on: '2026-03-02', amount: 11300 })
    expect(await c.get('contracts', contract)).toMatchObject({ state: 'executing' })
    await c.step('maker', 'orders', held.order, 'produce')
    await c.step('maker', 'orders', held.order, 'finish')
    const provider = await c.create('store', 'logistics_providers', {
      name: '顺达物流',
      modes: ['road'],
      contact: '400-000-0000',
    })
    const [line] = released.lines as readonly Row[]
    const shipment = await c.create('store', 'shipments', {
      order_id: held.order.id,
      provider_id: provider.id,
      mode: 'road',
      lines: [{ order_line_id: line?.id, product_id: product.id, quantity: 100 }],
    })
    await c.day('2026-04-10')
    await c.step('store', 'shipments', shipment, 'dispatch', {
      tracking_no: 'SD001',
      dispatched_on: '2026-04-10',
      expected_on: '2026-04-13',
    })
    expect(await c.get('orders', held.order)).toMatchObject({ state: 'shipped' })
    await c.day('2026-04-12')
    await c.step('store', 'shipments', shipment, 'sign', {
      delivered_on: '2026-04-12',
      signed_by: '张三',
      condition: 'intact',
    })
    expect(await c.get('orders', held.order)).toMatchObject({
      state: 'delivered',
      delivered_on: '2026-04-12',
      on_time: true,
      in_full: true,
      progress: 100,
    })
    expect(await receivable()).toMatchObject({ state: 'pending', due_on: '2026-05-12' })
    expect(await c.get('logistics_providers', provider)).toMatchObject({ on_time_rate: 100 })
    expect(
      await c.step('seller', 'orders', held.order, 'close', { feedback: '客户满意' }),
    ).toMatchObject({ state: 'closed' })
  })

  test('an allocated payment settles the receivable and frees the credit in the same step', async () => {
    const c = chain()
    await c.day('2026-05-06')
    const [notice] = await c.list('settlement_notices', { customer_id: held.customer.id })
    expect(notice).toMatchObject({ state: 'planned', planned_on: '2026-05-05', channel: 'email' })
    await c.day('2026-05-12')
    expect(await receivable()).toMatchObject({ state: 'due' })
    held.payment = await c.create('clerk', 'payments', {
      customer_id: held.customer.id,
      received_on: '2026-05-12',
      amount: 12000,
      method: 'transfer',
      account: '工行 001',
      allocations: [{ receivable_id: (await receivable()).id, amount: 11300 }],
    })
    expect(await receivable()).toMatchObject({ state: 'due', balance: 11300 })
    await c.step('clerk', 'payments', held.payment, 'confirm')
    expect(await receivable()).toMatchObject({
      state: 'settled',
      balance: 0,
      received_amount: 11300,
      settled_on: '2026-05-12',
    })
    expect(await c.get('payments', held.payment)).toMatchObject({ unallocated: 700 })
    expect(await c.get('customers', held.customer)).toMatchObject({ outstanding: 0 })
    expect(await c.get('contracts', held.contract)).toMatchObject({
      received_amount: 11300,
      outstanding: 0,
    })
  })

  test('a reversal opens it again', async () => {
    const c = chain()
    await c.day('2026-05-13')
    await c.step('clerk', 'payments', held.payment, 'reverse', { reason: '银行退票' })
    expect(await c.get('payments', held.payment)).toMatchObject({
      state: 'reversed',
      reversed_on: '2026-05-13',
      unallocated: 0,
    })
    expect(await receivable()).toMatchObject({ balance: 11300, settled_on: null, state: 'overdue' })
    expect(await c.get('customers', held.customer)).toMatchObject({ outstanding: 11300 })
  })

  test('31 days on it is dunned by the parameter, at last taken to law', async () => {
    const c = chain()
    for (const [day, channel, due_on] of [
      ['2026-05-13', 'phone', '2026-05-13'],
      ['2026-05-19', 'email', '2026-05-19'],
      ['2026-05-27', 'visit', '2026-05-27'],
    ] as const) {
      await c.day(day)
      const [planned] = await c.list('dunning_actions', {
        customer_id: held.customer.id,
        state: 'planned',
      })
      expect(planned).toMatchObject({ channel, due_on })
      await c.step('seller', 'dunning_actions', planned ?? { id: '' }, 'finish', {
        acted_at: `${day}T01:00:00.000Z`,
        difficulty: '资金周转',
        solution: '继续沟通',
      })
    }
    await c.day('2026-06-12')
    expect(await receivable()).toMatchObject({
      state: 'overdue',
      overdue_days: 31,
      warning_level: 'orange',
    })
    const [letter] = await c.list('dunning_actions', {
      customer_id: held.customer.id,
      channel: 'letter',
    })
    expect(letter).toMatchObject({ step: 4, due_on: '2026-06-11' })
    await c.step('seller', 'dunning_actions', letter ?? { id: '' }, 'finish', {
      acted_at: '2026-06-12T01:00:00.000Z',
      difficulty: '资金周转',
      solution: '无',
    })
    await c.day('2026-07-11')
    const [legal] = await c.list('legal_cases', { customer_id: held.customer.id })
    expect(legal).toMatchObject({ state: 'proposed', kind: 'collection', claim_amount: 11300 })
    await c.step('boss', 'legal_cases', legal ?? { id: '' }, 'approve', { opinion: '证据充分' })
    expect(await receivable()).toMatchObject({ state: 'legal', warning_level: 'red' })
    await c.step('legal', 'legal_cases', legal ?? { id: '' }, 'start')
    await c.step('legal', 'legal_cases', legal ?? { id: '' }, 'close', { result: '无可执行财产' })
    await c.step('boss', 'receivables', await receivable(), 'write_off', {
      finance_opinion: '同意核销',
    })
    expect(await receivable()).toMatchObject({
      state: 'written_off',
      bad_debt_amount: 11300,
      balance: 0,
      written_off_on: '2026-07-11',
    })
  })

  test('as of an earlier day the balance is what it was then', async () => {
    const c = chain()
    const { id } = await receivable()
    const at = async (asOf: string) => {
      const { balance, received_amount, state } = await c.company.service.get(
        as('boss'),
        'receivables',
        id,
        { asOf },
      )
      return { balance, received_amount, state }
    }
    expect(await at('2026-05-11')).toEqual({ balance: 11300, received_amount: 0, state: 'pending' })
    expect(await at('2026-05-12')).toEqual({ balance: 0, received_amount: 11300, state: 'settled' })
    expect(await at('2026-05-13')).toEqual({ balance: 11300, received_amount: 0, state: 'overdue' })
    expect(await at('2026-07-10')).toEqual({ balance: 11300, received_amount: 0, state: 'overdue' })
    expect(await at('2026-07-11')).toEqual({ balance: 0, received_amount: 0, state: 'written_off' })
  })
})
