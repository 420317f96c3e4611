import { fetchUtils, HttpError } from 'ra-core'

/** How a backend is reached. */
export type Connection = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly credentials: RequestCredentials
}

let server: Connection | null = {
  url: `${import.meta.env.BASE_URL}api`,
  headers: {},
  credentials: 'same-origin',
}

/** Says where Charter's own server is, null = there is none; default: below the address the console is served from. */
export const connect = (connection: Connection | null): void => {
  server = connection
}

/** Where the API of Charter's own server lives. */
export const apiUrl = (): string => server?.url ?? ''

/** Whether there is a server of Charter's own at all. */
export const hasServer = (): boolean => server !== null

let locale: 'zh' | 'en' = 'zh'

/** The language in which servers are asked to answer. */
export const spoken = (): 'zh' | 'en' => locale

/** Sets the language in which the server answers. */
export const speak = (language: 'zh' | 'en'): void => {
  locale = language
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  readonly json: unknown
}

/** Calls an address of a backend and reads its JSON. */
export type Http = ReturnType<typeof httpOf>

type Options = fetchUtils.Options

const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError'

/**
 * Makes the function that calls a backend, with its headers and credentials and in the viewer's language.
 *
 * Errors: HttpError with the server's sentence; status 0 and the name of a text when there is no connection.
 */
export const httpOf =
  (connection: () => Connection) =>
  async (url: string, options: Options = {}): Promise<Answer> => {
    const { headers: own, credentials } = connection()
    const headers = new Headers(options.headers ?? { Accept: 'application/json' })
    headers.set('X-Locale', locale)
    for (const [name, value] of Object.entries(own)) headers.set(name, value)
    try {
      return await fetchUtils.fetchJson(url, { ...options, headers, credentials })
    } catch (error) {
      if (error instanceof HttpError || isAbort(error)) throw error
      throw new HttpError('charter.error.offline', 0, { code: 'offline' })
    }
  }

/** Calls Charter's own server with the session's cookie. */
export const http = httpOf(() => server ?? { url: '', headers: {}, credentials: 'same-origin' })

/** Calls the API and reads its JSON; the type is the contract of api.md. */
export const call = async <T>(path: string, options: Options = {}): Promise<T> =>
  (await http(`${apiUrl()}${path}`, options)).json as T

/** Options of a call that sends JSON. */
export const sending = (method: string, data: unknown, headers?: Record<string, string>): Options => ({
  method,
  body: JSON.stringify(data),
  headers: new Headers({ Accept: 'application/json', ...headers }),
}) // prettier-ignore

/** One event of a stream. */
export type StreamEvent = {
  readonly event: string
  readonly data: unknown
  readonly id: string | null
}

const eventIn = (block: string): StreamEvent => ({
  event: /^event: ?(.*)$/m.exec(block)?.[1] ?? 'message',
  data: JSON.parse(/^data: ?(.*)$/m.exec(block)?.[1] ?? 'null'),
  id: /^id: ?(.*)$/m.exec(block)?.[1] ?? null,
})

const readEvents = async (
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onEvent: (event: StreamEvent) => void,
): Promise<void> => {
  let rest = ''
  for (const reader = body.pipeThrough(new TextDecoderStream()).getReader(); ;) {
    const { done, value } = await reader.read()
    const blocks = `${rest}${value ?? ''}`.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) if (block.trim() !== '') onEvent(eventIn(block))
    if (done) return
  }
}

/** Reads the events of an address of Charter's own server until it ends them. Errors: no connection, or refused. */
export const listened = async (
  path: string,
  options: { readonly signal: AbortSignal; readonly after: string | null },
  onEvent: (event: StreamEvent) => void,
): Promise<void> => {
  const { signal, after } = options
  const headers = {
    ...server?.headers,
    Accept: 'text/event-stream',
    ...(after !== null && { 'Last-Event-ID': after }),
  }
  const credentials = server?.credentials ?? 'same-origin'
  const answer = await fetch(`${apiUrl()}${path}`, { headers, credentials, signal })
  if (!answer.ok || !answer.body) throw new HttpError(answer.statusText, answer.status)
  await readEvents(answer.body, onEvent)
}

/**
 * Sends a form and reads the events of the answer as they come.
 *
 * Errors: HttpError as `http`, also when the answer ends early.
 */
export const streamed = async (path: string, body: FormData, onEvent: (event: StreamEvent) => void): Promise<void> => {
  const headers = { ...server?.headers, Accept: 'text/event-stream', 'X-Locale': locale }
  const credentials = server?.credentials ?? 'same-origin'
  const answer = await fetch(`${apiUrl()}${path}`, { method: 'POST', body, headers, credentials }).catch(() => {
    throw new HttpError('charter.error.offline', 0, { code: 'offline' })
  })
  if (!answer.ok || !answer.body) {
    const problem: unknown = await answer.json().catch(() => null)
    const message = typeof problem === 'object' && problem !== null && 'message' in problem ? String(problem.message) : answer.statusText
    throw new HttpError(message, answer.status, problem)
  }
  await readEvents(answer.body, onEvent)
} // prettier-ignore

/** Fetches a file and hands it to the browser to keep, under the name that the server gives. */
export const download = async (path: string, options: RequestInit, name: string): Promise<void> => {
  const answer = await fetch(`${apiUrl()}${path}`, { ...options, headers: { ...server?.headers, 'X-Locale': locale }, credentials: server?.credentials ?? 'same-origin' })
  if (!answer.ok) throw new HttpError(answer.statusText, answer.status)
  const given = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = given === undefined ? name : decodeURIComponent(given)
  link.click()
  URL.revokeObjectURL(link.href)
} // prettier-ignore
