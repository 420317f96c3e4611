import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { onMemory } from '../prepared.ts'
import { load, prepare } from './database.ts'
import { drawing } from './draw.ts'
import { differences, drawQuestions, jsAnswers, sqlAnswers, type Kind } from './questions.ts'
import { drawWorld } from './world.ts'

const seed = Number(process.env.PROPERTY_SEED ?? 20261121)
const worlds = Number(process.env.PROPERTY_WORLDS ?? 12)
const questions = 110

const worldAndQuestions = drawing((draw) => {
  const world = drawWorld(draw)
  return { world, questions: drawQuestions(draw, world, questions) }
})

const found: Record<Kind, unknown[]> = { predicate: [], formula: [], rollup: [], field: [] }
const asked: Record<Kind, number> = { predicate: 0, formula: 0, rollup: 0, field: 0 }
let asOf = 0

beforeAll(async () => {
  const database = await onMemory()
  await prepare(database)
  for (const { world, questions } of fc.sample(worldAndQuestions, { seed, numRuns: worlds })) {
    await load(database, world)
    for (const [question, answers] of await sqlAnswers(database, world, questions)) {
      asked[question.kind] += 1
      if (world.ctx.asOf !== undefined) asOf += 1
      const wrong = differences(question, jsAnswers(world, question), answers)
      if (wrong.length > 0) found[question.kind].push({ wrong: wrong[0], ctx: world.ctx, world })
    }
  }
  await database.close()
}, 600_000)

const brief = (differing: readonly unknown[]): readonly string[] =>
  differing.slice(0, 2).map((each) => JSON.stringify(each))

describe('the language means the same in JavaScript and in SQL', () => {
  test.each(['predicate', 'formula', 'rollup'] as const)('for at least 1,000 %ss', (kind) => {
    expect(brief(found[kind])).toEqual([])
    expect(asked[kind]).toBeGreaterThanOrEqual(1000)
  })

  test('for computed fields of the drawn definitions, stored and live', () => {
    expect(brief(found.field)).toEqual([])
    expect(asked.field).toBeGreaterThan(60)
  })

  test('also as of a past day', () => {
    expect(asOf).toBeGreaterThan(500)
  })
})
