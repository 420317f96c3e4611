import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { seedRows } from '#model/seed.ts'
import { createEngine } from '../../server/engine/create-service.ts'
import { seedCompany } from '../../server/seed.ts'
import { databases, useDatabase } from '../databases.ts'

const at = '2026-03-05T02:00:00.000Z'
const index = indexModel(model)

describe.each(databases)('a new company on $name', ({ open }) => {
  const database = useDatabase(open, index)

  test('gets the rows that the model brings once, also when two servers start together', async () => {
    const engine = createEngine({ index, database: database(), clock: () => at, zone: 'Asia/Shanghai' }) // prettier-ignore
    const written = await Promise.all([seedCompany(engine, model), seedCompany(engine, model)])
    expect(written.toSorted((a, b) => a - b)).toEqual([0, seedRows(model).length])
    expect(await seedCompany(engine, model)).toBe(0)
    const parameter = await database()
      .kysely.selectFrom('policy_parameters')
      .select(['value', 'state', 'effective_from'])
      .where('key', '=', 'files.max_mb')
      .execute()
    expect(parameter).toEqual([{ value: '20', state: 'effective', effective_from: '2000-01-01' }])
  })
})
