import { beforeAll, describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { useCompany, versionOf } from './company.ts'
import { hire, type Staff } from './staff.ts'
import { workshop } from './workshop.ts'

const signings: unknown[] = []
const hooks = {
  note_signing: async (_: unknown, call: { with: unknown }) => {
    signings.push(call.with)
  },
}

describe('the chain', () => {
  const company = useCompany(workshop, { hooks })
  let staff: Staff
  let customer: Row
  let contract: Row

  beforeAll(async () => {
    staff = await hire(company())
    customer = await company().service.create(staff.anna, 'customers', { name: '晨光公司' })
    contract = await company().service.create(staff.anna, 'contracts', {
      title: '年度合同',
      customer_id: customer.id,
      items: [{ name: '甲', quantity: 3, price: 33.33 }, { name: '乙', price: 0.01 }],
      schedule: [{ name: '首付', percent: 33.33 }, { name: '中期', percent: 33.33 }, { name: '尾款', percent: 33.34 }],
    }) // prettier-ignore
  })

  const step = async (who: keyof Staff, name: string, body = {}) => {
    const current = await company().service.get(staff[who], 'contracts', contract.id)
    contract = await company().service.transition(staff[who], 'contracts', contract.id, name, versionOf(current), body) // prettier-ignore
    return contract
  }
  const reviews = async (who: keyof Staff) =>
    (await company().service.list(staff[who], 'approvals', { filter: { 'target.id': contract.id, state: 'pending' } })).rows // prettier-ignore
  const decide = async (who: keyof Staff, name: string, body = {}) => {
    const [row] = await reviews(who)
    if (!row) throw new Error('nothing to decide')
    return company().service.transition(staff[who], 'approvals', row.id, name, versionOf(row), body)
  }

  test('a new contract has its defaults, snapshots and total', () => {
    expect(contract).toMatchObject({
      state: 'draft', code: null, kind: 'single', customer_name: '晨光公司', promised_on: '2026-12-22',
      amount: 100, owner_id: staff.anna.employee, department_id: staff.anna.department,
    }) // prettier-ignore
    expect(contract.items).toMatchObject([{ name: '甲', total: 99.99 }, { name: '乙', quantity: 1, total: 0.01 }]) // prettier-ignore
  })

  test('submitting gives the number and asks every reviewing department and the owner’s supervisor', async () => {
    await step('anna', 'submit')
    expect(contract).toMatchObject({ state: 'reviewing', code: 'HT-2026-SAL-001' })
    const all = await company().service.list(staff.boss, 'approvals', { filter: { state: 'pending' } }) // prettier-ignore
    expect(all.rows.map((row) => row.assignee_id).sort()).toEqual(
      [staff.fang.employee, staff.lawyer.employee, staff.hana.employee].sort(),
    )
    expect(all.rows[0]).toMatchObject({ step: 'review', seq: 1, requested_by_id: staff.anna.employee, owner_id: all.rows[0]?.assignee_id }) // prettier-ignore
  })

  test('whoever is asked may read the contract with its confidential values', async () => {
    const seen = await company().service.get(staff.lawyer, 'contracts', contract.id)
    expect(seen.amount).toBe(100)
  })

  test('one return sends the contract back and voids the round', async () => {
    await decide('fang', 'approve')
    await decide('lawyer', 'return', { opinion: '条款不全' })
    expect(await company().service.get(staff.anna, 'contracts', contract.id)).toMatchObject({ state: 'draft', round: 2 }) // prettier-ignore
    const all = await company().service.list(staff.boss, 'approvals', { filter: { 'target.id': contract.id } }) // prettier-ignore
    expect(all.rows.map((row) => row.state)).toEqual(['void', 'void', 'void'])
  })

  test('the second round keeps the number and passes when all agree', async () => {
    await step('anna', 'submit')
    expect(contract.code).toBe('HT-2026-SAL-001')
    await decide('fang', 'approve')
    await decide('lawyer', 'approve')
    expect((await company().service.get(staff.anna, 'contracts', contract.id)).state).toBe('reviewing') // prettier-ignore
    await decide('hana', 'approve')
    expect((await company().service.get(staff.anna, 'contracts', contract.id)).state).toBe('approved') // prettier-ignore
  })

  test('signing needs a signatory, and does everything that follows in one transaction', async () => {
    await expect(step('boss', 'sign')).rejects.toMatchObject({ code: 'invalid', errors: { signatory_id: { en: 'is required' } } }) // prettier-ignore
    await step('boss', 'sign', { signatory_id: staff.boss.employee, place: '上海' })
    expect(contract).toMatchObject({ state: 'signed', signed_on: '2026-11-22', signatory_id: staff.boss.employee }) // prettier-ignore
    expect(contract.items).toMatchObject([{ frozen_price: 33.33 }, { frozen_price: 0.01 }])
    const { service } = company()
    const owed = await service.list(staff.fang, 'receivables', { sort: [['code', 'ASC']] })
    expect(owed.rows.map(({ code, name, amount, due_on }) => ({ code, name, amount, due_on }))).toEqual([
      { code: 'YS-202611-0001', name: '首付', amount: 33.33, due_on: '2026-12-22' },
      { code: 'YS-202611-0002', name: '中期', amount: 33.33, due_on: '2026-12-22' },
      { code: 'YS-202611-0003', name: '尾款', amount: 33.34, due_on: '2026-12-22' },
    ]) // prettier-ignore
    expect(await service.get(staff.anna, 'customers', customer.id)).toMatchObject({ state: 'active', outstanding: 100, has_open: true }) // prettier-ignore
    const copies = await service.list(staff.fang, 'distributions', {})
    expect(copies.rows).toMatchObject([{ copy_no: 'HT-2026-SAL-001-F1', recipient_id: staff.fang.employee, recipient_department_id: staff.fang.department, due_at: '2026-11-23T15:59:59.000Z' }]) // prettier-ignore
    const told = await service.list(staff.anna, 'notifications', {})
    expect(told.rows).toMatchObject([{ title: '合同 HT-2026-SAL-001 已在上海签订', target: { resource: 'contracts', id: contract.id } }]) // prettier-ignore
    const decisions = await service.list(staff.boss, 'approvals', { filter: { step: 'signing' } })
    expect(decisions.rows).toMatchObject([{ state: 'approved', assignee_id: staff.boss.employee, decided_at: company().now }]) // prettier-ignore
    expect(signings.at(-1)).toEqual({ total: '100.00' })
  })

  test('effects stand in the history with the person and the cause', async () => {
    const history = await company().service.history(staff.anna, 'customers', customer.id)
    expect(history.at(-1)).toMatchObject({
      action: 'transition', transition: 'activate', from: 'potential', to: 'active', by: staff.boss.employee, by_name: 'boss',
      cause: { resource: 'contracts', id: contract.id, transition: 'sign' },
    }) // prettier-ignore
  })

  const pay = async (amounts: readonly number[]) => {
    const { service } = company()
    const { rows } = await service.list(staff.fang, 'receivables', { sort: [['code', 'ASC']] })
    const allocations = amounts.map((amount, i) => ({ receivable_id: rows[i]?.id, amount }))
    const total = amounts.reduce((a, b) => a + b, 0)
    const payment = await service.create(staff.fang, 'payments', { amount: total, allocations })
    return service.transition(staff.fang, 'payments', payment.id, 'confirm', versionOf(payment), {})
  }

  test('a payment settles receivables and customer in the same transaction, and a reversal reopens them', async () => {
    const { service } = company()
    const payment = await pay([33.33, 33.33, 33.34])
    const states = async () =>
      (await service.list(staff.fang, 'receivables', { sort: [['code', 'ASC']] })).rows.map(({ state, balance, settled_on }) => [state, balance, settled_on]) // prettier-ignore
    expect(await states()).toEqual(Array(3).fill(['settled', 0, '2026-11-22']))
    expect(await service.get(staff.anna, 'customers', customer.id)).toMatchObject({ state: 'settled', outstanding: 0 }) // prettier-ignore
    const row = (await service.list(staff.fang, 'receivables', {})).rows[0]
    await expect(service.transition(staff.fang, 'payments', payment.id, 'reverse', versionOf(payment), {})).rejects.toMatchObject({ errors: { reason: { en: 'is required' } } }) // prettier-ignore
    await service.transition(staff.fang, 'payments', payment.id, 'reverse', versionOf(payment), { reason: '退款' }) // prettier-ignore
    expect(await states()).toEqual([['open', 33.33, null], ['open', 33.33, null], ['open', 33.34, null]]) // prettier-ignore
    expect(await service.get(staff.anna, 'customers', customer.id)).toMatchObject({ state: 'active', outstanding: 100 }) // prettier-ignore
    expect(row).toBeDefined()
  })

  test('an allocation beyond the balance is refused and nothing of it stays', async () => {
    await expect(pay([40])).rejects.toMatchObject({ code: 'invalid', details: { rules: [{ rule: 'T-040', resource: 'receivables' }] } }) // prettier-ignore
    const { rows } = await company().service.list(staff.fang, 'receivables', { filter: { received: { $gt: 0 } } }) // prettier-ignore
    expect(rows).toEqual([])
  })

  test('an effect that must be possible refuses the step when it is not', async () => {
    await expect(step('anna', 'close', { opinion: '完成' })).rejects.toMatchObject({ code: 'refused_transition' }) // prettier-ignore
    expect((await company().service.get(staff.anna, 'contracts', contract.id)).state).toBe('signed')
  })
})
