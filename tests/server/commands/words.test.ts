import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startProblem } from '../../../server/commands/start-problem.ts'
import { readConfig } from '../../../server/config.ts'
import { openConfigured } from '../../../server/database/open.ts'
import { runCommand } from './command.ts'

const directory = mkdtempSync(path.join(tmpdir(), 'charter-words-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))
const at = { DATA_DIR: path.join(directory, 'data') }

const scripts: unknown = JSON.parse(readFileSync('package.json', 'utf8')).scripts
const commands = Object.values(scripts ?? {}).flatMap(
  (script) => /^node (server\/\S+)$/.exec(String(script))?.[1] ?? [],
)

describe('the words after a command', { timeout: 60_000 }, () => {
  test('are read in one place by every command', () => {
    expect(commands).toContain('server/commands/migrate.ts')
    const own = commands.filter((file) => {
      const text = readFileSync(file.replace('main.ts', 'serve.ts'), 'utf8')
      return !text.includes('wordsOf(') || text.includes('process.argv')
    })
    expect(own).toEqual([])
  })

  test.each<readonly [string, readonly string[], string]>([
    ['migrate', ['--plam'], "Unknown option '--plam'\nnpm run migrate [-- --plan]"],
    ['backup', ['one', 'two'], "Unexpected word 'two'\nnpm run backup [-- file]"],
    ['sample', ['--scale', 'x'], '--scale is "x" but must be a number above 0'],
    ['import', ['--lang', 'de'], '--lang is "de" but must be zh or en'],
    ['backup', [], `there is no database in ${at.DATA_DIR}`],
    ['restore', ['none.tar.gz'], 'there is no file none.tar.gz'],
  ])('%s %j says what is wrong, and does nothing', async (name, words, sentence) => {
    const { code, out, err } = await runCommand(name, words, at)
    expect([code, out, err]).toEqual([1, '', expect.stringContaining(sentence)])
    expect(readdirSync(directory)).toEqual([])
  })

  test('--help tells the usage', async () => {
    const { code, out, err } = await runCommand('backup', ['--help'], at)
    expect([code, out, err]).toEqual([0, 'npm run backup [-- file]', ''])
    expect(existsSync('--help')).toBe(false)
  })
})

/** Tries to listen, and gives what the system says. */
const refusalOf = async (port: number, host: string): Promise<unknown> => {
  const server = createServer().listen(port, host)
  const [error] = await once(server, 'error')
  return error
}

describe('a setting that only the machine can refuse', () => {
  test('is named in a sentence, without its password', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const taken = readConfig({ PORT: String(port) })
    expect(startProblem(await refusalOf(port, '127.0.0.1'), taken)).toBe(`PORT ${port} on 127.0.0.1 is taken by another program: stop it, or set another PORT`) // prettier-ignore
    other.close()
    const abroad = readConfig({ HOST: '192.0.2.1', DATABASE_URL: 'postgres://127.0.0.1/x' })
    expect(startProblem(await refusalOf(0, '192.0.2.1'), abroad)).toMatch(/^HOST "192.0.2.1" and PORT 8080 cannot be listened on: listen EADDRNOTAVAIL/) // prettier-ignore
    const open = async (config: ReturnType<typeof readConfig>) =>
      startProblem(await openConfigured(config, { clock: () => '', onError: () => {} }).catch((error: unknown) => error), config) // prettier-ignore
    const file = path.resolve('package.json')
    expect(await open(readConfig({ DATA_DIR: file }))).toMatch(`DATA_DIR "${file}" cannot be used: EEXIST`) // prettier-ignore
    const away = 'postgres://me:secret@127.0.0.1:1/x'
    expect(await open(readConfig({ DATABASE_URL: away }))).toBe('DATABASE_URL postgres://me:***@127.0.0.1:1/x cannot be used: connect ECONNREFUSED 127.0.0.1:1') // prettier-ignore
    expect(startProblem(new TypeError('a fault of ours'), taken)).toBeNull()
  })
})
