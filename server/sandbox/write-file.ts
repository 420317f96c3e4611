import { sql, type Kysely } from 'kysely'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Database, Tables } from '../database/database.ts'
import { name } from '../sql/names.ts'
import type { Table } from '../sql/tables.ts'
import { modelDigest, sandboxTables } from './contents.ts'
import type { FileHeader } from './read-file.ts'

const rowsAtOnce = 2_000

type Piece = { readonly row: string } & Readonly<Record<`k${number}`, string>>

/** The next rows after a key, as JSON texts: what a number or a moment is never passes through JavaScript. */
const nextRows = async (
  db: Kysely<Tables>,
  table: Table,
  last: Piece | undefined,
): Promise<readonly Piece[]> => {
  const key = table.primaryKey
  const isUuid = (column: string) =>
    table.columns.find((each) => each.name === column)?.type === 'uuid'
  const keys = sql.join(key.map((column) => name(column)))
  const after = sql.join(
    key.map((column, i) => {
      const type = sql.raw(isUuid(column) ? 'uuid' : 'text')
      return sql`cast(${last?.[`k${i}`] ?? null} as ${type})`
    }),
  )
  const limit = table.columns.some(({ type }) => type === 'bytea') ? 1 : rowsAtOnce
  const { rows } = await sql<Piece>`
    select ${sql.join(key.map((column, i) => sql`cast("x".${name(column)} as text) as ${name(`k${i}`)}`))},
      cast(row_to_json("x") as text) as "row"
    from (select ${sql.join(table.columns.map((column) => name(column.name)))} from ${name(table.name)}
      ${last ? sql`where (${keys}) > (${after})` : sql``} order by ${keys} limit ${sql.lit(limit)}) as "x"`.execute(
    db,
  )
  return rows
}

const countsOf = async (
  db: Kysely<Tables>,
  tables: readonly Table[],
): Promise<FileHeader['tables']> => {
  const counts: { name: string; rows: number }[] = []
  for (const table of tables) {
    const { rows } = await sql<{ n: string }>`select count(*) as n from ${name(table.name)}`.execute(db) // prettier-ignore
    counts.push({ name: table.name, rows: Number(rows[0]?.n ?? 0) })
  }
  return counts
}

async function* linesOf(
  db: Kysely<Tables>,
  header: Omit<FileHeader, 'tables'>,
  tables: readonly Table[],
): AsyncGenerator<string> {
  const counts = await countsOf(db, tables)
  yield `${JSON.stringify({ ...header, tables: counts } satisfies FileHeader)}\n`
  for (const [i, table] of tables.entries()) {
    if (counts[i]?.rows === 0) continue
    for (let last: Piece | undefined; ;) {
      const rows = await nextRows(db, table, last)
      last = rows.at(-1)
      if (!last) break
      yield rows.map(({ row }) => `${row}\n`).join('')
    }
  }
  yield '{"end":true}\n'
}

/** Texts as one compressed file. */
const gzipped = async (texts: AsyncIterable<string>): Promise<Uint8Array<ArrayBuffer>> => {
  const { readable, writable } = new CompressionStream('gzip')
  const packed = new Response(readable).arrayBuffer()
  const writer = writable.getWriter()
  const encoder = new TextEncoder()
  try {
    for await (const text of texts) await writer.write(encoder.encode(text))
    await writer.close()
  } catch (error) {
    await Promise.allSettled([writer.abort(error), packed])
    throw error
  }
  return new Uint8Array(await packed)
}

/**
 * Writes the whole of a sandbox as one file, as it stands at one moment.
 *
 * Shape: see `docs/sandbox.md`. It is gathered before it is sent: a slow reader holds no transaction open.
 */
export const writeSandboxFile = async (
  database: Database,
  index: ModelIndex,
  at: { readonly now: string; readonly day: string; readonly days: number; readonly zone: string },
): Promise<Uint8Array<ArrayBuffer>> => {
  const model = await modelDigest(index)
  const { now, ...rest } = at
  const header = { charter: 'sandbox', format: 1, model, at: now, ...rest } as const
  return database.transaction(async (tx) => {
    await sql`set transaction isolation level repeatable read`.execute(tx)
    return gzipped(linesOf(tx, header, sandboxTables(index)))
  })
}
