import { fsyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { pgliteParsers } from './pglite-pool.ts'

type EmscriptenFs = {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number }
  }
}

/**
 * NodeFS whose fsync reaches the disk. Stock PGlite never syncs: it starts with `-F`, fdatasync is a
 * stub in its runtime and NODEFS has no fsync operation.
 */
class SyncedNodeFs extends NodeFS {
  override async init(...[pglite, options]: Parameters<NodeFS['init']>) {
    const base = await super.init(pglite, options)
    const preRun = [base.emscriptenOpts.preRun ?? []].flat()
    const addSync = (module: unknown) => {
      const { NODEFS } = module as EmscriptenFs // the runtime's own object, untyped by PGlite
      NODEFS.stream_ops.fsync = (stream) => {
        fsyncSync(stream.nfd)
        return 0
      }
    }
    return { emscriptenOpts: { ...base.emscriptenOpts, preRun: [addSync, ...preRun] } }
  }
}

const settings = ['fsync=on', 'wal_sync_method=fsync', 'max_wal_size=128MB', 'timezone=UTC']

const startParams = [
  ...PGlite.defaultStartParams.filter((flag) => flag !== '-F'),
  ...settings.flatMap((setting) => ['-c', setting]),
]

/** Opens (or creates, from an image when given) a PGlite directory whose commits are synced to disk. */
export const openSynced = (directory: string, image?: Uint8Array): Promise<PGlite> =>
  PGlite.create({
    fs: new SyncedNodeFs(directory),
    startParams,
    parsers: pgliteParsers,
    ...(image && { loadDataDir: new Blob([new Uint8Array(image)]) }),
  })
