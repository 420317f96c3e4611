import { spawn } from 'node:child_process'
import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../server/database/database.ts'
import { openEmbedded } from '../../../server/database/embedded.ts'
import { openSynced } from '../../../server/database/synced-node-fs.ts'
import { backUpOnceADay } from '../../../server/database/upkeep.ts'

let root = ''
let directory = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'charter-embedded-'))
  directory = path.join(root, 'pg')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const numbers = async (database: Database): Promise<unknown[]> => {
  const { rows } = await sql<{ n: number }>`select n from kept order by n`.execute(database.kysely)
  return rows.map((row) => row.n)
}

/** Runs a program that opens the directory, and gives it and its printed lines. */
const child = (body: string) => {
  const program = path.join(root, 'program.ts')
  const from = path.resolve('server/database/embedded.ts')
  const kysely = path.resolve('node_modules/kysely/dist/index.js')
  writeFileSync(
    program,
    `import { openEmbedded } from '${from}'\nimport { sql } from '${kysely}'\nconst directory = '${directory}'\n${body}`,
  )
  const running = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  const waiting: (() => void)[] = []
  running.stdout.setEncoding('utf8').on('data', (text: string) => {
    lines.push(...text.split('\n').filter(Boolean))
    waiting.forEach((check) => check())
  })
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      const check = () => lines.length >= count && resolve()
      waiting.push(check)
      check()
    })
  const kill = () =>
    new Promise<void>((resolve) => {
      running.once('exit', () => resolve())
      running.kill('SIGKILL')
    })
  return { lines, until, kill }
}

describe('the embedded database', () => {
  test('stops a statement at its deadline and goes on with what was committed', async () => {
    const database = await openEmbedded({
      directory,
      deadlines: { query: 1_500, import: 0, maintenance: 0 },
    })
    await sql`create table kept (n int)`.execute(database.kysely)
    await sql`insert into kept values (1)`.execute(database.kysely)
    const slow = sql`select count(*) from generate_series(1, 1000000000)`.execute(database.kysely)
    await expect(slow).rejects.toMatchObject({ code: 'deadline_exceeded' })
    expect(await numbers(database)).toEqual([1])
    await database.close()
  })

  test('loses an open transaction whole when it is restarted', async () => {
    const database = await openEmbedded({
      directory,
      deadlines: { query: 1_500, import: 0, maintenance: 0 },
    })
    await sql`create table kept (n int)`.execute(database.kysely)
    const work = database.transaction(async (tx) => {
      await sql`insert into kept values (1)`.execute(tx)
      await sql`select count(*) from generate_series(1, 1000000000)`
        .execute(tx)
        .catch(() => undefined)
      await sql`insert into kept values (2)`.execute(tx)
    })
    await expect(work).rejects.toMatchObject({ code: 'database_unavailable' })
    expect(await numbers(database)).toEqual([])
    await database.close()
  })

  test('syncs the log to disk at every commit', async () => {
    const original = fs.fsyncSync
    let synced = 0
    fs.fsyncSync = (descriptor) => {
      synced += 1
      original(descriptor)
    }
    syncBuiltinESMExports()
    try {
      const pglite = await openSynced(directory)
      await pglite.exec('create table kept (n int)')
      synced = 0
      for (let n = 0; n < 20; n++) await pglite.query('insert into kept values ($1)', [n])
      expect(synced).toBeGreaterThanOrEqual(20)
      await pglite.close()
    } finally {
      fs.fsyncSync = original
      syncBuiltinESMExports()
    }
  })

  test('refuses a second process on the same directory and names the first', async () => {
    const other = child(
      `await openEmbedded({ directory })\nconsole.log('open', process.pid)\nsetInterval(() => {}, 1000)`,
    )
    await other.until(1)
    const pid = other.lines[0]?.split(' ')[1]
    await expect(openEmbedded({ directory })).rejects.toThrow(`is in use by process ${pid}`)
    await other.kill()
    const database = await openEmbedded({ directory })
    await database.close()
    expect(existsSync(`${directory}.lock`)).toBe(false)
  })

  test('has every acknowledged write after a kill', async () => {
    const writer = child(`
      const database = await openEmbedded({ directory })
      await sql\`create table kept (n int)\`.execute(database.kysely)
      for (let n = 0; ; n++) { await sql\`insert into kept values (\${n})\`.execute(database.kysely); console.log(n) }`)
    await writer.until(60)
    await writer.kill()
    const acknowledged = writer.lines.map(Number)
    const database = await openEmbedded({ directory })
    const kept = new Set(await numbers(database))
    await database.close()
    expect(acknowledged.filter((n) => !kept.has(n))).toEqual([])
  })

  test('opens after it was killed while it was created', async () => {
    const first = child(`console.log('starting'); await openEmbedded({ directory })`)
    await first.until(1)
    mkdirSync(path.join(root, 'pg.init-1'))
    await first.kill()
    const database = await openEmbedded({ directory })
    await database.close()
    expect(readdirSync(root).filter((name) => name.includes('.init-'))).toEqual([])
  })

  test('backs up once a day, drops old images, and restores one', async () => {
    const database = await openEmbedded({ directory })
    await sql`create table kept as select 7 as n`.execute(database.kysely)
    const backupDirectory = path.join(root, 'backups')
    mkdirSync(backupDirectory)
    writeFileSync(path.join(backupDirectory, 'charter-2026-11-01.tar.gz'), '')
    const options = {
      backupDirectory,
      keepDays: 7,
      clock: () => '2026-11-21T04:00:00.000Z',
      onError: () => {},
    }
    await backUpOnceADay(database, options)
    await database.maintain('checkpoint')
    await database.maintain('vacuum (analyze)')
    await database.close()
    expect(readdirSync(backupDirectory)).toEqual(['charter-2026-11-21.tar.gz'])

    const restoreFrom = readFileSync(path.join(backupDirectory, 'charter-2026-11-21.tar.gz'))
    const restored = await openEmbedded({ directory: path.join(root, 'restored'), restoreFrom })
    expect(await numbers(restored)).toEqual([7])
    await restored.close()
  })
})
