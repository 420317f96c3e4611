import { sql, type Kysely } from 'kysely'
import { createEngine } from '../../server/engine/create-service.ts'
import { beginWork, systemPrincipal } from '../../server/engine/work.ts'
import type { Database, Tables } from '../../server/database/database.ts'
import { searchColumns, toColumns } from '../../server/sql/columns.ts'
import { name } from '../../server/sql/names.ts'
import { recomputeAll } from '../../server/sql/recompute.ts'
import { newId, dayOf, type Company, type SampleRow } from './rows.ts'

const chunkSize = 400

const chunks = <T>(items: readonly T[], size = chunkSize): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  )

type Columns = Readonly<Record<string, unknown>>

const insert = async (
  db: Kysely<Tables>,
  table: string,
  rows: readonly Columns[],
): Promise<void> => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const values = rows.map(
    (row) =>
      sql`(${sql.join(columns.map((column) => (row[column] === undefined ? sql`default` : row[column])))})`,
  )
  await sql`insert into ${name(table)} (${sql.join(columns.map((column) => name(column)))}) values ${sql.join(values)}`.execute(
    db,
  )
}

/** Parents before children, so that foreign keys hold; cycles between people and departments are filled in after. */
const orderOfTables = [
  'departments', 'positions', 'employees', 'products', 'logistics_providers', 'metric_definitions', 'customers', 'contacts',
  'credit_assessments', 'work_goals', 'contracts', 'contract_lines', 'contract_payment_schedule', 'approvals', 'distributions',
  'orders', 'order_lines', 'order_checks', 'order_exceptions', 'shipments', 'shipment_lines', 'receivables', 'receivable_invoices',
  'settlement_notices', 'payments', 'payment_allocations', 'dunning_actions', 'legal_cases',
] // prettier-ignore

/** References that point forwards: written empty, then set. */
const later: Readonly<Record<string, readonly string[]>> = {
  departments: ['parent_id', 'manager_id', 'owner_id', 'department_id', 'created_by', 'updated_by'],
  positions: ['owner_id', 'department_id', 'created_by', 'updated_by'],
  employees: ['supervisor_id', 'owner_id', 'created_by', 'updated_by'],
  work_goals: ['parent_id'],
}

const columnsOf = (company: Company, table: string, row: SampleRow): Columns => {
  const resource = company.index.resources.get(table)
  if (!resource) throw new RangeError(`no resource "${table}"`)
  const given = Object.fromEntries(
    Object.entries(row).filter(([field]) => Object.hasOwn(resource.fields, field)),
  )
  return {
    ...toColumns(resource, given),
    ...(resource.kind === 'entity' && searchColumns(resource, given)),
  }
}

const writeTable = async (company: Company, db: Kysely<Tables>, table: string): Promise<void> => {
  const postponed = later[table] ?? []
  const rows = (company.rows.get(table) ?? []).map((row) => columnsOf(company, table, row))
  const first = rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => !postponed.includes(column))),
  )
  for (const chunk of chunks(first)) await insert(db, table, chunk)
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
    await insert(db, '_changes', chunk.map((change, i) => ({
      id: ids[i], resource: change.resource, record: change.record, version: change.version, at: change.at, by: change.by,
      via: change.by === null ? 'system' : 'session', action: change.transition === '' ? 'create' : 'transition',
      transition: change.transition || null, from_state: change.from, to_state: change.to || null,
    }))) // prettier-ignore
    const states = chunk.filter((change) => change.to !== '')
    if (states.length > 0)
      await insert(db, '_state_events', states.map((change) => ({
        id: newId(company), resource: change.resource, record: change.record, at: change.at, on_day: dayOf(company, change.at),
        from_state: change.from, to_state: change.to, transition: change.transition || null, by: change.by,
      }))) // prettier-ignore
  }
}

const writeCounters = async (company: Company, db: Kysely<Tables>): Promise<void> => {
  const rows = [...company.counters].map(([key, value]) => ({ key, value }))
  for (const chunk of chunks(rows)) await insert(db, '_counters', chunk)
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
      for (const table of orderOfTables) await writeTable(company, tx, table)
      await fillLater(company, tx)
      await writeHistory(company, tx)
      await writeCounters(company, tx)
      const { ctx } = await beginWork(engine, tx, systemPrincipal)
      await recomputeAll(tx, { index: company.index, ctx })
    },
    { kind: 'maintenance' },
  )
}
