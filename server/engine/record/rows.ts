import { sql, type RawBuilder } from 'kysely'
import type { Expr, Test } from '#model/language/ast.ts'
import { asOfGap } from '#model/language/dependencies.ts'
import { linesResource, type Resource } from '#model/language/resources.ts'
import { canonicalInstant } from '#model/language/day.ts'
import { fromColumn } from '../../sql/columns.ts'
import type { Compile } from '../../sql/compile.ts'
import { name } from '../../sql/names.ts'
import { from as sourceOf, type Source } from '../../sql/source.ts'
import { recordKey } from './journal.ts'
import { runPlanned, type Statement } from './plans.ts'
import type { Row } from '#model/language/wire.ts'
import type { Work } from '../work.ts'

/** Something to be told about a row: whether a condition holds, what a formula or path gives, a column of the system. */
export type Question =
  | { readonly test: Test }
  | { readonly expr: Expr }
  | { readonly path: string }
  | { readonly column: '_historical' }

/** Which rows, in which order. */
export type Selection = {
  readonly where: readonly Test[]
  readonly order?: (source: Source) => RawBuilder<unknown>
  readonly limit?: number
  readonly offset?: number
  /** Further SQL condition, for what the model's predicates cannot say. */
  readonly only?: (source: Source) => RawBuilder<unknown>
}

export type ReadOptions = {
  /** Secret fields whose value is given all the same. */
  readonly reveal?: (field: string) => boolean
  /** Child rows are left out. */
  readonly flat?: boolean
}

type Raw = Record<string, unknown>

/**
 * Fields of a row of its own table that an answer carries: all but lines and, unless revealed, secrets. As of a past
 * day, a value that has no dated form is not known: it is left empty, and refused where a filter or order asks for it.
 */
const ownFields = (
  { index, ctx }: Compile,
  resource: Resource,
  reveal: (field: string) => boolean,
): readonly string[] =>
  Object.entries(resource.fields).flatMap(([field, { type, secret }]) =>
    type === 'lines' ||
    (secret && !reveal(field)) ||
    (ctx.asOf !== undefined && asOfGap(index, resource.name, field) !== null)
      ? []
      : [field],
  )

const columnsFor = (source: Source, resource: Resource, fields: readonly string[]) =>
  fields.flatMap((field) =>
    resource.fields[field]?.type === 'record_ref'
      ? (['resource', 'id'] as const).map(
          (part) => sql`${source.path(`${field}.${part}`)} as ${name(`${field}_${part}`)}`,
        )
      : [sql`${source.path(field)} as ${name(field)}`],
  )

/** Makes rows of what the database gives; fields that are not among those asked for are empty. */
const rowReader = (resource: Resource, fields: ReadonlySet<string>): ((raw: Raw) => Row) => {
  const read = Object.entries(resource.fields).filter(([, { type }]) => type !== 'lines')
  return (raw) => {
    const row: Record<string, unknown> = {}
    for (const [field, definition] of read) {
      const value = fields.has(field) ? valueOf(field, raw) : null
      row[field] = value === null || definition.type === 'record_ref' ? value : fromColumn(definition, value)
    }
    row['id'] = String(raw.id)
    return row as Row
  }
} // prettier-ignore

const valueOf = (field: string, raw: Raw): unknown => {
  if (field in raw) return raw[field] ?? null
  const id = raw[`${field}_id`]
  return id === null || id === undefined ? null : { resource: raw[`${field}_resource`], id }
}

/** The child rows of each record as JSON beside it, so that a record takes one statement. */
const linesColumn = (source: Source, lines: Resource, fields: readonly string[]) => {
  const child = source.child(lines.name)
  const mine = sql`${child.column(lines.parent?.key ?? 'id')} = ${source.column('id')}`
  const columns = sql.join(columnsFor(child, lines, fields))
  return sql`(select json_agg(row_to_json("line") order by "line"."position", "line"."id")
    from (select ${columns} from ${child.from()} where ${mine}) as "line")`
}

const linesReader = (
  lines: Resource,
  fields: ReadonlySet<string>,
): ((held: unknown) => readonly Row[]) => {
  const toRow = rowReader(lines, fields)
  const instants = Object.keys(lines.fields).filter((field) => lines.fields[field]?.type === 'datetime') // prettier-ignore
  return (held) =>
    (Array.isArray(held) ? held : []).map((raw: Raw) => {
      const row: Record<string, unknown> = toRow(raw)
      for (const name of [lines.parent?.key ?? '', 'position']) delete row[name]
      for (const field of instants) {
        const value = row[field]
        if (typeof value === 'string') row[field] = canonicalInstant(value)
      }
      return row as Row
    })
}

const linesFields = (work: Work, resource: Resource): (readonly [string, Resource])[] =>
  Object.entries(resource.fields).flatMap(([field, definition]) => {
    if (definition.type !== 'lines') return []
    const lines = work.engine.index.resources.get(linesResource(resource.entity, field, definition))
    return lines ? [[field, lines] as const] : []
  })

/** Reads rows of a resource with their child rows. Everything stays masked as `compile` says. */
export const selectRows = async (
  work: Work,
  compile: Compile,
  resource: Resource,
  selection: Selection,
  options: ReadOptions = {},
): Promise<Row[]> => (await selectAnswered(work, compile, resource, selection, {}, options)).map(([row]) => row) // prettier-ignore

/** Writes the statement for rows with the answers to questions about each, and how its rows are read. */
export const rowsStatement = <K extends string>(
  work: Work,
  compile: Compile,
  resource: Resource,
  selection: Selection,
  questions: Readonly<Record<K, Question>>,
  options: ReadOptions = {},
): Statement<readonly [Row, Record<K, unknown>]> => {
  const { reveal = () => false } = options
  const source = sourceOf(compile, resource.name)
  const fields = ownFields(compile, resource, reveal)
  const parts = (options.flat ? [] : linesFields(work, resource)).map(
    ([field, lines]) => [field, lines, ownFields(compile, lines, reveal)] as const,
  )
  const columns = [
    ...columnsFor(source, resource, fields),
    ...parts.map(
      ([field, lines, own]) => sql`${linesColumn(source, lines, own)} as ${name(field)}`,
    ),
    ...questionColumns(source, questions),
  ]
  const toRow = rowReader(resource, new Set(fields))
  const readers = parts.map(([field, lines, own]) => [field, linesReader(lines, new Set(own))] as const) // prettier-ignore
  const read = (raw: Raw) => {
    const row: Record<string, unknown> = toRow(raw)
    for (const [field, toLines] of readers) row[field] = toLines(raw[field])
    return [row as Row, answerOf(questions, raw)] as const
  }
  return { query: sql<Raw>`select ${sql.join(columns)} ${tail(source, selection)}`, read }
}

/** Reads rows together with the answers to questions about each. */
export const selectAnswered = async <K extends string>(
  work: Work,
  compile: Compile,
  resource: Resource,
  selection: Selection,
  questions: Readonly<Record<K, Question>>,
  options: ReadOptions = {},
): Promise<(readonly [Row, Record<K, unknown>])[]> => {
  return runStatement(work, rowsStatement(work, compile, resource, selection, questions, options))
}

const runStatement = async <T>(work: Work, { query, read }: Statement<T>): Promise<T[]> =>
  (await query.execute(work.db)).rows.map(read)

/**
 * Everything after the columns. Joins come last: conditions and order may still ask for one. The numbers of the page
 * stand in the text: without them PostgreSQL would plan for a tenth of the table, and so each time anew.
 */
const tail = (source: Source, selection: Selection): RawBuilder<unknown> => {
  const conditions = [
    ...selection.where.map((test) => source.where(test)),
    ...(selection.only ? [selection.only(source)] : []),
  ]
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
  const order = selection.order ? sql`order by ${selection.order(source)}` : sql``
  const limit = selection.limit === undefined ? sql`` : sql`limit ${sql.lit(selection.limit)}`
  const offset = selection.offset ? sql`offset ${sql.lit(selection.offset)}` : sql``
  return sql`from ${source.from()} ${where} ${order} ${limit} ${offset}`
}

/** Writes the query for the ids of rows that match, to stand alone or inside another. */
export const idsQuery = (
  compile: Compile,
  resource: string,
  selection: Selection,
): RawBuilder<{ id: string }> => {
  const source = sourceOf(compile, resource)
  return sql<{ id: string }>`select ${source.column('id')} as "id" ${tail(source, selection)}`
}

/** Reads the ids of the rows that match. */
export const selectIds = async (
  work: Work,
  compile: Compile,
  resource: string,
  selection: Selection,
): Promise<string[]> => {
  const { rows } = await idsQuery(compile, resource, selection).execute(work.db)
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

const questionColumns = (source: Source, questions: Readonly<Record<string, Question>>) =>
  Object.values(questions).map((question, i) => sql`${questionSql(source, question)} as ${name(alias(i))}`) // prettier-ignore

const questionSql = (source: Source, question: Question): RawBuilder<unknown> => {
  if ('test' in question) return source.condition(question.test)
  if ('column' in question) return source.column(question.column)
  return 'expr' in question ? source.expression(question.expr) : source.path(question.path)
}

const answerOf = <K extends string>(
  questions: Readonly<Record<K, Question>>,
  raw: Raw,
): Record<K, unknown> =>
  Object.fromEntries(
    Object.keys(questions).map((key, i) => [key, raw[alias(i)] ?? null]),
  ) as Record<K, unknown>

/**
 * Limits a statement to some rows.
 *
 * One id is compared as it is: of a list in a parameter PostgreSQL does not know how long it will be, takes the plan
 * for any list to be dear, and plans the statement anew each time that it runs.
 */
export const among =
  (ids: readonly string[]) =>
  (source: Source): RawBuilder<unknown> =>
    ids.length === 1
      ? sql`${source.column('id')} = ${ids[0]}::uuid`
      : sql`${source.column('id')} = any(${ids}::uuid[])`

/**
 * Answers questions about rows, all in one statement.
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
  if (ids.length === 0) return new Map()
  return new Map(await runStatement(work, answersStatement(compile, resource, ids, questions)))
}

const answersStatement = <K extends string>(
  compile: Compile,
  resource: string,
  ids: readonly string[],
  questions: Readonly<Record<K, Question>>,
): Statement<readonly [id: string, answer: Record<K, unknown>]> => {
  const source = sourceOf(compile, resource)
  const columns = [sql`${source.column('id')} as "id"`, ...questionColumns(source, questions)]
  const query = sql<Raw>`
    select ${sql.join(columns)} ${tail(source, { where: [], only: among(ids) })}`
  return { query, read: (raw) => [String(raw.id), answerOf(questions, raw)] }
}

/**
 * Answers the questions that are always asked of rows of a resource; `plan` names them, so that the statement is made
 * once.
 */
export const plannedAnswers = async <K extends string>(
  work: Work,
  plan: string,
  compileFor: (work: Work) => Compile,
  resource: string,
  ids: readonly string[],
  questions: Readonly<Record<K, Question>>,
): Promise<Map<string, Record<K, unknown>>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        await runPlanned(work, `${plan} ${resource}`, ids, (at, some) =>
          answersStatement(compileFor(at), resource, some, questions),
        ),
      )

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

const whole: ReadOptions = { reveal: () => true }

/** Reads whole records as the system sees them, lines and secrets included; once until something is written. */
export const openRows = async (
  work: Work,
  resource: Resource,
  ids: readonly string[],
): Promise<Map<string, Row>> => {
  const { rows: known } = work.journal
  const found = new Map<string, Row>()
  const unread = ids.filter((id) => {
    const row = known.get(recordKey(resource.name, id))
    if (row) found.set(id, row)
    return !row
  })
  if (unread.length === 0) return found
  const statementFor = (at: Work, some: readonly string[]) => {
    const selection = { where: [], only: among(some) }
    return rowsStatement(
      at,
      { index: at.engine.index, ctx: at.ctx },
      resource,
      selection,
      {},
      whole,
    )
  }
  for (const [row] of await runPlanned(work, `open ${resource.name}`, unread, statementFor)) {
    found.set(row.id, row)
    known.set(recordKey(resource.name, row.id), row)
  }
  return found
}

/** Reads whole records as the system sees them, with the answers to questions about each. */
export const openAnswered = async <K extends string>(
  work: Work,
  compile: Compile,
  resource: Resource,
  ids: readonly string[],
  questions: Readonly<Record<K, Question>>,
): Promise<(readonly [Row, Record<K, unknown>])[]> => {
  const selection = { where: [], only: among(ids) }
  const found = await selectAnswered(work, compile, resource, selection, questions, whole)
  for (const [row] of found) work.journal.rows.set(recordKey(resource.name, row.id), row)
  return found
}
