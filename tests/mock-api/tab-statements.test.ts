import { PGlite } from '@electric-sql/pglite'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runStatements } from '../../mock-api/tab/statements.ts'
import { kyselyOver } from '../../server/database/kysely.ts'
import { pgliteParsers, pglitePool } from '../../server/database/pglite-pool.ts'
import { preparingEach, type NamingPool } from '../../server/database/prepared.ts'

let pglite: PGlite
let run: ReturnType<typeof runStatements>
beforeAll(async () => {
  pglite = await PGlite.create({ parsers: pgliteParsers })
  run = runStatements(pglite)
  await pglite.exec('create table things (id int primary key, note text, tags text[], at timestamptz, price numeric, more jsonb)') // prettier-ignore
})
afterAll(() => pglite.close())

const insert = 'insert into things values ($1, $2, $3::text[], $4, $5, $6::jsonb) returning *'
const values = (id: number) => [id, null, ['a', 'b,"c'], '2026-11-22T01:02:03.000Z', '12.30', '{"a":1}'] // prettier-ignore

test('a named statement gives the same values as one without a name, each time that it runs', async () => {
  const row = { note: null, tags: ['a', 'b,"c'], at: '2026-11-22T01:02:03.000Z', price: '12.30', more: { a: 1 } } // prettier-ignore
  const answers = [await run(insert, values(1)), await run(insert, values(2), 'own1'), await run(insert, values(3), 'own1')] // prettier-ignore
  expect(answers.map(({ rows }) => rows)).toEqual([[{ id: 1, ...row }], [{ id: 2, ...row }], [{ id: 3, ...row }]]) // prettier-ignore
  const changed = await run('update things set note = $1 where id > $2', ['x', 1], 'own2')
  expect([changed.affectedRows, changed.rows]).toEqual([2, []])
})

test('one that fails says why, and the next runs', async () => {
  await expect(run(insert, values(1), 'own1')).rejects.toMatchObject({ code: '23505', constraint: 'things_pkey' }) // prettier-ignore
  await expect(run('select nothing', [])).rejects.toMatchObject({ code: '42703' })
  expect((await run('select id from things where id = $1', [2], 'own3')).rows).toEqual([{ id: 2 }])
})

test('calls at the same time get each their own answer', async () => {
  const answers = await Promise.all([1, 2, 3].map((id) => run('select id from things where id = $1', [id], 'own3'))) // prettier-ignore
  expect(answers.map(({ rows }) => rows)).toEqual([[{ id: 1 }], [{ id: 2 }], [{ id: 3 }]])
})

test('one that a changed table has made outdated is prepared anew', async () => {
  const kysely = kyselyOver(preparingEach(pglitePool(run) as unknown as NamingPool)) // one that takes names
  const ask = () => sql`select * from things where id = ${2}`.execute(kysely).then(({ rows }) => rows) // prettier-ignore
  await ask()
  await ask()
  await sql`alter table things drop column more`.execute(kysely)
  expect(await ask()).toEqual([{ id: 2, note: 'x', tags: ['a', 'b,"c'], at: '2026-11-22T01:02:03.000Z', price: '12.30' }]) // prettier-ignore
})

test('more of them than are kept go on being answered', async () => {
  for (let i = 0; i < 1_100; i++) {
    const { rows } = await run(`select $1::int + ${i} as sum`, [1], `many${i}`)
    expect(rows).toEqual([{ sum: i + 1 }])
  }
  expect((await run('select $1::int + 0 as sum', [2], 'many0')).rows).toEqual([{ sum: 2 }])
})
