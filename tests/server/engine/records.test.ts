import { describe, expect, test } from 'vitest'
import { fixtureModel } from '../../model/fixture.ts'
import { databases } from '../../databases.ts'
import { actor, useCompany, versionOf } from './company.ts'

describe.each(databases)('records on $name', ({ open }) => {
  const company = useCompany(fixtureModel, { open })
  const finance = actor('00000000-0000-7000-8000-000000000001', ['finance'])

  test('a record is created with its defaults, read back and listed', async () => {
    const { service } = company()
    const boss = await service.create(actor(null, ['finance']), 'employees', { name: '王芳' })
    const me = actor(boss.id, ['finance'])
    const customer = await service.create(me, 'customers', { name: '晨光公司', region: 'east' })
    expect(customer).toMatchObject({
      name: '晨光公司', region: 'east', owner_id: boss.id, confidentiality: 'internal', version: 1,
      archived: false, order_count: 0, created_at: '2026-11-22T02:00:00.000Z', created_by: boss.id,
    }) // prettier-ignore
    expect(await service.get(me, 'customers', customer.id)).toEqual(customer)
    const page = await service.list(me, 'customers', { filter: { region: 'east' } })
    expect(page).toMatchObject({ from: 0, total: 1, rows: [{ id: customer.id }] })
  })
})
