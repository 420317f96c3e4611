import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { startServer } from '../../../server/host.ts'
import { startPrivatePostgres } from '../../postgres.ts'
import { httpModel } from '../http-model.ts'

const postgres = await startPrivatePostgres()
const directory = mkdtempSync(path.join(tmpdir(), 'charter-outage-'))
afterAll(async () => {
  await postgres?.stop()
  rmSync(directory, { recursive: true, force: true })
})

type Line = { readonly fields: object; readonly text: string }

/** A started server on the private PostgreSQL, its administrator, and the lines of its log. */
const start = async (url: string) => {
  const lines: Line[] = []
  const keep = (fields: object, text: string) => {
    if (text !== 'request') lines.push({ fields, text }) // one line a request is no flood
  }
  const settings = { PORT: '0', DATA_DIR: directory, DATABASE_URL: url, TICK_SECONDS: '0' }
  const running = await startServer({ config: readConfig(settings), model: httpModel, log: { info: () => {}, warn: keep, error: keep } }) // prettier-ignore
  const json = { 'content-type': 'application/json', 'x-locale': 'en' }
  const setUp = await fetch(`${running.url}/api/setup`, {
    method: 'POST',
    body: JSON.stringify({ login: 'root', password: 'a long password' }),
    headers: json,
  })
  const cookie = setUp.headers.get('set-cookie')?.split(';')[0] ?? ''
  const send = (address: string, body?: object) =>
    fetch(running.url + address, {
      headers: { ...json, cookie },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
  return { running, send, lines }
}

/** Asks again until the answer is as wanted; gives how the last one was. */
const until = async (ask: () => Promise<Response>, status: number): Promise<number> => {
  for (let left = 200; ; left -= 1) {
    const answer = await ask()
    await answer.text()
    if (answer.status === status || left === 0) return answer.status
    await new Promise((resolve) => setImmediate(resolve))
  }
}

describe.skipIf(!postgres)('a database that goes away', () => {
  test(
    'is told as 503, comes back by itself and has lost nothing that was acknowledged',
    { timeout: 120_000 },
    async () => {
      if (!postgres) return
      const { running, send, lines } = await start(postgres.url)
      try {
        const kept: string[] = []
        let stopped = false
        const write = async (name: string) => {
          const answer = await send('/api/departments', { name })
          if (answer.status === 201) kept.push((await answer.json()).id)
          return answer
        }
        const writer = async (no: number) => {
          for (let n = 0; !stopped; n++) await (await write(`${no}-${n}`)).text().catch(() => '')
        }
        const writers = [writer(1), writer(2), writer(3)]
        while (kept.length < 20) await send('/api/departments?range=[0,0]').then((a) => a.text())
        await postgres.halt()
        stopped = true
        await Promise.all(writers)
        const acknowledged = kept.length

        const list = await send('/api/departments')
        expect([list.status, await list.json()]).toEqual([
          503,
          {
            code: 'not_ready',
            message: 'The service is not ready, please try again',
            request: expect.any(String),
          },
        ])
        expect(list.headers.get('retry-after')).toBe('5')
        expect((await write('refused')).status).toBe(503)
        expect((await send('/readyz')).status).toBe(503)
        expect((await send('/healthz')).status).toBe(200)
        for (let n = 0; n < 20; n++) await (await send('/api/departments')).text()

        await postgres.resume()
        expect(await until(() => send('/readyz'), 200)).toBe(200)
        const after = await send('/api/departments?range=[0,999]')
        const ids: string[] = (await after.json()).map(({ id }: { id: string }) => id)
        expect(kept.filter((id) => !ids.includes(id))).toEqual([])
        expect((await write('afterwards')).status).toBe(201)
        expect(kept).toHaveLength(acknowledged + 1)

        const told = lines.filter(({ text }) => text.startsWith('the database does not answer'))
        expect(told).toHaveLength(1)
        expect(lines.filter((line) => !told.includes(line))).toEqual([])
        expect(JSON.stringify(told)).not.toContain('    at ')
      } finally {
        await running.close()
      }
    },
  )
})
