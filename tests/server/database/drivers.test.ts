import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { later } from '../../../server/database/pipelined.ts'
import { databases, useDatabase } from '../../databases.ts'

describe.each(databases)('$name', ({ open }) => {
  const database = useDatabase(open)

  test('gives every type the same way', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select 12345678901234567.89::numeric as amount, 9007199254740993::bigint as big, date '2026-11-21' as day,
        timestamptz '2026-11-21 08:00:00+08' as moment, array['甲','乙'] as words, '{"a":[1,2]}'::jsonb as json,
        true as yes, null::text as nothing`.execute(database().kysely)
    expect(rows).toEqual([
      {
        amount: '12345678901234567.89',
        big: '9007199254740993',
        day: '2026-11-21',
        moment: '2026-11-21T00:00:00.000Z',
        words: ['甲', '乙'],
        json: { a: [1, 2] },
        yes: true,
        nothing: null,
      },
    ])
  })

  test('takes numbers, dates, arrays and json as parameters', async () => {
    const ids = ['0198c9a0-0000-7000-8000-000000000001', '0198c9a0-0000-7000-8000-000000000002']
    const { rows } = await sql<Record<string, unknown>>`
      select ${'1.50'}::numeric as amount, ${'2026-02-28'}::date as day, ${ids}::uuid[] as ids,
        ${JSON.stringify([{ id: 1 }])}::jsonb as json, ${true}::boolean as yes`.execute(
      database().kysely,
    )
    expect(rows[0]).toEqual({
      amount: '1.50',
      day: '2026-02-28',
      ids,
      json: [{ id: 1 }],
      yes: true,
    })
  })

  test('undoes a transaction that throws', async () => {
    await sql`create table kept (n int)`.execute(database().kysely)
    await expect(
      database().transaction(async (tx) => {
        await sql`insert into kept values (1)`.execute(tx)
        throw new Error('refused')
      }),
    ).rejects.toThrow('refused')
    const { rows } = await sql`select n from kept`.execute(database().kysely)
    expect(rows).toEqual([])
  })

  test('has written what nobody waited for before the next statement looks', async () => {
    await sql`create table noted (n int primary key)`.execute(database().kysely)
    const counted = await database().transaction(async (tx) => {
      for (const n of [1, 2]) await sql`${later} insert into noted values (${n})`.execute(tx)
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from noted`.execute(tx)
      await sql`${later} insert into noted values (${3})`.execute(tx)
      return rows[0]?.n
    })
    expect(counted).toBe(2)
    const { rows } = await sql`select n from noted order by n`.execute(database().kysely)
    expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })

  test.each(['commit', 'another statement'])(
    'tells at the next %s what was wrong with a statement that nobody waited for, and keeps nothing',
    async (next) => {
      const { kysely } = database()
      const table = sql.id(`refused_${next.length}`)
      await sql`create table ${table} (n int primary key)`.execute(kysely)
      await expect(
        database().transaction(async (tx) => {
          await sql`insert into ${table} values (1)`.execute(tx)
          await sql`${later} insert into ${table} values (1)`.execute(tx)
          if (next !== 'commit') await sql`select 1 as one`.execute(tx)
        }),
      ).rejects.toMatchObject({ code: '23505' })
      expect((await sql`select n from ${table}`.execute(kysely)).rows).toEqual([])
    },
  )

  test('writes nothing of a transaction that is refused before its first answer', async () => {
    const { kysely } = database()
    await sql`create table unsent (n int)`.execute(kysely)
    const refused = database().transaction(async (tx) => {
      await sql`${later} insert into unsent values (1)`.execute(tx)
      throw new Error('refused')
    })
    await expect(refused).rejects.toThrow('refused')
    expect((await sql`select n from unsent`.execute(kysely)).rows).toEqual([])
  })

  test('reports the SQLSTATE of an error and goes on', async () => {
    await expect(sql`select 1/0`.execute(database().kysely)).rejects.toMatchObject({
      code: '22012',
    })
    const { rows } = await sql`select 1 as one`.execute(database().kysely)
    expect(rows).toEqual([{ one: 1 }])
  })
})

test('a statement prepared before a column changed its type is prepared anew, in a transaction too', async () => {
  const [, postgres] = databases
  const database = await postgres?.open()
  if (!database) throw new Error('the second database is PostgreSQL')
  try {
    await sql`create table grown (n integer)`.execute(database.kysely)
    const insert = (value: string) =>
      database.transaction(async (tx) => {
        await sql`insert into grown (n) values (${value})`.execute(tx)
        return (await sql<{ n: unknown }>`select n from grown where n is distinct from ${null}`.execute(tx)).rows.at(-1)?.n // prettier-ignore
      })
    for (const value of ['1', '2', '3']) await insert(value)
    await sql`alter table grown alter n type text using n::text`.execute(database.kysely)
    expect(await insert('4')).toBe('4')
  } finally {
    await database.close()
  }
})
