import { sql, type RawBuilder } from 'kysely'
import { linesResource, type Resource } from '#model/language/resources.ts'
import { searchFields } from '#model/language/search-text.ts'
import { later } from '../../database/pipelined.ts'
import { searchColumns, toColumns } from '../../sql/columns.ts'
import { name } from '../../sql/names.ts'
import { noteChange, noteTouched, recordKey } from '../record/journal.ts'
import type { Row } from '#model/language/wire.ts'
import type { Work } from '../work.ts'

type Values = Readonly<Record<string, unknown>>

const assignments = (columns: Values): RawBuilder<unknown> =>
  sql.join(Object.entries(columns).map(([key, value]) => sql`${name(key)} = ${value}`))

/** A new row of an entity: its id and what it holds. */
export type NewRow = { readonly work: Work; readonly id: string; readonly values: Values }

/** The most values that one statement carries. */
const atOnce = 20_000

/** Writes new rows of an entity, and notes everything that depends on them. Lines are written apart. */
export const insertRows = async (resource: Resource, all: readonly NewRow[]): Promise<void> => {
  const rows = all.map(({ work, id, values }) => {
    const { now } = work.ctx
    const by = work.sudo ? null : work.who.employee
    const stamps = { created_at: now, created_by: by, updated_at: now, updated_by: by }
    const whole = { ...stamps, ...values }
    const columns: Values = {
      ...toColumns(resource, { ...whole, id }),
      version: 1,
      archived: false,
      ...searchColumns(resource, values),
    }
    return { work, id, whole, columns }
  })
  for (const alike of Map.groupBy(rows, ({ columns }) => Object.keys(columns).join()).values())
    await insertAlike(resource.table, alike)
  for (const { work, id, whole } of rows) {
    noteMade(work, resource, id, whole)
    work.journal.versioned.add(recordKey(resource.name, id))
  }
}

/** Writes rows that have the same columns. */
const insertAlike = async (
  table: string,
  rows: readonly { readonly work: Work; readonly columns: Values }[],
): Promise<void> => {
  const [one] = rows
  if (!one) return
  const keys = Object.keys(one.columns)
  const many = Math.max(1, Math.floor(atOnce / keys.length))
  for (let at = 0; at < rows.length; at += many) {
    const values = rows
      .slice(at, at + many)
      .map(({ columns }) => sql`(${sql.join(keys.map((key) => columns[key]))})`)
    await sql`${later} insert into ${name(table)} (${sql.join(keys.map(name))}) values ${sql.join(values)}`.execute(
      one.work.db,
    )
  }
}

/** How a written row counts: `quiet` raises neither version nor updated_at. */
export type UpdateOptions = { readonly quiet?: boolean; readonly historical?: boolean }

/** Changes fields of an entity's row. The version grows once in a transaction. Returns the new version. */
export const updateRow = async (
  work: Work,
  resource: Resource,
  before: Row,
  values: Values,
  options: UpdateOptions = {},
): Promise<number> => {
  const { id } = before
  const key = `${resource.name}/${id}`
  const version = Number(before.version)
  const grows = !options.quiet && !work.journal.versioned.has(key)
  const after = { ...before, ...values }
  const searched = searchFields(resource).some((field) => field in values)
  const columns = {
    ...toColumns(resource, values),
    ...(searched && searchColumns(resource, after)),
    ...(options.historical !== undefined && { _historical: options.historical }),
    ...(grows && {
      version: version + 1,
      updated_at: work.ctx.now,
      updated_by: work.sudo ? null : work.who.employee,
    }),
  }
  if (Object.keys(columns).length > 0)
    await sql`${later} update ${name(resource.table)} set ${assignments(columns)} where "id" = ${id}`.execute(
      work.db,
    )
  if (grows) work.journal.versioned.add(key)
  noteRowChange(work, resource, before, values)
  return grows ? version + 1 : version
}

/** Notes which fields of a row changed, with where its references pointed before and point now. */
export const noteRowChange = (
  work: Work,
  resource: Resource,
  before: Row,
  values: Values,
): void => {
  const fields = Object.keys(values)
  const ends = [...endsOf(resource, before), ...endsOf(resource, values)]
  noteChange(work.journal, resource.name, before.id, fields, { ends, known: true })
  noteTouched(work.journal, resource.name, before.id, fields)
  work.journal.locked.add(recordKey(resource.name, before.id))
}

const noteMade = (work: Work, resource: Resource, id: string, values: Values): void => {
  const fields = Object.keys(resource.fields)
  const ends = endsOf(resource, values)
  noteChange(work.journal, resource.name, id, [...fields, 'archived'], { ends, known: true })
  noteTouched(work.journal, resource.name, id, fields)
  work.journal.locked.add(recordKey(resource.name, id))
}

/** Where the references in some values point: of a record_ref `resource/id`. */
export const endsOf = (resource: Resource, values: Values): [string, string][] =>
  Object.entries(values).flatMap(([field, value]): [string, string][] => {
    const type = resource.fields[field]?.type
    if (type === 'reference' && typeof value === 'string' && field !== 'id') return [[field, value]]
    if (type === 'references' && Array.isArray(value))
      return value.map((each) => [field, String(each)])
    if (type === 'record_ref' && typeof value === 'object' && value !== null && 'id' in value)
      return [[field, `${String((value as { resource?: unknown }).resource)}/${String(value.id)}`]]
    return []
  })

/** Child resources of an entity, by the field that holds them. */
export const linesOfEntity = (work: Work, resource: Resource): [string, Resource][] =>
  Object.entries(resource.fields).flatMap(([field, definition]): [string, Resource][] => {
    if (definition.type !== 'lines') return []
    const lines = work.engine.index.resources.get(linesResource(resource.entity, field, definition))
    return lines ? [[field, lines]] : []
  })

/** A new child row with its place. */
export type NewLine = { readonly line: Row; readonly position: number }

/** Writes new child rows of one record, in one statement. */
export const insertLines = async (
  work: Work,
  lines: Resource,
  parent: string,
  rows: readonly NewLine[],
): Promise<void> => {
  if (rows.length === 0) return
  const key = lines.parent?.key ?? ''
  const whole = rows.map(({ line, position }) => ({ ...line, [key]: parent, position }))
  const columns = whole.map((line) => ({ ...toColumns(lines, line), id: line.id }))
  const keys = [...new Set(columns.flatMap((each) => Object.keys(each)))]
  const values = columns.map(
    (each: Values) => sql`(${sql.join(keys.map((column) => each[column] ?? null))})`,
  )
  await sql`${later} insert into ${name(lines.table)} (${sql.join(keys.map(name))})
    values ${sql.join(values)}`.execute(work.db)
  for (const line of whole) noteMade(work, lines, line.id, line)
}

/** Changes a child row; `before` carries the reference to its record. */
export const updateLine = (
  work: Work,
  lines: Resource,
  before: Row,
  values: Values,
): Promise<void> => updateLines(work, lines, [before], values)

/** Gives child rows the same values. */
export const updateLines = async (
  work: Work,
  lines: Resource,
  before: readonly Row[],
  values: Values,
): Promise<void> => {
  if (Object.keys(values).length === 0) return
  const columns = toColumns(lines, values)
  const ids = before.map(({ id }) => id)
  await sql`${later} update ${name(lines.table)} set ${assignments(columns)}
    where "id" = any(${ids}::uuid[])`.execute(work.db)
  for (const row of before) noteRowChange(work, lines, row, values)
}

/** Removes a child row; the history of its record keeps it. */
export const deleteLine = async (
  work: Work,
  lines: Resource,
  parent: string,
  before: Row,
): Promise<void> => {
  await sql`${later} delete from ${name(lines.table)} where "id" = ${before.id}`.execute(work.db)
  const ends = endsOf(lines, { ...before, [lines.parent?.key ?? '']: parent })
  noteChange(work.journal, lines.name, before.id, ['archived', ...Object.keys(lines.fields)], {
    ends,
    known: true,
  })
  work.journal.touched.get(lines.name)?.delete(before.id)
}
