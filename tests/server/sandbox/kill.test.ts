import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshPostgres, onMemory } from '../../prepared.ts'
import type { Database } from '../../../server/database/database.ts'
import { openEmbedded } from '../../../server/database/embedded.ts'
import { openPostgres } from '../../../server/database/postgres.ts'
import { createService } from '../../../server/engine/create-service.ts'
import { writeSandboxFile } from '../../../server/sandbox/write-file.ts'
import { applyMigration } from '../../../server/sql/migrate.ts'
import { founder } from '../http.ts'
import { httpIndex } from '../http-model.ts'

const root = mkdtempSync(path.join(tmpdir(), 'charter-sandbox-kill-'))
const now = '2026-03-05T02:00:00.000Z'
const zone = 'Asia/Shanghai'
const fileOfNew = path.join(root, 'new.jsonl.gz')
let url = ''

const hire = async (database: Database, name: string): Promise<void> => {
  const service = createService({ index: httpIndex, database, clock: () => now, zone })
  await service.create(founder, 'employees', { name, roles: ['sales'] })
}

beforeAll(async () => {
  url = await freshPostgres()
  const made = await onMemory(httpIndex)
  await hire(made, 'New')
  const facts = { now, day: '2026-03-05', days: 4, zone }
  writeFileSync(fileOfNew, await writeSandboxFile(made, httpIndex, facts))
  await made.close()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const directory = path.join(root, 'postgres')
const targets = [
  { name: 'embedded', open: () => openEmbedded({ directory }), code: () => `openEmbedded({ directory: '${directory}' })` },
  { name: 'postgres', open: () => openPostgres(url), code: () => `openPostgres('${url}')` },
] // prettier-ignore

/** Imports the file in a process of its own, which says how far it is and waits there to be killed. */
const importUntil = async (open: string, stop: string): Promise<void> => {
  const at = (file: string) => JSON.stringify(path.resolve(file))
  const program = path.join(root, 'program.ts')
  writeFileSync(program, `
    import { readFileSync } from 'node:fs'
    import { openEmbedded } from ${at('server/database/embedded.ts')}
    import { openPostgres } from ${at('server/database/postgres.ts')}
    import { checkFile, replaceAll } from ${at('server/sandbox/replace.ts')}
    import { httpIndex as index } from ${at('tests/server/http-model.ts')}
    const at = async (stage: string) => {
      if (stage !== '${stop}') return
      process.stdout.write(stage + '\\n')
      await new Promise((resolve) => setTimeout(resolve, 120_000))
    }
    const file = await checkFile(index, new Uint8Array(readFileSync('${fileOfNew}')))
    const database = await ${open}
    await replaceAll({
      database, index, days: 4,
      fill: async (tx) => {
        await at('emptied')
        await file.fill(tx)
        await at('filled')
      },
      after: () => at('complete'),
    })
    await at('committed')
  `) // prettier-ignore
  const running = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()))
  for await (const line of createInterface(running.stdout)) if (line === stop) break
  running.kill('SIGKILL')
  await ended
}

describe.each(targets)(
  'an import that is killed on $name',
  { timeout: 120_000 },
  ({ open, code }) => {
    const found = async (): Promise<unknown[]> => {
      const database = await open()
      const { rows } = await sql<{ name: string }>`select name from employees`.execute(database.kysely) // prettier-ignore
      const indexes = await sql<{ n: string }>`select count(*) as n from pg_indexes where schemaname = current_schema()`.execute(database.kysely) // prettier-ignore
      await database.close()
      return [rows.map(({ name }) => name), indexes.rows[0]?.n]
    }
    let indexes: unknown

    beforeAll(async () => {
      const database = await open()
      await applyMigration(database, httpIndex, { now })
      await hire(database, 'Old')
      await database.close()
      indexes = (await found())[1]
    })

    test.each(['emptied', 'filled', 'complete'])(
      'when %s leaves the old sandbox',
      async (stage) => {
        await importUntil(code(), stage)
        expect(await found()).toEqual([['Old'], indexes])
      },
    )

    test('once committed leaves the new one', async () => {
      await importUntil(code(), 'committed')
      expect(await found()).toEqual([['New'], indexes])
    })
  },
)
