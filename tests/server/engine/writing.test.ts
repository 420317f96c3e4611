import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { databases } from '../../databases.ts'
import { actor, useCompany, versionOf } from './company.ts'
import { hire, type Staff } from './staff.ts'
import { workshop } from './workshop.ts'

describe.each(databases)('writing on $name', ({ open }) => {
  const company = useCompany(workshop, { open })
  let staff: Staff
  let customer: Row
  const draft = async (rest: object = {}) =>
    company().service.create(staff.anna, 'contracts', { title: '合同', customer_id: customer.id, items: [{ name: '甲', price: 1 }], ...rest }) // prettier-ignore

  beforeAll(async () => {
    staff = await hire(company())
    customer = await company().service.create(staff.anna, 'customers', { name: 'Acme' })
  })

  test('every field that is wrong is told at once', async () => {
    await expect(
      company().service.create(staff.anna, 'contracts', {
        customer_id: '00000000-0000-7000-8000-00000000dead', kind: 'what', colour: 'red', amount: 5,
        items: [{ quantity: -1, name: 'x' }, {}],
      }),
    ).rejects.toMatchObject({
      code: 'invalid',
      errors: { title: {}, customer_id: {}, kind: {}, colour: {}, amount: {}, 'items.0.quantity': {}, 'items.1.name': {} },
    }) // prettier-ignore
  })

  test('a field required under a condition is asked for when it holds', async () => {
    await expect(draft({ kind: 'supplement' })).rejects.toMatchObject({ errors: { parent_id: { en: 'is required' } } }) // prettier-ignore
    const parent = await draft()
    const child = await draft({ kind: 'supplement', parent_id: parent.id })
    await expect(company().service.update(staff.anna, 'contracts', child.id, 1, { parent_id: null })).rejects.toMatchObject({ errors: { parent_id: {} } }) // prettier-ignore
  })

  test('a change needs the version that it is based on, and a stale one says who changed what', async () => {
    const { service } = company()
    const row = await draft()
    await expect(service.update(staff.anna, 'contracts', row.id, undefined, { title: 'a' })).rejects.toMatchObject({ code: 'version_required' }) // prettier-ignore
    await service.update(staff.hana, 'contracts', row.id, 1, { title: '新标题' })
    await expect(service.update(staff.anna, 'contracts', row.id, 1, { kind: 'single', title: 'a' })).rejects.toMatchObject({
      code: 'stale_version',
      details: { current: { title: '新标题', version: 2 }, changes: [{ field: 'title', by_name: 'hana', at: company().now }] },
    }) // prettier-ignore
    await expect(service.transition(staff.anna, 'contracts', row.id, 'submit', 1, {})).rejects.toMatchObject({ code: 'stale_version' }) // prettier-ignore
  })

  test('a change that changes nothing leaves the version alone', async () => {
    const row = await draft()
    const { id, version, ...whole } = row
    expect(await company().service.update(staff.anna, 'contracts', id, Number(version), whole)).toEqual(row) // prettier-ignore
  })

  test('the state is never written directly, nor what the system computes', async () => {
    const row = await draft()
    const write = (data: object) => company().service.update(staff.anna, 'contracts', row.id, 1, { ...data }) // prettier-ignore
    await expect(write({ state: 'signed' })).rejects.toMatchObject({ errors: { state: {} } })
    await expect(write({ amount: 5 })).rejects.toMatchObject({ errors: { amount: {} } })
    await expect(write({ code: 'HT-1' })).rejects.toMatchObject({ errors: { code: {} } })
    await expect(write({ created_at: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({ errors: { created_at: {} } }) // prettier-ignore
  })

  test('lines are matched by id, added, removed and put in order', async () => {
    const { service } = company()
    const row = await draft({ items: [{ name: '甲', price: 1 }, { name: '乙', price: 2 }, { name: '丙', price: 3 }] }) // prettier-ignore
    const [a, , c] = row.items as Row[]
    const saved = await service.update(staff.anna, 'contracts', row.id, 1, {
      items: [{ id: c?.id, name: '丙', price: 30 }, { id: a?.id, name: '甲' }, { name: '丁', price: 4 }],
    }) // prettier-ignore
    expect(saved).toMatchObject({ amount: 35, version: 2, items: [{ id: c?.id, price: 30 }, { id: a?.id, price: 1 }, { name: '丁' }] }) // prettier-ignore
    expect((await service.history(staff.anna, 'contracts', row.id)).at(-1)?.diff).toHaveProperty('items') // prettier-ignore
    await expect(
      service.update(staff.anna, 'contracts', row.id, 2, { items: [{ id: '00000000-0000-7000-8000-00000000dead', name: 'x' }] }),
    ).rejects.toMatchObject({ errors: { 'items.0.id': {} } }) // prettier-ignore
    await expect(service.create(staff.anna, 'contract_items', { name: 'x' })).rejects.toMatchObject({ code: 'bad_request' }) // prettier-ignore
  })

  test('rules hold after every write, of lines too; a warning lets it pass', async () => {
    const { service } = company()
    await expect(draft({ items: [{ name: '甲', quantity: 0, price: 1 }] })).rejects.toMatchObject({ errors: { 'items.0.quantity': { en: 'The quantity must be above 0' } } }) // prettier-ignore
    await expect(draft({ items: [{ name: '甲', price: 1_000_000.01 }] })).rejects.toMatchObject({ errors: { items: {} }, details: { rules: [{ rule: 'T-020' }] } }) // prettier-ignore
    expect((await draft({ items: [{ name: '甲', price: 1_000_000 }] }))._warnings).toEqual([{ rule: 'T-021', message: 'A large amount' }]) // prettier-ignore
    expect(await draft({ items: [{ name: '甲', price: 500_000 }] })).not.toHaveProperty('_warnings')
    const late = await draft()
    await expect(service.update(staff.anna, 'contracts', late.id, 1, { promised_on: '2026-11-21' })).rejects.toMatchObject({ errors: { promised_on: {} } }) // prettier-ignore
    await service.update(staff.anna, 'contracts', late.id, 1, { promised_on: '2026-11-22' })
  })

  test('a rule about some fields is asked only when a person changes one of them', async () => {
    const row = await draft({ promised_on: '2026-11-22' })
    const before = company().now
    company().now = '2026-11-30T02:00:00.000Z'
    await company().service.update(staff.anna, 'contracts', row.id, 1, { title: '改名' })
    company().now = before
  })

  test('a unique text is unique whatever its case, archived rows included', async () => {
    const { service } = company()
    await expect(service.create(staff.bob, 'customers', { name: 'ACME' })).rejects.toMatchObject({ errors: { name: { en: 'exists already' } } }) // prettier-ignore
    const row = await service.create(staff.anna, 'customers', { name: 'Beta' })
    await service.archive(staff.anna, 'customers', row.id)
    await expect(service.create(staff.anna, 'customers', { name: 'beta' })).rejects.toMatchObject({ errors: { name: {} } }) // prettier-ignore
    const both = await Promise.allSettled([1, 2].map(() => service.create(staff.anna, 'customers', { name: 'Gamma' }))) // prettier-ignore
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'invalid', errors: { name: {} } } }) // prettier-ignore
    const paid = (day: string) => service.create(staff.fang, 'payments', { amount: 1, bank_ref: 'B1', received_on: day }) // prettier-ignore
    await paid('2026-11-01')
    await paid('2026-11-02')
    await expect(paid('2026-11-01')).rejects.toMatchObject({ errors: { bank_ref: {} } })
  })

  test('numbers are unique and without gaps when many write at once', async () => {
    const { service } = company()
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, i) => service.create(staff.fang, 'receivables', { customer_id: customer.id, amount: i + 1 })),
    ) // prettier-ignore
    const codes = made.map(({ code }) => String(code)).sort()
    expect(codes[0]).toBe('YS-202611-0001')
    expect(codes.at(-1)).toBe('YS-202611-0020')
    expect(new Set(codes).size).toBe(20)
    const { outstanding } = await service.get(staff.fang, 'customers', customer.id)
    expect(outstanding).toBe(210)
    await expect(service.create(staff.fang, 'receivables', { customer_id: customer.id, amount: -1 })).rejects.toThrow() // prettier-ignore
    expect((await service.create(staff.fang, 'receivables', { customer_id: customer.id, amount: 1 })).code).toBe('YS-202611-0021') // prettier-ignore
  })

  test('of two changes based on one version the second is stale', async () => {
    const { service } = company()
    const row = await draft()
    const both = await Promise.allSettled(
      ['a', 'b'].map((title) => service.update(staff.anna, 'contracts', row.id, 1, { title })),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'stale_version' } }) // prettier-ignore
  })

  test('of two who give the last answers at once the second lets the record go on', async () => {
    const { service } = company()
    const row = await draft()
    await service.transition(staff.anna, 'contracts', row.id, 'submit', 1, {})
    await Promise.all(
      [staff.fang, staff.lawyer, staff.hana].map(async (who) => {
        const { rows } = await service.list(who, 'approvals', { filter: { 'target.id': row.id, assignee_id: '$me' } }) // prettier-ignore
        return service.transition(who, 'approvals', rows[0]?.id ?? '', 'approve', 1, {})
      }),
    )
    expect((await service.get(staff.anna, 'contracts', row.id)).state).toBe('approved')
  })

  test('a repeated request creates one record', async () => {
    const { service } = company()
    const send = (name: string) => service.create(staff.anna, 'customers', { name }, { idempotencyKey: 'k-1' }) // prettier-ignore
    const [a, b] = await Promise.all([send('Delta'), send('Delta')])
    expect(a.id).toBe(b.id)
    expect((await send('Delta')).id).toBe(a.id)
    await expect(send('Epsilon')).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a record is archived only in its first state, recoverably, and leaves lists and sums', async () => {
    const { service } = company()
    const owner = await service.create(staff.anna, 'customers', { name: 'Zeta' })
    const owed = await service.create(staff.fang, 'receivables', { customer_id: owner.id, amount: 7 }) // prettier-ignore
    const outstanding = async () => (await service.get(staff.anna, 'customers', owner.id)).outstanding // prettier-ignore
    expect(await outstanding()).toBe(7)
    expect(await service.archive(staff.fang, 'receivables', owed.id)).toMatchObject({ archived: true, version: 2 }) // prettier-ignore
    expect(await outstanding()).toBe(0)
    const listed = async (filter: object) => (await service.list(staff.fang, 'receivables', { filter: { customer_id: owner.id, ...filter } })).total // prettier-ignore
    expect([await listed({}), await listed({ archived: true }), await listed({ id: [owed.id] })]).toEqual([0, 1, 1]) // prettier-ignore
    await expect(service.update(staff.fang, 'receivables', owed.id, 2, { amount: 8 })).rejects.toMatchObject({ code: 'conflict' }) // prettier-ignore
    await service.restore(staff.fang, 'receivables', owed.id)
    expect(await outstanding()).toBe(7)
    const row = await draft()
    await service.transition(staff.anna, 'contracts', row.id, 'submit', 1, {})
    await expect(service.archive(staff.anna, 'contracts', row.id)).rejects.toMatchObject({ code: 'conflict', details: { rule: 'R-183' } }) // prettier-ignore
  })

  test('locked fields stay as they are', async () => {
    const { service } = company()
    const row = await draft()
    const sent = await service.transition(staff.anna, 'contracts', row.id, 'submit', 1, {})
    await expect(service.update(staff.anna, 'contracts', row.id, versionOf(sent), { items: [] })).rejects.toMatchObject({ errors: { items: { en: 'may not be changed while Reviewing' } } }) // prettier-ignore
    await service.update(staff.anna, 'contracts', row.id, versionOf(sent), { title: '可改' })
  })

  test('a step says which guard refuses it, with what it found', async () => {
    const { service } = company()
    const row = await draft({ items: [] })
    await expect(service.transition(staff.anna, 'contracts', row.id, 'submit', 1, {})).rejects.toMatchObject({
      code: 'refused_transition',
      details: { guards: [{ rule: 'T-030', message: 'The amount must be above 0', trace: { holds: false, values: { amount: 0 } } }] },
    }) // prettier-ignore
    expect(await service.steps(staff.anna, 'contracts', row.id)).toEqual([
      { name: 'submit', to: 'reviewing', enabled: false, reasons: [{ rule: 'T-030', message: 'The amount must be above 0' }], fills: [], ask: [] },
    ]) // prettier-ignore
    await expect(service.transition(staff.anna, 'contracts', row.id, 'sign', 1, {})).rejects.toMatchObject({ code: 'refused_transition' }) // prettier-ignore
    await expect(service.transition(staff.anna, 'contracts', row.id, 'fly', 1, {})).rejects.toMatchObject({ code: 'refused_transition' }) // prettier-ignore
    const large = await draft({ items: [{ name: '甲', price: 400_000 }] })
    const sent = await service.transition(staff.anna, 'contracts', large.id, 'submit', 1, {})
    expect(sent._warnings).toContainEqual({ rule: 'T-031', message: 'Consider splitting' })
  })

  test('bulk work is done for all or for none', async () => {
    const { service } = company()
    const [a, b] = [await draft(), await draft()]
    const items = [{ id: a.id, version: 1 }, { id: b.id, version: 9 }] // prettier-ignore
    await expect(service.bulk(staff.anna, 'contracts', { op: 'update', items, data: { title: 'x' } })).rejects.toMatchObject({
      code: 'invalid', details: { items: [{ id: b.id, code: 'stale_version' }] },
    }) // prettier-ignore
    expect((await service.get(staff.anna, 'contracts', a.id)).title).toBe('合同')
    const good = items.map(({ id }) => ({ id, version: 1 }))
    const done = await service.bulk(staff.anna, 'contracts', { op: 'transition', name: 'submit', items: good }) // prettier-ignore
    expect(done.map(({ state }) => state)).toEqual(['reviewing', 'reviewing'])
  })

  test('asking for rows by id gives all of them', async () => {
    const { service } = company()
    const all = await service.list(staff.fang, 'receivables', { range: [0, 999] })
    const ids = all.rows.map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(0)
    expect((await service.list(staff.fang, 'receivables', { filter: { id: ids } })).rows).toHaveLength(ids.length) // prettier-ignore
  })

  test('values that no column holds are the caller’s mistake', async () => {
    const { service } = company()
    const create = (data: object) => service.create(staff.anna, 'customers', { ...data })
    await expect(create({ name: 'a\u0000b' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(create({ name: 'Big', credit_limit: 1e300 })).rejects.toMatchObject({ code: 'invalid' }) // prettier-ignore
  })

  test('what is wrong with a query is said', async () => {
    const { service } = company()
    const list = (query: object) => service.list(staff.anna, 'contracts', query)
    await expect(list({ filter: { colour: 1 } })).rejects.toMatchObject({ code: 'bad_query', label: { en: 'contracts has no field "colour"' } }) // prettier-ignore
    await expect(list({ filter: { title: { $like: 'x' } } })).rejects.toMatchObject({ code: 'bad_query' }) // prettier-ignore
    await expect(list({ sort: [['colour', 'ASC']] })).rejects.toMatchObject({ code: 'bad_query' })
    await expect(list({ range: [0, 1000] })).rejects.toMatchObject({ code: 'bad_query' })
    await expect(list({ after: 'x' })).rejects.toMatchObject({ code: 'bad_query' })
    await expect(service.list(staff.anna, 'nothing', {})).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('pages follow each other without gap or repeat, by range and by cursor', async () => {
    const { service } = company()
    const sort = [
      ['amount', 'DESC'],
      ['name', 'ASC'],
    ] as const
    const all = await service.list(staff.fang, 'receivables', { sort, range: [0, 99] })
    const found: string[] = []
    for (let after: string | undefined; ;) {
      const page = await service.list(staff.fang, 'receivables', { sort, range: [0, 6], total: 'none', ...(after && { after }) }) // prettier-ignore
      found.push(...page.rows.map(({ id }) => id))
      if (!page.next) break
      after = page.next
    }
    expect(found).toEqual(all.rows.map(({ id }) => id))
    const second = await service.list(staff.fang, 'receivables', { sort, range: [7, 13] })
    expect(second.rows.map(({ id }) => id)).toEqual(found.slice(7, 14))
    expect(second.total).toBe(all.rows.length)
  })

  test('names sort by pinyin', async () => {
    const { service } = company()
    for (const name of ['张三公司', '阿里公司', '李四公司']) await service.create(staff.bob, 'customers', { name }) // prettier-ignore
    const { rows } = await service.list(staff.bob, 'customers', { filter: { owner_id: '$me' }, sort: [['name', 'ASC']] }) // prettier-ignore
    expect(rows.map(({ name }) => name)).toEqual(['阿里公司', '李四公司', '张三公司'])
  })

  test('history is never changed by the service and keeps who did what', async () => {
    const { rows } = await sql<{ n: string }>`select count(*) as n from "_changes" where "by" is null and "via" <> 'session'`.execute(company().database.kysely) // prettier-ignore
    expect(Number(rows[0]?.n)).toBe(0)
    const outsider = actor('00000000-0000-7000-8000-00000000beef', [])
    await expect(company().service.list(outsider, 'receivables', {})).rejects.toMatchObject({ code: 'forbidden' }) // prettier-ignore
  })
})
