import { writeFileSync } from 'node:fs'
import type { Model } from '#model/language/definition.ts'
import { indexModel, type Resource } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import { openMemory } from '../server/database/memory.ts'
import { createEngine, createService } from '../server/engine/create-service.ts'
import { openRows } from '../server/engine/record/rows.ts'
import { listRows } from '../server/engine/read/read.ts'
import { beginWork, systemPrincipal, type Work } from '../server/engine/work.ts'
import { hooks } from '../server/hooks/hooks.ts'
import { applyMigration } from '../server/sql/migrate.ts'
import { loadSample } from './sample.ts'

export type DbFileOptions = {
  readonly model: Model
  readonly zone: string
  readonly clock: () => string
  /** Part of the sample company; 1 = 300 customers and 6,000 orders. */
  readonly scale: number
}

const pageSize = 1000

/** Every record of a resource, secrets included: a file has nobody to hide them from, and boards count with them. */
const everyRow = async (work: Work, resource: Resource): Promise<readonly Row[]> => {
  const rows: Row[] = []
  for (let from = 0; ; from += pageSize) {
    const range = [from, from + pageSize - 1] as const
    const page = await listRows(work, resource.name, {
      sort: [['id', 'ASC']],
      range,
      total: 'none',
    })
    const ids = page.rows.map(({ id }) => id)
    const whole = await openRows(work, resource, ids)
    rows.push(...page.rows.map((row) => whole.get(row.id) ?? row))
    if (page.rows.length < pageSize) return rows
  }
}

/** Writes the sample company, small, as one JSON file of wire records: what `npm run mock` serves. */
export const writeDbFile = async (file: string, options: DbFileOptions): Promise<void> => {
  const { model, zone, clock, scale } = options
  const index = indexModel(model)
  const database = await openMemory()
  try {
    await applyMigration(database, index, { now: clock() })
    const engine = createEngine({ index, database, clock, zone, hooks })
    const service = createService({ index, database, clock, zone, hooks })
    await loadSample({ database, service, index, zone, clock, scale })
    const work = { ...(await beginWork(engine, database.kysely, systemPrincipal)), sudo: true }
    const tables: Record<string, readonly Row[]> = {}
    for (const { name } of model.entities) {
      const resource = index.resources.get(name)
      if (resource) tables[name] = await everyRow(work, resource)
    }
    writeFileSync(file, JSON.stringify(tables, null, 2))
  } finally {
    await database.close()
  }
}
