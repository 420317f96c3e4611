import { Worker } from 'node:worker_threads'
import { DatabaseUnavailable, DeadlineExceeded } from './database.ts'
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './embedded-worker.ts'

type Job = Omit<WorkerRequest, 'id'> & Record<string, unknown>
type Pending = {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
  readonly timer: ReturnType<typeof setTimeout> | undefined
}

/** The worker thread that owns PGlite, and its replacement after a deadline. */
export type EmbeddedThread = {
  /** Runs one job; after `deadline` ms (0 = none) the thread is stopped and started again. */
  readonly ask: (job: Job, deadline: number) => Promise<unknown>
  /** Grows each time the thread was replaced: a transaction of an earlier one is lost. */
  readonly epoch: () => number
  readonly stop: () => Promise<void>
}

const file = new URL('./embedded-worker.ts', import.meta.url)

/** Starts the thread and waits until its database is open. */
export const startThread = async (start: WorkerStart): Promise<EmbeddedThread> => {
  const pending = new Map<number, Pending>()
  let epoch = 0
  let counter = 0
  let stopped = false
  const retired = new WeakSet<Worker>()
  let worker = await spawn(start)

  function settle(id: number): Pending | undefined {
    const job = pending.get(id)
    pending.delete(id)
    clearTimeout(job?.timer)
    return job
  }
  function attach(to: Worker): void {
    to.on('message', (answer: WorkerAnswer) => {
      const job = settle(answer.id)
      if (answer.error) job?.reject(Object.assign(new Error(answer.error.message), answer.error))
      else job?.resolve(answer.result)
    })
    const lost = () => {
      if (!stopped && !retired.has(to))
        replace(new DatabaseUnavailable('the embedded database stopped')).catch(() => undefined) // the next who asks has it tried again
    }
    to.on('error', lost)
    to.on('exit', lost)
  }
  let replacing: Promise<void> | undefined
  const open = async (): Promise<void> => {
    worker = await spawn({ directory: start.directory })
    attach(worker)
  }
  /** Waits for a new thread; where none would open, as on a full disk, the next who asks has it tried again. */
  const alive = async (): Promise<void> => {
    const waited = replacing
    try {
      await waited
    } catch {
      if (replacing === waited) replacing = open()
      await replacing
    }
  }
  function replace(reason: Error, culprit?: number): Promise<void> {
    epoch += 1
    if (culprit !== undefined) settle(culprit)?.reject(reason)
    for (const id of pending.keys())
      settle(id)?.reject(new DatabaseUnavailable('the embedded database was restarted'))
    const old = worker
    retired.add(old)
    replacing = old.terminate().then(open)
    return replacing
  }
  attach(worker)

  return {
    epoch: () => epoch,
    ask: async (job, deadline) => {
      await alive()
      if (stopped) throw new DatabaseUnavailable('the embedded database is closed')
      const id = (counter += 1)
      return new Promise((resolve, reject) => {
        const late = () => {
          const reason = new DeadlineExceeded(`stopped after ${deadline} ms`)
          replace(reason, id).catch(reject)
        }
        const timer = deadline > 0 ? setTimeout(late, deadline) : undefined
        pending.set(id, { resolve, reject, timer })
        worker.postMessage({ ...job, id })
      })
    },
    stop: async () => {
      stopped = true
      for (const id of pending.keys())
        settle(id)?.reject(new DatabaseUnavailable('the embedded database is closed'))
      await worker.terminate()
    },
  }
}

const spawn = async (start: WorkerStart): Promise<Worker> => {
  const worker = new Worker(file, { workerData: start })
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => {
      worker.off('error', failed)
      resolve()
    })
    const failed = (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      reject(new DatabaseUnavailable(`the embedded database did not open: ${message}`))
    }
    worker.once('error', failed)
  })
  return worker
}
