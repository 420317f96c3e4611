import { sql, type Kysely, type RawBuilder } from 'kysely'
import { recomputeGroups, type ComputedGroup } from '#model/language/dependencies.ts'
import type { Resource } from '#model/language/resources.ts'
import { sortKeyFields } from '#model/language/search-text.ts'
import type { Tables } from '../database/database.ts'
import { searchColumns, toColumns } from './columns.ts'
import type { Compile } from './compile.ts'
import { name } from './names.ts'
import { from } from './source.ts'

/**
 * Writes a statement that computes one stored field anew, set-based, and returns the `id` of every row it changed.
 *
 * `ids` limits it to some rows; rows whose value stays the same are not touched.
 */
export const recomputeStatement = (
  c: Compile,
  resource: string,
  field: string,
  ids?: readonly string[],
): RawBuilder<{ id: string }> => {
  const source = from(c, resource, 's')
  const definition = source.definition(field)
  const limited = ids && sql` where ${source.column('id')} = any(cast(${ids} as uuid[]))`
  const table = name(source.resource.table)
  return sql<{ id: string }>`
    update ${table} as "r" set ${name(field)} = "v"."value"
    from (select ${source.column('id')} as "id", ${definition} as "value" from ${source.from()}${limited ?? sql``}) as "v"
    where "v"."id" = "r"."id" and "r".${name(field)} is distinct from "v"."value"
    returning "r"."id"`
}

/** Rows by their ids: above the first, up to the last; open where it is null. */
type Range = { readonly after: string | null; readonly upTo: string | null }

/** Rows that one statement computes anew, so that it ends within the deadline of an import however large the table is. */
const portion = 10_000

const rangesOf = async (
  database: Kysely<Tables>,
  { table }: Resource,
): Promise<readonly Range[]> => {
  const { rows } = await sql<{ id: string }>`
    select "id" from (select "id", row_number() over (order by "id") as "n" from ${name(table)}) as "numbered"
    where "n" % ${sql.lit(portion)} = 0 order by "id"`.execute(database)
  const ends = rows.map(({ id }) => id)
  return [null, ...ends].map((after, i) => ({ after, upTo: ends[i] ?? null }))
}

/** Writes a statement that computes fields of a range of rows anew that do not read each other; rows that stay the same are not touched. */
const groupStatement = (
  c: Compile,
  { resource, fields }: ComputedGroup,
  { after, upTo }: Range,
): RawBuilder<{ id: string }> => {
  const source = from(c, resource, 's')
  const table = name(source.resource.table)
  const columns = fields.map((field) => sql`${source.definition(field)} as ${name(field)}`)
  const of = (alias: 'r' | 'v') =>
    sql.join(fields.map((field) => sql`${name(alias)}.${name(field)}`))
  const id = source.column('id')
  const above = after === null ? sql`true` : sql`${id} > cast(${after} as uuid)`
  const below = upTo === null ? sql`true` : sql`${id} <= cast(${upTo} as uuid)`
  const set = sql.join(fields.map((field) => sql`${name(field)} = "v".${name(field)}`))
  return sql<{ id: string }>`
    update ${table} as "r" set ${set}
    from (select ${id} as "id", ${sql.join(columns)} from ${source.from()} where ${above} and ${below}) as "v"
    where "v"."id" = "r"."id" and row(${of('r')}) is distinct from row(${of('v')})
    returning "r"."id"`
}

/**
 * Computes every stored value of the model anew, each after what it depends on; says how many rows changed.
 *
 * `written` limits it to what rows of these resources can reach; `onChanged` is told the rows that changed.
 */
export const recomputeAll = async (
  database: Kysely<Tables>,
  c: Compile,
  written?: ReadonlySet<string>,
  onChanged?: (group: ComputedGroup, ids: readonly string[]) => void,
): Promise<number> => {
  let changed = 0
  const ranges = new Map<string, readonly Range[]>()
  for (const group of recomputeGroups(c.index, written)) {
    const { resource } = group
    const known = ranges.get(resource) ?? (await rangesOf(database, from(c, resource).resource))
    ranges.set(resource, known)
    for (const range of known) {
      const { rows } = await groupStatement(c, group, range).execute(database)
      changed += rows.length
      onChanged?.(
        group,
        rows.map(({ id }) => id),
      )
    }
  }
  return changed
}

const batch = 500

/** Writes search texts and pinyin sort keys of all rows of a resource anew, after its title or `search` fields changed. */
export const rekey = async (database: Kysely<Tables>, resource: Resource): Promise<void> => {
  if (resource.kind !== 'entity') return
  const table = name(resource.table)
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await sql<{ id: string }>`
      select * from ${table} where "id" > cast(${last} as uuid) order by "id" limit ${sql.lit(batch)}`.execute(
      database,
    )
    for (const row of rows) await rekeyRow(database, resource, row)
    const end = rows.at(-1)
    if (!end || rows.length < batch) return
    last = end.id
  }
}

const rekeyRow = async (
  database: Kysely<Tables>,
  resource: Resource,
  row: { readonly id: string } & Readonly<Record<string, unknown>>,
): Promise<void> => {
  const texts = Object.fromEntries(sortKeyFields(resource).map((field) => [field, row[field]]))
  const keys = Object.entries(toColumns(resource, texts)).filter(([key]) => key.endsWith('_sort'))
  const values = { ...Object.fromEntries(keys), ...searchColumns(resource, row) }
  const set = Object.entries(values).map(([key, value]) => sql`${name(key)} = ${value}`)
  await sql`update ${name(resource.table)} set ${sql.join(set)} where "id" = ${row.id}`.execute(
    database,
  )
}
