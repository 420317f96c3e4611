import { sql } from 'kysely'
import type { Model } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { seedRows, type SeedRow } from '#model/seed.ts'
import { finishImport, insertRows, validateRows } from './engine/write/import-rows.ts'
import { inTransaction, systemPrincipal, type Engine, type Work } from './engine/work.ts'
import { name } from './sql/names.ts'

const importer = { ...systemPrincipal, via: 'import' } as const

/** Two instances that start together wait for each other here. */
const takeTurn = ({ db }: Work) =>
  sql`insert into _counters (key, value) values ('seed', 1)
    on conflict (key) do update set value = _counters.value + 1`.execute(db)

const keyText = (values: Readonly<Record<string, unknown>>, key: readonly string[]): string =>
  JSON.stringify(key.map((field) => String(values[field])))

const missing = async (
  { db }: Work,
  resource: Resource,
  rows: readonly SeedRow[],
): Promise<readonly SeedRow[]> => {
  const key = rows[0]?.key ?? []
  const { rows: kept } = await sql<Record<string, unknown>>`
    select ${sql.join(key.map((field) => name(field)))} from ${name(resource.table)}`.execute(db)
  const known = new Set(kept.map((row) => keyText(row, key)))
  return rows.filter((row) => !known.has(keyText(row.values, key)))
}

const write = async (
  work: Work,
  resource: Resource,
  rows: readonly SeedRow[],
  importId: string,
): Promise<void> => {
  const historical = true
  const given = rows.map(({ values, state }) => ({ ...values, ...(state && { state }) }))
  const checked = validateRows(work, resource, given, { historical })
  for (const [i, { errors }] of checked.entries())
    if (Object.keys(errors).length > 0)
      throw new Error(`seed of ${resource.name} ${keyText(given[i] ?? {}, rows[i]?.key ?? [])}: ${JSON.stringify(errors)}`) // prettier-ignore
  await insertRows(
    work,
    resource,
    checked.map(({ values }) => ({ id: work.engine.newId(), values })),
    { importId, historical },
  )
}

/**
 * Writes the rows that the model itself brings and that are not there yet: parameters, metrics, articles.
 * Rows that people have changed or archived are left alone. Returns how many were written.
 */
export const seedCompany = (engine: Engine, model: Model): Promise<number> =>
  inTransaction(engine, importer, async (work) => {
    await takeTurn(work)
    const groups = Map.groupBy(seedRows(model), (row) => row.resource)
    const importId = engine.newId()
    let written = 0
    for (const [resourceName, rows] of groups) {
      const resource = engine.index.resources.get(resourceName)
      const wanted = resource ? await missing(work, resource, rows) : []
      if (!resource || wanted.length === 0) continue
      await write(work, resource, wanted, importId)
      written += wanted.length
    }
    if (written > 0) await finishImport(work)
    return written
  })
