import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { refusal } from '../company.ts'
import { openChain } from '../order-to-cash/company.ts'
import {
  dun,
  newContract,
  newCustomer,
  newProduct,
  newReceivable,
  noticesTo,
  pay,
} from '../order-to-cash/documents.ts'

const chain = openChain()
const none: Row = { id: '' }

let product: Row | undefined
/** A draft contract of a new customer, to owe money under. */
const owing = async (data: Readonly<Record<string, unknown>> = {}): Promise<Row> => {
  const c = chain()
  product ??= await newProduct(c)
  return newContract(c, await newCustomer(c), product, data)
}
const at = (day: string) => `${day}T01:00:00.000Z`

describe('notices and overdue', () => {
  test('R-059: a settlement notice is planned seven days ahead and missed on the due day', async () => {
    const c = chain()
    const sent = await newReceivable(c, await owing(), '2026-03-12')
    const missed = await newReceivable(c, await owing(), '2026-03-12')
    const noticeOf = async (row: Row) =>
      (await c.list('settlement_notices', { receivable_id: row.id }))[0]
    await c.day('2026-03-04')
    expect(await noticeOf(sent)).toBeUndefined()
    await c.day('2026-03-05')
    const notice = (await noticeOf(sent)) ?? none
    expect(notice).toMatchObject({
      state: 'planned',
      planned_on: '2026-03-05',
      owner_id: sent.owner_id,
    })
    expect(notice.content).toContain('应付 1000 元，到期日 2026-03-12')
    await c.day('2026-03-11')
    expect(
      await c.step('seller', 'settlement_notices', notice, 'send', { sent_at: at('2026-03-11') }),
    ).toMatchObject({ state: 'sent', in_time: true })
    await c.day('2026-03-12')
    const late = (await noticeOf(missed)) ?? none
    expect(late).toMatchObject({ state: 'missed', missed_on: '2026-03-12' })
    expect(await noticesTo(c, 'head', late)).toEqual([`结算通知漏发：${String(missed.code)}`])
    expect(
      await c.step('seller', 'settlement_notices', late, 'send_late', {
        sent_at: at('2026-03-12'),
      }),
    ).toMatchObject({ state: 'sent', in_time: false })
  })

  test('R-059: a notice is not sent on the due day as if it were in time', async () => {
    const c = chain()
    const receivable = await newReceivable(c, await owing(), '2026-03-14')
    await c.day('2026-03-13')
    const [notice] = await c.list('settlement_notices', { receivable_id: receivable.id })
    c.company.now = '2026-03-14T02:00:00.000Z'
    const send = c.step('seller', 'settlement_notices', notice ?? none, 'send', {
      sent_at: at('2026-03-14'),
    })
    expect((await refusal(send)).message).toContain('before the due date')
  })

  test('R-060: unpaid on the due day it is due, the day after overdue, and dunned', async () => {
    const c = chain()
    const receivable = await newReceivable(c, await owing(), '2026-03-16')
    await c.day('2026-03-15')
    expect(await c.get('receivables', receivable)).toMatchObject({
      state: 'pending',
      age_bucket: 'not_due',
    })
    await c.day('2026-03-16')
    expect(await c.get('receivables', receivable)).toMatchObject({ state: 'due', overdue_days: 0 })
    await c.day('2026-03-17')
    expect(await c.get('receivables', receivable)).toMatchObject({
      state: 'overdue',
      overdue_days: 1,
      age_bucket: 'd1_30',
    })
    expect(await c.list('dunning_actions', { receivable_id: receivable.id })).toMatchObject([
      { step: 1, channel: 'phone', due_on: '2026-03-17', state: 'planned' },
    ])
  })
})

describe('dunning', () => {
  test('R-061: each dunning records difficulty and solution and plans the next by the parameter', async () => {
    const c = chain()
    const receivable = await newReceivable(c, await owing(), '2026-03-17')
    await c.day('2026-03-18')
    const [action] = await c.list('dunning_actions', { receivable_id: receivable.id })
    const bare = { acted_at: at('2026-03-18'), difficulty: '资金周转' }
    const finish = c.step('seller', 'dunning_actions', action ?? none, 'finish', bare)
    expect((await refusal(finish)).fields).toEqual(['solution'])
    await dun(c, receivable, at('2026-03-18'))
    expect(
      await c.list('dunning_actions', { receivable_id: receivable.id, state: 'planned' }),
    ).toMatchObject([{ step: 2, channel: 'email', due_on: '2026-03-24' }])
    await c.day('2026-03-25')
    const planned = await c.list('dunning_actions', { receivable_id: receivable.id, step: 2 })
    expect(planned).toMatchObject([{ state: 'planned' }])
    await c.day('2026-03-26')
    expect(await c.get('dunning_actions', planned[0] ?? none)).toMatchObject({
      state: 'missed',
      missed_on: '2026-03-26',
    })
    await dun(c, receivable, at('2026-03-26'))
    expect(await c.get('dunning_actions', planned[0] ?? none)).toMatchObject({
      state: 'done',
      missed_on: '2026-03-26',
    })
  })

  test('R-062: a promise holds until its grace is over; a broken one calls the head and the next step', async () => {
    const c = chain()
    const receivable = await newReceivable(c, await owing(), '2026-03-25')
    const kept = await newReceivable(c, await owing(), '2026-03-25')
    for (const row of [receivable, kept])
      await dun(c, row, at('2026-03-26'), { promise_on: '2026-03-30', promise_amount: 1000 })
    expect(await c.get('receivables', receivable)).toMatchObject({ promise_on: '2026-03-30' })
    await c.day('2026-03-30')
    await pay(c, kept, 1000, '2026-03-30')
    const promiseOf = async (row: Row) =>
      (await c.list('dunning_actions', { receivable_id: row.id, step: 1 }))[0] ?? none
    await c.day('2026-03-31')
    expect(await promiseOf(receivable)).toMatchObject({ kept: null, broken_on: null })
    expect(await c.get('receivables', receivable)).toMatchObject({ dunning_planned: 0 })
    await c.day('2026-04-01')
    const broken = await promiseOf(receivable)
    expect(broken).toMatchObject({ kept: false, broken_on: '2026-04-01' })
    expect(await promiseOf(kept)).toMatchObject({ kept: true, broken_on: null })
    expect(await noticesTo(c, 'head', broken)).toEqual([
      `客户未兑现付款承诺：${String(receivable.code)}`,
    ])
    expect(await c.get('receivables', receivable)).toMatchObject({
      dunning_planned: 1,
      broken_promises: 1,
    })
  })

  test.each([
    ['2026-03-31', 1, 'yellow'],
    ['2026-03-02', 30, 'yellow'],
    ['2026-03-01', 31, 'orange'],
    ['2026-01-31', 60, 'orange'],
    ['2026-01-30', 61, 'red'],
  ] as const)(
    'R-064: due on %s and %d days overdue is %s',
    async (due_on, overdue_days, warning_level) => {
      const c = chain()
      expect(await newReceivable(c, await owing(), due_on)).toMatchObject({
        overdue_days,
        warning_level,
      })
    },
  )

  test('R-064: a customer of grade C is yellow seven days before, of grade B not', async () => {
    const c = chain()
    const level = async (credit_grade: string, due_on: string) => {
      const contract = await owing()
      await c.force('customers', { id: String(contract.customer_id) }, { credit_grade })
      return (await newReceivable(c, contract, due_on)).warning_level
    }
    expect(await level('C', '2026-04-08')).toBe('yellow')
    expect(await level('C', '2026-04-09')).toBeNull()
    expect(await level('B', '2026-04-08')).toBeNull()
  })

  test('R-065: legal measures need three dunnings and a leader', async () => {
    const c = chain()
    const receivable = await newReceivable(c, await owing(), '2026-01-20')
    const propose = () =>
      c.create('legal', 'legal_cases', {
        kind: 'collection',
        customer_id: receivable.customer_id,
        receivable_ids: [receivable.id],
        claim_amount: 1000,
        measure: 'lawsuit',
      })
    const legal = await propose()
    const approve = () => c.step('boss', 'legal_cases', legal, 'approve', { opinion: '证据充分' })
    await dun(c, receivable, at('2026-04-01'))
    await dun(c, receivable, at('2026-04-01'))
    const [second] = await c.list('dunning_actions', { receivable_id: receivable.id, step: 2 })
    const early = c.step('seller', 'dunning_actions', second ?? none, 'escalate')
    expect((await refusal(early)).message).toContain('Too few dunnings')
    expect((await refusal(approve())).message).toContain('Not enough dunnings')
    await dun(c, receivable, at('2026-04-01'))
    const other = c.step('legal', 'legal_cases', legal, 'approve', { opinion: '证据充分' })
    expect((await refusal(other)).code).toBe('forbidden')
    expect((await refusal(c.step('boss', 'legal_cases', legal, 'approve'))).fields).toEqual([
      'opinion',
    ])
    expect(await approve()).toMatchObject({ state: 'approved', approved_on: '2026-04-01' })
    expect(await c.get('receivables', receivable)).toMatchObject({
      state: 'legal',
      warning_level: 'red',
    })
  })

  test.each([
    [59, 0],
    [60, 1],
  ])(
    'R-065: a debtor who is silent and %d days overdue: %d cases are proposed by themselves',
    async (days, cases) => {
      const c = chain()
      const due_on = days === 59 ? '2026-02-01' : '2026-01-31'
      const receivable = await newReceivable(c, await owing(), due_on)
      for (let step = 1; step <= 4; step++) await dun(c, receivable, at('2026-04-01'))
      expect(await c.list('legal_cases', { receivable_ids: { $has: receivable.id } })).toHaveLength(
        cases,
      )
    },
  )
})

describe('payments and bad debt', () => {
  test('R-066: allocated is at most the balance and at most what was received', async () => {
    const c = chain()
    const receivable = await newReceivable(c, await owing(), '2026-05-01')
    expect((await refusal(pay(c, receivable, 1000.01, '2026-04-01'))).code).toBe('invalid')
    expect(await c.get('receivables', receivable)).toMatchObject({
      balance: 1000,
      state: 'pending',
    })
    await pay(c, receivable, 400, '2026-04-01')
    expect(await c.get('receivables', receivable)).toMatchObject({ balance: 600, state: 'partial' })
    const twice = c.create('clerk', 'payments', {
      customer_id: receivable.customer_id,
      received_on: '2026-04-01',
      amount: 500,
      method: 'transfer',
      account: '工行 001',
      allocations: [{ receivable_id: receivable.id, amount: 500.01 }],
    })
    expect((await refusal(twice)).fields).toEqual(['allocations'])
    await pay(c, receivable, 600, '2026-04-01')
    expect(await c.get('receivables', receivable)).toMatchObject({
      balance: 0,
      state: 'settled',
      settled_on: '2026-04-01',
    })
  })

  test('R-066: what is not allocated stays visible and may be allocated later', async () => {
    const c = chain()
    const first = await newReceivable(c, await owing(), '2026-05-01')
    const second = await newReceivable(c, { ...first, id: String(first.contract_id) }, '2026-05-02')
    const payment = await c.create('clerk', 'payments', {
      customer_id: first.customer_id,
      received_on: '2026-04-01',
      amount: 1500,
      method: 'transfer',
      account: '工行 001',
    })
    expect((await refusal(c.step('clerk', 'payments', payment, 'confirm'))).fields).toEqual([
      'allocations',
    ])
    const one = { receivable_id: first.id, amount: 1000 }
    const confirmed = await c.step('clerk', 'payments', payment, 'confirm', { allocations: [one] })
    expect(confirmed).toMatchObject({ state: 'confirmed', unallocated: 500 })
    const [held] = confirmed.allocations as readonly Row[]
    const more = (amount: number) => ({
      allocations: [
        { ...one, id: held?.id },
        { receivable_id: second.id, amount },
      ],
    })
    expect(
      (await refusal(c.step('clerk', 'payments', payment, 'allocate', more(500.01)))).code,
    ).not.toBe('accepted')
    expect(await c.step('clerk', 'payments', payment, 'allocate', more(500))).toMatchObject({
      unallocated: 0,
    })
    expect(await c.get('receivables', second)).toMatchObject({ state: 'partial', balance: 500 })
  })

  test('R-066, R-067: a write-off needs a leader and a closed case; its recovery reduces the bad debt', async () => {
    const c = chain()
    const receivable = await newReceivable(c, await owing(), '2026-01-20')
    for (let step = 1; step <= 3; step++) await dun(c, receivable, at('2026-04-01'))
    const [third] = await c.list('dunning_actions', { receivable_id: receivable.id, step: 3 })
    await c.step('seller', 'dunning_actions', third ?? none, 'escalate')
    const [legal] = await c.list('legal_cases', { receivable_ids: { $has: receivable.id } })
    await c.step('boss', 'legal_cases', legal ?? none, 'approve', { opinion: '证据充分' })
    const writeOff = (who: 'boss' | 'clerk', body = { finance_opinion: '同意' }) =>
      c.step(who, 'receivables', receivable, 'write_off', body)
    expect((await refusal(writeOff('boss'))).message).toContain('not closed')
    await c.step('legal', 'legal_cases', legal ?? none, 'start')
    await c.step('legal', 'legal_cases', legal ?? none, 'close', { result: '破产' })
    expect((await refusal(writeOff('clerk'))).code).toBe('forbidden')
    expect((await refusal(writeOff('boss', {} as { finance_opinion: string }))).fields).toEqual([
      'finance_opinion',
    ])
    expect(await writeOff('boss')).toMatchObject({
      state: 'written_off',
      bad_debt_amount: 1000,
      balance: 0,
    })
    await pay(c, receivable, 400, '2026-04-01')
    expect(await c.get('receivables', receivable)).toMatchObject({
      bad_debt_amount: 600,
      balance: 0,
    })
    const recover = () => c.step('clerk', 'receivables', receivable, 'recover')
    expect((await refusal(recover())).message).toContain('not fully recovered')
    const rest = await pay(c, receivable, 600, '2026-04-01')
    expect(await recover()).toMatchObject({ state: 'settled', bad_debt_amount: 0 })
    await c.step('clerk', 'payments', rest, 'reverse', { reason: '退票' })
    expect(await c.get('receivables', receivable)).toMatchObject({
      state: 'written_off',
      bad_debt_amount: 600,
    })
  })

  test('R-067: without a case a documented waiver must be attached', async () => {
    const c = chain()
    const receivable = await newReceivable(c, await owing(), '2026-03-20')
    const body = { finance_opinion: '同意免追' }
    const waive = () => c.step('boss', 'receivables', receivable, 'write_off_waived', body)
    expect((await refusal(waive())).fields).toEqual(['waiver'])
    await c.force('receivables', receivable, {
      waiver: JSON.stringify([{ id: receivable.id, name: '免追.pdf' }]),
    })
    expect(await waive()).toMatchObject({ state: 'written_off', written_off_on: '2026-04-01' })
  })
})
