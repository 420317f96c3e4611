import { sql, type RawBuilder } from 'kysely'
import type { Label } from '#model/language/definition.ts'
import type { ComputedGroup } from '#model/language/dependencies.ts'
import type { Resource } from '#model/language/resources.ts'
import { bigrams, sortKey, sortKeyFields } from '#model/language/search-text.ts'
import { startOfDay } from '#model/language/time.ts'
import { validateInput } from '#model/language/validate.ts'
import { initialState } from '#model/language/workflow.ts'
import { columnsOf, searchText } from '../../sql/columns.ts'
import { name } from '../../sql/names.ts'
import { recomputeAll } from '../../sql/recompute.ts'
import { openCompile } from '../compile.ts'
import { rowsIn } from './lines.ts'
import { linesOfEntity } from './store.ts'
import type { Work } from '../work.ts'

/**
 * Set-based writing for imports, inside the importer's transaction.
 *
 * Order: `validateRows` of every resource, then `insertRows`/`updateRows` in the order of references, then
 * `finishImport` once. No effect, system transition, rule or notice runs; counters do not move.
 */
export type ImportRow = {
  readonly id: string
  /** Wire values; lines as arrays. What is absent stays empty. */
  readonly values: Readonly<Record<string, unknown>>
}

export type ImportOptions = {
  readonly importId: string
  /** Rows stay out of scheduler and rules until a person takes a step on them. */
  readonly historical: boolean
}

/** What is wrong with one row, by dot path. */
export type RowErrors = Readonly<Record<string, Label>>

/** Parses rows by the model: types, enums, bounds, patterns. References and uniqueness are the database's word. */
export const validateRows = (
  work: Work,
  resource: Resource,
  rows: readonly Readonly<Record<string, unknown>>[],
  options: Pick<ImportOptions, 'historical'>,
): readonly { readonly values: Readonly<Record<string, unknown>>; readonly errors: RowErrors }[] =>
  rows.map((row) =>
    validateInput(work.engine.index, resource.name, row, {
      mode: 'create',
      ctx: work.ctx,
      historical: options.historical,
    }),
  )

/** Rows that one statement takes: their text is short-lived, which keeps an import of any length within its memory. */
const chunkSize = 200

/** Cuts rows into the numbers that one statement takes. */
export const chunks = <T>(all: readonly T[], size = chunkSize): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  )

type Plain = Record<string, unknown>

/** Values by column, in a form that JSON carries: lists and files as they are, references split. */
export const plainColumns = (
  resource: Resource,
  values: Readonly<Record<string, unknown>>,
): Plain => {
  const columns: Plain = {}
  const keyed = new Set(sortKeyFields(resource))
  for (const [field, value] of Object.entries(values)) {
    const type = resource.fields[field]?.type
    if (type === undefined || type === 'lines') continue
    if (type === 'record_ref') {
      const pointer = value as { readonly resource?: unknown; readonly id?: unknown } | null
      columns[`${field}_resource`] = pointer?.resource ?? null
      columns[`${field}_id`] = pointer?.id ?? null
    } else columns[field] = value
    if (keyed.has(field))
      columns[`${field}_sort`] = typeof value === 'string' ? sortKey(value) : null
  }
  return columns
}

/** Search columns of a row, as JSON carries them. */
export const searchOf = (resource: Resource, values: Readonly<Record<string, unknown>>): Plain => {
  const text = searchText(resource, values)
  return { _search: text, _grams: bigrams(text) }
}

/**
 * Writes new records with their lines, history and states, a chunk a statement; while the database takes one chunk,
 * the next is made ready.
 */
export const insertRows = async (
  work: Work,
  resource: Resource,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<void> => {
  const first = initialState(resource.entity)
  let writing: Promise<void> | undefined
  for (const chunk of chunks(rows)) {
    const states = chunk.map(({ values }) => values.state ?? first)
    const table = chunk.map(({ id, values }, i) => ({
      ...systemColumns(work, options),
      ...plainColumns(resource, values),
      ...searchOf(resource, values),
      ...(first !== null && { state: states[i] }),
      id,
    }))
    const statement = insertStatement(work, resource, table)
    await writing
    writing = insertChunk(work, resource, chunk, statement, first === null ? null : states, options)
  }
  await writing
}

const insertChunk = async (
  work: Work,
  resource: Resource,
  chunk: readonly ImportRow[],
  statement: RawBuilder<unknown>,
  states: readonly unknown[] | null,
  options: ImportOptions,
): Promise<void> => {
  await statement.execute(work.db)
  await insertAllLines(work, resource, chunk)
  await addHistory(work, resource, chunk, options)
  if (states) await addStates(work, resource, chunk, states.map(String))
}

const systemColumns = (work: Work, options: ImportOptions): Plain => ({
  created_at: work.ctx.now,
  created_by: work.who.employee,
  updated_at: work.ctx.now,
  updated_by: work.who.employee,
  version: 1,
  archived: false,
  _import_id: options.importId,
  _historical: options.historical,
})

const insertAllLines = async (
  work: Work,
  resource: Resource,
  rows: readonly ImportRow[],
): Promise<void> => {
  for (const [field, lines] of linesOfEntity(work, resource)) {
    const key = lines.parent?.key ?? ''
    const table = rows.flatMap(({ id, values }) =>
      rowsIn(values[field]).map((line, position) => ({
        ...plainColumns(lines, line),
        [key]: id,
        position,
        id: line.id ?? work.engine.newId(),
      })),
    )
    for (const chunk of chunks(table)) await insertTable(work, lines, chunk)
  }
}

/** Inserts rows from one JSON parameter; a column that no row has keeps its default. */
export const insertTable = async (
  work: Work,
  resource: Resource,
  rows: readonly Plain[],
): Promise<void> => {
  await insertStatement(work, resource, rows).execute(work.db)
}

const insertStatement = (
  work: Work,
  resource: Resource,
  rows: readonly Plain[],
): RawBuilder<unknown> => {
  const { list, typed } = columnsIn(work, resource, rows)
  return sql`insert into ${name(resource.table)} (${list}) select ${list}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as "x" (${typed})`
}

const columnsIn = (work: Work, resource: Resource, rows: readonly Plain[]) => {
  const given = new Set(rows.flatMap((row) => Object.keys(row)))
  const columns = columnsOf(work.engine.index, resource).filter((column) => given.has(column.name))
  return {
    names: columns.map((column) => column.name),
    list: sql.join(columns.map((column) => name(column.name))),
    typed: sql.join(columns.map((column) => sql`${name(column.name)} ${sql.raw(column.type)}`)),
  }
}

/** Changes existing records: every row of one call gives the same fields. Lines that are given replace the old. */
export const updateRows = async (
  work: Work,
  resource: Resource,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<void> => {
  for (const chunk of chunks(rows)) {
    const table = chunk.map(({ id, values }) => ({ ...plainColumns(resource, values), id }))
    const { names, typed } = columnsIn(work, resource, table)
    const changed = names.filter((column) => column !== 'id')
    const set = changed.map((column) => sql`${name(column)} = "x".${name(column)},`)
    await sql`update ${name(resource.table)} as "t"
      set ${sql.join(set, sql` `)} "version" = "t"."version" + 1, "updated_at" = ${work.ctx.now}::timestamptz,
        "updated_by" = ${work.who.employee}::uuid
      from jsonb_to_recordset(${JSON.stringify(table)}::jsonb) as "x" (${typed})
      where "t"."id" = "x"."id"`.execute(work.db)
    await replaceLines(work, resource, chunk)
    await addHistory(work, resource, chunk, options)
  }
}

const replaceLines = async (
  work: Work,
  resource: Resource,
  rows: readonly ImportRow[],
): Promise<void> => {
  for (const [field, lines] of linesOfEntity(work, resource)) {
    const ids = rows.flatMap(({ id, values }) => (field in values ? [id] : []))
    if (ids.length > 0)
      await sql`delete from ${name(lines.table)}
        where ${name(lines.parent?.key ?? '')} = any(${ids}::uuid[])`.execute(work.db)
  }
  await insertAllLines(work, resource, rows)
}

const addHistory = async (
  work: Work,
  resource: Resource,
  rows: readonly ImportRow[],
  { importId }: ImportOptions,
): Promise<void> => {
  const { who, ctx, engine } = work
  const entries = rows.map(({ id }) => ({ id: engine.newId(), record: id }))
  await sql`insert into "_changes"
    ("id", "resource", "record", "version", "at", "by", "account", "via", "action", "import_id")
    select "x"."id", ${resource.name}, "x"."record", "t"."version", ${ctx.now}::timestamptz, ${who.employee}::uuid,
      ${who.account}::uuid, 'import', 'import', ${importId}::uuid
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as "x" ("id" uuid, "record" uuid)
    join ${name(resource.table)} as "t" on "t"."id" = "x"."record"`.execute(work.db)
}

/** One state event a record, on the day that its state's stamp names, else the day of the import. */
const addStates = async (
  work: Work,
  resource: Resource,
  rows: readonly ImportRow[],
  states: readonly string[],
): Promise<void> => {
  const entries = rows.map(({ id, values }, i) => {
    const state = states[i] ?? ''
    const on_day = stampDay(resource, state, values) ?? work.ctx.today
    const at = on_day === work.ctx.today ? work.ctx.now : startOfDay(on_day, work.ctx.zone)
    return { id: work.engine.newId(), record: id, at, on_day, to_state: state }
  })
  await sql`insert into "_state_events" ("id", "resource", "record", "at", "on_day", "to_state", "by")
    select "id", ${resource.name}, "record", "at", "on_day", "to_state", ${work.who.employee}::uuid
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      as "x" ("id" uuid, "record" uuid, "at" timestamptz, "on_day" date, "to_state" text)`.execute(
    work.db,
  )
}

/**
 * The day that the stamp of the state names; a state without one takes the latest stamp of the record, else the day
 * from which the record exists, else that of its time axis.
 */
const stampDay = (
  resource: Resource,
  state: string,
  values: Readonly<Record<string, unknown>>,
): string | undefined => {
  const { workflow, exists_from, analytics } = resource.entity
  const dayOf = (field: string | undefined): string[] => {
    const value = field === undefined ? undefined : values[field]
    return typeof value === 'string' ? [value.slice(0, 10)] : []
  }
  const stamps = (of: string) => [workflow?.states[of]?.stamp ?? []].flat().flatMap(dayOf)
  const latest = Object.keys(workflow?.states ?? {})
    .flatMap(stamps)
    .sort()
    .at(-1)
  return stamps(state)[0] ?? latest ?? dayOf(exists_from)[0] ?? dayOf(analytics?.time)[0]
}

/** Computes stored values anew that depend on rows of the written resources; to be called once, when all is written. */
export const finishImport = async (
  work: Work,
  written?: ReadonlySet<string>,
  onChanged?: (group: ComputedGroup, ids: readonly string[]) => void,
): Promise<void> => {
  await recomputeAll(work.db, openCompile(work), written, onChanged)
}
