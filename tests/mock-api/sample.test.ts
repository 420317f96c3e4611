import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import type { Condition } from '#model/language/definition.ts'
import { parseCondition } from '#model/language/predicate.ts'
import { indexModel } from '#model/language/resources.ts'
import { requiredFields } from '#model/language/workflow.ts'
import { makeCompany } from '../../mock-api/sample.ts'
import { writeCompany } from '../../mock-api/sample/write.ts'
import { createEngine } from '../../server/engine/create-service.ts'
import { openCompile } from '../../server/engine/compile.ts'
import { beginWork, systemPrincipal, type Work } from '../../server/engine/work.ts'
import { from } from '../../server/sql/source.ts'
import { useDatabase } from '../databases.ts'
import { onMemory } from '../prepared.ts'

const now = '2026-11-20T02:00:00.000Z'
const zone = 'Asia/Shanghai'
const index = indexModel(model)
const database = useDatabase(onMemory, index)
let work: Work | undefined

beforeAll(async () => {
  await writeCompany(makeCompany(index, zone, '2026-11-20', { scale: 0.04 }), database(), now)
  const engine = createEngine({ index, database: database(), clock: () => now, zone })
  work = await beginWork(engine, database().kysely, systemPrincipal)
})

/** Rows of a resource that pass one condition and not the other. */
const breaking = async (resource: string, when: Condition, holds: Condition): Promise<number> => {
  if (!work) throw new Error('the company is made before the first test')
  const source = from(openCompile(work), resource)
  const { rows } = await sql<{ n: string }>`select count(*) as n from ${source.from()}
    where ${source.condition(parseCondition(when))} and not ${source.condition(parseCondition(holds))}`.execute(
    database().kysely,
  )
  return Number(rows[0]?.n)
}

const rules = model.entities.flatMap((entity) =>
  (entity.rules ?? [])
    .filter((rule) => !rule.warn && !rule.of) // `of` binds a change, not a row
    .map((rule) => [`${entity.name} ${rule.id}`, entity.name, rule] as const),
)
const needed = model.entities.flatMap((entity) =>
  Object.keys(entity.workflow?.states ?? {}).flatMap((state) =>
    requiredFields(entity, state)
      .filter(
        ({ field }) =>
          !['lines', 'attachments', 'record_ref'].includes(entity.fields[field]?.type ?? ''),
      )
      .map(
        ({ field, when }) =>
          [`${entity.name} ${state} ${field}`, entity.name, state, field, when] as const,
      ),
  ),
)

describe('the sample company', () => {
  test.each(rules)('obeys %s', async (_, resource, rule) => {
    expect(await breaking(resource, rule.when ?? {}, rule.require)).toBe(0)
  })

  test.each(needed)('has what is needed: %s', async (_, resource, state, field, when) => {
    const there = { $and: [{ state }, when ?? {}] }
    expect(await breaking(resource, there, { [field]: { $null: false } })).toBe(0)
  })

  test.each(['M-101', 'M-416', 'M-417', 'M-419'])('freezes %s on sheets, scored by its rule, with the records behind it', async (metric_code) => {
    const taken = { metric_code, actual: { $null: false } }
    expect(await breaking('appraisal_items', taken, { metric_code: null })).toBeGreaterThan(0)
    const scored = { data_score: { $null: false }, source: { $contains: metric_code } }
    // A goal that nobody set leaves the achievement open.
    if (metric_code !== 'M-101') expect(await breaking('appraisal_items', taken, scored)).toBe(0)
    const same = 'data_score == computed_score and measured_score == computed_score'
    expect(await breaking('appraisal_items', { ...taken, data_score: { $null: false } }, same)).toBe(0)
  }) // prettier-ignore

  test('cites the clause that fits what somebody did', async () => {
    const fits = { clause_id: { $null: false }, 'clause.clause': { $nin: ['P0-1.1'] } }
    expect(await breaking('penalties', {}, fits)).toBe(0)
    expect(await breaking('penalties', { violation: 'conduct' }, { 'clause.clause': 'P0-3.3' })).toBe(0) // prettier-ignore
    expect(await breaking('penalties', { violation: 'attendance' }, { 'clause.clause': 'P1-3.1' })).toBe(0) // prettier-ignore
  })

  test('is the same for the same seed and day', () => {
    const make = () => [...makeCompany(index, zone, '2026-11-20', { scale: 0.02, seed: 3 }).rows]
    expect(JSON.stringify(make())).toBe(JSON.stringify(make()))
  })
})
