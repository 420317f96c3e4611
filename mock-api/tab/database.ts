import { PGlite } from '@electric-sql/pglite'
import { MemfsFrontendFS, type ChangeSet } from '@electric-sql/pglite/memfs-frontend'
import type { Database } from '../../server/database/database.ts'
import { databaseOver, pgliteParsers, pglitePool } from '../../server/database/pglite-pool.ts'
import { preparingEach, type NamingPool } from '../../server/database/prepared.ts'
import type { Engine } from './load.ts'
import { runStatements } from './statements.ts'
import type { Store } from './store/store.ts'

/** The database of the tab, and what only it can do. */
export type TabDatabase = Database & {
  /** Keeps all there is, and from here on every change before it is answered; false when the browser has no room. */
  keep(): Promise<boolean>
}

/** PGlite's own settings, and a write-ahead log that stays small: all of it is kept by the browser. */
export const startParams: readonly string[] = [
  ...PGlite.defaultStartParams,
  ...[
    'jit=off',
    'timezone=UTC',
    'shared_buffers=16MB',
    'max_wal_size=8MB',
    'min_wal_size=2MB',
    'wal_recycle=off',
  ].flatMap((setting) => ['-c', setting]),
]

/** Files in memory that are kept by a store; nothing is while the database is being made. */
class KeptFiles extends MemfsFrontendFS {
  isKeeping = false

  override async syncToFs(relaxed?: boolean): Promise<void> {
    if (this.isKeeping) await super.syncToFs(relaxed)
  }
}

/** The database comes prepared: what would make a new one is never run, and not loaded. */
const nothing = () => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))

const dataRoot = PGlite.paths.PGDATA

/** Reads all files of a database, as if each were new. */
export const wholeOf = (pglite: PGlite): ChangeSet => {
  const { FS } = pglite.Module
  const ops: ChangeSet['ops'] = []
  const data: ChangeSet['files']['data'] = []
  const walk = (path: string): void => {
    for (const name of FS.readdir(dataRoot + path)) {
      if (name === '.' || name === '..') continue
      const at = `${path}/${name}`
      if (FS.isDir(FS.stat(dataRoot + at).mode)) {
        ops.push({ op: 'mkdir', path: at })
        walk(at)
      } else {
        const bytes = FS.readFile(dataRoot + at)
        const chunks = [{ at: 0, data: bytes }]
        data.push({ path: at, size: bytes.length, full: true, truncate: true, chunks })
      }
    }
  }
  walk('')
  return { ops, files: { wal: [], data, control: [] } }
}

/**
 * Opens the database whose files the store has.
 *
 * A statement cannot be stopped while it runs: it has the thread that everything in the tab shares.
 */
export const openTabDatabase = async (
  store: Store,
  { wasm, bundle }: Engine,
): Promise<TabDatabase & { readonly pglite: PGlite }> => {
  const files = new KeptFiles(store.files)
  const pglite = await PGlite.create({
    fs: files,
    pgliteWasmModule: wasm,
    initdbWasmModule: nothing(),
    fsBundle: bundle,
    parsers: pgliteParsers,
    startParams: [...startParams],
  })
  const pool = pglitePool(runStatements(pglite)) as unknown as NamingPool // one that takes names
  return {
    ...databaseOver(pglite, preparingEach(pool)),
    pglite,
    keep: async () => {
      files.isKeeping = true
      return files.syncToFs().then(
        () => true,
        () => (files.isKeeping = false),
      )
    },
  }
}
