import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { createService } from '../../../server/engine/create-service.ts'
import type { Principal } from '../../../server/engine/service.ts'
import { databases } from '../../databases.ts'
import { useCompany, zone, type Company } from '../engine/company.ts'
import { counting } from '../engine/counting.ts'
import { hire, type Staff } from '../engine/staff.ts'
import { workshop } from '../engine/workshop.ts'

type Change = Readonly<Record<string, string | number | boolean>>

const recipeFor = (entity: string, key: string, columns: readonly string[]) => ({
  sources: { rows: {} },
  emit: [
    { entity, from: 'rows', key: [key], values: Object.fromEntries(columns.map((each) => [each, `=${each}`])) },
  ],
}) // prettier-ignore

const importing = (
  service: Company['service'],
  who: Principal,
  entity: string,
  key: string,
  rows: readonly Change[],
) => {
  const columns = Object.keys(rows[0] ?? {})
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))]
  const bytes = new TextEncoder().encode(lines.map((line) => line.join()).join('\n'))
  const files = [{ name: 'rows.csv', bytes }]
  return service.importFiles(who, { recipe: recipeFor(entity, key, columns), files })
}

const codes = ['YS-202611-0001', 'YS-202611-0002', 'YS-202611-0003', 'YS-202611-0004'] as const

/** Two customers, the first taken for settled, with two receivables each, one paid in part; and two tickets. */
const furnish = async ({ service, database }: Company): Promise<Staff> => {
  const staff = await hire({ service } as Company)
  const { fang } = staff
  for (const name of ['甲', '乙']) {
    const { id } = await service.create(fang, 'customers', { name })
    for (const amount of [100, 200])
      await service.create(fang, 'receivables', { customer_id: id, amount, due_on: '2026-12-31' })
  }
  await sql`update customers set state = 'settled' where name = '甲'`.execute(database.kysely)
  const { rows } = await service.list(fang, 'receivables', { filter: { code: codes[3] } })
  const payment = await service.create(fang, 'payments', { amount: 50 })
  const allocations = [{ receivable_id: rows[0]?.id, amount: 50 }]
  await service.transition(fang, 'payments', payment.id, 'confirm', 1, { allocations })
  for (const [subject, late] of [
    ['漏水', false],
    ['断电', true],
  ] as const)
    await service.create(staff.anna, 'tickets', { subject, late })
  return staff
}

const changes = {
  receivables: [
    { code: codes[0], amount: 150, due_on: '2026-11-01' },
    { code: codes[1], amount: 200, due_on: '2026-12-31' },
    { code: codes[2], amount: 110, due_on: '2027-01-31' },
    { code: codes[3], amount: 50, due_on: '2026-12-31' },
  ],
} as const

/** Everything that a change of receivables and tickets may leave behind, with names instead of ids. */
const stateOf = async ({ database: { kysely } }: Company): Promise<Record<string, unknown>> => {
  const named = 'coalesce(r.code, c.name, t.received_at::text, e.name)'
  const joins = (column: string) => sql.raw(`left join receivables r on r.id = ${column}
    left join customers c on c.id = ${column} left join tickets t on t.id = ${column}
    left join employees e on e.id = ${column}`) // prettier-ignore
  const rows = async (query: ReturnType<typeof sql>) => (await query.execute(kysely)).rows
  return {
    receivables: await rows(sql`
      select code, amount, due_on, balance, state, version, settled_on, updated_by is null as by_system
      from receivables order by code`),
    customers: await rows(
      sql`select name, outstanding, has_open, state, version from customers order by name`,
    ),
    dunnings: await rows(
      sql`select r.code, d.step, d.version from dunnings d join receivables r on r.id = d.receivable_id`,
    ),
    tickets: await rows(sql`select subject, version from tickets order by subject`),
    notifications: await rows(sql`select title from notifications order by title`),
    changes: await rows(sql`
      select x.resource, ${sql.raw(named)} as name, x.version, x.via, x.action, x.transition, x.from_state, x.to_state,
        case when x.action = 'create' then null else x.diff end as "diff"
      from _changes x ${joins('x.record')} where x.via <> 'session' order by x.resource, name, x.version, x.action, x.to_state`),
    states: await rows(sql`
      select x.resource, ${sql.raw(named)} as name, x.from_state, x.to_state, x.transition
      from _state_events x ${joins('x.record')} order by x.resource, name, x.to_state`),
  }
}

describe.each(databases)('an import of existing records on $name', ({ open }) => {
  const together = useCompany(workshop, { open })
  const alone = useCompany(workshop, { open })
  let staff: Staff
  let others: Staff

  beforeAll(async () => {
    staff = await furnish(together())
    others = await furnish(alone())
  })

  /** The same changes, one request after the other. */
  const changeAlone = async (
    entity: string,
    key: string,
    who: Principal,
    rows: readonly Change[],
  ) => {
    const { service } = alone()
    for (const row of rows) {
      const found = await service.list(who, entity, { filter: { [key]: row[key] ?? '' } })
      const [record] = found.rows
      const version = Number(record?.version)
      await service.update({ ...who, via: 'import' }, entity, record?.id ?? '', version, row)
    }
  }

  test('leaves what changing them one after the other leaves', async () => {
    const { service } = together()
    const answer = await importing(service, staff.fang, 'receivables', 'code', changes.receivables)
    expect(answer.problems).toEqual([])
    expect(answer.counts[0]).toMatchObject({ created: 0, updated: 3, unchanged: 1 })
    await changeAlone('receivables', 'code', others.fang, changes.receivables)
    const left = await stateOf(together())
    expect(left).toEqual(await stateOf(alone()))
    expect(left.receivables).toMatchObject([
      { code: codes[0], balance: '150.00', state: 'overdue', version: '2' },
      { code: codes[1], balance: '200.00', state: 'open', version: '1' },
      { code: codes[2], balance: '110.00', state: 'open', version: '2' },
      { code: codes[3], balance: '0.00', state: 'settled', version: '2' },
    ])
    expect(left.customers).toMatchObject([
      { name: '乙', outstanding: '110.00', state: 'potential' },
      { name: '甲', outstanding: '350.00', state: 'active' },
    ])
    expect(left.dunnings).toMatchObject([{ code: codes[0], step: '1' }])
  })
  test('runs the effects of each change', async () => {
    const rows = [
      { late: false, subject: '漏水，二楼' },
      { late: true, subject: '断电，三楼' },
    ]
    const answer = await importing(together().service, staff.anna, 'tickets', 'late', rows)
    expect(answer.problems).toEqual([])
    await changeAlone('tickets', 'late', others.anna, rows)
    const left = await stateOf(together())
    expect(left).toEqual(await stateOf(alone()))
    expect(left.notifications).toMatchObject([
      { title: '主题改为 断电，三楼' },
      { title: '主题改为 漏水，二楼' },
    ])
  })

  test('tells each problem at its row, and keeps nothing', async () => {
    const before = await stateOf(together())
    const rows = [
      { code: codes[0], amount: 160 },
      { code: codes[3], amount: 40 },
    ]
    const answer = await importing(together().service, staff.fang, 'receivables', 'code', rows)
    expect(answer.problems).toMatchObject([
      { row: 3, message: { en: 'An allocation may not exceed the balance' } },
    ])
    expect(answer.id).toBeNull()
    expect(await stateOf(together())).toEqual(before)
  })

  test('of somebody who may not change them is refused', async () => {
    const rows = [{ name: '甲', credit_limit: 5 }]
    const answer = await importing(together().service, staff.hana, 'customers', 'name', rows)
    expect(answer.id).toBeNull()
    expect(answer.problem_count).toBe(1)
  })

  test('asks the database no more for forty than for twenty', async () => {
    const { index, database, now } = together()
    let asked = 0
    const counted = counting(database, () => (asked += 1))
    const service = createService({ index, database: counted, clock: () => now, zone })
    const subjects = Array.from({ length: 40 }, (_, i) => `门 ${100 + i}`)
    const received_at = '2026-11-22T01:00:00.000Z'
    const tickets = subjects.map((subject) => ({
      subject,
      received_at: '2026-11-22T02:00:00.000Z',
    }))
    await importing(service, staff.anna, 'tickets', 'subject', tickets)
    const statementsFor = async (some: readonly string[]) => {
      const before = asked
      const rows = some.map((subject) => ({ subject, received_at }))
      const answer = await importing(service, staff.anna, 'tickets', 'subject', rows)
      expect(answer.counts[0]).toMatchObject({ created: 0, updated: some.length })
      return asked - before
    }
    const few = await statementsFor(subjects.slice(0, 20))
    await sql`update tickets set received_at = '2026-11-22T02:00:00Z'`.execute(database.kysely)
    expect(await statementsFor(subjects)).toBe(few)
  })
})
