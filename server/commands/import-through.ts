import type { Label } from '#model/language/definition.ts'
import type { ImportRequest } from '../import/import-files.ts'
import { exitWith } from './settle.ts'

export type ImportServer = {
  /** Address of the server, such as `http://127.0.0.1:8080`. */
  readonly url: string
  readonly token: string | undefined
  readonly locale: keyof Label
}

type Data = Readonly<Record<string, unknown>>

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null

const addressOf = (url: string, { dryRun, historical }: ImportRequest): string => {
  const isWeb = URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol)
  if (!isWeb) exitWith(`--url must be the address of a server, such as http://127.0.0.1:8080 (got "${url}")`) // prettier-ignore
  const query = new URLSearchParams({ dry_run: String(dryRun === true) })
  if (historical !== undefined) query.set('historical', String(historical))
  return `${url.replace(/\/$/, '')}/api/import?${query}`
}

const causeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined
  return isData(cause) ? String(cause['code'] ?? cause['message']) : String(error)
}

const refusalOf = (url: string, answer: Response, body: Data): string => {
  const errors = isData(body['errors']) ? Object.entries(body['errors']) : []
  const lines = [String(body['message'] ?? `${answer.status} ${answer.statusText}`), ...errors.map(([place, text]) => `${place}: ${String(text)}`)] // prettier-ignore
  const hint = answer.status === 401 ? `\nset CHARTER_TOKEN to a token of an account on ${url}` : ''
  return lines.join('\n') + hint
}

/** Imports through a running server; ends with a sentence when it does not answer or refuses. */
export const importThrough = async (
  { url, token, locale }: ImportServer,
  request: ImportRequest,
): Promise<unknown> => {
  const form = new FormData()
  form.set('recipe', JSON.stringify(request.recipe))
  for (const { name, bytes } of request.files)
    form.append('files', new File([new Uint8Array(bytes)], name))
  const answer = await fetch(addressOf(url, request), {
    method: 'POST',
    body: form,
    headers: { 'x-locale': locale, ...(token && { authorization: `Bearer ${token}` }) },
  }).catch((error: unknown) => exitWith(`${url} does not answer (${causeOf(error)})`))
  const body: unknown = await answer.json().catch(() => undefined)
  if (!isData(body)) return exitWith(`${url} is no Charter server: it answers ${answer.status} without JSON`) // prettier-ignore
  if (!answer.ok && !('problems' in body)) exitWith(refusalOf(url, answer, body))
  return body
}
