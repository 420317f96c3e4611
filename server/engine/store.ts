import { sql, type RawBuilder } from 'kysely'
import { linesResource, type Resource } from '#model/language/resources.ts'
import { searchFields } from '#model/language/search-text.ts'
import { searchColumns, toColumns } from '../sql/columns.ts'
import { name } from '../sql/names.ts'
import { noteChange, noteTouched } from './journal.ts'
import type { Row } from './service.ts'
import type { Work } from './work.ts'

type Values = Readonly<Record<string, unknown>>

const assignments = (columns: Values): RawBuilder<unknown> =>
  sql.join(Object.entries(columns).map(([key, value]) => sql`${name(key)} = ${value}`))

const insertInto = async (work: Work, table: string, columns: Values): Promise<void> => {
  const keys = sql.join(Object.keys(columns).map(name))
  const values = sql.join(Object.values(columns).map((value) => sql`${value}`))
  await sql`insert into ${name(table)} (${keys}) values (${values})`.execute(work.db)
}

/** Writes a new row of an entity, and notes everything that depends on it. Lines are written apart. */
export const insertRow = async (
  work: Work,
  resource: Resource,
  id: string,
  values: Values,
): Promise<void> => {
  const { now } = work.ctx
  const by = work.sudo ? null : work.who.employee
  const stamps = { created_at: now, created_by: by, updated_at: now, updated_by: by }
  await insertInto(work, resource.table, {
    ...toColumns(resource, { ...stamps, ...values, id }),
    version: 1,
    archived: false,
    ...searchColumns(resource, values),
  })
  noteChange(work.journal, resource.name, id, [...Object.keys(resource.fields), 'archived'])
  noteTouched(work.journal, resource.name, id, Object.keys(resource.fields))
  work.journal.versioned.add(`${resource.name}/${id}`)
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
    ...(!options.quiet && {
      updated_at: work.ctx.now,
      updated_by: work.sudo ? null : work.who.employee,
    }),
    ...(grows && { version: version + 1 }),
  }
  if (Object.keys(columns).length > 0)
    await sql`update ${name(resource.table)} set ${assignments(columns)} where "id" = ${id}`.execute(
      work.db,
    )
  if (grows) work.journal.versioned.add(key)
  noteRowChange(work, resource, before, Object.keys(values))
  return grows ? version + 1 : version
}

/** Notes which fields of a row changed, with where its references pointed before. */
export const noteRowChange = (
  work: Work,
  resource: Resource,
  before: Row,
  fields: readonly string[],
): void => {
  noteChange(work.journal, resource.name, before.id, fields, formerOf(resource, before, fields))
  noteTouched(work.journal, resource.name, before.id, fields)
}

/** Where references pointed: of a record_ref `resource/id`. */
export const formerOf = (
  resource: Resource,
  before: Row,
  fields: readonly string[],
): [string, string][] =>
  fields.flatMap((field): [string, string][] => {
    const type = resource.fields[field]?.type
    const value = before[field]
    if (type === 'reference' && typeof value === 'string') return [[field, value]]
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

/** Writes a new child row. */
export const insertLine = async (
  work: Work,
  lines: Resource,
  parent: string,
  position: number,
  line: Row,
): Promise<void> => {
  const key = lines.parent?.key ?? ''
  await insertInto(work, lines.table, {
    ...toColumns(lines, { ...line, [key]: parent, position }),
    id: line.id,
  })
  noteChange(work.journal, lines.name, line.id, Object.keys(lines.fields))
  noteTouched(work.journal, lines.name, line.id, Object.keys(lines.fields))
}

/** Changes a child row. */
export const updateLine = async (
  work: Work,
  lines: Resource,
  before: Row,
  values: Values,
): Promise<void> => {
  if (Object.keys(values).length === 0) return
  const columns = toColumns(lines, values)
  await sql`update ${name(lines.table)} set ${assignments(columns)}
    where "id" = ${before.id}`.execute(work.db)
  noteRowChange(work, lines, before, Object.keys(values))
}

/** Removes a child row; the history of its record keeps it. */
export const deleteLine = async (
  work: Work,
  lines: Resource,
  parent: string,
  before: Row,
): Promise<void> => {
  await sql`delete from ${name(lines.table)} where "id" = ${before.id}`.execute(work.db)
  const fields = Object.keys(lines.fields)
  const whole = { ...before, [lines.parent?.key ?? '']: parent }
  noteChange(work.journal, lines.name, before.id, fields, formerOf(lines, whole, fields))
}
