import { serve } from '@hono/node-server'
import { HttpError, type fetchUtils } from 'ra-core'
import type { AddressInfo } from 'node:net'

/** A backend as a function. */
export type Handler = (request: Request) => Promise<Response>

/** Calls a backend without a network, as the providers' own function does over one. */
export const httpTo =
  (handler: Handler): typeof fetchUtils.fetchJson =>
  async (url, options = {}) => {
    const headers = new Headers(options.headers)
    if (options.body && !headers.has('content-type')) headers.set('content-type', 'application/json') // prettier-ignore
    const answer = await handler(new Request(String(url), { ...options, headers }))
    const body = await answer.text()
    let json: unknown
    try {
      json = JSON.parse(body)
    } catch {
      json = undefined
    }
    const { status } = answer
    if (!answer.ok) {
      const said = typeof json === 'object' && json !== null && 'message' in json ? json.message : answer.statusText // prettier-ignore
      throw new HttpError(String(said), status, json)
    }
    return { status, headers: answer.headers, body, json }
  }

/** Serves a backend on a free port of this machine. */
export const listen = (
  handler: Handler,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> =>
  new Promise((resolve) => {
    const server = serve({ fetch: handler, hostname: '127.0.0.1', port: 0 }, (at: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${at.port}`,
        close: () => new Promise((done) => server.close(() => done())),
      }),
    )
  })

/** An answer in JSON. */
export const json = (value: unknown, status = 200, headers: HeadersInit = {}): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...Object.fromEntries(new Headers(headers)) },
  })
