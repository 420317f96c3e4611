import { sql, type Kysely } from 'kysely'
import { createEngine } from '../../server/engine/create-service.ts'
import {
  chunks,
  insertTable,
  plainColumns,
  searchOf,
} from '../../server/engine/write/import-rows.ts'
import { beginWork, resourceOf, systemPrincipal, type Work } from '../../server/engine/work.ts'
import type { Resource } from '#model/language/resources.ts'
import type { Database, Tables } from '../../server/database/database.ts'
import { name } from '../../server/sql/names.ts'
import { recomputeAll } from '../../server/sql/recompute.ts'
import { orderOfTables } from './tables.ts'
import { newId, dayOf, type Company, type SampleRow } from './rows.ts'

type Columns = Readonly<Record<string, unknown>>

/** Rows of a system table from one JSON parameter; `types` are its columns. */
const insert = async (
  db: Kysely<Tables>,
  table: string,
  types: Readonly<Record<string, string>>,
  rows: readonly Columns[],
): Promise<void> => {
  const list = sql.join(Object.keys(types).map((column) => name(column)))
  const typed = sql.join(
    Object.entries(types).map(([column, type]) => sql`${name(column)} ${sql.raw(type)}`),
  )
  await sql`insert into ${name(table)} (${list}) select ${list}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as "x" (${typed})`.execute(db)
}

const changeTypes = {
  id: 'uuid', resource: 'text', record: 'uuid', version: 'integer', at: 'timestamptz', by: 'uuid', via: 'text', action: 'text',
  transition: 'text', from_state: 'text', to_state: 'text',
} // prettier-ignore
const stateTypes = {
  id: 'uuid', resource: 'text', record: 'uuid', at: 'timestamptz', on_day: 'date', from_state: 'text', to_state: 'text',
  transition: 'text', by: 'uuid',
} // prettier-ignore
const counterTypes = { key: 'text', value: 'bigint' }

/** References that point forwards: written empty, then set. */
const later: Readonly<Record<string, readonly string[]>> = {
  departments: ['manager_id', 'owner_id'],
  channel_partners: ['customer_id'],
}

const columnsOf = (resource: Resource, row: SampleRow): Columns => {
  const given = Object.fromEntries(
    Object.entries(row).filter(([field]) => Object.hasOwn(resource.fields, field)),
  )
  return {
    ...plainColumns(resource, given),
    ...(resource.kind === 'entity' && searchOf(resource, given)),
  }
}

const writeTable = async (company: Company, work: Work, table: string): Promise<void> => {
  const resource = resourceOf(work.engine, table)
  const postponed = later[table] ?? []
  for (const chunk of chunks(company.rows.get(table) ?? [])) {
    const rows = chunk.map((row) =>
      Object.fromEntries(
        Object.entries(columnsOf(resource, row)).filter(([column]) => !postponed.includes(column)),
      ),
    )
    await insertTable(work, resource, rows)
  }
}

const fillLater = async (company: Company, db: Kysely<Tables>): Promise<void> => {
  for (const [table, fields] of Object.entries(later))
    for (const row of company.rows.get(table) ?? []) {
      const given = fields.filter((field) => row[field] !== undefined && row[field] !== null)
      if (given.length === 0) continue
      const set = given.map((field) => sql`${name(field)} = ${row[field]}`)
      await sql`update ${name(table)} set ${sql.join(set)} where "id" = ${row.id}`.execute(db)
    }
}

const writeHistory = async (company: Company, db: Kysely<Tables>): Promise<void> => {
  for (const chunk of chunks(company.changes.toSorted((a, b) => (a.at < b.at ? -1 : 1)))) {
    const ids = chunk.map(() => newId(company))
    await insert(db, '_changes', changeTypes, chunk.map((change, i) => ({
      id: ids[i], resource: change.resource, record: change.record, version: change.version, at: change.at, by: change.by,
      via: change.by === null ? 'system' : 'session', action: change.transition === '' ? 'create' : 'transition',
      transition: change.transition || null, from_state: change.from, to_state: change.to || null,
    }))) // prettier-ignore
    const states = chunk.filter((change) => change.to !== '')
    if (states.length > 0)
      await insert(db, '_state_events', stateTypes, states.map((change) => ({
        id: newId(company), resource: change.resource, record: change.record, at: change.at, on_day: dayOf(company, change.at),
        from_state: change.from, to_state: change.to, transition: change.transition || null, by: change.by,
      }))) // prettier-ignore
  }
}

const writeCounters = async (company: Company, db: Kysely<Tables>): Promise<void> => {
  const rows = [...company.counters].map(([key, value]) => ({ key, value }))
  for (const chunk of chunks(rows)) await insert(db, '_counters', counterTypes, chunk)
}

/** Writes a made company into an empty database, set-based, in one transaction. */
export const writeCompany = async (
  company: Company,
  database: Database,
  now: string,
): Promise<void> => {
  const engine = createEngine({
    index: company.index,
    database,
    clock: () => now,
    zone: company.zone,
  })
  await database.transaction(
    async (tx) => {
      const work = await beginWork(engine, tx, systemPrincipal)
      for (const table of orderOfTables) await writeTable(company, work, table)
      await fillLater(company, tx)
      await writeHistory(company, tx)
      await writeCounters(company, tx)
      await sql`analyze`.execute(tx)
      await recomputeAll(tx, { index: company.index, ctx: work.ctx })
    },
    { kind: 'maintenance' },
  )
}
