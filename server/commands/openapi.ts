import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import openapiTypes, { astToString } from 'openapi-typescript'
import { model } from '#model/index.ts'
import { defaultSettings } from '../app.ts'
import { requireSound } from '../prepare.ts'
import { openApiOf } from '../openapi/document.ts'
import { exitWith, settle } from './settle.ts'
import { languageOf, wordsOf } from './words.ts'

/**
 * `npm run openapi [-- --out dist/openapi] [--url http://127.0.0.1:8080] [--lang zh|en]`
 *
 * Writes what another program needs to speak with the API: `openapi.json`, its types `schema.d.ts` and the typed
 * client `client.ts`. Without `--url` the whole model is described; with it, what the server says to the holder of the
 * token in CHARTER_TOKEN, cut to his or her rights.
 */
const usage = 'npm run openapi -- [--out folder] [--url http://...] [--lang zh|en]'

const { out, url, lang } = wordsOf(usage, {
  options: {
    out: { type: 'string', default: 'dist/openapi' },
    url: { type: 'string' },
    lang: { type: 'string', default: 'en' },
  },
}).values
const locale = languageOf(lang)

const documentOf = async (server: string): Promise<string> => {
  const token = process.env.CHARTER_TOKEN ?? ''
  const answer = await fetch(`${server.replace(/\/$/, '')}/api/openapi.json`, {
    headers: { 'x-locale': locale, authorization: `Bearer ${token}` },
  }).catch(() => exitWith(`${server} does not answer`))
  if (!answer.ok) exitWith(`${server} answers ${answer.status}; set CHARTER_TOKEN to a token of an account there`) // prettier-ignore
  return JSON.stringify(await answer.json(), null, 2)
}

const ownDocument = (): string => {
  requireSound(model)
  return JSON.stringify(openApiOf(model, defaultSettings, locale), null, 2)
}

type JsonParameter = { readonly in: 'query'; readonly content: Readonly<Record<string, { readonly schema?: unknown }>> } // prettier-ignore

const isJsonParameter = (value: unknown): value is JsonParameter =>
  typeof value === 'object' && value !== null && 'content' in value && 'in' in value && value.in === 'query' // prettier-ignore

/** Gives a parameter that is JSON the type of its value: the client encodes it. */
const decoded = (_: string, value: unknown): unknown => {
  if (!isJsonParameter(value)) return value
  const { content, ...parameter } = value
  return { ...parameter, schema: content['application/json']?.schema }
}

await settle(async () => {
  const document = url === undefined ? ownDocument() : await documentOf(url)
  const types = astToString(await openapiTypes(JSON.stringify(JSON.parse(document, decoded))))
  const client = await readFile(path.resolve(import.meta.dirname, '../openapi/client.ts'), 'utf8')
  await mkdir(out, { recursive: true })
  const files = { 'openapi.json': `${document}\n`, 'schema.d.ts': types, 'client.ts': client }
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(out, name), text)
  process.stdout.write(`${Object.keys(files).join(', ')} in ${out}\n`)
})
