import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import type { Entity, Field } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import {
  applyMigration, MigrationFailed, MigrationRefused, planMigration, type MigrationOptions,
} from '../../../server/sql/migrate.ts' // prettier-ignore
import { databases, useDatabase } from '../../databases.ts'
import { departments, employees, entityOf, indexOf, label } from './model.ts'

const now = '2026-11-21T02:00:00.000Z'
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const words = label('x')
const text = (more: object = {}): Field => ({ type: 'text', label: words, ...more })

describe.each(databases)('a migration on $name', ({ open }) => {
  const database = useDatabase(open)

  const migrate = (entities: readonly Entity[], options: Partial<MigrationOptions> = {}) =>
    applyMigration(database(), indexOf([employees, departments, ...entities]), { now, ...options })

  /** Drops every table of a model; those of the system stay, as nothing was ever applied. */
  const empty = async (): Promise<void> => {
    const { kysely } = database()
    const found = await sql<{ table: string }>`
      select table_name as "table" from information_schema.tables where table_schema = current_schema() and table_name not like '\\_%'`.execute(
      kysely,
    )
    for (const { table } of found.rows)
      await sql`drop table ${sql.id(table)} cascade`.execute(kysely)
    if (found.rows.length > 0) await sql`delete from _model`.execute(kysely)
  }

  /** Starts over with `orders` of these fields, and one row. */
  const orders = async (fields: Readonly<Record<string, Field>>, row: Readonly<Record<string, unknown>>) => {
    await empty()
    await migrate([entityOf('orders', fields)])
    const columns = Object.keys(row).map((name) => sql.id(name))
    await sql`insert into orders (id, ${sql.join(columns)}) values (${id(1)}, ${sql.join(Object.values(row))})`.execute(database().kysely)
  } // prettier-ignore

  const read = async (columns: string): Promise<unknown> =>
    (await sql`select ${sql.raw(columns)} from orders`.execute(database().kysely)).rows

  const steps = (plan: { readonly steps: readonly { action: string; target: string }[] }) =>
    plan.steps.map((step) => `${step.action} ${step.target}`)

  test("makes the product's own model from nothing, and then finds nothing to do", async () => {
    const index = indexModel(model)
    await applyMigration(database(), index, { now })
    const again = await planMigration(database().kysely, index)
    expect(again.steps).toEqual([])
    expect(again.isModelChanged).toBe(false)
    const calendar = await sql`
      select cast(day as text) as day, working from _calendar where day in ('2026-10-01', '2026-10-10', '2026-10-12', '2049-12-31') order by day`.execute(database().kysely)
    expect(calendar.rows).toEqual([
      { day: '2026-10-01', working: false },
      { day: '2026-10-10', working: true },
      { day: '2026-10-12', working: true },
      { day: '2049-12-31', working: true },
    ])
  }) // prettier-ignore

  test('adds fields and entities by itself and keeps what is there', async () => {
    await orders({ note: text() }, { note: '甲' })
    const invoices = entityOf('invoices', { order_id: { type: 'reference', to: 'orders', label: words } })
    const plan = await migrate([entityOf('orders', { note: text(), amount: { type: 'money', label: words } }), invoices])
    expect(steps(plan)).toContain('add_column orders.amount')
    expect(steps(plan)).toContain('create_table invoices')
    expect(await read('note, amount')).toEqual([{ note: '甲', amount: null }])
    await expect(sql`insert into invoices (id, order_id) values (${id(2)}, ${id(9)})`.execute(database().kysely)).rejects.toThrow(/foreign key/)
  }) // prettier-ignore

  test('follows `was`: the column carries on under its new name', async () => {
    await orders({ memo: text({ search: true, unique: true }), about: { type: 'record_ref', label: words } }, { memo: '甲', memo_sort: 'jia', about_resource: 'orders', about_id: id(1) })
    const plan = await migrate([entityOf('orders', {
      note: text({ search: true, unique: true, was: 'memo' }), target: { type: 'record_ref', label: words, was: 'about' }, memo: text(),
    })])
    expect(steps(plan)).toContain('rename_column orders.note')
    expect(await read('note, note_sort, memo, target_resource')).toEqual([
      { note: '甲', note_sort: 'jia', memo: null, target_resource: 'orders' },
    ])
    expect((await planMigration(database().kysely, indexOf([employees, departments, entityOf('orders', {
      note: text({ search: true, unique: true, was: 'memo' }), target: { type: 'record_ref', label: words, was: 'about' }, memo: text(),
    })]))).steps).toEqual([])
  }) // prettier-ignore

  test('a renamed entity keeps its rows, lines, history and what points at it', async () => {
    await empty()
    const lines = (was?: string): Field => ({ type: 'lines', label: words, fields: { item: text() }, ...(was && { was }) })
    const notes = entityOf('notes', { about: { type: 'record_ref', label: words } })
    await migrate([entityOf('orders', { note: text({ unique: true }), rows: lines() }), notes])
    await sql`insert into orders (id, note) values (${id(1)}, '甲')`.execute(database().kysely)
    await sql`insert into order_rows (id, order_id, item) values (${id(2)}, ${id(1)}, '乙')`.execute(database().kysely)
    await sql`insert into notes (id, about_resource, about_id) values (${id(3)}, 'orders', ${id(1)})`.execute(database().kysely)
    await sql`insert into _state_events (id, resource, record, at, on_day) values (${id(4)}, 'orders', ${id(1)}, ${now}, '2026-11-21')`.execute(database().kysely)
    const without = entityOf('deals', { items: lines('rows') }, { was: 'orders' })
    await expect(migrate([without, notes])).rejects.toThrow('--allow drop:deals.note (1)')
    const entities = [entityOf('deals', { note: text({ unique: true }), items: lines('rows') }, { was: 'orders' }), notes]
    const plan = await migrate(entities)
    expect(steps(plan)).toContain('rename_table deals')
    expect(steps(plan)).toContain('rename_table deal_items')
    const found = await sql`select d.note, l.item, n.about_resource, e.resource
      from deals d join deal_items l on l.deal_id = d.id join notes n on n.about_id = d.id join _state_events e on e.record = d.id`.execute(database().kysely)
    expect(found.rows).toEqual([{ note: '甲', item: '乙', about_resource: 'deals', resource: 'deals' }])
    const index = indexOf([employees, departments, ...entities])
    expect((await planMigration(database().kysely, index)).steps).toEqual([])
  }) // prettier-ignore

  test('refuses to drop a column that holds data, names it with its row count, and drops it when allowed', async () => {
    await orders({ note: text(), spare: text() }, { note: '甲' })
    const without = [entityOf('orders', {})]
    const refusal = migrate(without)
    await expect(refusal).rejects.toThrow(MigrationRefused)
    await expect(refusal).rejects.toThrow('--allow drop:orders.note (1)')
    expect(await read('note, spare')).toEqual([{ note: '甲', spare: null }])
    const plan = await migrate(without, { allow: ['drop:orders.note'] })
    expect(plan.allowed.map((loss) => [loss.allow, loss.rows])).toEqual([['drop:orders.note', 1]])
    await expect(read('note')).rejects.toThrow(/note/)
  })

  test('drops a column without data by itself', async () => {
    await orders({ note: text(), spare: text() }, { note: '甲' })
    expect(steps(await migrate([entityOf('orders', { note: text() })]))).toEqual([
      'drop_column orders.spare',
    ])
  })

  test('refuses to drop an entity with rows, and drops it when allowed; foreign tables stay', async () => {
    await orders({ note: text() }, { note: '甲' })
    await sql`create table reporting (total numeric)`.execute(database().kysely)
    await expect(migrate([])).rejects.toThrow('--allow drop:orders (1)')
    expect(steps(await migrate([], { allow: ['drop:orders'] }))).toEqual(['drop_table orders'])
    expect((await sql`select * from reporting`.execute(database().kysely)).rows).toEqual([])
  })

  test('changes a type without loss by itself and refuses one that would lose data', async () => {
    const link: Field = { type: 'reference', to: 'employees', label: words }
    await orders({ price: { type: 'money', label: words }, count: { type: 'integer', label: words }, kind: text(), who_id: link }, { price: '1234.56', count: '7', kind: 'a' })
    await migrate([entityOf('orders', {
      price: { type: 'money', scale: 4, label: words }, count: text(), kind: { type: 'tags', label: words }, who_id: { ...link, type: 'references' },
    })])
    expect(await read('price, count, kind, who_id')).toEqual([{ price: '1234.5600', count: '7', kind: ['a'], who_id: null }])
    const narrower = entityOf('orders', {
      price: { type: 'money', label: words }, count: text(), kind: { type: 'tags', label: words }, who_id: { ...link, type: 'references' },
    })
    await expect(migrate([narrower])).rejects.toThrow('--allow change:orders.price (1)')
    await migrate([narrower], { allow: ['change:orders.price'] })
    expect(await read('price, count')).toEqual([{ price: null, count: '7' }])
  }) // prettier-ignore

  test('a column made anew has its indexes and references again', async () => {
    await orders(
      { note: { type: 'integer', unique: true, label: words }, who: text() },
      { note: '1' },
    )
    const entities = [
      entityOf('orders', { note: { type: 'date', unique: true, label: words }, who: text() }),
    ]
    await migrate(entities, { allow: ['change:orders.note'] })
    const index = indexOf([employees, departments, ...entities])
    expect((await planMigration(database().kysely, index)).steps).toEqual([])
  })

  test('names the step that the data does not permit, and does nothing then', async () => {
    await orders({ note: text() }, { note: 'A' })
    await sql`insert into orders (id, note) values (${id(2)}, 'a')`.execute(database().kysely)
    const unique = [entityOf('orders', { note: text({ unique: true }), more: text() })]
    await expect(migrate(unique)).rejects.toThrow(MigrationFailed)
    await expect(migrate(unique)).rejects.toThrow('create_index orders_note_unique')
    await expect(read('more')).rejects.toThrow(/more/)
  })

  test.each(['advisory', 'row'] as const)('two instances that start together migrate once (%s lock)', async (lock) => {
    await empty()
    if (lock === 'row') await migrate([], { lock })
    const entities = [entityOf('orders', { note: text() })]
    const plans = await Promise.all([migrate(entities, { lock }), migrate(entities, { lock })])
    expect(plans.filter((plan) => plan.steps.length > 0)).toHaveLength(1)
    const applied = await sql<{ count: string }>`select count(*) as count from _model where model like '%orders%'`.execute(database().kysely)
    expect(applied.rows[0]?.count).toBe('1')
  }) // prettier-ignore

  test('runs further work in its own transaction and keeps nothing when that fails', async () => {
    await empty()
    const entities = [entityOf('orders', { note: text() })]
    const failing = migrate(entities, { after: () => Promise.reject(new Error('no')) })
    await expect(failing).rejects.toThrow('no')
    expect((await planMigration(database().kysely, indexOf(entities))).isFirst).toBe(true)
  })
})
