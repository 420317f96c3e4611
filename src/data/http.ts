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
