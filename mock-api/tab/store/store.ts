import type { ChangeSet, StorageBackend, StorageEntry } from '@electric-sql/pglite/memfs-frontend'
import { kept, openIdb, settled } from './idb.ts'
import { filesOf, packSegment, segmentOf, unpackSegment, type Segment } from './segments.ts'

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
  /** Has the files begin as a packed segment, which is kept together with the first change. */
  begin(whole: ArrayBuffer): void
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

/** A segment that holds everything, as one piece: a browser keeps it as a file of its own and reads it as quickly. */
type Whole = { readonly whole: Blob }

/** What stands in the log: a whole first, then what changed. */
type Entry = Segment | Whole

const readEntry = async (entry: Entry): Promise<Segment> =>
  'whole' in entry ? unpackSegment(await entry.whole.arrayBuffer()) : entry

/** A store for a browser that keeps nothing. */
export const memoryStore = (): Store => {
  const facts = new Map<string, unknown>()
  let begun: readonly Segment[] = []
  return {
    isKept: false,
    hasDatabase: false,
    files: {
      init: async () => {},
      load: async function* (): AsyncGenerator<StorageEntry> {
        yield* filesOf(begun)
      },
      apply: async () => {},
      close: async () => {},
    },
    begin: (whole) => {
      begun = [unpackSegment(whole)]
    },
    fact: async (name) => facts.get(name),
    keepFact: async (name, value) => void facts.set(name, value),
    clear: async () => facts.clear(),
  }
}

/** Writes entries at the end of the log, or in place of it: all of them or none. */
const writeTo = async (
  idb: IDBDatabase,
  entries: readonly Entry[],
  anew: boolean,
): Promise<void> => {
  const transaction = idb.transaction('segments', 'readwrite')
  const store = transaction.objectStore('segments')
  if (anew) store.clear()
  for (const entry of entries) store.add(entry)
  await kept(transaction)
}

/** Puts what changed at the end of the log, whole or not at all, and shortens the log when it has grown. */
const logOf = (idb: IDBDatabase, options: StoreOptions) => {
  let isFull = false
  let hasWhole = false
  let first: readonly Whole[] = []
  let count = 0
  let bytes = 0
  let last: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
  const shorten = async (): Promise<void> => {
    const before = [count, bytes] as const
    count = bytes = 0
    const whole = new Blob([packSegment(segmentOf(options.whole()))])
    // Where there is no room for both, the old log is kept and grows on.
    await writeTo(idb, [{ whole }], true).catch(() => ([count, bytes] = before))
  }
  const append = async (changes: ChangeSet): Promise<void> => {
    if (isFull) throw new StorageFull('the browser keeps nothing more')
    const segment = segmentOf(changes)
    try {
      await writeTo(idb, [...first, segment], false)
    } catch (error) {
      isFull = true
      if (hasWhole) options.onFull(error)
      throw new StorageFull('the browser refused to keep a change', { cause: error })
    }
    if (hasWhole || first.length > 0) [count, bytes] = [count + 1, bytes + segment.bytes.length]
    first = []
    hasWhole = true
  }
  return {
    /** Begins with a whole, which is not kept yet. */
    begin: (whole: Blob): void => {
      first = [{ whole }]
    },
    /** Goes on after what was kept. */
    resume: ([, ...changes]: readonly Segment[]): void => {
      hasWhole = true
      count = changes.length
      bytes = changes.reduce((sum, change) => sum + change.bytes.length, 0)
    },
    append: (changes: ChangeSet) =>
      inTurn(() => append(changes)).then(() => {
        if (count > mostSegments || bytes > mostBytes) void inTurn(shorten)
      }),
    settle: () => inTurn(async () => undefined),
  }
}

const storeOver = async (idb: IDBDatabase, options: StoreOptions): Promise<Store> => {
  const entries = idb.transaction('segments').objectStore('segments')
  const counted = settled(entries.count())
  const found = settled(entries.getAll()) as Promise<Entry[]> // written above
  const reading = found.then((all) => Promise.all(all.map(readEntry)))
  reading.catch(() => undefined) // told to whoever loads them
  const log = logOf(idb, options)
  const facts = (mode: IDBTransactionMode) => idb.transaction('facts', mode).objectStore('facts')
  const hasDatabase = (await counted) > 0
  let begun: readonly Segment[] = []
  const files: StorageBackend = {
    init: async () => {},
    load: async function* (): AsyncGenerator<StorageEntry> {
      const segments = hasDatabase ? await reading : begun
      if (hasDatabase) log.resume(segments)
      begun = []
      yield* filesOf(segments)
    },
    apply: (changes) => log.append(changes),
    close: () => log.settle(),
  }
  return {
    isKept: true,
    hasDatabase,
    files,
    begin: (whole) => {
      // Kept as it is now: the database writes into what it loads.
      log.begin(new Blob([whole]))
      begun = [unpackSegment(whole)]
    },
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
