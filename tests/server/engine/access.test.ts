import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import type { Principal } from '../../../server/engine/service.ts'
import { useCompany, versionOf } from './company.ts'
import { hire, type Staff } from './staff.ts'
import { workshop } from './workshop.ts'

const hooks = { note_signing: async () => {} }

describe('access', () => {
  const company = useCompany(workshop, { hooks })
  let staff: Staff
  let customer: Row
  let contract: Row

  beforeAll(async () => {
    staff = await hire(company())
    const { service } = company()
    customer = await service.create(staff.fang, 'customers', {
      name: '远大集团', credit_limit: 5000, owner_id: staff.anna.employee,
    }) // prettier-ignore
    contract = await service.create(staff.anna, 'contracts', {
      title: '框架合同', customer_id: customer.id, items: [{ name: '甲', quantity: 2, price: 10 }],
    }) // prettier-ignore
  })

  test('a row out of reach is not found, whatever is done with it', async () => {
    const { service } = company()
    const { id } = contract
    const gone = { code: 'not_found' }
    await expect(service.get(staff.bob, 'contracts', id)).rejects.toMatchObject(gone)
    await expect(service.update(staff.bob, 'contracts', id, 1, { title: 'x' })).rejects.toMatchObject(gone) // prettier-ignore
    await expect(service.archive(staff.bob, 'contracts', id)).rejects.toMatchObject(gone)
    await expect(service.restore(staff.bob, 'contracts', id)).rejects.toMatchObject(gone)
    await expect(service.transition(staff.bob, 'contracts', id, 'submit', 1, {})).rejects.toMatchObject(gone) // prettier-ignore
    await expect(service.steps(staff.bob, 'contracts', id)).rejects.toMatchObject(gone)
    await expect(service.history(staff.bob, 'contracts', id)).rejects.toMatchObject(gone)
    expect((await service.list(staff.bob, 'contracts', {})).rows).toEqual([])
    expect((await service.list(staff.bob, 'contract_items', {})).rows).toEqual([])
    expect(await service.search(staff.bob, '框架')).toEqual([])
    expect(await service.search(staff.anna, 'kjht')).toMatchObject([{ resource: 'contracts', id, title: '框架合同' }]) // prettier-ignore
  })

  test('a right that nobody has is forbidden, and the refusal is logged', async () => {
    const { service, database } = company()
    await expect(service.create(staff.fang, 'contracts', {})).rejects.toMatchObject({ code: 'forbidden' }) // prettier-ignore
    await expect(service.update(staff.fang, 'contracts', contract.id, 1, { title: 'x' })).rejects.toMatchObject({ code: 'forbidden' }) // prettier-ignore
    await expect(service.transition(staff.fang, 'contracts', contract.id, 'submit', 1, {})).rejects.toMatchObject({ code: 'forbidden' }) // prettier-ignore
    await expect(service.list(staff.bob, 'dunnings', {})).rejects.toMatchObject({ code: 'forbidden' }) // prettier-ignore
    const denied = async (who: Principal) =>
      (
        await sql<Row>`select "resource", "record_id" from "_access_log"
        where "action" = 'denied' and "employee_id" = ${who.employee} order by "id"`.execute(
          database.kysely,
        )
      ).rows
    expect(await denied(staff.fang)).toEqual([
      { resource: 'contracts', record_id: null },
      { resource: 'contracts', record_id: contract.id },
      { resource: 'contracts', record_id: contract.id },
    ])
    expect(await denied(staff.bob)).toHaveLength(8)
  })

  test('a confidential value is null where it may not be seen, in rows, lines, filters and orders', async () => {
    const { service } = company()
    const seen = await service.get(staff.admin, 'contracts', contract.id)
    expect(seen.amount).toBeNull()
    expect(seen.items).toMatchObject([{ name: '甲', quantity: 2, price: null }])
    const found = async (filter: object) =>
      (await service.list(staff.admin, 'contracts', { filter: { ...filter } })).total
    expect(await found({ amount: { $gt: 0 } })).toBe(0)
    expect(await found({ amount: 20 })).toBe(0)
    expect(await found({ amount: null })).toBe(1)
    expect(await found({ $not: { amount: { $gt: 5 } } })).toBe(1)
    const rich = await service.create(staff.bob, 'contracts', { title: '大单', customer_id: customer.id, items: [{ name: '乙', price: 999 }] }) // prettier-ignore
    const order = async (direction: 'ASC' | 'DESC') =>
      (await service.list(staff.admin, 'contracts', { sort: [['amount', direction]] })).rows.map(({ id }) => id) // prettier-ignore
    expect(await order('ASC')).toEqual([contract.id, rich.id])
    expect(await order('DESC')).toEqual([rich.id, contract.id])
    expect((await service.list(staff.bob, 'customers', { filter: { credit_limit: { $gt: 1 } } })).total).toBe(0) // prettier-ignore
    expect((await service.list(staff.bob, 'contracts', { filter: { 'customer.credit_limit': { $gt: 1 } } })).total).toBe(0) // prettier-ignore
    expect((await service.list(staff.fang, 'contracts', { filter: { 'customer.credit_limit': { $gt: 1 } } })).total).toBe(2) // prettier-ignore
  })

  test('a confidential value may not be written where it may not be seen, and survives a whole-record save', async () => {
    const { service } = company()
    const ours = await service.create(staff.anna, 'customers', { name: '本部客户', credit_limit: 10 }) // prettier-ignore
    const seen = await service.get(staff.hana, 'customers', customer.id)
    expect(seen.credit_limit).toBeNull()
    const own = await service.get(staff.hana, 'customers', ours.id)
    expect(own.credit_limit).toBe(10)
    const { id, version, ...whole } = await service.get(staff.fang, 'customers', ours.id)
    await service.update(staff.fang, 'customers', id, Number(version), { ...whole, name: '新名' })
    expect(await service.get(staff.fang, 'customers', id)).toMatchObject({ credit_limit: 10, name: '新名' }) // prettier-ignore
    await expect(
      service.update(staff.anna, 'customers', id, 2, { margin: 5 }),
    ).rejects.toMatchObject({ code: 'invalid', errors: { margin: {} } })
  })

  test('a secret is shown one at a time to those who may, and each time is logged', async () => {
    const { service, database } = company()
    const row = await service.create(staff.fang, 'customers', { name: '密', margin: 12.5 })
    expect(row.margin).toBeNull()
    expect((await service.get(staff.fang, 'customers', row.id, { reveal: 'margin' })).margin).toBe(12.5) // prettier-ignore
    expect((await service.get(staff.hana, 'customers', row.id, { reveal: 'margin' })).margin).toBeNull() // prettier-ignore
    const { rows } = await sql`select "employee_id", "fields" from "_access_log"
      where "action" = 'reveal' and "record_id" = ${row.id} order by "id"`.execute(database.kysely)
    expect(rows[0]).toEqual({ employee_id: staff.fang.employee, fields: ['margin'] })
  })

  test('the history leaves out what may not be seen', async () => {
    const { service } = company()
    const all = await service.history(staff.fang, 'customers', customer.id)
    expect(all[0]?.diff).toMatchObject({ name: [null, '远大集团'], credit_limit: [null, 5000] })
    const some = await service.history(staff.bob, 'customers', customer.id)
    expect(some[0]?.diff).toMatchObject({ name: [null, '远大集团'] })
    expect(some[0]?.diff).not.toHaveProperty('credit_limit')
    const lines = await service.history(staff.admin, 'contracts', contract.id)
    expect(JSON.stringify(lines)).not.toContain('"price"')
  })

  test('nobody takes a decision on an own record; the supervisor does', async () => {
    const { service } = company()
    const mine = await service.create(staff.anna, 'contracts', {
      title: '自签', customer_id: customer.id, signatory_id: staff.anna.employee, items: [{ name: '丙', price: 1 }],
    }) // prettier-ignore
    await service.transition(staff.anna, 'contracts', mine.id, 'submit', versionOf(mine), {})
    for (const who of [staff.fang, staff.lawyer, staff.hana]) {
      const { rows } = await service.list(who, 'approvals', { filter: { 'target.id': mine.id, assignee_id: '$me' } }) // prettier-ignore
      for (const row of rows) await service.transition(who, 'approvals', row.id, 'approve', versionOf(row), {}) // prettier-ignore
    }
    const ready = await service.get(staff.anna, 'contracts', mine.id)
    expect(ready.state).toBe('approved')
    await expect(service.transition(staff.anna, 'contracts', mine.id, 'sign', versionOf(ready), {})).rejects.toMatchObject({ code: 'forbidden' }) // prettier-ignore
    await service.transition(staff.boss, 'contracts', mine.id, 'sign', versionOf(ready), {})
  })
})
