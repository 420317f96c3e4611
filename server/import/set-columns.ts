import { sql } from 'kysely'
import type { Resource } from '#model/language/resources.ts'
import { searchFields } from '#model/language/search-text.ts'
import type { Row } from '#model/language/wire.ts'
import { plainColumns, searchOf } from '../engine/write/import-rows.ts'
import { columnsOf } from '../sql/columns.ts'
import { name } from '../sql/names.ts'
import type { Work } from '../engine/work.ts'

/** Columns of a record that changes, with those that every change moves. */
export const changedColumns = (
  { ctx, who }: Work,
  resource: Resource,
  before: Row,
  values: Readonly<Record<string, unknown>>,
): Columns => ({
  ...plainColumns(resource, values),
  ...(searchFields(resource).some((field) => field in values) &&
    searchOf(resource, { ...before, ...values })),
  id: before.id,
  version: Number(before.version) + 1,
  updated_at: ctx.now,
  updated_by: who.employee,
})

type Columns = { readonly id: string } & Readonly<Record<string, unknown>>

/** Rows that one statement writes: enough to be quick, few enough for memory. */
const chunk = 1000

/**
 * Sets columns of existing rows, given as JSON carries them, a thousand rows a statement; rows with the same columns
 * go together. Neither version nor updated_at moves unless they are among the columns.
 */
export const setColumns = async (
  work: Work,
  resource: Resource,
  rows: readonly Columns[],
): Promise<void> => {
  const types = new Map(
    columnsOf(work.engine.index, resource).map((column) => [column.name, column.type]),
  )
  const groups = Map.groupBy(rows, (row) => Object.keys(row).sort().join())
  for (const group of groups.values()) {
    const columns = Object.keys(group[0] ?? {}).filter((column) => column !== 'id')
    if (columns.length === 0) continue
    const set = sql.join(columns.map((column) => sql`${name(column)} = "x".${name(column)}`))
    const typed = sql.join(
      ['id', ...columns].map((column) => sql`${name(column)} ${sql.raw(types.get(column) ?? 'text')}`), // prettier-ignore
    )
    for (let start = 0; start < group.length; start += chunk) {
      const part = JSON.stringify(group.slice(start, start + chunk))
      await sql`update ${name(resource.table)} as "t" set ${set}
        from jsonb_to_recordset(${part}::jsonb) as "x" (${typed})
        where "t"."id" = "x"."id"`.execute(work.db)
    }
  }
}
