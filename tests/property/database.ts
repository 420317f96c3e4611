import { sql, type Expression, type RawBuilder } from 'kysely'
import { Decimal } from '#model/language/decimal.ts'
import { searchTextOf } from '#model/language/search-text.ts'
import { memoryScope, type MemoryRow, type RecordScope } from '#model/language/scope.ts'
import type { Database } from '../../server/database/database.ts'
import { searchColumns, toColumns } from '../../server/sql/columns.ts'
import type { Compile } from '../../server/sql/compile.ts'
import { recomputeAll } from '../../server/sql/recompute.ts'
import { tablesOf } from '../../server/sql/tables.ts'
import { stepsBetween } from '../../server/sql/migration-steps.ts'
import { fillCalendar } from '../../server/sql/calendar.ts'
import { name } from '../../server/sql/names.ts'
import type { World } from './world.ts'

/** Makes the tables of the whole system once; worlds come and go in schemas of their own before it. */
export const prepare = async (database: Database): Promise<void> => {
  await sql`create schema if not exists "shared"`.execute(database.kysely)
  await sql`set search_path to "shared"`.execute(database.kysely)
  await sql`create table "_calendar" ("day" date primary key, "working" boolean, "ordinal" integer)`.execute(database.kysely) // prettier-ignore
  await sql`create index on "_calendar" ("ordinal")`.execute(database.kysely)
  await fillCalendar(database.kysely)
}

const createTables = async (database: Database, world: World): Promise<void> => {
  const wanted = tablesOf(world.index).filter(
    (table) => !table.name.startsWith('_') || table.name === '_state_events',
  )
  const steps = stepsBetween(new Map(), wanted, [])
  const needed = steps.filter((step) => step.action === 'create_table')
  for (const step of needed) await sql.raw(step.statement).execute(database.kysely)
}

const insertRows = async (database: Database, world: World): Promise<void> => {
  for (const [table, rows] of world.rows) {
    const resource = world.index.resources.get(table)
    const written = rows.map((row) =>
      resource
        ? { ...toColumns(resource, row), ...(resource.kind === 'entity' && searchColumns(resource, row)) }
        : row,
    )
    const [first] = written
    if (!first) continue
    const columns = Object.keys(first)
    const lists = written.map((row: Readonly<Record<string, unknown>>) => sql`(${sql.join(columns.map((column) => row[column]))})`)
    await sql`insert into ${name(table)} (${sql.join(columns.map(name))}) values ${sql.join(lists)}`.execute(database.kysely)
  }
} // prettier-ignore

export const compileOf = (world: World): Compile => ({ index: world.index, ctx: world.ctx })

/** Puts a world into a fresh schema, its stored values computed by SQL on the day of the question. */
export const load = async (database: Database, world: World): Promise<void> => {
  await sql`drop schema if exists "world" cascade`.execute(database.kysely)
  await sql`create schema "world"`.execute(database.kysely)
  await sql`set search_path to "world", "shared"`.execute(database.kysely)
  await createTables(database, world)
  await insertRows(database, world)
  const { asOf: _asOf, ...ctx } = world.ctx
  await recomputeAll(database.kysely, { index: world.index, ctx })
}

/** The records of a resource as JavaScript sees them. */
export const scopesOf = (world: World, resource: string): readonly RecordScope[] => {
  const tables = world.rows as ReadonlyMap<string, readonly MemoryRow[]>
  return (tables.get(resource) ?? []).map((row) =>
    memoryScope(world.index, tables, resource, row, world.ctx, { searchText: searchTextOf }),
  )
}

/** Reads columns of fragments for every row, by id. Errors: names the fragment that the database refuses. */
export const readAll = async (
  database: Database,
  from: Expression<unknown>,
  id: RawBuilder<unknown>,
  fragments: readonly RawBuilder<unknown>[],
): Promise<ReadonlyMap<string, readonly unknown[]>> => {
  const columns = fragments.map((fragment, i) => sql`${fragment} as ${name(`c${i}`)}`)
  const statement = sql<
    Record<string, unknown>
  >`select ${id} as "id", ${sql.join(columns)} from ${from}`
  try {
    const { rows } = await statement.execute(database.kysely)
    return new Map(rows.map((row) => [String(row.id), fragments.map((_, i) => row[`c${i}`])]))
  } catch (error) {
    if (fragments.length > 1)
      for (const fragment of fragments) await readAll(database, from, id, [fragment])
    const { sql: text, parameters } = statement.compile(database.kysely)
    throw new Error(`${String(error)} in ${text} ${JSON.stringify(parameters)}`, { cause: error })
  }
}

/** One form for values of both sides, so that they can be compared and printed. */
export const normal = (value: unknown): string => {
  if (value === null || value === undefined) return 'null'
  if (Decimal.isDecimal(value)) return new Decimal(value.toString()).toDecimalPlaces(9).toFixed().replace(/^-0$/, '0')
  if (Array.isArray(value)) return JSON.stringify(value)
  return String(value)
} // prettier-ignore

/** The same form of what the driver gives for a number. */
export const normalNumber = (value: unknown): string =>
  value === null ? 'null' : normal(new Decimal(String(value)))
