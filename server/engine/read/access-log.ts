import { sql, type Kysely } from 'kysely'
import type { Resource } from '#model/language/resources.ts'
import { isUuid } from '#model/language/validate-messages.ts'
import type { Tables } from '../../database/database.ts'
import { Problem } from '../../problems.ts'
import type { Row } from '#model/language/wire.ts'
import type { Principal } from '../service.ts'
import type { Engine, Work } from '../work.ts'

type Entry = {
  readonly action: 'read' | 'reveal' | 'denied'
  readonly resource: string
  readonly id?: string
  readonly fields?: readonly string[]
  readonly detail?: Readonly<Record<string, unknown>>
}

type Stored = Readonly<Record<string, unknown>>

const stored = (engine: Pick<Engine, 'newId' | 'clock'>, who: Principal, entry: Entry): Stored => ({
  id: engine.newId(),
  at: engine.clock(),
  account_id: who.account,
  employee_id: who.employee,
  via: who.via,
  action: entry.action,
  resource: entry.resource,
  record_id: entry.id ?? null,
  fields: entry.fields ? sql`${[...entry.fields]}::text[]` : null,
  detail: entry.detail ? sql`${JSON.stringify(entry.detail)}::jsonb` : null,
})

const insert = async (db: Kysely<Tables>, rows: readonly Stored[]): Promise<void> => {
  if (rows.length > 0)
    await db
      .insertInto('_access_log')
      .values([...rows])
      .execute()
}

/** Readings that are written together, within the second. */
export type ReadingLog = {
  readonly add: (entry: Stored) => void
  readonly flush: () => Promise<void>
}

/** Entries that may wait; more are written at once. */
const batch = 200
const delay = 500

/** Keeps readings until they are written together, so that a reading costs no durable write of its own. */
export const createReadingLog = (
  db: Kysely<Tables>,
  onError: (error: unknown) => void,
): ReadingLog => {
  let waiting: Stored[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = async () => {
    clearTimeout(timer)
    timer = undefined
    const rows = waiting
    waiting = []
    await insert(db, rows)
  }
  const later = () => void flush().catch(onError)
  const add = (entry: Stored) => {
    waiting.push(entry)
    if (waiting.length >= batch) later()
    else timer ??= setTimeout(later, delay)
  }
  return { add, flush }
}

const confidential = new WeakMap<Resource, readonly string[]>()

/** Confidential fields of which rows give a value. */
const confidentialFields = (resource: Resource, rows: readonly Row[]): readonly string[] => {
  const names = confidential.get(resource) ?? Object.entries(resource.fields).flatMap(([name, field]) => (field.confidential ? [name] : [])) // prettier-ignore
  confidential.set(resource, names)
  return names.filter((name) => rows.some((row) => row[name] !== null && row[name] !== undefined))
}

/** Notes once a request that somebody read confidential values, and which. */
export const logReading = (
  work: Work,
  resource: Resource,
  rows: readonly Row[],
  id?: string,
): void => {
  if (work.who.via === 'system') return
  const fields = confidentialFields(resource, rows)
  if (fields.length === 0) return
  const entry = { action: 'read', resource: resource.name, fields, ...(id && { id }) } as const
  const detail = id === undefined && { detail: { rows: rows.length } }
  work.engine.readings.add(stored(work.engine, work.who, { ...entry, ...detail }))
}

/** Notes that somebody had one secret value shown. */
export const logReveal = (work: Work, resource: string, id: string, field: string): Promise<void> =>
  insert(work.db, [
    stored(work.engine, work.who, { action: 'reveal', resource, id, fields: [field] }),
  ])

/**
 * Notes what somebody was refused, outside the transaction that is undone. A record that exists but may not be read is
 * answered like one that does not exist, and noted all the same.
 */
export const logDenied = async (
  engine: Engine,
  who: Principal,
  resource: string,
  id: string | undefined,
  error: unknown,
): Promise<void> => {
  if (!(error instanceof Problem)) return
  const isHidden = error.code === 'not_found' && (await exists(engine, resource, id))
  if (error.code !== 'forbidden' && !isHidden) return
  const detail = { ...error.details, message: error.label.en }
  const entry = { action: 'denied', resource, detail, ...(id && { id }) } as const
  await insert(engine.database.kysely, [stored(engine, who, entry)])
}

const exists = async (engine: Engine, name: string, id: string | undefined): Promise<boolean> => {
  const resource = engine.index.resources.get(name)
  if (!resource || !isUuid(id)) return false
  const { rows } = await sql`
    select 1 from ${sql.id(resource.table)} where "id" = ${id}::uuid`.execute(
    engine.database.kysely,
  )
  return rows.length > 0
}
