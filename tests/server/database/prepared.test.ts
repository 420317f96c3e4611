import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { statementNames } from '../../../server/database/prepared.ts'
import { databases, useDatabase } from '../../databases.ts'

const postgres = useDatabase(databases.find(({ name }) => name === 'postgres')?.open ?? failed)

function failed(): never {
  throw new Error('there is no PostgreSQL among the databases')
}

test('a statement gets a name when it comes again, and keeps it', () => {
  const nameOf = statementNames()
  expect(nameOf('select $1', [1])).toBeUndefined()
  expect(nameOf('select $1', [2])).toBe('s1')
  expect(nameOf('select $1 + 1', [1])).toBeUndefined()
  expect(nameOf('select $1', [3])).toBe('s1')
  expect(nameOf('select $1 + 1', [1])).toBe('s2')
})

test('statements without parameters, and those written for many values, stay nameless', () => {
  const nameOf = statementNames()
  const many = Array.from({ length: 201 }, (_, i) => i)
  for (let i = 0; i < 3; i++) {
    expect(nameOf('begin', [])).toBeUndefined()
    expect(nameOf('insert', many)).toBeUndefined()
  }
})

test('a statement that has not come for long starts again', () => {
  const nameOf = statementNames()
  nameOf('select $1', [1])
  nameOf('select $1', [1])
  for (let i = 0; i < 250; i++) nameOf(`select $1 + ${i}`, [1])
  expect(nameOf('select $1', [1])).toBeUndefined()
  expect(nameOf('select $1', [1])).toBe('s2')
})

test('a prepared statement answers each request with its own values', async () => {
  const { kysely } = postgres()
  const answers: unknown[] = []
  for (const n of [1, 2, 3, 4]) {
    const { rows } = await sql<{ n: number }>`select ${n}::int * 2 as n`.execute(kysely)
    answers.push(rows[0]?.n)
  }
  expect(answers).toEqual([2, 4, 6, 8])
  const { rows } = await sql<{ n: string }>`
    select count(*) as n from pg_prepared_statements where ${true}`.execute(kysely)
  expect(Number(rows[0]?.n)).toBe(1)
})
