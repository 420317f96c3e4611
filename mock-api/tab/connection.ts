import type { TabFailure, TabTrouble } from '#model/language/tab-news.ts'
import { nameOf, type FromWorker, type ToWorker } from './messages.ts'

export type ConnectionNews = TabTrouble | { readonly is: 'ready'; readonly isKept: boolean }

/** The page's end of the line to the worker with the database. */
export type TabConnection = {
  /** Answers a call of the API as the server does. Errors: a failed call when the worker broke off. */
  handle(request: Request): Promise<Response>
  /** Whether it ever answers. */
  readonly ready: Promise<boolean>
}

type Options = {
  readonly base: string
  readonly onNews: (news: ConnectionNews) => void
}

type Waiting = {
  readonly answered: (response: Response) => void
  readonly broken: (error: Error) => void
  stream?: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>
}

type OnGone = (message: string) => void

const watched = <T extends AbstractWorker>(worker: T, onGone: OnGone): T => {
  worker.addEventListener('error', (event) =>
    onGone(event instanceof ErrorEvent ? event.message : ''),
  )
  return worker
}

/** One worker for all tabs of this address, which the page has started already; null where the browser has none such. */
const openShared = (base: string, onGone: OnGone): MessagePort | null => {
  if (typeof SharedWorker === 'undefined') return null
  const worker = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: nameOf(base) }) // prettier-ignore
  return watched(worker, onGone).port
}

/** A worker for this tab; those of others wait until it ends. */
const openOwn = (base: string, onGone: OnGone): MessagePort => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: nameOf(base) }) // prettier-ignore
  const { port1, port2 } = new MessageChannel()
  watched(worker, onGone).postMessage(null, [port2])
  return port1
}

/** A body may only go with an answer that may have one. */
const bodyless = new Set([101, 204, 205, 304])

const responseOf = (
  { status, headers, body }: Extract<FromWorker, { readonly do: 'answer' }>,
  stream: () => ReadableStream<Uint8Array<ArrayBuffer>>,
): Response =>
  new Response(bodyless.has(status) ? null : (body ?? stream()), {
    status,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  })

/** Answers of the worker, each to whoever asked. */
const exchange = (send: (message: ToWorker, transfer?: Transferable[]) => void) => {
  const waiting = new Map<number, Waiting>()
  let counter = 0

  const streamOf = (id: number, asked: Waiting) =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => void (asked.stream = controller),
      cancel: () => {
        waiting.delete(id)
        send({ do: 'cancel', id })
      },
    })
  const breakOff = (id: number, asked: Waiting): void => {
    waiting.delete(id)
    const error = new TypeError('the worker broke off')
    if (asked.stream) asked.stream.error(error)
    else asked.broken(error)
  }
  const receive = (message: FromWorker): void => {
    // A worker that gives up may end before it answers what it was asked.
    if (message.do === 'failed') for (const [id, asked] of waiting) breakOff(id, asked)
    if (!('id' in message)) return
    const asked = waiting.get(message.id)
    if (!asked) return
    if (message.do === 'answer') {
      asked.answered(responseOf(message, () => streamOf(message.id, asked)))
      if (message.body) waiting.delete(message.id)
    } else if (message.do === 'piece') asked.stream?.enqueue(message.bytes)
    else if (message.isBroken) breakOff(message.id, asked)
    else {
      waiting.delete(message.id)
      asked.stream?.close()
    }
  }
  const ask = async (request: Request, url: string): Promise<Response> => {
    const id = (counter += 1)
    const { method, signal } = request
    const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer()
    return new Promise((answered, broken) => {
      waiting.set(id, { answered, broken })
      signal.addEventListener('abort', () => {
        send({ do: 'cancel', id })
        if (waiting.delete(id)) broken(new DOMException('the call was ended', 'AbortError'))
      })
      const sent = body?.byteLength ? body : null
      const message: ToWorker = { do: 'request', id, method, url, headers: [...request.headers], body: sent } // prettier-ignore
      send(message, sent ? [sent] : [])
    })
  }
  return { ask, receive }
}

/** Connects this page with the worker, starting it when it is the first. */
export const connectTab = ({ base, onNews }: Options): TabConnection => {
  let isDecided = false
  let resolveReady: (isReady: boolean) => void = () => undefined
  const ready = new Promise<boolean>((resolve) => (resolveReady = resolve))
  const decide = (isReady: boolean): void => {
    isDecided = true
    resolveReady(isReady)
  }
  const fail = (why: TabFailure, message: string): void => {
    onNews({ is: 'failed', why, message })
    decide(false)
  }
  const receive = ({ data }: MessageEvent<FromWorker>): void => {
    line.receive(data)
    if (data.do === 'step') onNews({ is: 'starting', step: data.step })
    else if (data.do === 'failed') fail(data.why, data.message)
    else if (data.do === 'ready') {
      onNews({ is: 'ready', isKept: data.isKept })
      decide(true)
    }
  }
  const attached = (to: MessagePort): MessagePort => {
    to.addEventListener('message', receive)
    to.start()
    to.postMessage({ do: 'start' } satisfies ToWorker)
    return to
  }
  // An error later is one of a single call, which fails by itself.
  const own = () => attached(openOwn(base, (message) => !isDecided && fail('no_worker', message)))
  // A browser that blocks site data has shared workers and lets none start.
  const shared = openShared(base, () => {
    if (!isDecided) port = own()
  })
  let port = shared ? attached(shared) : own()
  const line = exchange((message, transfer = []) => port.postMessage(message, transfer))
  // The API lives at the root of its own address, whichever folder the console was put into.
  const addressOf = (url: string): string => {
    const { origin, pathname, search } = new URL(url)
    return `${origin}/${pathname.slice(base.length)}${search}`
  }
  return { ready, handle: (request) => line.ask(request, addressOf(request.url)) }
}
