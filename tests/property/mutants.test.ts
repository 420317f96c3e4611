import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import type { Condition, Field } from '#model/language/definition.ts'
import { kindOfField } from '#model/language/formula-kind.ts'
import { onMemory } from '../prepared.ts'
import { load, prepare } from './database.ts'
import { drawing } from './draw.ts'
import { mutants, type Mutant } from './mutants.ts'
import { differences, drawQuestions, jsAnswers, sqlAnswers, type Answers, type Language, type Question } from './questions.ts' // prettier-ignore
import { drawWorld, type World } from './world.ts'

/** Questions at the edges that chance meets too seldom: accents, rare letters, halves, days at midnight, states. */
const edgesOf = (resource: string, name: string, field: Field): readonly Question[] => {
  const predicate = (test: unknown): Question => ({ kind: 'predicate', resource, ask: { [name]: test } })
  const formula = (ask: string): Question => ({ kind: 'formula', resource, ask })
  if (name === 'state') return [predicate('s1'), predicate('s2')]
  if (field.type === 'text')
    return [...['é', 'É'].map((accent) => predicate({ $contains: accent })), predicate({ $lt: '😀' }), predicate({ $gt: '\uFFFD' })]
  if (kindOfField(field) === 'number') return [formula(`${name} / 7`), formula(`round(${name} / 2)`)]
  if (field.type !== 'datetime') return []
  return [formula(`hours_between(date(${name}), ${name})`), predicate({ $gte: '$today' })]
} // prettier-ignore

const edgeQuestions = (world: World): readonly Question[] =>
  ['alphas', 'betas'].flatMap((resource) =>
    Object.entries(world.index.resources.get(resource)?.fields ?? {}).flatMap(([name, field]) =>
      edgesOf(resource, name, field),
    ),
  )

const worlds = fc.sample(
  drawing((draw) => {
    const world = drawWorld(draw)
    return { world, questions: [...drawQuestions(draw, world, 30), ...edgeQuestions(world)] }
  }),
  { seed: 20261122, numRuns: 5 },
)
const answered: [World, Question, Answers][] = []

beforeAll(async () => {
  const database = await onMemory()
  await prepare(database)
  for (const { world, questions } of worlds) {
    await load(database, world)
    for (const [question, answers] of await sqlAnswers(database, world, questions))
      answered.push([world, question, answers])
  }
  await database.close()
}, 120_000)

/** Loads the language anew with a slip in it; what was loaded before is not touched. */
const languageWith = async ({ module, plant, test: change }: Mutant): Promise<Language> => {
  vi.resetModules()
  if (module && plant)
    vi.doMock(`#model/language/${module}`, async (original) => {
      const real = await original<Parameters<typeof plant>[0]>()
      return { ...real, ...plant(real) }
    })
  const predicate = await import('#model/language/predicate.ts')
  const formula = await import('#model/language/formula.ts')
  const compute = await import('#model/language/compute.ts')
  const scope = await import('#model/language/scope.ts')
  if (module) vi.doUnmock(`#model/language/${module}`)
  const parseCondition = (condition: Condition) => {
    const parsed = predicate.parseCondition(condition)
    return change ? change(parsed) : parsed
  }
  return { predicate: { matches: predicate.matches, parseCondition }, formula, compute, scope }
}

/** The first question that JavaScript with a slip in it answers differently from SQL. */
const exposed = async (mutant: Mutant): Promise<Question | null> => {
  const language = await languageWith(mutant)
  const worldOf = new Map(
    worlds.map(({ world }) => [world, mutant.world ? mutant.world(world) : world]),
  )
  for (const [world, question, answers] of answered) {
    const js = jsAnswers(worldOf.get(world) ?? world, question, language)
    if (differences(question, js, answers).length > 0) return question
  }
  return null
}

test('JavaScript and SQL agree while nothing is planted', async () => {
  expect(await exposed({})).toBe(null)
})

test.each(Object.keys(mutants))('the planted slip is found: %s', async (name) => {
  expect(await exposed(mutants[name] ?? {})).not.toBe(null)
})
