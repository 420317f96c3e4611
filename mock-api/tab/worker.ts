import { startTabApi, TabFailed, type TabApi } from './host.ts'
import type { TabFailure } from '#model/language/tab-news.ts'
import { nameOf, type FromWorker, type ToWorker } from './messages.ts'

type Request_ = Extract<ToWorker, { readonly do: 'request' }>

const ports = new Set<MessagePort>()
const tellAll = (message: FromWorker): void => ports.forEach((port) => port.postMessage(message))

/** What a page that comes later has to be told first. */
let lastWord: FromWorker = { do: 'step', step: { step: 'loading', part: 0 } }
const tellEverybody = (message: FromWorker): void => {
  lastWord = message
  tellAll(message)
}

/** Says that there is no database, and ends: the next page that comes gets a worker that tries again. */
const giveUp = (why: TabFailure, error: unknown): void => {
  const message = error instanceof Error ? error.message : String(error)
  tellEverybody({ do: 'failed', why, message })
  close()
}

let starting: Promise<TabApi> | undefined

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

const start = async (base: string): Promise<TabApi> => {
  await alone(base)
  const started = await startTabApi({
    base,
    onStep: (step) => tellEverybody({ do: 'step', step }),
    onFull: (error) => giveUp('full', error),
  })
  tellEverybody({ do: 'ready', isKept: started.isKept })
  if (!(await started.keep())) tellEverybody({ do: 'ready', isKept: false })
  return started
}

const startOnce = (base: string): void => {
  starting ??= start(base)
  starting.catch((error: unknown) =>
    giveUp(error instanceof TabFailed ? error.why : 'not_opened', error),
  )
}

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
    const { api } = await (starting ?? Promise.reject(new Error('asked before it was started')))
    const { signal } = stop
    const asked = new Request(url, { method, headers: headers.map(([k, v]) => [k, v]), body, signal }) // prettier-ignore
    let isCut = false
    const given = await api.app.fetch(asked, { cut: () => (isCut = true) })
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
      startOnce(data.base)
      port.postMessage(lastWord)
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
