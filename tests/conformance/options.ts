import { parseArgs } from 'node:util'
import type { Backend } from '../../src/data/config.ts'
import { ConfigError } from '../../src/data/config.ts'
import { readConfig } from '../../src/data/read-config.ts'

export type Options = {
  readonly backend: Backend
  readonly resource: string
  readonly mayWrite: boolean
  readonly example?: Readonly<Record<string, unknown>>
}

const known = {
  provider: { type: 'string', default: 'simple-rest' },
  url: { type: 'string' },
  resource: { type: 'string', default: 'customers' },
  filters: { type: 'string' },
  header: { type: 'string', multiple: true },
  write: { type: 'boolean', default: false },
  example: { type: 'string' },
} as const

const headersOf = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(':')
      return [name.trim(), value.join(':').trim()]
    }),
  )

const exampleOf = (text: string): Readonly<Record<string, unknown>> => {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('--example must be a record in JSON')
  return value as Readonly<Record<string, unknown>> // an object
}

/** Reads the words after `npm run conformance --`. Errors: a sentence that says which word is wrong. */
export const readOptions = (words: readonly string[]): Options => {
  const { values } = parseArgs({ args: [...words], options: known })
  const { provider, url, resource, filters, header = [], write, example } = values
  if (url === undefined) throw new Error('which backend? --url http://...')
  const backend = { provider, url, headers: headersOf(header), ...(filters !== undefined && { filters }) } // prettier-ignore
  try {
    const { backends } = readConfig({ backends: { it: backend }, resources: { '*': 'it' } })
    const it = backends.it
    if (!it) throw new Error('no backend')
    return { backend: it, resource, mayWrite: write, ...(example !== undefined && { example: exampleOf(example) }) } // prettier-ignore
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new Error(error.faults.map(({ at, en }) => `--${at.replace('backends.it.', '')} ${en}`).join('\n')) // prettier-ignore
  }
}
