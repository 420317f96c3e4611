import { pathToFileURL } from 'node:url'
import { fetchUtils } from 'ra-core'
import { model } from '#model/index.ts'
import type { Field } from '#model/language/definition.ts'
import type { Http } from '../../src/data/http.ts'
import { stockProvider } from '../../src/data/plain/providers/stock.ts'
import { examine, type Finding, type Kind } from './kit.ts'
import { readOptions, type Options } from './options.ts'

/**
 * `npm run conformance -- --url http://127.0.0.1:3001/api [--provider simple-rest] [--resource orders] [--write]`
 *
 * Asks a backend what the console relies on, and prints one line a capability. `--provider` is a kind of config.json
 * or a provider file such as `./warehouse.js`; `--filters equal` and `--header "Name: value"` are its settings. Rows
 * are only made, changed and removed with `--write`; `--example '{"name":"..."}'` is the record that is made. Exit
 * code 1 when anything is wrong, 2 when the backend could not be asked.
 */
const kindOf: Partial<Readonly<Record<Field['type'], Kind>>> = {
  text: 'text',
  longtext: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  serial: 'text',
  reference: 'key',
  integer: 'number',
  decimal: 'number',
  money: 'number',
  percent: 'number',
  date: 'day',
  datetime: 'moment',
}

/** Fields as the model says, when it knows the resource. */
const kindsOf = (resource: string): Readonly<Record<string, Kind>> | null => {
  const fields = model.entities.find(({ name }) => name === resource)?.fields
  if (!fields) return null
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const isChoice = field.type === 'enum' && field.many !== true
      const kind = isChoice ? 'key' : kindOf[field.type]
      return kind ? [[name, kind]] : []
    }),
  )
}

const say = (text: string) => process.stdout.write(`${text}\n`)

const table = (findings: readonly Finding[]): string => {
  const width = Math.max(...findings.map(({ capability }) => capability.length))
  return findings
    .map(({ capability, result, reason }) =>
      `${capability.padEnd(width)}  ${result.padEnd(7)}  ${reason}`.trimEnd(),
    )
    .join('\n')
}

const examineIt = async ({ backend, resource, mayWrite, example }: Options): Promise<void> => {
  const http = (url: string, options: fetchUtils.Options = {}) => {
    const headers = new Headers(options.headers ?? { Accept: 'application/json' })
    for (const [name, value] of Object.entries(backend.headers)) headers.set(name, value)
    return fetchUtils.fetchJson(url, { ...options, headers })
  }
  const place = { name: 'it', url: backend.url, http: http as Http }
  const provider = await stockProvider(backend, place, pathToFileURL(`${process.cwd()}/`).href)
  const kinds = kindsOf(resource)
  const findings = await examine({ provider, resource, mayWrite, ...(kinds && { kinds }), ...(example && { example }) }) // prettier-ignore
  const count = (wanted: Finding['result']) => findings.filter(({ result }) => result === wanted).length // prettier-ignore
  say(`${resource} at ${backend.url}, provider ${backend.provider}`)
  say(table(findings))
  say(`${count('pass')} pass, ${count('missing')} missing, ${count('wrong')} wrong`)
  process.exitCode = count('wrong') > 0 ? 1 : 0
}

try {
  await examineIt(readOptions(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
