import { sql, type Kysely } from 'kysely'
import type { ModelIndex } from '#model/language/resources.ts'
import { daysBetween } from '#model/language/time.ts'
import type { Database, Tables } from '../database/database.ts'
import { Problem } from '../problems.ts'
import { name } from '../sql/names.ts'
import type { Table } from '../sql/tables.ts'
import { writeDays } from './clock.ts'
import { modelDigest, sandboxTables } from './contents.ts'
import { brokenFile, readSandboxFile, type FilePart } from './read-file.ts'
import { shiftDays } from './shift-days.ts'

/** Something declared of tables, with the statements that take it off and put it back. */
type Declared = { readonly off: string; readonly on: string }

/** Foreign keys and indexes: rows are written without them, and checked and sorted once when they are back. */
const declaredOf = async (db: Kysely<Tables>): Promise<readonly Declared[]> => {
  const references = await sql<Declared>`
    select format('alter table %I drop constraint %I', "t"."relname", "c"."conname") as "off",
      format('alter table %I add constraint %I %s', "t"."relname", "c"."conname", pg_get_constraintdef("c"."oid")) as "on"
    from pg_constraint "c" join pg_class "t" on "t"."oid" = "c"."conrelid"
    where "c"."contype" = 'f' and "t"."relnamespace" = current_schema()::regnamespace order by 1`.execute(db)
  const indexes = await sql<Declared>`
    select format('drop index %I', "n"."relname") as "off", pg_get_indexdef("i"."indexrelid") as "on"
    from pg_index "i" join pg_class "n" on "n"."oid" = "i"."indexrelid"
    where not "i"."indisprimary" and "n"."relnamespace" = current_schema()::regnamespace order by 1`.execute(db)
  return [...references.rows, ...indexes.rows]
} // prettier-ignore

/** Takes everything out, under one lock in one order, so that nobody reads half of it. */
const empty = async (db: Kysely<Tables>, tables: readonly Table[]): Promise<void> => {
  const names = [...tables.map((table) => table.name), '_sessions', '_throttles'].toSorted()
  const list = sql.join(names.map((each) => name(each)))
  await sql`lock table ${list} in access exclusive mode`.execute(db)
  await sql`truncate table ${list}`.execute(db)
}

/** Writes the rows of a part as the database itself reads JSON; numbers and moments keep every digit. */
const write = async (db: Kysely<Tables>, table: Table, rows: FilePart['rows']): Promise<void> => {
  const columns = sql.join(table.columns.map((column) => name(column.name)))
  await sql`insert into ${name(table.name)} (${columns})
    select ${columns} from json_populate_recordset(null::${name(table.name)}, cast(${`[${rows.join(',')}]`} as json))`.execute(db)
} // prettier-ignore

/** Events are told by number: numbers that were given out are not given again. */
const raiseNumbers = (db: Kysely<Tables>) =>
  sql`select setval(pg_get_serial_sequence('"_changes"', 'seq'), greatest(
    (select coalesce(max("seq"), 1) from "_changes"),
    nextval(pg_get_serial_sequence('"_changes"', 'seq'))))`.execute(db)

export type Replacing = {
  readonly database: Database
  readonly index: ModelIndex
  /** Fills the emptied tables. */
  readonly fill: (tx: Kysely<Tables>) => Promise<void>
  /** Days by which the clock is moved from then on. */
  readonly days: number
  /** What remains to be done in the same transaction. */
  readonly after: (tx: Kysely<Tables>) => Promise<void>
}

/**
 * Puts other contents in the place of everything that the sandbox holds, in one transaction: whoever looks, and
 * whenever it is stopped, there is the old sandbox or the new one.
 */
export const replaceAll = ({ database, index, fill, days, after }: Replacing): Promise<void> =>
  database.transaction(
    async (tx) => {
      await empty(tx, sandboxTables(index))
      const declared = await declaredOf(tx)
      for (const { off } of declared) await sql.raw(off).execute(tx)
      await fill(tx)
      for (const { on } of declared.toReversed()) await sql.raw(on).execute(tx)
      await raiseNumbers(tx)
      await writeDays(tx, days)
      await after(tx)
      await sql`analyze`.execute(tx)
    },
    { kind: 'maintenance' },
  )

/** Codes by which a database says that rows do not fit their table or each other. */
const unfit = /^(22|23)/

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** A sandbox file that was looked through. */
export type CheckedFile = {
  readonly day: string
  readonly days: number
  readonly rows: number
  /** Writes its rows into empty tables; `today` moves every day by the days since it was written. */
  readonly fill: (tx: Kysely<Tables>, today?: string) => Promise<void>
}

const isObject = (row: string): boolean => {
  try {
    const value: unknown = JSON.parse(row)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

const otherModel = (): Problem =>
  brokenFile(
    '文件来自另一个版本的模型，请用相同版本的程序导出后再导入',
    'was written under another version of the model; export it again under this one',
  )

/**
 * Looks a whole file through before anything is touched.
 *
 * Errors: `invalid` when it is no sandbox file, of another model, or damaged.
 */
export const checkFile = async (
  index: ModelIndex,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<CheckedFile> => {
  const { header, parts } = await readSandboxFile(bytes)
  if (header.model !== (await modelDigest(index))) throw otherModel()
  const tables = new Map(sandboxTables(index).map((table) => [table.name, table]))
  if (!header.tables.every((each) => tables.has(each.name))) throw otherModel()
  let rows = 0
  for await (const part of parts) {
    if (!part.rows.every(isObject)) throw brokenFile('文件不完整或已损坏', 'is damaged or not whole') // prettier-ignore
    rows += part.rows.length
  }
  const fill = async (tx: Kysely<Tables>, today?: string): Promise<void> => {
    const again = await readSandboxFile(bytes)
    for await (const part of again.parts) {
      const table = tables.get(part.table)
      if (table) await write(tx, table, part.rows)
    }
    if (today !== undefined) await shiftDays(tx, index, daysBetween(header.day, today))
  }
  return { day: header.day, days: header.days, rows, fill }
}

/** Says what the database finds wrong with the rows of a file. */
export const asFileProblem = (error: unknown): unknown =>
  unfit.test(codeOf(error))
    ? brokenFile('其中的数据彼此不符', 'holds rows that do not fit each other', error)
    : error
