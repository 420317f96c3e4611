import { sql, type RawBuilder } from 'kysely'
import type { Expr, Test } from '#model/language/ast.ts'
import { linesResource, type Resource } from '#model/language/resources.ts'
import { fromColumn } from '../sql/columns.ts'
import type { Compile } from '../sql/compile.ts'
import { name } from '../sql/names.ts'
import { from as sourceOf, type Source } from '../sql/source.ts'
import type { Row } from './service.ts'
import type { Work } from './work.ts'

/** Something to be told about a row: whether a condition holds, or what a formula or path gives. */
export type Question = { readonly test: Test } | { readonly expr: Expr } | { readonly path: string }

/** Which rows, in which order. */
export type Selection = {
  readonly where: readonly Test[]
  readonly order?: (source: Source) => RawBuilder<unknown>
  readonly limit?: number
  readonly offset?: number
  /** Further SQL condition, for what the model's predicates cannot say. */
  readonly only?: (source: Source) => RawBuilder<unknown>
}

type Raw = Record<string, unknown>

/** Fields of a row of its own table that an answer carries: all but lines and, unless revealed, secrets. */
const ownFields = (resource: Resource, reveal: (field: string) => boolean): readonly string[] =>
  Object.entries(resource.fields).flatMap(([field, { type, secret }]) =>
    type === 'lines' || (secret && !reveal(field)) ? [] : [field],
  )

const columnsFor = (source: Source, resource: Resource, fields: readonly string[]) =>
  fields.flatMap((field) =>
    resource.fields[field]?.type === 'record_ref'
      ? (['resource', 'id'] as const).map(
          (part) => sql`${source.path(`${field}.${part}`)} as ${name(`${field}_${part}`)}`,
        )
      : [sql`${source.path(field)} as ${name(field)}`],
  )

const toRow = (resource: Resource, fields: readonly string[], raw: Raw): Row => {
  const row: Record<string, unknown> = {}
  for (const field of Object.keys(resource.fields)) {
    const definition = resource.fields[field]
    if (!definition || definition.type === 'lines') continue
    row[field] = fields.includes(field) ? valueOf(field, raw) : null
    if (definition.type !== 'record_ref' && row[field] !== null)
      row[field] = fromColumn(definition, row[field])
  }
  return { ...row, id: String(raw.id) }
}

const valueOf = (field: string, raw: Raw): unknown => {
  if (field in raw) return raw[field] ?? null
  const id = raw[`${field}_id`]
  return id === null || id === undefined ? null : { resource: raw[`${field}_resource`], id }
}

/** Reads rows of a resource, without their lines. Everything stays masked as `compile` says. */
export const selectRows = async (
  work: Work,
  compile: Compile,
  resource: Resource,
  selection: Selection,
  options: { readonly reveal?: (field: string) => boolean } = {},
): Promise<Row[]> => {
  const source = sourceOf(compile, resource.name)
  const fields = ownFields(resource, options.reveal ?? (() => false))
  const columns = columnsFor(source, resource, fields)
  const { rows } = await sql<Raw>`select ${sql.join(columns)} ${tail(source, selection)}`.execute(
    work.db,
  )
  return rows.map((raw) => toRow(resource, fields, raw))
}

/** Everything after the columns. Joins come last: conditions and order may still ask for one. */
const tail = (source: Source, selection: Selection): RawBuilder<unknown> => {
  const conditions = [
    ...selection.where.map((test) => source.where(test)),
    ...(selection.only ? [selection.only(source)] : []),
  ]
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
  const order = selection.order ? sql`order by ${selection.order(source)}` : sql``
  const limit = selection.limit === undefined ? sql`` : sql`limit ${selection.limit}`
  const offset = selection.offset ? sql`offset ${selection.offset}` : sql``
  return sql`from ${source.from()} ${where} ${order} ${limit} ${offset}`
}

/** Reads the ids of the rows that match. */
export const selectIds = async (
  work: Work,
  compile: Compile,
  resource: string,
  selection: Selection,
): Promise<string[]> => {
  const source = sourceOf(compile, resource)
  const { rows } = await sql<{ id: string }>`
    select ${source.column('id')} as "id" ${tail(source, selection)}`.execute(work.db)
  return rows.map(({ id }) => id)
}

/** Counts the rows that match, up to a ceiling when one is given. */
export const countRows = async (
  work: Work,
  compile: Compile,
  resource: string,
  where: readonly Test[],
  ceiling?: number,
): Promise<number> => {
  const source = sourceOf(compile, resource)
  const query =
    ceiling === undefined
      ? sql<{ n: string }>`select count(*) as n ${tail(source, { where })}`
      : sql<{ n: string }>`select count(*) as n from
          (select 1 ${tail(source, { where, limit: ceiling + 1 })}) as found`
  const { rows } = await query.execute(work.db)
  return Number(rows[0]?.n ?? 0)
}

const alias = (i: number) => `q${i}`

/**
 * Answers questions about rows, each in one statement for all rows.
 *
 * Shape: id -> the answers by name, as the driver gives them; a row that does not exist has no entry.
 */
export const answers = async <K extends string>(
  work: Work,
  compile: Compile,
  resource: string,
  ids: readonly string[],
  questions: Readonly<Record<K, Question>>,
): Promise<Map<string, Record<K, unknown>>> => {
  const names = Object.keys(questions) as K[]
  const result = new Map<string, Record<K, unknown>>()
  if (ids.length === 0) return result
  const source = sourceOf(compile, resource)
  const columns = names.map(
    (key, i) => sql`${questionSql(source, questions[key])} as ${name(alias(i))}`,
  )
  const only = () => sql`${source.column('id')} = any(${ids}::uuid[])`
  const { rows } = await sql<Raw>`
    select ${sql.join([sql`${source.column('id')} as "id"`, ...columns])}
    ${tail(source, { where: [], only })}`.execute(work.db)
  for (const raw of rows)
    result.set(
      String(raw.id),
      Object.fromEntries(names.map((key, i) => [key, raw[alias(i)] ?? null])) as Record<K, unknown>,
    )
  return result
}

/** Answers questions about one row. */
export const answersOf = async <K extends string>(
  work: Work,
  compile: Compile,
  resource: string,
  id: string,
  questions: Readonly<Record<K, Question>>,
): Promise<Record<K, unknown>> => {
  const all = await answers(work, compile, resource, [id], questions)
  return all.get(id) ?? ({} as Record<K, unknown>)
}

const questionSql = (source: Source, question: Question): RawBuilder<unknown> => {
  if ('test' in question) return source.condition(question.test)
  return 'expr' in question ? source.expression(question.expr) : source.path(question.path)
}

/** Puts the lines of every `lines` field into rows, one statement a field for all rows. */
export const attachLines = async (
  work: Work,
  compile: Compile,
  resource: Resource,
  rows: readonly Row[],
  options: { readonly reveal?: (field: string) => boolean } = {},
): Promise<Row[]> => {
  const fields = Object.entries(resource.fields).filter(([, field]) => field.type === 'lines')
  if (fields.length === 0 || rows.length === 0) return [...rows]
  const byField = new Map<string, ReadonlyMap<string, readonly Row[]>>()
  for (const [field, definition] of fields)
    if (definition.type === 'lines') {
      const lines = work.engine.index.resources.get(
        linesResource(resource.entity, field, definition),
      )
      if (lines) byField.set(field, await linesOf(work, compile, lines, rows, options))
    }
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(fields.map(([field]) => [field, byField.get(field)?.get(row.id) ?? []])),
  }))
}

const linesOf = async (
  work: Work,
  compile: Compile,
  lines: Resource,
  parents: readonly Row[],
  options: { readonly reveal?: (field: string) => boolean },
): Promise<ReadonlyMap<string, readonly Row[]>> => {
  const key = lines.parent?.key ?? 'id'
  const ids = parents.map(({ id }) => id)
  const rows = await selectRows(
    work,
    compile,
    lines,
    {
      where: [],
      only: (source) => sql`${source.column(key)} = any(${ids}::uuid[])`,
      order: (source) =>
        sql`${source.column(key)}, ${source.column('position')}, ${source.column('id')}`,
    },
    options,
  )
  const grouped = new Map<string, Row[]>()
  for (const row of rows) {
    const { [key]: parent, position: _, ...rest } = row
    const list = grouped.get(String(parent)) ?? []
    list.push(rest as Row)
    grouped.set(String(parent), list)
  }
  return grouped
}

/** Reads whole records as the system sees them, lines and secrets included. */
export const openRows = async (
  work: Work,
  resource: Resource,
  ids: readonly string[],
): Promise<Map<string, Row>> => {
  if (ids.length === 0) return new Map()
  const compile: Compile = { index: work.engine.index, ctx: work.ctx }
  const all = { reveal: () => true }
  const only = (source: Source) => sql`${source.column('id')} = any(${ids}::uuid[])`
  const rows = await selectRows(work, compile, resource, { where: [], only }, all)
  const whole = await attachLines(work, compile, resource, rows, all)
  return new Map(whole.map((row) => [row.id, row]))
}

/**
 * Locks rows in the order of their ids, so that two transactions never wait for each other in a circle.
 *
 * NO KEY: a row that somebody else's new child points to is not waited for, and its id never changes.
 */
export const lockRows = async (
  work: Work,
  resource: Resource,
  ids: readonly string[],
): Promise<string[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select "id" from ${name(resource.table)} where "id" = any(${ids}::uuid[])
    order by "id" for no key update`.execute(work.db)
  return rows.map(({ id }) => id)
}

/** Locks one record and reads it whole, as the system sees it; undefined when there is none. */
export const lockedRow = async (
  work: Work,
  resource: Resource,
  id: string,
): Promise<Row | undefined> => {
  const locked = await lockRows(work, resource, [id])
  return locked.length === 0 ? undefined : (await openRows(work, resource, [id])).get(id)
}
