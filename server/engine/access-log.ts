import { sql } from 'kysely'
import type { Resource } from '#model/language/resources.ts'
import { Problem } from '../problems.ts'
import type { Principal, Row } from './service.ts'
import type { Engine, Work } from './work.ts'

type Entry = {
  readonly action: 'read' | 'reveal' | 'denied'
  readonly resource: string
  readonly id?: string
  readonly fields?: readonly string[]
  readonly detail?: Readonly<Record<string, unknown>>
}

const addEntry = async (
  engine: Engine,
  db: Work['db'],
  who: Principal,
  entry: Entry,
): Promise<void> => {
  await sql`insert into "_access_log"
    ("id", "at", "account_id", "employee_id", "via", "action", "resource", "record_id", "fields", "detail")
    values (${engine.newId()}, ${engine.clock()}, ${who.account}, ${who.employee}, ${who.via}, ${entry.action},
      ${entry.resource}, ${entry.id ?? null}, ${entry.fields ?? null}::text[],
      ${entry.detail ? JSON.stringify(entry.detail) : null}::jsonb)`.execute(db)
}

const confidentialFields = (resource: Resource, rows: readonly Row[]): readonly string[] =>
  Object.entries(resource.fields).flatMap(([name, field]) =>
    field.confidential && rows.some((row) => row[name] !== null && row[name] !== undefined)
      ? [name]
      : [],
  )

/** Notes once a request that somebody read confidential values, and which. */
export const logReading = async (
  work: Work,
  resource: Resource,
  rows: readonly Row[],
  id?: string,
): Promise<void> => {
  if (work.who.via === 'system') return
  const fields = confidentialFields(resource, rows)
  if (fields.length === 0) return
  const entry = { action: 'read', resource: resource.name, fields, ...(id && { id }) } as const
  const detail = id === undefined && { detail: { rows: rows.length } }
  await addEntry(work.engine, work.db, work.who, { ...entry, ...detail })
}

/** Notes that somebody had one secret value shown. */
export const logReveal = (work: Work, resource: string, id: string, field: string): Promise<void> =>
  addEntry(work.engine, work.db, work.who, { action: 'reveal', resource, id, fields: [field] })

/** Notes what somebody was refused, outside the transaction that is undone. */
export const logDenied = async (
  engine: Engine,
  who: Principal,
  resource: string,
  id: string | undefined,
  error: unknown,
): Promise<void> => {
  if (!(error instanceof Problem) || error.code !== 'forbidden') return
  const detail = { ...error.details, message: error.label.en }
  await addEntry(engine, engine.database.kysely, who, {
    action: 'denied',
    resource,
    detail,
    ...(id && { id }),
  })
}
