import createClient, { type Client } from 'openapi-fetch'

export type CharterOptions = {
  /** Address of the server, such as `http://127.0.0.1:8080`. */
  readonly url: string
  /** Token of an account, made under one's own settings or by `POST /api/tokens`. */
  readonly token: string
  /** Language of messages. */
  readonly locale?: 'zh' | 'en'
  /** How requests are sent; default: the platform's fetch. */
  readonly fetch?: (request: Request) => Promise<Response>
}

/** Lists and objects stand as JSON in the address: `filter={"state":["open"]}`, `range=[0,24]`. */
const inAddress = (query: Readonly<Record<string, unknown>>): string =>
  new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  ).toString() // prettier-ignore

/** The header of a change: the version that it is based on. */
export const basedOn = (record: { readonly version: number }): { 'If-Match': string } => ({
  'If-Match': `"${record.version}"`,
})

/**
 * Makes a typed client of a Charter server; `paths` comes from `schema.d.ts` beside this file.
 *
 * Shape: every call answers `{ data }` or `{ error }`, a problem with its code, message and fields.
 *
 * @example
 * const charter = createCharter<paths>({ url: 'http://127.0.0.1:8080', token })
 * const { data } = await charter.GET('/api/orders', { params: { query: { range: [0, 24] } } })
 */
export const createCharter = <Paths extends object>(options: CharterOptions): Client<Paths> =>
  createClient<Paths>({
    baseUrl: options.url,
    querySerializer: inAddress,
    headers: { authorization: `Bearer ${options.token}`, 'x-locale': options.locale ?? 'en' },
    ...(options.fetch && { fetch: options.fetch }),
  })
