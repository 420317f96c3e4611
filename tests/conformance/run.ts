import { fetchUtils } from 'ra-core'
import simpleRest from 'ra-data-simple-rest'
import { examine, type Finding } from './kit.ts'

/**
 * `npm run conformance -- --provider simple-rest --url http://127.0.0.1:3001/api [--resource orders] [--write]`
 *
 * Asks a backend what the console relies on, and prints one line a capability. `--header "Name: value"` is sent with
 * every call. Rows are only made, changed and removed with `--write`. Exit code 1 when anything is wrong.
 */
const words = process.argv.slice(2)

const wordAfter = (word: string): string | undefined => {
  const at = words.indexOf(word)
  return at < 0 ? undefined : words[at + 1]
}

const end = (message: string): never => {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

const provider = wordAfter('--provider') ?? 'simple-rest'
const url = wordAfter('--url') ?? end('which backend? --url http://...')
if (!['simple-rest', 'json-server'].includes(provider))
  end(`--provider is "${provider}" but must be simple-rest or json-server`)

const headers = words.flatMap((word, i) => (word === '--header' ? [words[i + 1] ?? ''] : []))
const http: typeof fetchUtils.fetchJson = (address, options = {}) => {
  const sent = new Headers(options.headers ?? { Accept: 'application/json' })
  for (const header of headers) {
    const [name = '', ...value] = header.split(':')
    sent.set(name.trim(), value.join(':').trim())
  }
  return fetchUtils.fetchJson(address, { ...options, headers: sent })
}

const line = ({ capability, result, reason }: Finding): string =>
  [capability.padEnd(32), result.padEnd(8), reason].join(' ').trimEnd()

try {
  const resource = wordAfter('--resource') ?? 'customers'
  const findings = await examine({
    provider: simpleRest(url.replace(/\/$/, ''), http),
    resource,
    mayWrite: words.includes('--write'),
  })
  process.stdout.write(`${resource} at ${url}\n${findings.map(line).join('\n')}\n`)
  process.exitCode = findings.some(({ result }) => result === 'wrong') ? 1 : 0
} catch (error) {
  end(`${url} does not answer a list: ${error instanceof Error ? error.message : String(error)}`)
}
