import { fetchUtils, HttpError } from 'ra-core'

/** Where the API lives, below the address the console is served from. */
export const apiUrl = `${import.meta.env.BASE_URL}api`

let locale: 'zh' | 'en' = 'zh'

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
 * Calls the API with the session's cookie and in the viewer's language.
 *
 * Errors: HttpError with the server's sentence; status 0 and the name of a text when there is no connection.
 */
export const http = async (url: string, options: Options = {}): Promise<Answer> => {
  const headers = new Headers(options.headers ?? { Accept: 'application/json' })
  headers.set('X-Locale', locale)
  try {
    return await fetchUtils.fetchJson(url, { ...options, headers, credentials: 'same-origin' })
  } catch (error) {
    if (error instanceof HttpError || isAbort(error)) throw error
    throw new HttpError('charter.error.offline', 0, { code: 'offline' })
  }
}

/** Calls the API and reads its JSON; the type is the contract of api.md. */
export const call = async <T>(path: string, options: Options = {}): Promise<T> =>
  (await http(`${apiUrl}${path}`, options)).json as T

/** Options of a call that sends JSON. */
export const sending = (method: string, data: unknown, headers?: Record<string, string>): Options => ({
  method,
  body: JSON.stringify(data),
  headers: new Headers({ Accept: 'application/json', ...headers }),
}) // prettier-ignore
