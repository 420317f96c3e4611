import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { startServer } from '../../../server/host.ts'
import { httpModel } from '../http-model.ts'

const disk = mkdtempSync(path.join(tmpdir(), 'charter-disk-'))

/** Mounts a small disk of its own; that takes the rights of root on Linux. */
const mount = (): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=192m', 'charter-test', disk], { stdio: 'ignore' }) // prettier-ignore
    return true
  } catch {
    process.stderr.write('a full disk: SKIPPED, no file system may be mounted here (root on Linux may)\n') // prettier-ignore
    return false
  }
}

const isMounted = mount()
afterAll(() => {
  if (isMounted) execFileSync('umount', ['-l', disk])
  rmSync(disk, { recursive: true, force: true })
})

const ballast = path.join(disk, 'ballast')

/** Writes until nothing more fits. */
const fill = (): void => {
  const file = openSync(ballast, 'w')
  const block = new Uint8Array(65_536).fill(1)
  try {
    for (;;) writeSync(file, block)
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' })
  } finally {
    closeSync(file)
  }
}

const silent = { info: () => {}, warn: () => {}, error: () => {} }
const config = readConfig({ PORT: '0', DATA_DIR: path.join(disk, 'data'), TICK_SECONDS: '0' })
const json = { 'content-type': 'application/json', 'x-locale': 'en' }
const me = JSON.stringify({ login: 'root', password: 'a long password' })

const start = async (way: '/api/setup' | '/api/session') => {
  const running = await startServer({ config, model: httpModel, log: silent })
  const answer = await fetch(running.url + way, { method: 'POST', body: me, headers: json })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const send = (address: string, body?: object) =>
    fetch(running.url + address, {
      headers: { ...json, cookie },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
  const names = async (): Promise<readonly string[]> => {
    const answer = await send('/api/departments?range=[0,499]&sort=["id","ASC"]')
    const rows = await answer.json()
    expect([answer.status, rows]).toEqual([200, expect.any(Array)])
    return rows.map(({ name }: { name: string }) => name)
  }
  return { running, send, names }
}

describe.skipIf(!isMounted)('a full disk', () => {
  test(
    'refuses writes, answers reads, goes on when there is room, and keeps what it acknowledged',
    { timeout: 240_000 },
    async () => {
      const kept: string[] = []
      let { running, send, names } = await start('/api/setup')
      // Text that does not compress, so that every record takes room of its own.
      const write = async (n: number) => {
        const name = Array.from({ length: 20 }, (_, i) => Math.sin(n * 20 + i + 1)).join(' ').slice(2, 180) // prettier-ignore
        const answer = await send('/api/departments', { name })
        if (answer.status === 201) kept.push(name)
        return answer
      }
      for (let n = 0; n < 5; n++) expect((await write(n)).status).toBe(201)

      fill()
      let refused = await write(5)
      for (let n = 6; refused.status === 201 && n < 500; n++) refused = await write(n)
      expect([refused.status, await refused.json()]).toEqual([
        507,
        {
          code: 'disk_full',
          message: 'The disk of the database is full: nothing was saved. Make room and try again',
          request: expect.any(String),
        },
      ])
      expect(await names()).toEqual(kept)
      expect((await send('/healthz')).status).toBe(200)

      rmSync(ballast)
      expect((await write(1_000)).status).toBe(201)
      expect(await names()).toEqual(kept)
      await running.close()
      ;({ running, send, names } = await start('/api/session'))
      expect(await names()).toEqual(kept)
      await running.close()
    },
  )
})
