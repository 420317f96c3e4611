import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { backUpPostgres } from '../../../server/commands/backup-postgres.ts'
import { restoreEmbedded } from '../../../server/commands/restore-embedded.ts'
import { restorePostgres } from '../../../server/commands/restore-postgres.ts'
import { openEmbedded } from '../../../server/database/embedded.ts'
import { freshPostgres } from '../../prepared.ts'

const directory = mkdtempSync(path.join(tmpdir(), 'charter-restore-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))
const inside = (name: string) => path.join(directory, name)

/** Writes the first part of a file, as a copy that broke off leaves it. */
const breakOff = (file: string): string => {
  const bytes = readFileSync(file)
  writeFileSync(`${file}.broken`, bytes.subarray(0, Math.floor(bytes.length * 0.7)))
  return `${file}.broken`
}

const openIn = (data: string) => openEmbedded({ directory: path.join(data, 'postgres') })

const notesIn = async (data: string): Promise<readonly string[]> => {
  const database = await openIn(data)
  const { rows } = await sql<{ readonly text: string }>`select text from notes`.execute(
    database.kysely,
  )
  await database.close()
  return rows.map(({ text }) => text)
}

describe('an image of the embedded database', { timeout: 240_000 }, () => {
  const data = inside('first')
  const image = inside('image.tar.gz')

  test('is put back, with what is there moved aside', async () => {
    const database = await openIn(data)
    await database.maintain(`create table notes (text text); insert into notes values ('saved')`)
    await database.dump(image)
    await database.maintain(`insert into notes values ('later')`)
    await database.close()
    const aside = await restoreEmbedded(data, image)
    expect(readdirSync(data).toSorted()).toEqual(['postgres', path.basename(aside ?? '')])
    expect(await notesIn(data)).toEqual(['saved'])
  })

  test('that broke off, holds something else or is of the other kind changes nothing', async () => {
    const before = readdirSync(data).toSorted()
    writeFileSync(inside('wrong.dump'), 'PGDMP...')
    const refused: readonly (readonly [string, string])[] = [
      [breakOff(image), 'is no whole image of an embedded database (unexpected end of file); nothing was changed'],
      [path.resolve('package.json'), 'is no whole image of an embedded database (incorrect header check)'],
      [inside('wrong.dump'), 'is an image of a PostgreSQL: set DATABASE_URL to the one it goes to'],
    ] // prettier-ignore
    for (const [file, sentence] of refused)
      await expect(restoreEmbedded(data, file)).rejects.toThrow(sentence)
    expect(readdirSync(data).toSorted()).toEqual(before)
  })
})

/** Runs statements on a PostgreSQL and answers the values of the last one. */
const onPostgres = async (url: string, text: string): Promise<readonly unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const answer = await client.query<{ readonly value: unknown }>(text)
  await client.end()
  return answer.rows?.map(({ value }) => value) ?? []
}

const setAside = `select nspname as value from pg_namespace where nspname like 'before%'`

describe('an image of a PostgreSQL', { timeout: 120_000 }, () => {
  const image = inside('image.dump')
  const values = 'select value from notes order by value'

  test('is put back with what is there moved aside, newer tables too, and into another database', async () => {
    const url = await freshPostgres()
    await onPostgres(url, `create table notes (value text primary key)`)
    await onPostgres(url, `insert into notes values ('saved')`)
    backUpPostgres(url, image)
    await onPostgres(url, `insert into notes values ('later')`)
    await onPostgres(url, `create table answers (value text references notes)`)
    const kept = await restorePostgres(url, image)
    const [aside] = await onPostgres(url, setAside)
    expect(kept).toBe(`the schema ${String(aside)}`)
    expect(await onPostgres(url, values)).toEqual(['saved'])
    expect(await onPostgres(url, `select value from ${String(aside)}.notes order by value`)).toEqual(['later', 'saved']) // prettier-ignore
    expect(await onPostgres(url, `select to_regclass('public.answers')::text as value`)).toEqual([null]) // prettier-ignore
    // The next image leaves out what was moved aside.
    backUpPostgres(url, image)
    const other = await freshPostgres()
    expect(await restorePostgres(other, image)).toBeNull()
    expect(await onPostgres(other, values)).toEqual(['saved'])
    expect(await onPostgres(other, setAside)).toEqual([])
  })

  test('that broke off, is of the other kind, or meets a server that runs changes nothing', async () => {
    const url = await freshPostgres()
    await onPostgres(url, `create table notes as select md5(n::text) as value from generate_series(1, 3000) n`) // prettier-ignore
    const whole = inside('whole.dump')
    backUpPostgres(url, whole)
    await expect(restorePostgres(url, breakOff(whole))).rejects.toThrow('is no whole image; nothing was changed') // prettier-ignore
    await expect(restorePostgres(url, path.resolve('package.json'))).rejects.toThrow('is no image of a PostgreSQL, and DATABASE_URL names one') // prettier-ignore
    const server = new pg.Client({ connectionString: url })
    await server.connect()
    await expect(restorePostgres(url, whole)).rejects.toThrow('1 connections use the database: stop the servers on it first; nothing was changed') // prettier-ignore
    await server.end()
    expect(await onPostgres(url, 'select count(*)::int as value from notes')).toEqual([3000])
    expect(await onPostgres(url, setAside)).toEqual([])
  })
})
