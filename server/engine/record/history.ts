import { sql } from 'kysely'
import { localDay } from '#model/language/time.ts'
import { later } from '../../database/pipelined.ts'
import type { Queued } from './journal.ts'
import type { HistoryEntry, Row } from '#model/language/wire.ts'
import type { Work } from '../work.ts'

type Diff = Readonly<Record<string, readonly [unknown, unknown]>>

/** One change of one record as it goes into the history. */
export type ChangeEntry = {
  readonly resource: string
  readonly id: string
  readonly version: number
  readonly action: HistoryEntry['action']
  readonly transition?: string
  readonly from?: string | null
  readonly to?: string | null
  readonly ask?: Readonly<Record<string, unknown>>
  readonly diff?: Diff
  /** The import that made the change. */
  readonly importId?: string
}

/** Fields that change with every write and say nothing. */
const silent = new Set(['version', 'updated_at', 'updated_by', 'id'])

/** Tells two wire values apart; absent, null and empty lists are alike. */
export const isSame = (a: unknown, b: unknown): boolean =>
  (isNothing(a) && isNothing(b)) || canonical(a) === canonical(b)

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

const canonical = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, each]) => each !== null && each !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  )

/** Lists the fields in which two states of a record differ, with both values. */
export const diffOf = (
  before: Row | undefined,
  after: Row,
  fields: Iterable<string>,
): Record<string, [unknown, unknown]> => {
  const diff: Record<string, [unknown, unknown]> = {}
  for (const field of fields)
    if (!silent.has(field) && !isSame(before?.[field], after[field]))
      diff[field] = [before?.[field] ?? null, after[field] ?? null]
  return diff
}

const json = (value: unknown) =>
  value === undefined || value === null ? null : sql`${JSON.stringify(value)}::jsonb`

/** Notes a change for the history; it is written when the transaction is at rest. */
export const recordChange = (work: Work, entry: ChangeEntry): void => {
  const { sudo, cause } = work
  work.journal.history.push({ ...entry, sudo, ...(cause && { cause }) })
}

/**
 * Writes the changes of the transaction into the history, which is only ever added to, and each change of state as an
 * event of its own, from which the state as of a day is told.
 */
export const flushHistory = async (work: Work): Promise<void> => {
  const entries = work.journal.history.splice(0)
  for (let at = 0; at < entries.length; at += atOnce)
    await writeHistory(work, entries.slice(at, at + atOnce))
}

/** Changes that one statement takes. */
const atOnce = 1000

const writeHistory = async (work: Work, entries: readonly Queued[]): Promise<void> => {
  const rows = entries.map((entry) => changeRow(work, entry))
  await sql`${later} insert into "_changes"
    ("id", "resource", "record", "version", "at", "by", "account", "via", "action", "transition",
     "from_state", "to_state", "ask", "cause", "diff", "import_id") values ${sql.join(rows)}`.execute(
    work.db,
  )
  const moved = entries.filter(({ from, to }) => to !== undefined && to !== null && to !== from)
  if (moved.length === 0) return
  await sql`${later} insert into "_state_events"
    ("id", "resource", "record", "at", "on_day", "from_state", "to_state", "transition", "by")
    values ${sql.join(moved.map((entry) => eventRow(work, entry)))}`.execute(work.db)
}

const changeRow = ({ engine, who, ctx, importId }: Work, entry: Queued) =>
  sql`(${engine.newId()}, ${entry.resource}, ${entry.id}, ${entry.version}, ${ctx.now}, ${who.employee},
    ${who.account}, ${entry.sudo ? 'system' : who.via}, ${entry.action}, ${entry.transition ?? null},
    ${entry.from ?? null}, ${entry.to ?? null}, ${json(entry.ask)}, ${json(entry.cause)}, ${json(entry.diff)},
    ${entry.importId ?? importId ?? null})`

const eventRow = ({ engine, who, ctx }: Work, entry: Queued) =>
  sql`(${engine.newId()}, ${entry.resource}, ${entry.id}, ${ctx.now}, ${localDay(ctx.now, ctx.zone)}::date,
    ${entry.from ?? null}, ${entry.to ?? null}, ${entry.transition ?? null}, ${who.employee})`
