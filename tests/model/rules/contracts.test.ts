import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { refusal } from '../company.ts'
import { openChain, type Chain } from '../order-to-cash/company.ts'
import {
  approveReviews, newContract, newCustomer, newOrder, newProduct, noticesTo, releaseOrder, reviewsOf, signContract,
} from '../order-to-cash/documents.ts' // prettier-ignore
import { departments, people } from '../order-to-cash/people.ts'

const chain = openChain()
type Data = Readonly<Record<string, unknown>>

/** A contract line that makes the whole contract worth an amount. */
const worth = (product: Row, amount: number) => ({
  lines: [
    { product_id: product.id, spec: '6204', unit: '件', quantity: 1, unit_price: amount, tax_rate: 13 },
  ],
}) // prettier-ignore

const three: readonly Data[] = [
  { name: '预付款', trigger: 'signing', offset_days: 0, percent: 33.3333 },
  { name: '发货款', trigger: 'dispatch', offset_days: 0, percent: 33.3333 },
  { name: '尾款', trigger: 'delivery', offset_days: 30, percent: 33.3334 },
]

describe('contracts', () => {
  let basics: { readonly customer: Row; readonly product: Row } | undefined
  const drafted = async (data: (product: Row) => Data = () => ({})): Promise<[Chain, Row]> => {
    const c = chain()
    basics ??= { customer: await newCustomer(c), product: await newProduct(c) }
    const { customer, product } = basics
    return [c, await newContract(c, customer, product, data(product))]
  }
  const reviewed = async (data?: (product: Row) => Data): Promise<[Chain, Row]> => {
    const [c, contract] = await drafted(data)
    await c.step('seller', 'contracts', contract, 'submit')
    await approveReviews(c, 'contracts', contract, 'dept_review')
    return [c, contract]
  }

  test('R-037: a contract without liability for breach is neither saved nor submitted', async () => {
    const [c, contract] = await drafted()
    const without = drafted(() => ({ breach_liability: undefined }))
    expect((await refusal(without)).fields).toEqual(['breach_liability'])
    await c.force('contracts', contract, { breach_liability: null })
    expect(await refusal(c.step('seller', 'contracts', contract, 'submit'))).toMatchObject({
      code: 'refused_transition',
      message: expect.stringContaining('Rights and obligations'),
    })
    await c.update('seller', 'contracts', contract, { breach_liability: '按日万分之五' })
    expect(await c.step('seller', 'contracts', contract, 'submit')).toMatchObject({
      state: 'reviewing',
    })
  })

  test('R-038: every reviewing department must agree, and one return starts all reviews anew', async () => {
    const [c, contract] = await drafted()
    await c.step('seller', 'contracts', contract, 'submit')
    const [first, second, third] = await reviewsOf(c, contract)
    const asked = [first, second, third].map((row) => row?.department_id)
    expect(asked.sort()).toEqual(
      [departments.finance.id, departments.legal.id, departments.production.id].sort(),
    )
    await c.step('finance', 'approvals', first ?? contract, 'approve')
    await c.step('legal', 'approvals', second ?? contract, 'approve')
    expect(await c.get('contracts', contract)).toMatchObject({ state: 'reviewing' })
    await c.step('maker', 'approvals', third ?? contract, 'return', { opinion: '交期不可行' })
    expect(await c.get('contracts', contract)).toMatchObject({ state: 'draft', version_no: 2 })
    expect((await reviewsOf(c, contract)).map((row) => row.state)).toEqual(['void', 'void', 'void'])
    await c.step('seller', 'contracts', contract, 'submit')
    expect(await reviewsOf(c, contract, { state: 'pending' })).toHaveLength(3)
    await approveReviews(c, 'contracts', contract, 'dept_review')
    expect(await c.get('contracts', contract)).toMatchObject({ state: 'approved' })
  })

  test.each([
    [199999.99, 'approved', null],
    [200000, 'reviewing', 'head'],
    [999999.99, 'reviewing', 'head'],
    [1000000, 'reviewing', 'boss'],
  ] as const)(
    'R-039: a contract of %d is %s after the reviews (decided by %s)',
    async (amount, state, who) => {
      const [c, contract] = await reviewed((product) => ({
        ...worth(product, amount),
        signatory_id: people.boss.id,
      }))
      expect(await c.get('contracts', contract)).toMatchObject({ state })
      if (who === null) return
      const wrong = who === 'head' ? 'approve_executive' : 'approve_important'
      const right = who === 'head' ? 'approve_important' : 'approve_executive'
      const other = who === 'head' ? 'boss' : 'head'
      expect((await refusal(c.step(other, 'contracts', contract, wrong))).code).not.toBe('accepted')
      expect(await c.step(who, 'contracts', contract, right)).toMatchObject({ state: 'approved' })
      const step = who === 'head' ? 'manager_approval' : 'executive_approval'
      expect(await reviewsOf(c, contract, { step, state: 'approved' })).toHaveLength(1)
    },
  )

  test('R-039: a small contract with terms of its own needs a company leader', async () => {
    const [c, contract] = await reviewed(() => ({ uses_template: false }))
    expect(await c.get('contracts', contract)).toMatchObject({
      state: 'reviewing',
      importance: 'important',
    })
    await approveReviews(c, 'contracts', contract, 'executive_approval')
    expect(await c.get('contracts', contract)).toMatchObject({ state: 'approved' })
  })

  test('R-040: only an authorised signatory within the limit signs', async () => {
    const [c, within] = await reviewed((product) => worth(product, 500000))
    await approveReviews(c, 'contracts', within, 'manager_approval')
    expect((await refusal(c.step('other', 'contracts', within, 'sign', {}))).code).not.toBe(
      'accepted',
    )
    expect(
      await c.step('signatory', 'contracts', within, 'sign', { signed_on: '2026-03-02' }),
    ).toMatchObject({ state: 'signed' })
    const [, above] = await drafted((product) => worth(product, 500000.01))
    expect(await refusal(c.step('seller', 'contracts', above, 'submit'))).toMatchObject({
      code: 'refused_transition',
      message: expect.stringContaining('authorised'),
    })
    const unnamed = drafted(() => ({ signatory_id: people.other.id }))
    expect((await refusal(unnamed)).fields).toEqual(['signatory_id'])
  })

  test('R-040: the drafter of an important contract does not sign it', async () => {
    const sign = async (amount: number) => {
      const [c, contract] = await drafted((product) => worth(product, amount))
      await c.force('contracts', contract, { owner_id: people.signatory.id })
      await c.step('signatory', 'contracts', contract, 'submit')
      await approveReviews(c, 'contracts', contract, 'dept_review')
      await approveReviews(c, 'contracts', contract, 'manager_approval')
      return refusal(
        c.step('signatory', 'contracts', contract, 'sign', { signed_on: '2026-03-02' }),
      )
    }
    expect((await sign(199999)).code).toBe('accepted')
    expect((await sign(200000)).message).toContain('may not sign')
  })

  test('R-041: numbers are unique and without gaps, and a returned contract keeps its own', async () => {
    const [c, first] = await drafted()
    const [, second] = await drafted()
    const one = await c.step('seller', 'contracts', first, 'submit')
    const [, broken] = await drafted(() => ({ payment_schedule: three.slice(0, 1) }))
    expect((await refusal(c.step('seller', 'contracts', broken, 'submit'))).code).toBe(
      'refused_transition',
    )
    const two = await c.step('seller', 'contracts', second, 'submit')
    const number = (row: Row) => Number(String(row.code).slice(-4))
    expect(String(one.code)).toMatch(/^HT-2026-XS-\d{4}$/)
    expect(number(two)).toBe(number(one) + 1)
    const [review] = await reviewsOf(c, first, { assignee_id: people.legal.id })
    await c.step('legal', 'contracts', first, 'return', { opinion: '违约责任过轻' })
    expect(await c.get('approvals', review ?? first)).toMatchObject({
      state: 'void',
      opinion: '违约责任过轻',
    })
    expect(await c.step('seller', 'contracts', first, 'submit')).toMatchObject({ code: one.code })
  })

  test('R-045: the shares of the schedule add up to 100 and the last instalment takes the rest', async () => {
    const [c, short] = await drafted(() => ({ payment_schedule: three.slice(0, 2) }))
    expect((await refusal(c.step('seller', 'contracts', short, 'submit'))).message).toContain(
      'add up to 100',
    )
    const over = drafted(() => ({ payment_schedule: [...three, three[0]] }))
    expect((await refusal(over)).fields).toEqual(['payment_schedule'])
    const [, contract] = await drafted((product) => ({
      ...worth(product, 100),
      payment_schedule: three,
    }))
    const lines = contract.payment_schedule as readonly Row[]
    expect(lines.map((line) => line.amount)).toEqual([33.33, 33.33, 33.34])
    await signContract(c, contract)
    const owed = await c.list('receivables', { contract_id: contract.id })
    expect(owed.map((row) => [row.name, row.amount, row.due_on])).toEqual([
      ['预付款', 33.33, '2026-03-02'],
      ['发货款', 33.33, null],
      ['尾款', 33.34, null],
    ])
  })

  test('R-045: a framework contract owes nothing until an order is released', async () => {
    const [c, frame] = await drafted((product) => ({
      ...worth(product, 100),
      kind: 'framework',
      ceiling_amount: 1000,
      payment_schedule: three,
    }))
    await signContract(c, frame)
    expect(await c.list('receivables', { contract_id: frame.id })).toEqual([])
    const { customer, product } = basics ?? { customer: frame, product: frame }
    const order = await newOrder(c, customer, product, {
      contract_id: frame.id,
      ...worth(product, 100),
    })
    await releaseOrder(c, order)
    const owed = await c.list('receivables', { order_id: order.id })
    expect(owed.map((row) => row.amount)).toEqual([33.33, 33.33, 33.34])
  })

  test('R-046: a change of the lines after approval voids it, a change of the title does not', async () => {
    const [c, contract] = await reviewed()
    await c.update('seller', 'contracts', contract, { title: '轴承供货（更名）' })
    expect(await c.get('contracts', contract)).toMatchObject({ state: 'approved', version_no: 1 })
    await c.update('seller', 'contracts', contract, { delivery_terms: '自提' })
    expect(await c.get('contracts', contract)).toMatchObject({ state: 'draft', version_no: 2 })
    expect(await reviewsOf(c, contract, { state: { $ne: 'void' } })).toEqual([])
  })
})

describe('contracts over time', () => {
  test('R-042: copies are due in a working day and chased after two', async () => {
    const c = chain()
    const contract = await newContract(c, await newCustomer(c), await newProduct(c))
    await signContract(c, contract)
    const { code } = await c.get('contracts', contract)
    const notice = `合同 ${String(code)} 副本未签收：0/3`
    const copies = await c.list('distributions', { 'target.id': contract.id })
    expect(copies.map((copy) => copy.recipient_department_id).sort()).toEqual(
      [departments.finance.id, departments.production.id, departments.warehouse.id].sort(),
    )
    expect(copies.map((copy) => String(copy.due_at).slice(0, 10))).toEqual([
      '2026-03-03',
      '2026-03-03',
      '2026-03-03',
    ])
    await c.day('2026-03-04')
    expect(await noticesTo(c, 'seller', contract)).not.toContain(notice)
    await c.day('2026-03-05')
    expect(await noticesTo(c, 'seller', contract)).toContain(notice)
  })

  test('R-043: the original is archived with a number, and missed after ten days', async () => {
    const c = chain()
    const contract = await newContract(c, await newCustomer(c), await newProduct(c))
    await signContract(c, contract, '2026-03-05')
    const { code } = await c.get('contracts', contract)
    await c.day('2026-03-14')
    expect(await noticesTo(c, 'office', contract)).toEqual([])
    await c.day('2026-03-15')
    expect(await noticesTo(c, 'office', contract)).toEqual([`合同 ${String(code)} 原件应归档`])
    expect(
      (await refusal(c.step('office', 'contracts', contract, 'archive_signed'))).fields,
    ).toEqual(['scan'])
    await c.force('contracts', contract, {
      scan: JSON.stringify([{ id: contract.id, name: '扫描.pdf' }]),
    })
    expect(await c.step('office', 'contracts', contract, 'archive_signed')).toMatchObject({
      state: 'signed',
      archive_no: 'DA-2026-HT-0001',
      archived_on: '2026-03-15',
    })
  })

  test('R-044: a contract is at risk seven days before delivery', async () => {
    const c = chain()
    const contract = await newContract(c, await newCustomer(c), await newProduct(c))
    await signContract(c, contract, '2026-03-15')
    await c.day('2026-04-22')
    expect(await c.get('contracts', contract)).toMatchObject({ at_risk: false })
    await c.day('2026-04-23')
    expect(await c.get('contracts', contract)).toMatchObject({ at_risk: true })
    expect(await noticesTo(c, 'seller', contract)).toContain(
      `合同 ${String((await c.get('contracts', contract)).code)} 存在履行风险`,
    )
  })

  test('R-046: a review holds for thirty days', async () => {
    const c = chain()
    await c.day('2026-05-04')
    const contract = await newContract(c, await newCustomer(c), await newProduct(c), {
      delivery_on: '2026-08-31',
    })
    await c.step('seller', 'contracts', contract, 'submit')
    await approveReviews(c, 'contracts', contract, 'dept_review')
    await c.day('2026-06-03')
    expect(await c.get('contracts', contract)).toMatchObject({ state: 'approved' })
    await c.day('2026-06-04')
    expect(await c.get('contracts', contract)).toMatchObject({ state: 'draft', version_no: 2 })
  })
})
