import { sql } from 'kysely'
import type { Resource } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import { recordChange } from '../../engine/record/history.ts'
import { openRows } from '../../engine/record/rows.ts'
import { plainColumns, searchOf } from '../../engine/write/import-rows.ts'
import { rowsIn, saveLines } from '../../engine/write/lines.ts'
import type { Work } from '../../engine/work.ts'
import { name } from '../../sql/names.ts'
import { setColumns } from '../set-columns.ts'
import type { Touched } from './touched.ts'

type Diff = Readonly<Record<string, readonly [unknown, unknown]>>
type Change = { readonly record: string; readonly from_state: string | null; readonly diff: Diff | null } // prettier-ignore

/** What each record of a resource was before an import: only what the import changed of it. */
const formerValues = async (
  work: Work,
  importId: string,
  resource: Resource,
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> => {
  const { rows } = await sql<Change>`
    select "record", "from_state", "diff" from "_changes"
    where "import_id" = ${importId}::uuid and "resource" = ${resource.name} order by "seq" desc`.execute(work.db) // prettier-ignore
  const former = new Map<string, Record<string, unknown>>()
  for (const { record, from_state: state, diff } of rows) {
    const values = former.get(record) ?? {}
    former.set(record, values)
    for (const [field, [before]] of Object.entries(diff ?? {}))
      if (field in resource.fields) values[field] = before
    if (state !== null) values['state'] = state
  }
  return former
}

/** Gives changed records their former values again, lines included. Returns how many, by resource. */
export const restoreRecords = async (
  work: Work,
  importId: string,
  touched: readonly Touched[],
): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { resource, changed, lines } of touched) {
    if (changed.length === 0) continue
    const former = await formerValues(work, importId, resource)
    const rows = await openRows(work, resource, changed)
    const columns = []
    for (const id of changed) {
      const row = rows.get(id)
      if (row) columns.push(restoredColumns(work, resource, row, former.get(id) ?? {}))
      for (const [field, of] of row ? lines : [])
        if (former.get(id)?.[field] !== undefined)
          await saveLines(work, of, id, rowsIn(row?.[field]), rowsIn(former.get(id)?.[field]))
    }
    await setColumns(work, resource, columns)
    counts[resource.name] = columns.length
  }
  work.journal.rows.clear()
  return counts
}

const restoredColumns = (
  work: Work,
  resource: Resource,
  row: Row,
  values: Readonly<Record<string, unknown>>,
) => {
  const version = Number(row.version) + 1
  const diff = Object.fromEntries(
    Object.entries(values)
      .filter(([field]) => field !== 'state')
      .map(([field, before]) => [field, [row[field] ?? null, before ?? null] as const]),
  )
  const moved = 'state' in values && { from: String(row.state), to: String(values.state) }
  recordChange(work, { resource: resource.name, id: row.id, version, action: 'undo', diff, ...moved }) // prettier-ignore
  return {
    ...plainColumns(resource, values),
    ...searchOf(resource, { ...row, ...values }),
    id: row.id,
    version,
    updated_at: work.ctx.now,
    updated_by: work.who.employee,
  }
}

/** References among removed records are let go first: records may point to each other. */
const letGo = async (work: Work, touched: readonly Touched[]): Promise<void> => {
  const removed = new Set(touched.filter(({ created }) => created.length > 0).flatMap(({ resource, lines }) => [resource.name, ...lines.map(([, of]) => of.name)])) // prettier-ignore
  for (const { resource, created, lines } of touched)
    for (const of of [resource, ...lines.map(([, each]) => each)]) {
      const held = Object.entries(of.fields).filter(
        ([field, definition]) =>
          definition.type === 'reference' &&
          removed.has(definition.to) &&
          field !== 'id' &&
          field !== of.parent?.key,
      )
      if (held.length === 0 || created.length === 0) continue
      const empty = sql.join(held.map(([field]) => sql`${name(field)} = null`))
      await sql`update ${name(of.table)} set ${empty}
        where ${name(of.parent?.key ?? 'id')} = any(${created}::uuid[])`.execute(work.db)
    }
}

/** What waits to be done or sent for records that are removed. */
const forgetWork = async (work: Work, resource: string, ids: readonly string[]): Promise<void> => {
  await sql`delete from "_jobs" where "resource" = ${resource} and "record" = any(${ids}::uuid[])`.execute(work.db) // prettier-ignore
  await sql`delete from "_outbox" where "resource" = ${resource} and "record_id" = any(${ids}::uuid[])
    and "sent_at" is null`.execute(work.db)
}

/** Removes the records that an import made, with their lines; the history keeps that they were there. */
export const removeRecords = async (
  work: Work,
  importId: string,
  touched: readonly Touched[],
): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  await letGo(work, touched)
  for (const { created, lines } of touched)
    for (const [, of] of lines)
      await sql`delete from ${name(of.table)} where ${name(of.parent?.key ?? '')} = any(${created}::uuid[])`.execute(work.db) // prettier-ignore
  for (const { resource, created } of touched) {
    if (created.length === 0) continue
    await addRemovals(work, importId, resource, created)
    await sql`delete from ${name(resource.table)} where "id" = any(${created}::uuid[])`.execute(work.db) // prettier-ignore
    await forgetWork(work, resource.name, created)
    counts[resource.name] = created.length
  }
  return counts
}

const addRemovals = async (
  work: Work,
  importId: string,
  resource: Resource,
  ids: readonly string[],
): Promise<void> => {
  const { engine, ctx, who } = work
  const entries = JSON.stringify(ids.map((record) => ({ id: engine.newId(), record })))
  await sql`insert into "_changes" ("id", "resource", "record", "version", "at", "by", "account", "via", "action", "import_id")
    select "x"."id", ${resource.name}, "x"."record", "t"."version" + 1, ${ctx.now}::timestamptz, ${who.employee}::uuid,
      ${who.account}::uuid, 'import', 'undo', ${importId}::uuid
    from jsonb_to_recordset(${entries}::jsonb) as "x" ("id" uuid, "record" uuid)
    join ${name(resource.table)} as "t" on "t"."id" = "x"."record"`.execute(work.db)
}
