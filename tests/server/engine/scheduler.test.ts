import { beforeAll, describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { databases } from '../../databases.ts'
import { useCompany, versionOf } from './company.ts'
import { hire, type Staff } from './staff.ts'
import { workshop } from './workshop.ts'

describe.each(databases)('the scheduler on $name', ({ open }) => {
  const company = useCompany(workshop, { open })
  let staff: Staff
  let customer: Row
  const at = (day: string, time = '02:00') => {
    company().now = `${day}T${time}:00.000Z`
  }
  const owe = (due_on: string, amount = 10) =>
    company().service.create(staff.fang, 'receivables', { customer_id: customer.id, amount, due_on, owner_id: staff.anna.employee }) // prettier-ignore
  const stateOf = async (row: Row) => (await company().service.get(staff.fang, 'receivables', row.id)).state // prettier-ignore

  beforeAll(async () => {
    staff = await hire(company())
    customer = await company().service.create(staff.fang, 'customers', { name: '欠款公司' })
  })

  test('a step that waits for a day is taken on that day, once, by two instances together', async () => {
    at('2026-12-01')
    const owed = [await owe('2026-12-10'), await owe('2026-12-10'), await owe('2026-12-11')]
    const { service, another } = company()
    at('2026-12-13')
    expect((await service.tick()).done).toBe(0)
    at('2026-12-14')
    // A row that one instance holds is left to the next look of either, never done twice.
    const looks = [...(await Promise.all([service.tick(), another().tick()])), await service.tick()]
    expect(looks.reduce((sum, { done }) => sum + done, 0)).toBe(4)
    expect(await Promise.all(owed.map(stateOf))).toEqual(['overdue', 'overdue', 'open'])
    const planned = await service.list(staff.fang, 'dunnings', {})
    expect(planned.rows.map((row) => row.receivable_id).sort()).toEqual([owed[0]?.id, owed[1]?.id].sort()) // prettier-ignore
  })

  test('scheduled work is done once for each record and key', async () => {
    const { service } = company()
    const reminded = async () =>
      (await service.list(staff.fang, 'receivables', { filter: { state: 'overdue' }, sort: [['code', 'ASC']] })).rows.map((row) => row.reminded) // prettier-ignore
    expect(await reminded()).toEqual([1, 1])
    at('2026-12-15')
    await service.tick()
    expect(await reminded()).toEqual([1, 1, 1])
    at('2026-12-16')
    expect((await service.tick()).done).toBe(0)
    at('2027-01-02')
    await service.tick()
    expect(await reminded()).toEqual([2, 2, 2])
  })

  test('a payment dated ahead counts from its day on, and the receivable settles then', async () => {
    const { service } = company()
    at('2027-01-03')
    await service.tick()
    const owed = await owe('2027-03-01', 50)
    const payment = await service.create(staff.fang, 'payments', {
      amount: 50, received_on: '2027-01-05', allocations: [{ receivable_id: owed.id, amount: 50 }],
    }) // prettier-ignore
    await service.transition(staff.fang, 'payments', payment.id, 'confirm', versionOf(payment), {})
    expect(await stateOf(owed)).toBe('open')
    at('2027-01-05')
    await service.tick()
    expect(await service.get(staff.fang, 'receivables', owed.id)).toMatchObject({ state: 'settled', settled_on: '2027-01-05', balance: 0 }) // prettier-ignore
  })

  test('as of a past day the receivable stands as it stood then', async () => {
    const { service } = company()
    const { rows } = await service.list(staff.fang, 'receivables', { filter: { amount: 50 } })
    const past = (day: string) => service.get(staff.fang, 'receivables', rows[0]?.id ?? '', { asOf: day }) // prettier-ignore
    expect(await past('2027-01-04')).toMatchObject({ received: 0, balance: 50, state: 'open' })
    expect(await past('2027-01-05')).toMatchObject({ received: 50, balance: 0, state: 'settled' })
    const open = async (asOf: string) => (await service.list(staff.fang, 'receivables', { asOf, filter: { amount: 50, balance: { $gt: 0 } } })).total // prettier-ignore
    expect([await open('2027-01-04'), await open('2027-01-05')]).toEqual([1, 0])
    expect(await service.get(staff.fang, 'customers', customer.id, { asOf: '2027-01-04' })).toMatchObject({ name: '欠款公司', outstanding: null }) // prettier-ignore
    await expect(service.list(staff.fang, 'customers', { asOf: '2027-01-04', filter: { outstanding: 0 } })).rejects.toMatchObject({ code: 'bad_query' }) // prettier-ignore
  })

  test('a clock warns at its share of the time and acts when it runs out', async () => {
    const { service } = company()
    at('2027-02-01', '00:00')
    const ticket = await service.create(staff.anna, 'tickets', { subject: '漏水' })
    const answered = await service.create(staff.anna, 'tickets', { subject: '异响' })
    await service.update(staff.anna, 'tickets', answered.id, 1, { answered_at: company().now })
    expect(ticket.promised_at).toBe('2027-02-01T10:00:00.000Z')
    const told = async () =>
      (await service.list(staff.anna, 'notifications', { filter: { 'target.resource': 'tickets' } })).rows.map((row) => row.title) // prettier-ignore
    at('2027-02-01', '04:00')
    await service.tick()
    expect(await told()).toEqual([])
    at('2027-02-01', '05:00')
    await service.tick()
    await service.tick()
    expect(await told()).toEqual(['工单即将到期：漏水'])
    at('2027-02-01', '11:00')
    await service.tick()
    expect((await service.get(staff.anna, 'tickets', ticket.id)).late).toBe(true)
    expect((await service.get(staff.anna, 'tickets', answered.id)).late).toBe(false)
  })

  test('a change of a watched field has its effects', async () => {
    const { service } = company()
    const ticket = await service.create(staff.anna, 'tickets', { subject: '旧' })
    await service.update(staff.anna, 'tickets', ticket.id, 1, { late: true })
    await service.update(staff.anna, 'tickets', ticket.id, 2, { subject: '新' })
    const { rows } = await service.list(staff.anna, 'notifications', { filter: { 'target.id': ticket.id } }) // prettier-ignore
    expect(rows.map((row) => row.title)).toEqual(['主题改为 新'])
  })
})
