import { vi } from 'vitest'

export type Asked = { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly headers: Headers; readonly body: unknown } // prettier-ignore
type Answer = { readonly status?: number; readonly body?: unknown; readonly total?: number }
export type Answers = Readonly<Record<string, (asked: Asked) => Answer | unknown[]>>

const respond = (answer: Answer | unknown[]): Response => {
  const {
    status = 200,
    body,
    total,
  } = Array.isArray(answer) ? { body: answer, total: answer.length, status: 200 } : answer
  const headers = { 'content-range': `rows 0-24/${total ?? 0}` }
  return new Response(JSON.stringify(body ?? {}), { status, headers })
}

/** Answers HTTP from a table of `'METHOD /path'`, and keeps what was asked; anything else is 404. */
export const fakeFetch = (answers: Answers): Asked[] => {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://test')
    const method = init.method ?? 'GET'
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : init.body
    const call = { method, path: url.pathname, query: url.searchParams, headers: new Headers(init.headers), body } // prettier-ignore
    asked.push(call)
    const answer = answers[`${method} ${url.pathname}`]
    return respond(answer ? answer(call) : { status: 404, body: { code: 'not_found', message: 'no' } })
  })
  return asked
} // prettier-ignore
