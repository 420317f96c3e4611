import type { ChangeSet } from '@electric-sql/pglite/memfs-frontend'
import type { TabFailure } from '#model/language/tab-news.ts'
import { gather, TabFailed, failing } from './gather.ts'
import type { TabApi } from './host.ts'
import { baseIn, nameOf, type FromWorker, type ToWorker } from './messages.ts'

type Request_ = Extract<ToWorker, { readonly do: 'request' }>

const ports = new Set<MessagePort>()
const tellAll = (message: FromWorker): void => ports.forEach((port) => port.postMessage(message))

/** What a page that comes later has to be told first. */
let lastWord: FromWorker = { do: 'step', step: { step: 'loading', part: 0 } }
const tellEverybody = (message: FromWorker): void => {
  lastWord = message
  tellAll(message)
}

/**
 * Says that there is no database, and ends: the next page that comes gets a worker that tries again. It waits for a
 * page that can be told.
 */
const giveUp = (why: TabFailure, error: unknown): void => {
  const message = error instanceof Error ? error.message : String(error)
  tellEverybody({ do: 'failed', why, message })
  if (ports.size > 0) close()
}

const forever = new Promise<never>(() => undefined)

/** Takes the lock until this worker ends; false when another one has it and it is not to be waited for. */
const takeLock = (name: string, ifAvailable: boolean): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const taken = (lock: Lock | null) => {
      resolve(lock !== null)
      return lock && forever
    }
    navigator.locks.request(name, { ifAvailable }, taken).catch((error: unknown) => {
      // A browser that keeps nothing for a page gives it no locks either: there is nothing to guard.
      if (error instanceof DOMException && error.name === 'SecurityError') resolve(true)
      else reject(error)
    })
  })

/**
 * Waits until no other worker has this database: a second one on the same files would lose changes of both without
 * a word.
 */
const alone = async (base: string): Promise<void> => {
  const name = nameOf(base)
  if (await takeLock(name, true)) return
  tellEverybody({ do: 'step', step: { step: 'waiting' } })
  await takeLock(name, false)
}

/** Calls that are being answered. */
let pending = 0
const idleMs = 25

/** Runs work as soon as nothing was asked for a moment. */
const whenIdle = (work: () => void): void => {
  setTimeout(() => (pending === 0 ? work() : whenIdle(work)), idleMs)
}

const start = async (base: string): Promise<TabApi> => {
  let whole: (() => ChangeSet) | undefined
  const { isUnderWay, gathered } = gather({
    base,
    alone: alone(base),
    onStep: (step) => tellEverybody({ do: 'step', step }),
    onFull: (error) => giveUp('full', error),
    whole: () => {
      if (!whole) throw new Error('the log grew before there was a database')
      return whole()
    },
  })
  // The server's code takes this thread while it is compiled: until then all else is to be asked for.
  await isUnderWay
  const { startTabApi } = await import('./host.ts').catch(failing('not_loaded'))
  const started = await startTabApi(await gathered, (read) => (whole = read))
  tellEverybody({ do: 'ready', isKept: started.isKept })
  whenIdle(() => {
    started.warmUp()
    void keepOnce(started)
  })
  return started
}

let keeping: Promise<void> | undefined

/** Begins to keep what was prepared and what changes: before the first call that may change anything. */
const keepOnce = ({ keep }: TabApi): Promise<void> =>
  (keeping ??= keep().then((isKept) => {
    if (!isKept) tellEverybody({ do: 'ready', isKept: false })
  }))

const starting = start(baseIn(self.name))
starting.catch((error: unknown) =>
  giveUp(error instanceof TabFailed ? error.why : 'not_opened', error),
)

const isStream = (answer: Response): boolean =>
  answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false

const cancels = new Map<MessagePort, Map<number, AbortController>>()

const sendStream = async (
  port: MessagePort,
  id: number,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
): Promise<void> => {
  const reader = body.getReader()
  signal.addEventListener('abort', () => void reader.cancel())
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const piece: FromWorker = { do: 'piece', id, bytes: value }
      port.postMessage(piece)
    }
    port.postMessage({ do: 'end', id, isBroken: false } satisfies FromWorker)
  } catch {
    port.postMessage({ do: 'end', id, isBroken: true } satisfies FromWorker)
  }
}

const answer = async (port: MessagePort, request: Request_): Promise<void> => {
  const { id, method, url, headers, body } = request
  const stop = new AbortController()
  cancels.get(port)?.set(id, stop)
  try {
    const started = await starting
    const { api } = started
    if (method !== 'GET' && method !== 'HEAD') await keepOnce(started)
    const { signal } = stop
    const asked = new Request(url, { method, headers: headers.map(([k, v]) => [k, v]), body, signal }) // prettier-ignore
    let isCut = false
    pending += 1
    const answering = Promise.resolve(api.app.fetch(asked, { cut: () => (isCut = true) }))
    const given = await answering.finally(() => (pending -= 1))
    if (isCut) throw new Error('the call is to end without an answer')
    const head = { do: 'answer', id, status: given.status, headers: [...given.headers] } as const
    if (isStream(given) && given.body) {
      port.postMessage({ ...head, body: null } satisfies FromWorker)
      await sendStream(port, id, given.body, signal)
    } else {
      const bytes = await given.arrayBuffer()
      port.postMessage({ ...head, body: bytes } satisfies FromWorker, [bytes])
    }
  } catch {
    port.postMessage({ do: 'end', id, isBroken: true } satisfies FromWorker)
  } finally {
    cancels.get(port)?.delete(id)
  }
}

const attend = (port: MessagePort): void => {
  ports.add(port)
  cancels.set(port, new Map())
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    if (data.do === 'request') void answer(port, data)
    else if (data.do === 'cancel') cancels.get(port)?.get(data.id)?.abort()
    else {
      port.postMessage(lastWord)
      if (lastWord.do === 'failed') close()
    }
  }
}

// A shared worker gets a port from each page; one of a single page gets its port as the first message.
addEventListener('connect', (event) => {
  for (const port of (event as MessageEvent).ports) attend(port)
})
addEventListener('message', ({ ports: given }: MessageEvent) => {
  for (const port of given) attend(port)
})
