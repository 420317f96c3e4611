import { sql, type Kysely } from 'kysely'
import type { Tables } from '../database/database.ts'

/** A table as it is in the database: column types in our notation, names of indexes and constraints. */
export type LiveTable = {
  readonly name: string
  readonly columns: ReadonlyMap<string, string>
  readonly indexes: ReadonlySet<string>
  readonly constraints: ReadonlySet<string>
}
export type LiveSchema = ReadonlyMap<string, LiveTable>

type ColumnRow = {
  readonly table: string
  readonly name: string
  readonly udt: string
  readonly precision: string | null
  readonly scale: string | null
}

const notations: Readonly<Record<string, string>> = {
  int8: 'bigint',
  int4: 'integer',
  bool: 'boolean',
  _text: 'text[]',
  _uuid: 'uuid[]',
  text: 'text collate "C"',
}

/** Writes a live type the way `columnsOf` does, so that the two can be compared. */
const notationOf = ({ udt, precision, scale }: ColumnRow): string =>
  udt === 'numeric' && precision !== null
    ? `numeric(${precision},${scale ?? 0})`
    : (notations[udt] ?? udt)

type Named = { readonly table: string; readonly name: string }

const group = <T extends { readonly table: string }>(rows: readonly T[]): Map<string, T[]> =>
  Map.groupBy(rows, (row) => row.table)

/** Reads the tables of the current schema from the information schema. */
export const readSchema = async (database: Kysely<Tables>): Promise<LiveSchema> => {
  const columns = await sql<ColumnRow>`
    select table_name as "table", column_name as "name", udt_name as "udt",
      cast(numeric_precision as text) as "precision", cast(numeric_scale as text) as "scale"
    from information_schema.columns where table_schema = current_schema()`.execute(database)
  const indexes = await sql<Named>`
    select tablename as "table", indexname as "name" from pg_indexes where schemaname = current_schema()`.execute(
    database,
  )
  const constraints = await sql<Named>`
    select table_name as "table", constraint_name as "name" from information_schema.table_constraints
    where table_schema = current_schema() and constraint_type = 'FOREIGN KEY'`.execute(database)
  const [indexesOf, constraintsOf] = [group(indexes.rows), group(constraints.rows)]
  const names = (found: readonly Named[] | undefined) =>
    new Set((found ?? []).map((row) => row.name))
  return new Map(
    [...group(columns.rows)].map(([table, rows]) => [
      table,
      {
        name: table,
        columns: new Map(rows.map((row) => [row.name, notationOf(row)])),
        indexes: names(indexesOf.get(table)),
        constraints: names(constraintsOf.get(table)),
      },
    ]),
  )
}
