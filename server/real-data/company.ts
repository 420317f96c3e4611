import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Ask } from './compare.ts'

/** A session of the first administrator of a fresh company, who may read every figure. */
export type Session = {
  readonly url: string
  readonly cookie: string
}

/** Whoever sets up the fresh company. */
export const administrator = { login: 'administrator', password: 'real data 1996-2013' }

const send = async (
  url: string,
  init: RequestInit & { readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> => {
  const answer = await fetch(url, { ...init, headers: { 'x-locale': 'en', ...init.headers } })
  if (answer.ok) return answer
  throw new Error(`${init.method ?? 'GET'} ${url}: ${answer.status} ${(await answer.text()).slice(0, 2000)}`) // prettier-ignore
}

const json = (session: Partial<Session>, method: string, body: unknown) => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...(session.cookie && { cookie: session.cookie }) }, // prettier-ignore
})

/**
 * Sets up the first administrator of a fresh company and lets this account read as the company's executive.
 *
 * Errors: the company is not fresh.
 */
export const openCompany = async (url: string): Promise<Session> => {
  const answer = await send(`${url}/api/setup`, json({}, 'POST', administrator))
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ') // prettier-ignore
  const { account, roles } = await answer.json()
  const session = { url, cookie }
  await send(`${url}/api/accounts/${account}`, json(session, 'PATCH', { roles: [...roles, 'executive'] })) // prettier-ignore
  return session
}

/** Imports every file of a folder by a recipe. Gives the number of records that were created. */
export const importFolder = async (
  { url, cookie }: Session,
  folder: string,
  recipe: string,
): Promise<string> => {
  const form = new FormData()
  form.set('recipe', await readFile(recipe, 'utf8'))
  for (const name of await readdir(folder))
    form.append('files', new File([new Uint8Array(await readFile(path.join(folder, name)))], name))
  const answer = await send(`${url}/api/import`, { method: 'POST', body: form, headers: { cookie } }) // prettier-ignore
  const { counts } = await answer.json()
  return counts
    .map(({ resource, created }: { resource: string; created: number }) => `${created} ${resource}`)
    .join(', ')
}

/** Asks for figures as the dashboards do. */
export const askOf =
  (session: Session): Ask =>
  async (resource, query) =>
    (await send(`${session.url}/api/${resource}/aggregate`, json(session, 'POST', query))).json()
