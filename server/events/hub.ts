import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** A change as it is announced: nothing of the record but its name and version. */
export type Change = {
  /** Order of the change; resumable. */
  readonly seq: string
  readonly resource: string
  readonly id: string
  readonly version: number
  readonly action: string
}

export type Listener = (changes: readonly Change[]) => void

/** Tells listeners what was written, whichever instance wrote it. */
export type EventHub = {
  /** Starts listening: whatever is written from the moment it answers is told. Returns the way to stop. */
  subscribe(listener: Listener): Promise<() => void>
  /** Looks at once; called after a write of this instance and by a notification of the database. */
  wake(): void
  /** Changes after a number, oldest first, at most `limit`. */
  since(seq: string, limit: number): Promise<readonly Change[]>
  /** Number of the newest change. */
  latest(): Promise<string>
  /** Wakes every listener with nothing, so that it may look whether the server stops, and forgets them. */
  close(): Promise<void>
  /** False once it was closed. */
  isOpen(): boolean
}

type Options = {
  readonly database: Database
  /** Pause between looks while somebody listens; default 1 s, 10 s where instances announce their writes. */
  readonly everyMs?: number
  readonly onError: (error: unknown) => void
}

/** A transaction may commit after one with a higher number: this many numbers are looked at again. */
const overlap = 200n
const page = 500

const changeOf = (row: Readonly<Record<string, unknown>>): Change => ({
  seq: String(row['seq']),
  resource: String(row['resource']),
  id: String(row['record']),
  version: Number(row['version']),
  action: String(row['action']),
})

/** Questions to `_changes`. */
const changeLog = (database: Database): Pick<EventHub, 'since' | 'latest'> => {
  const since = async (seq: string, limit: number): Promise<readonly Change[]> => {
    const rows = await database.kysely
      .selectFrom('_changes')
      .select(['seq', 'resource', 'record', 'version', 'action'])
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(limit)
      .execute()
    return rows.map(changeOf)
  }

  const latest = async (): Promise<string> => {
    const row = await database.kysely
      .selectFrom('_changes')
      .select((e) => e.fn.max('seq').as('seq'))
      .executeTakeFirst()
    return row?.['seq'] ? String(row['seq']) : '0'
  }
  return { since, latest }
}

const channel = 'charter_changes'
/** Writes that follow each other closely are announced once. */
const announceMs = 20

/** Tells other instances that something was written, and hears it from them, where the database can. */
const announcements = (
  database: Database,
  onNotify: () => void,
  onError: (error: unknown) => void,
) => {
  let timer: ReturnType<typeof setTimeout> | null = null
  let hearing: Promise<() => Promise<void>> | null = null
  const tell = () => {
    timer = null
    sql`select pg_notify(${channel}, '')`.execute(database.kysely).catch(onError)
  }
  return {
    announce: () => {
      if (database.listen) timer ??= setTimeout(tell, announceMs)
    },
    hear: async (): Promise<void> => {
      if (!database.listen) return
      hearing ??= database.listen(channel, onNotify)
      await hearing.catch(onError)
    },
    end: async (): Promise<void> => {
      if (timer) clearTimeout(timer)
      const stop = await hearing?.catch(() => undefined)
      await stop?.()
    },
  }
}

/** Reads `_changes` for everybody who listens: one look for all, none while nobody does. */
export const createEventHub = ({ database, onError, ...options }: Options): EventHub => {
  const everyMs = options.everyMs ?? (database.listen ? 10_000 : 1_000)
  const listeners = new Set<Listener>()
  const others = announcements(database, () => run(), onError)
  let timer: ReturnType<typeof setTimeout> | null = null
  let looking: Promise<void> | null = null
  let again = false
  let mark: bigint | null = null
  let starting: Promise<bigint> | null = null
  let told = new Set<string>()
  let isClosed = false

  const { since, latest } = changeLog(database)

  /** Learns where the log stands, with what was written shortly before. */
  const start = async (): Promise<bigint> => {
    const at = BigInt(await latest())
    const before = await since(String(at - overlap), Number(overlap))
    told = new Set(before.map((change) => change.seq))
    mark = at
    return at
  }

  const look = async (): Promise<void> => {
    for (;;) {
      if (mark === null) return
      const changes = await since(String(mark - overlap), page)
      const fresh = changes.filter((change) => !told.has(change.seq))
      if (fresh.length === 0) return
      for (const listener of listeners) listener(fresh)
      for (const { seq } of fresh) if (BigInt(seq) > mark) mark = BigInt(seq)
      const oldest = mark - overlap
      told = new Set([...told, ...fresh.map((c) => c.seq)].filter((seq) => BigInt(seq) > oldest))
      if (changes.length < page) return
    }
  }

  const schedule = (ms: number) => {
    if (timer) clearTimeout(timer)
    timer = listeners.size > 0 ? setTimeout(run, ms) : null
  }

  const run = (): void => {
    if (listeners.size === 0) return
    if (looking) {
      again = true
      return
    }
    looking = look()
      .catch(onError)
      .finally(() => {
        looking = null
        schedule(again ? 0 : everyMs)
        again = false
      })
  }

  return {
    since,
    latest,
    wake: () => {
      if (listeners.size > 0) run()
      others.announce()
    },
    isOpen: () => !isClosed,
    subscribe: async (listener) => {
      if (isClosed) return () => {}
      if (listeners.size === 0 && !starting) {
        mark = null
        starting = start()
      }
      try {
        await starting
      } finally {
        starting = null
      }
      listeners.add(listener)
      await others.hear()
      run()
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) schedule(0)
      }
    },
    close: async () => {
      isClosed = true
      for (const listener of listeners) listener([])
      listeners.clear()
      schedule(0)
      await looking
      await others.end()
    },
  }
}
