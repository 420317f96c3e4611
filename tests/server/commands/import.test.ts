import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { readConfig } from '../../../server/config.ts'
import { startServer, type Running } from '../../../server/host.ts'
import { runCommand } from './command.ts'

const directory = mkdtempSync(path.join(tmpdir(), 'charter-import-'))
const silent = { info: () => {}, warn: () => {}, error: () => {} }
const json = { 'content-type': 'application/json', 'x-locale': 'en' }

let running: Running | undefined
let cookie = ''
let token = ''

/** Sends a request as the first administrator. */
const send = async (address: string, body?: object) => {
  const init = { headers: { ...json, cookie }, ...(body && { method: 'POST', body: JSON.stringify(body) }) } // prettier-ignore
  return fetch(`${running?.url}${address}`, init)
}

beforeAll(async () => {
  const config = readConfig({ PORT: '0', DATA_DIR: path.join(directory, 'data'), TICK_SECONDS: '0' }) // prettier-ignore
  running = await startServer({ config, model, log: silent })
  const made = await send('/api/setup', { login: 'root', password: 'a long password' })
  cookie = made.headers.get('set-cookie')?.split(';')[0] ?? ''
  token = (await (await send('/api/tokens', { name: 'import' })).json()).token
}, 120_000)
afterAll(async () => {
  await running?.close()
  rmSync(directory, { recursive: true, force: true })
})

/** Writes a file of a test and gives its name. */
const file = (name: string, text: string): string => {
  const at = path.join(directory, name)
  writeFileSync(at, text)
  return at
}

/** Runs the command to its end. */
const command = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runCommand('import', args, {
    CHARTER_TOKEN: token,
    DATA_DIR: path.join(directory, 'data'),
    ...env,
  })

const recipe = file(
  'recipe.json',
  JSON.stringify({
    historical: true,
    sources: { shippers: {} },
    emit: [
      { entity: 'logistics_providers', from: 'shippers', key: ['name'], values: { name: '=name', contact: '=phone' } },
    ],
  }),
) // prettier-ignore
const shippers = file(
  'shippers.csv',
  'name,phone\nSpeedy Express,555-9831\nUnited Package,555-3199\n',
)
const names = async (): Promise<readonly string[]> => {
  const rows = await (await send('/api/logistics_providers?sort=["name","ASC"]')).json()
  return rows.map(({ name }: { name: string }) => name)
}
const through = (...args: readonly string[]) =>
  command(['--url', running?.url ?? '', '--recipe', recipe, ...args])

describe('an import by the command through a running server', { timeout: 60_000 }, () => {
  test('says on a dry run what it would do, and writes nothing', async () => {
    const { code, out } = await through('--dry-run', shippers)
    expect([code, out.split('\n').at(-1)]).toEqual([0, 'dry run: nothing was written'])
    expect(await names()).toEqual([])
  })

  test('writes nothing when a row is broken, and says which', async () => {
    const broken = file('broken.csv', 'name,phone\nSpeedy Express\nUnited Package,1\n')
    const { code, out } = await through(broken)
    expect([code, ...out.split('\n').slice(-2)]).toEqual([
      1,
      'broken.csv:2 has 1 cells, the first row has 2',
      '1 problems; nothing was written',
    ])
    expect(await names()).toEqual([])
  })

  test('writes the records, and finds them again', async () => {
    const first = await through(shippers)
    expect(first).toMatchObject({
      code: 0,
      out: expect.stringContaining('logistics_providers: created 2, updated 0, unchanged 0'),
    })
    expect(await names()).toEqual(['Speedy Express', 'United Package'])
    const second = await through(shippers)
    expect(second.out).toContain('logistics_providers: created 0, updated 0, unchanged 2')
  })

  test('says what is missing in a sentence: the token, the server, the recipe, a file', async () => {
    const url = running?.url ?? ''
    const use = (...args: readonly string[]) => ['--recipe', recipe, shippers, ...args]
    const refused: readonly (readonly [readonly string[], string])[] = [
      [use('--url', 'localhost:80'), '--url must be the address of a server, such as http://127.0.0.1:8080 (got "localhost:80")'],
      [use('--url', 'http://127.0.0.1:1'), 'http://127.0.0.1:1 does not answer (bad port)'],
      [use('--url', `${url}/x`), `${url}/x is no Charter server: it answers `],
      [['--url', url, shippers], 'npm run import -- --recipe recipe.json files...'],
      [['--url', url, '--recipe', shippers, shippers], `${shippers} is not valid JSON (`],
      [use('--url', url, 'none.csv'), "no such file or directory, open 'none.csv'"],
      [use('--fast'), "Unknown option '--fast'"],
    ] // prettier-ignore
    for (const [args, sentence] of refused) {
      const { code, out, err } = await command(args)
      expect([code, out, err]).toEqual([1, '', expect.stringContaining(sentence)])
    }
    const stranger = await command(use('--url', url), { CHARTER_TOKEN: 'chr_unknown' })
    expect([stranger.code, stranger.err]).toEqual([
      1,
      `Please sign in\nset CHARTER_TOKEN to a token of an account on ${url}`,
    ])
  })

  test('without the address leaves the database to the server that runs, which goes on', async () => {
    const { code, err } = await command(['--recipe', recipe, shippers])
    expect([code, err]).toEqual([1, expect.stringMatching(/is in use by process \d+ .*stop the other one, or set another DATA_DIR/)]) // prettier-ignore
    expect(await names()).toEqual(['Speedy Express', 'United Package'])
    expect((await through('--dry-run', shippers)).code).toBe(0)
  })
})
