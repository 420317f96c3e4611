import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { PGlite } from '@electric-sql/pglite'
import { guardRoom } from './room.ts'
import { openSynced } from './synced-node-fs.ts'

/** What the main thread asks for; `restore` and `directory` are given when the thread starts. */
export type WorkerRequest =
  | {
      readonly id: number
      readonly do: 'query'
      readonly text: string
      readonly values: readonly unknown[]
    }
  | { readonly id: number; readonly do: 'exec'; readonly text: string }
  | { readonly id: number; readonly do: 'dump' | 'close'; readonly file?: string }
export type WorkerAnswer = {
  readonly id: number
  readonly result?: unknown
  readonly error?: {
    readonly message: string
    readonly code?: string
    readonly detail?: string
    readonly constraint?: string
  }
}
export type WorkerStart = { readonly directory: string; readonly restoreFrom?: Uint8Array }

/**
 * Makes the data directory appear whole or not at all: a cluster killed half way through its creation
 * can never be opened again, so it is created beside and renamed.
 */
const ensureDirectory = async ({ directory, restoreFrom }: WorkerStart): Promise<void> => {
  if (existsSync(path.join(directory, 'PG_VERSION')) && !restoreFrom) return
  const parent = path.dirname(directory)
  mkdirSync(parent, { recursive: true })
  const prefix = `${path.basename(directory)}.init-`
  for (const name of readdirSync(parent))
    if (name.startsWith(prefix)) rmSync(path.join(parent, name), { recursive: true, force: true })
  const fresh = path.join(parent, `${prefix}${process.pid}`)
  const pglite = await openSynced(fresh, restoreFrom)
  await pglite.query('select 1')
  await pglite.close()
  renameSync(fresh, directory)
}

const describeError = (error: unknown): NonNullable<WorkerAnswer['error']> => {
  if (!(error instanceof Error)) return { message: String(error) }
  const { message } = error
  const more = error as {
    readonly code?: string
    readonly detail?: string
    readonly constraint?: string
  } // fields of a PostgreSQL error
  return {
    message,
    ...pick('code', more.code),
    ...pick('detail', more.detail),
    ...pick('constraint', more.constraint),
  }
}
const pick = (key: string, text: string | undefined) =>
  typeof text === 'string' ? { [key]: text } : {}

/** An image appears whole or not at all, whatever becomes of the disk meanwhile. */
const writeWhole = (file: string, bytes: Uint8Array): void => {
  const part = `${file}.part`
  try {
    writeFileSync(part, bytes, { flush: true })
    renameSync(part, file)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

type Guarded = ReturnType<typeof guardRoom>

const handle = async (
  pglite: PGlite,
  guarded: Guarded,
  request: WorkerRequest,
): Promise<unknown> => {
  if (request.do === 'query') {
    const { text, values } = request
    const { rows, affectedRows } = await guarded(text, () => pglite.query(text, [...values]))
    return { rows, affectedRows }
  }
  if (request.do === 'exec') return void (await pglite.exec(request.text))
  if (request.do === 'dump') {
    const image = await pglite.dumpDataDir('gzip')
    writeWhole(request.file ?? '', new Uint8Array(await image.arrayBuffer()))
    return undefined
  }
  if (request.do === 'close') {
    await pglite.exec('checkpoint')
    await pglite.close()
  }
  return undefined
}

const serve = async (): Promise<void> => {
  const port = parentPort
  if (!port) return
  const start = workerData as WorkerStart // written by embedded.ts
  await ensureDirectory(start)
  const pglite = await openSynced(start.directory)
  const guarded = guardRoom(pglite, start.directory)
  port.on('message', (request: WorkerRequest) => {
    handle(pglite, guarded, request).then(
      (result) => port.postMessage({ id: request.id, result }),
      (error: unknown) => port.postMessage({ id: request.id, error: describeError(error) }),
    )
  })
  port.postMessage({ id: 0 })
}

await serve()
