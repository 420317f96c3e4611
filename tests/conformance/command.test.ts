import { execFile } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBackend } from './backends/faulty.ts'
import { listen } from './backends/listen.ts'

type Ran = { readonly code: number; readonly out: string; readonly err: string }

const run = (...words: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['tests/conformance/run.ts', ...words], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })

describe('npm run conformance', () => {
  let sound: Awaited<ReturnType<typeof listen>>
  let faulty: Awaited<ReturnType<typeof listen>>

  beforeAll(async () => {
    sound = await listen(createBackend(null))
    faulty = await listen(createBackend('numbers are sorted as texts'))
  })
  afterAll(async () => {
    await sound.close()
    await faulty.close()
  })

  test('prints a table and ends with 0 when nothing is wrong', async () => {
    const { code, out } = await run('--url', sound.url, '--resource', 'rows')
    expect(out).toContain('list: ranges            pass\n')
    expect(out).toContain('write: create           missing  not tried: reading only\n')
    expect(out).toContain('17 pass, 4 missing, 0 wrong')
    expect(code).toBe(0)
  })

  test('names what is wrong with its reason and ends with 1', async () => {
    const { code, out } = await run('--provider', 'simple-rest', '--url', faulty.url, '--resource', 'rows', '--write') // prettier-ignore
    expect(out).toContain('list: sort              wrong    sorted by "amount", the values are not in order\n') // prettier-ignore
    expect(out).toContain('20 pass, 0 missing, 1 wrong')
    expect(code).toBe(1)
  })

  test('says what it cannot do and ends with 2', async () => {
    expect(await run()).toMatchObject({ code: 2, err: 'which backend? --url http://...\n' })
    const odd = await run('--url', sound.url, '--provider', 'soap')
    expect(odd.err).toContain('--provider must be one of simple-rest, json-server, postgrest')
    const gone = await run('--url', sound.url, '--resource', 'nothing')
    expect(gone).toMatchObject({ code: 2, err: 'not found\n' })
  })
})
