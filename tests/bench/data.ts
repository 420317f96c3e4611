import { sql } from 'kysely'
import type { Database } from '../../server/database/database.ts'
import { name } from '../../server/sql/names.ts'

const columnsOf = async (database: Database, table: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ column_name: string }>`
    select column_name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} order by ordinal_position`.execute(
    database.kysely,
  )
  return rows.map((row) => row.column_name)
}

/** Copies rows of a table until there are so many more, with other values in some columns. */
const multiply = async (
  database: Database,
  table: string,
  times: number,
  overrides: Readonly<Record<string, string>>,
): Promise<void> => {
  const columns = await columnsOf(database, table)
  const values = columns.map((column) => sql.raw(overrides[column] ?? `s."${column}"`))
  await database.transaction(
    (tx) =>
      sql`insert into ${name(table)} (${sql.join(columns.map((column) => name(column)))})
      select ${sql.join(values)} from (select *, row_number() over (order by id) as rn from ${name(table)}) s
      cross join generate_series(1, ${sql.lit(times)}) as g(n)`.execute(tx),
    { kind: 'maintenance' },
  )
}

/** Drops the indexes of tables that are about to grow, but for keys; returns how to make them again. */
const dropIndexes = async (
  database: Database,
  tables: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await sql<{ name: string; definition: string }>`
    select i.indexname as name, i.indexdef as definition from pg_indexes i
    where i.schemaname = 'public' and i.tablename = any(${tables}) and i.indexname not in
      (select conname from pg_constraint)`.execute(database.kysely)
  for (const index of rows) await database.maintain(`drop index "${index.name}"`)
  return rows.map(({ definition }) => definition)
}

/** A uuid from the old one and the number of the copy, the same for orders and what belongs to them. */
const copyId = (column: string) => `cast(md5(cast(s."${column}" as text) || g.n) as uuid)`

/** Turns the orders of the sample company into so many, each with its lines. */
export const growOrders = async (database: Database, orders: number): Promise<void> => {
  const { rows } = await sql<{ n: string }>`select count(*) as n from orders`.execute(
    database.kysely,
  )
  const times = Math.max(1, Math.round(orders / Number(rows[0]?.n ?? 1)) - 1)
  const day = '(s."released_on" - cast(floor(random() * 700) as integer))'
  const indexes = await dropIndexes(database, ['orders', 'order_lines'])
  await multiply(database, 'orders', times, {
    id: copyId('id'),
    code: `'B' || g.n || '-' || s.rn`,
    code_sort: 'null',
    released_on: day,
    created_at: `s."created_at" - make_interval(secs => cast(random() * 60000000 as double precision))`,
  })
  await multiply(database, 'order_lines', times, { id: copyId('id'), order_id: copyId('order_id') })
  for (const definition of indexes) await database.maintain(definition)
  await database.maintain('vacuum (analyze)')
}
