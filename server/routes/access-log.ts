import { v7 } from 'uuid'
import type { Database } from '../database/database.ts'
import type { Principal } from '../engine/service.ts'

/** What routes remember: who came in, took out or was refused what. Readings are noted by the service. */
export type AccessAction =
  'sign_in' | 'sign_in_refused' | 'export' | 'print' | 'download' | 'denied' | 'account'

export type AccessEntry = {
  readonly action: AccessAction
  readonly who: Pick<Principal, 'account' | 'employee' | 'via'>
  readonly resource?: string
  readonly record?: string
  readonly detail?: Readonly<Record<string, unknown>>
  readonly address: string | null
  readonly requestId: string
}

/** Writes `_access_log`; append-only. */
export type AccessLog = {
  /** Writes at once and waits: the answer does not leave before its entry is kept. */
  write(entry: AccessEntry): Promise<void>
  /** Writes within the second, together with others. */
  later(entry: AccessEntry): void
  flush(): Promise<void>
}

/** Largest number of entries that wait; more are written at once. */
const batch = 200

/** Keeps the access log of one application. */
export const createAccessLog = (
  database: Database,
  clock: () => string,
  onError: (error: unknown) => void,
): AccessLog => {
  let waiting: Readonly<Record<string, unknown>>[] = []
  let timer: ReturnType<typeof setTimeout> | null = null

  const row = (entry: AccessEntry) => ({
    id: v7(),
    at: clock(),
    account_id: entry.who.account,
    employee_id: entry.who.employee,
    via: entry.who.via,
    action: entry.action,
    resource: entry.resource ?? null,
    record_id: entry.record ?? null,
    detail: entry.detail ? JSON.stringify(entry.detail) : null,
    ip: entry.address,
    request_id: entry.requestId,
  })
  const insert = async (rows: Readonly<Record<string, unknown>>[]) => {
    if (rows.length > 0) await database.kysely.insertInto('_access_log').values(rows).execute()
  }
  const flush = async () => {
    if (timer) clearTimeout(timer)
    timer = null
    const rows = waiting
    waiting = []
    await insert(rows)
  }
  return {
    write: (entry) => insert([row(entry)]),
    later: (entry) => {
      waiting.push(row(entry))
      if (waiting.length >= batch) void flush().catch(onError)
      else timer ??= setTimeout(() => void flush().catch(onError), 500)
    },
    flush,
  }
}
