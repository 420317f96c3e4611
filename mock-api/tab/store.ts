import type { ChangeSet, StorageBackend, StorageEntry } from '@electric-sql/pglite/memfs-frontend'
import { kept, openIdb, settled } from './idb.ts'
import { filesOf, segmentOf, type Segment } from './segments.ts'

/** Nothing more is kept, and `code` is PostgreSQL's own for a full disk. */
export class StorageFull extends Error {
  readonly code = '53100'
}

/** Where the files of the tab's database are between two visits, and what else is remembered of it. */
export type Store = {
  /** False when this browser keeps nothing for the page: all is gone with it. */
  readonly isKept: boolean
  /** Whether a database was kept on an earlier visit. */
  readonly hasDatabase: boolean
  readonly files: StorageBackend
  fact(name: string): Promise<unknown>
  keepFact(name: string, value: unknown): Promise<void>
  /** Forgets everything. */
  clear(): Promise<void>
}

export type StoreOptions = {
  readonly name: string
  /** All files as they stand, to write the log anew when it has grown. */
  readonly whole: () => ChangeSet
  /** Told when the browser refuses to keep a change of what it keeps; what follows is refused too. */
  readonly onFull: (error: unknown) => void
}

/** Bytes of changes since the whole was written beyond which it is written again. */
const mostBytes = 24 * 1024 * 1024
const mostSegments = 400

const noFiles: StorageBackend = {
  init: async () => {},
  load: async function* () {},
  apply: async () => {},
  close: async () => {},
}

/** A store for a browser that keeps nothing. */
export const memoryStore = (): Store => {
  const facts = new Map<string, unknown>()
  return {
    isKept: false,
    hasDatabase: false,
    files: noFiles,
    fact: async (name) => facts.get(name),
    keepFact: async (name, value) => void facts.set(name, value),
    clear: async () => facts.clear(),
  }
}

/** Puts what changed at the end of the log, whole or not at all, and shortens the log when it has grown. */
const logOf = (idb: IDBDatabase, segments: readonly Segment[], options: StoreOptions) => {
  let isFull = false
  let hasWhole = segments.length > 0
  let count = Math.max(0, segments.length - 1)
  let bytes = segments.slice(1).reduce((sum, segment) => sum + segment.bytes.length, 0)
  let last: Promise<unknown> = Promise.resolve()

  const write = async (segment: Segment, anew: boolean): Promise<void> => {
    const transaction = idb.transaction('segments', 'readwrite')
    const store = transaction.objectStore('segments')
    if (anew) store.clear()
    store.add(segment)
    await kept(transaction)
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
  const shorten = async (): Promise<void> => {
    const before = [count, bytes] as const
    count = bytes = 0
    // Where there is no room for both, the old log is kept and grows on.
    await write(segmentOf(options.whole()), true).catch(() => ([count, bytes] = before))
  }
  const append = async (changes: ChangeSet): Promise<void> => {
    if (isFull) throw new StorageFull('the browser keeps nothing more')
    const segment = segmentOf(changes)
    try {
      await write(segment, false)
    } catch (error) {
      isFull = true
      if (hasWhole) options.onFull(error)
      throw new StorageFull('the browser refused to keep a change', { cause: error })
    }
    if (hasWhole) [count, bytes] = [count + 1, bytes + segment.bytes.length]
    hasWhole = true
  }
  return {
    append: (changes: ChangeSet) =>
      inTurn(() => append(changes)).then(() => {
        if (count > mostSegments || bytes > mostBytes) void inTurn(shorten)
      }),
    settle: () => inTurn(async () => undefined),
  }
}

const storeOver = async (idb: IDBDatabase, options: StoreOptions): Promise<Store> => {
  const read = idb.transaction('segments').objectStore('segments').getAll()
  const segments = (await settled(read)) as Segment[] // written below
  const log = logOf(idb, segments, options)
  const facts = (mode: IDBTransactionMode) => idb.transaction('facts', mode).objectStore('facts')
  const files: StorageBackend = {
    init: async () => {},
    load: async function* (): AsyncGenerator<StorageEntry> {
      yield* filesOf(segments)
    },
    apply: (changes) => log.append(changes),
    close: () => log.settle(),
  }
  return {
    isKept: true,
    hasDatabase: segments.length > 0,
    files,
    fact: (name) => settled<unknown>(facts('readonly').get(name)),
    keepFact: async (name, value) => void (await settled(facts('readwrite').put(value, name))),
    clear: async () => {
      await log.settle()
      const transaction = idb.transaction(['segments', 'facts'], 'readwrite')
      transaction.objectStore('segments').clear()
      transaction.objectStore('facts').clear()
      await kept(transaction)
    },
  }
}

/** Opens what earlier visits left in IndexedDB; where the browser refuses, all is in memory only. */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  try {
    return await storeOver(await openIdb(options.name), options)
  } catch {
    return memoryStore()
  }
}
