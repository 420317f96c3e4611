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

type ColumnRow = { readonly table: string; readonly name: string; readonly type: string }

const notations: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'timestamptz',
  text: 'text collate "C"',
}

/** Writes a live type the way `columnsOf` does, so that the two can be compared. */
const notationOf = ({ type }: ColumnRow): string => notations[type] ?? type

type Named = { readonly table: string; readonly name: string }

const group = <T extends { readonly table: string }>(rows: readonly T[]): Map<string, T[]> =>
  Map.groupBy(rows, (row) => row.table)

/**
 * Reads the tables of the current schema from PostgreSQL's own catalogue: the information schema checks the rights on
 * every column, which takes thirty times as long, and embedded hundreds of megabytes.
 */
export const readSchema = async (database: Kysely<Tables>): Promise<LiveSchema> => {
  const mine = sql`c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace`
  const columns = await sql<ColumnRow>`
    select c.relname as "table", a.attname as "name", format_type(a.atttypid, a.atttypmod) as "type"
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where ${mine} and a.attnum > 0 and not a.attisdropped order by c.oid, a.attnum`.execute(
    database,
  )
  const indexes = await sql<Named>`
    select c.relname as "table", i.relname as "name"
    from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    where ${mine}`.execute(database)
  const constraints = await sql<Named>`
    select c.relname as "table", k.conname as "name"
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where ${mine} and k.contype = 'f'`.execute(database)
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
