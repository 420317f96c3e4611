import { sql, type Kysely } from 'kysely'
import { storageOf } from '#model/language/dependencies.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Tables } from '../database/database.ts'
import { name } from '../sql/names.ts'

/** Texts that name a month do not move with the days, so their rows stay. */
const fixed = new Set(['work_goals', 'policy_parameters'])

const shiftTable = async (
  db: Kysely<Tables>,
  table: string,
  columns: readonly (readonly [string, 'date' | 'datetime'])[],
  days: number,
): Promise<void> => {
  if (columns.length === 0) return
  const set = columns.map(([column, kind]) =>
    kind === 'date'
      ? sql`${name(column)} = ${name(column)} + ${sql.lit(days)}`
      : sql`${name(column)} = ${name(column)} + ${sql.lit(`${days} days`)}::interval`,
  )
  await sql`update ${name(table)} set ${sql.join(set)}`.execute(db)
}

/** Moves every day and moment of the company by whole days, so that its story ends today. */
export const shiftDays = async (
  db: Kysely<Tables>,
  index: ModelIndex,
  days: number,
): Promise<void> => {
  if (days === 0) return
  for (const resource of index.resources.values()) {
    if (fixed.has(resource.name)) continue
    const columns = Object.entries(resource.fields).flatMap(
      ([column, field]): (readonly [string, 'date' | 'datetime'])[] =>
        (field.type === 'date' || field.type === 'datetime') &&
        storageOf(index, resource.name, column) !== 'live'
          ? [[column, field.type]]
          : [],
    )
    await shiftTable(db, resource.table, columns, days)
  }
  await shiftTable(db, '_changes', [['at', 'datetime']], days)
  await shiftTable(
    db,
    '_state_events',
    [
      ['at', 'datetime'],
      ['on_day', 'date'],
    ],
    days,
  )
}
