import { describe, expect, test } from 'vitest'
import { createEngine } from '../../../server/engine/create-service.ts'
import {
  finishImport, insertRows, updateRows, validateRows, type ImportRow,
} from '../../../server/engine/write/import-rows.ts' // prettier-ignore
import { inTransaction, resourceOf, type Work } from '../../../server/engine/work.ts'
import { useCompany, versionOf, zone } from './company.ts'
import { hire } from './staff.ts'
import { workshop } from './workshop.ts'

describe('set-based import', () => {
  const company = useCompany(workshop)
  const id = (n: number) => `0198c9a0-0000-7000-8000-${String(n).padStart(12, '0')}`
  const importId = id(999_999)

  test('rows are written as given, computed once, and left alone by the scheduler until a person acts', async () => {
    const { index, database, service } = company()
    const engine = createEngine({ index, database, clock: () => company().now, zone })
    const { fang } = await hire(company())
    const run = (work: (w: Work) => Promise<void>) => inTransaction(engine, { ...fang, via: 'import' }, work) // prettier-ignore
    const owed: ImportRow[] = Array.from({ length: 2500 }, (_, i) => ({
      id: id(i + 1),
      values: { code: `ALT-${i}`, customer_id: id(100_000), amount: 10.1, due_on: '2020-01-31', ...(i === 0 && { state: 'settled', settled_on: '2020-03-01' }) },
    })) // prettier-ignore
    await run(async (work) => {
      const checked = validateRows(work, resourceOf(engine, 'receivables'), [{ amount: 'x' }, owed[0]?.values ?? {}], { historical: true }) // prettier-ignore
      expect(checked.map(({ errors }) => Object.keys(errors))).toEqual([['amount'], []])
      const options = { importId, historical: true }
      await insertRows(work, resourceOf(engine, 'customers'), [{ id: id(100_000), values: { name: '旧客户', state: 'active' } }], options) // prettier-ignore
      await insertRows(work, resourceOf(engine, 'receivables'), owed, options)
      await insertRows(work, resourceOf(engine, 'payments'), [{ id: id(200_000), values: { amount: 10.1, received_on: '2020-03-01', state: 'confirmed', allocations: [{ receivable_id: id(1), amount: 10.1 }] } }], options) // prettier-ignore
      await finishImport(work)
    })
    expect(await service.get(fang, 'customers', id(100_000))).toMatchObject({ outstanding: 25_239.9, state: 'active', owner_id: null }) // prettier-ignore
    expect(await service.get(fang, 'receivables', id(1))).toMatchObject({ balance: 0, state: 'settled', code: 'ALT-0' }) // prettier-ignore
    expect(await service.get(fang, 'receivables', id(1), { asOf: '2020-02-29' })).toMatchObject({ balance: 10.1, state: null }) // prettier-ignore
    expect((await service.list(fang, 'customers', { filter: { q: 'jkh' } })).total).toBe(1)
    expect((await service.history(fang, 'receivables', id(1)))[0]).toMatchObject({ action: 'import', by: fang.employee }) // prettier-ignore
    expect((await service.tick()).done).toBe(0)
    expect((await service.get(fang, 'receivables', id(2))).state).toBe('open')
    const next = await service.create(fang, 'receivables', { customer_id: id(100_000), amount: 1 })
    expect(next.code).toBe('YS-202611-0001')
    await run((work) => updateRows(work, resourceOf(engine, 'receivables'), [{ id: id(2), values: { name: '改' } }], { importId, historical: true })) // prettier-ignore
    const changed = await service.get(fang, 'receivables', id(2))
    expect(changed).toMatchObject({ name: '改', amount: 10.1, version: 2 })
    await service.update(fang, 'receivables', id(2), versionOf(changed), { name: '再改' })
  })
})
