import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { asOfGap, storageOf } from '#model/language/dependencies.ts'
import { parameterReader } from '#model/language/parameters.ts'
import { indexModel } from '#model/language/resources.ts'
import { CompileError } from '../../../server/sql/compile.ts'
import { recomputeAll } from '../../../server/sql/recompute.ts'
import { from } from '../../../server/sql/source.ts'
import { useDatabase } from '../../databases.ts'
import { onMemory } from '../../prepared.ts'
import { contextOf } from './model.ts'

const index = indexModel(model)
const param = parameterReader(model.parameters, [], '2026-11-21')
const ctx = contextOf({ param })
const database = useDatabase(onMemory, index)

const resources = [...index.resources.values()].map(
  (resource) => [resource.name, resource] as const,
)

test.each(resources)(
  'every field of %s can be read, filtered and sorted in SQL',
  async (name, resource) => {
    const s = from({ index, ctx }, name)
    const fields = Object.entries(resource.fields).filter(([, field]) => !field.metric)
    const values = fields.map(([field]) => s.path(field))
    const { rows } =
      await sql`select ${sql.join(values)} from ${s.from()} order by ${s.column('id')}`.execute(
        database().kysely,
      )
    expect(rows).toEqual([])
  },
)

test.each(resources)(
  '%s can be read as of a date, but for the fields that the language says have no dated form',
  async (name, resource) => {
    const s = from({ index, ctx: { ...ctx, asOf: '2026-10-31', today: '2026-10-31' } }, name)
    const values: unknown[] = []
    const refused = Object.keys(resource.fields).filter((field) => {
      try {
        values.push(s.path(field))
        return false
      } catch (error) {
        return error instanceof CompileError
      }
    })
    expect(refused).toEqual(
      Object.keys(resource.fields).filter((field) => asOfGap(index, name, field) !== null),
    )
    const { rows } = await sql`select ${sql.join(values)} from ${s.from()}`.execute(
      database().kysely,
    )
    expect(rows).toEqual([])
  },
)

test('every stored value of the model can be computed anew', async () => {
  const stored = resources.flatMap(([name, resource]) =>
    Object.keys(resource.fields).filter((field) => storageOf(index, name, field) === 'stored'),
  )
  expect(stored.length).toBeGreaterThan(20)
  expect(await recomputeAll(database().kysely, { index, ctx })).toBe(0)
})
