import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { openPostgres } from '../../../server/database/postgres.ts'
import { createService } from '../../../server/engine/create-service.ts'
import type { Row } from '#model/language/wire.ts'
import type { Service } from '../../../server/engine/service.ts'
import { freshPostgres, type OpenDatabase } from '../../prepared.ts'
import { useCompany, versionOf, zone } from './company.ts'
import { counting } from './counting.ts'
import { hire, type Staff } from './staff.ts'
import { workshop } from './workshop.ts'

describe('statements', () => {
  const company = useCompany(workshop)
  let staff: Staff
  let service: Service
  let contract: Row
  let asked = 0

  beforeAll(async () => {
    staff = await hire(company())
    const { index, database, now } = company()
    const counted = counting(database, () => (asked += 1))
    service = createService({ index, database: counted, clock: () => now, zone })
    const customer = await service.create(staff.anna, 'customers', { name: '甲' })
    contract = await service.create(staff.anna, 'contracts', {
      title: '合同',
      customer_id: customer.id,
      items: [{ name: '甲', price: 1 }],
    })
  })

  const statementsOf = async (run: () => Promise<unknown>): Promise<number> => {
    const before = asked
    await run()
    return asked - before
  }

  test('a record with its lines takes one, a list with its total too, while it fits a page', async () => {
    const get = () => service.get(staff.anna, 'contracts', contract.id)
    expect(await statementsOf(get)).toBe(1)
    expect(await statementsOf(() => service.list(staff.anna, 'contracts', {}))).toBe(1)
  })

  test('a statement made before is asked with the instant and the viewer of its own request', async () => {
    const { service: plain } = company()
    await plain.create(staff.anna, 'tickets', { subject: '漏水' })
    const late = async () =>
      (await plain.list(staff.anna, 'tickets', { filter: { promised_at: { $lt: '$now' } } })).total
    expect(await late()).toBe(0)
    const before = company().now
    company().now = '2026-11-22T12:00:01.000Z'
    expect(await late()).toBe(1)
    company().now = before
    expect(await late()).toBe(0)
    const mine = async (who: keyof Staff) =>
      (await plain.list(staff[who], 'contracts', { filter: { title: '合同' } })).total
    expect([await mine('anna'), await mine('bob'), await mine('anna')]).toEqual([1, 0, 1])
    const { id } = contract
    expect((await plain.get(staff.anna, 'contracts', id)).amount).toBe(1)
    expect((await plain.get(staff.admin, 'contracts', id)).amount).toBeNull()
    expect((await plain.get(staff.anna, 'contracts', id)).amount).toBe(1)
  })

  test('a new record takes at most nine', async () => {
    const create = () => service.create(staff.anna, 'customers', { name: '乙' })
    expect(await statementsOf(create)).toBeLessThanOrEqual(9)
  })

  test('a plain change takes at most nine', async () => {
    const change = () => service.update(staff.anna, 'contracts', contract.id, 1, { title: '改' })
    expect(await statementsOf(change)).toBeLessThanOrEqual(9)
  })

  test('a step that asks three people takes at most twenty-five', async () => {
    const { version } = await service.get(staff.anna, 'contracts', contract.id)
    const submit = () =>
      service.transition(staff.anna, 'contracts', contract.id, 'submit', versionOf({ id: '', version: version ?? 0 }), {}) // prettier-ignore
    expect(await statementsOf(submit)).toBeLessThanOrEqual(25)
  })
})

describe('plans of PostgreSQL', () => {
  const open: OpenDatabase = async (index) =>
    openPostgres(await freshPostgres(index), { poolSize: 1 })
  const company = useCompany(workshop, { open })

  /** How often the statements that give a column were planned for the values at hand. */
  const plannedFor = async (column: string): Promise<number> => {
    const { rows } = await sql<{ times: string }>`
      select sum(custom_plans) as "times" from pg_prepared_statements
      where statement like ${`%as "${column}"%`}`.execute(company().database.kysely)
    return Number(rows[0]?.times)
  }

  test('a record and a page that are asked again and again are planned five times at most', async () => {
    const staff = await hire(company())
    const { service } = company()
    const customer = await service.create(staff.anna, 'customers', { name: '甲' })
    const title = { title: '合同', customer_id: customer.id }
    const { id } = await service.create(staff.anna, 'contracts', title)
    for (let i = 0; i < 11; i++) await service.get(staff.anna, 'contracts', id)
    expect(await plannedFor('customer_id')).toBe(5)
    const query = { range: [0, 24], sort: [['title', 'ASC']] } as const
    for (let i = 0; i < 11; i++) await service.list(staff.anna, 'contracts', query)
    expect(await plannedFor('customer_id')).toBe(10)
  })
})
