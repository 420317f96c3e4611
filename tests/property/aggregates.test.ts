import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { collect, type Groups } from '#model/language/aggregate-collect.ts'
import { memoryEngine } from '#model/language/aggregate-memory.ts'
import { planAggregate, type Plan } from '#model/language/aggregate-plan.ts'
import type { AggregateQuery, Analytics, Measure } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { searchTextOf } from '#model/language/search-text.ts'
import type { MemoryRow } from '#model/language/scope.ts'
import type { Database } from '../../server/database/database.ts'
import { sqlEngine } from '../../server/sql/aggregate.ts'
import { CompileError } from '../../server/sql/compile.ts'
import { label } from '../server/sql/model.ts'
import { onMemory } from '../prepared.ts'
import { load, prepare } from './database.ts'
import { drawing, type Draw } from './draw.ts'
import { reachOf, smallNumber, type Reach } from './formulas.ts'
import { predicateOf } from './predicates.ts'
import { drawWorld, hopsOf, type World } from './world.ts'

const seed = Number(process.env.PROPERTY_SEED ?? 20261122)
const worlds = 8
const queriesAWorld = 140
const resources = ['alphas', 'betas'] as const

const few = <T>(draw: Draw, of: readonly T[], least: number, most: number): readonly T[] =>
  Array.from({ length: draw.int(least, most) }, () => draw.pick(of))

const drawMeasure = (draw: Draw, index: ModelIndex, resource: string, reach: Reach): Measure => {
  const where = draw.chance(40) ? { where: predicateOf(draw, index, resource, 2) } : {}
  const agg = draw.pick(['count', 'sum', 'sum', 'avg', 'min', 'max', 'distinct'] as const)
  const field =
    draw.chance(70) && reach.number.length > 0 ? draw.pick(reach.number) : smallNumber(draw, reach)
  return { label: label('m'), agg, ...where, ...(agg !== 'count' && { field }) }
}

const bands = [-10, 0, 10.5, 100]

const drawAnalytics = (draw: Draw, index: ModelIndex, resource: string): Analytics => {
  const reach = reachOf(
    index,
    resource,
    hopsOf(resource),
    (field) => field.type !== 'lines' && !field.secret,
  )
  const times = [...reach.date, ...reach.datetime]
  const fields = index.resources.get(resource)?.fields ?? {}
  const plain = Object.entries(fields).filter(
    ([, f]) =>
      ['enum', 'boolean', 'reference', 'text'].includes(f.type) && !('many' in f && f.many),
  )
  const dimensions = Object.fromEntries(
    few(draw, plain, 2, 4).map(([name], i) => [`d${i}`, { field: name }]),
  )
  const measures = Object.fromEntries(
    Array.from({ length: 4 }, (_, i) => [`m${i}`, drawMeasure(draw, index, resource, reach)]),
  )
  return {
    time: times.length > 0 ? draw.pick(times) : 'created_at',
    ...(draw.chance(30) && { base: predicateOf(draw, index, resource, 1) }),
    dimensions: {
      ...dimensions,
      ...(reach.number.length > 0 && { band: { field: draw.pick(reach.number), bands } }),
    },
    measures: { ...measures, ratio: { label: label('r'), calc: '100 * m0 / m1' } },
  }
}

const drawQuery = (
  draw: Draw,
  index: ModelIndex,
  resource: string,
  analytics: Analytics,
): AggregateQuery => {
  const axes = Object.keys(analytics.dimensions)
  const grain = draw.pick(['day', 'week', 'month', 'quarter', 'year'] as const)
  const by = [
    ...new Set(few(draw, axes, 0, 2)),
    ...(draw.chance(40) ? [{ time: analytics.time, grain }] : []),
  ]
  const year = draw.int(2024, 2026)
  return {
    measures: [...new Set(few(draw, Object.keys(analytics.measures), 1, 4))],
    by,
    ...(draw.chance(50) && {
      range: {
        from: `${year}-0${draw.int(1, 9)}-0${draw.int(1, 9)}`,
        to: `${year}-1${draw.int(0, 2)}-${draw.int(10, 28)}`,
      },
    }),
    ...(draw.chance(60) && { filter: predicateOf(draw, index, resource, 2) }),
  }
}

/** The same model with analytics of a drawn kind on one resource. */
const withAnalytics = (index: ModelIndex, resource: string, analytics: Analytics): ModelIndex => {
  const found = index.resources.get(resource)
  if (!found) throw new RangeError(resource)
  const changed = { ...found, entity: { ...found.entity, analytics } }
  return { ...index, resources: new Map([...index.resources, [resource, changed]]) }
}

type Question = {
  readonly resource: string
  readonly analytics: Analytics
  readonly query: AggregateQuery
}

const worldAndQueries = drawing((draw) => {
  const world = drawWorld(draw)
  const questions = Array.from({ length: queriesAWorld }, (): Question => {
    const resource = draw.pick(resources)
    const analytics = drawAnalytics(draw, world.index, resource)
    return { resource, analytics, query: drawQuery(draw, world.index, resource, analytics) }
  })
  return { world, questions }
})

const written = (groups: Groups): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...groups]
      .map(([key, { values }]) => [key, Object.entries(values).map(([name, value]) => `${name}=${value === null ? 'null' : value.toDecimalPlaces(9).toString()}`).sort().join(' ')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ) // prettier-ignore

const differing: unknown[] = []
let asked = 0
let grouped = 0

const sqlGroups = async (database: Database, world: World, plan: Plan): Promise<Groups | null> => {
  const scope = { k: 'constant', value: true } as const
  const run = sqlEngine({
    kysely: database.kysely,
    compile: (ctx) => ({ index: world.index, ctx }),
    scope,
  })
  try {
    return await collect(plan, run, plan)
  } catch (error) {
    if (error instanceof CompileError && error.code === 'not_dated') return null
    throw error
  }
}

const askBoth = async (database: Database, world: World, question: Question): Promise<void> => {
  const index = withAnalytics(world.index, question.resource, question.analytics)
  const plan = planAggregate(index, question.resource, question.query, world.ctx)
  const inSql = await sqlGroups(database, world, plan)
  if (inSql === null) return
  const tables = world.rows as ReadonlyMap<string, readonly MemoryRow[]>
  const inMemory = await collect(
    plan,
    memoryEngine(tables, undefined, { searchText: searchTextOf }),
    plan,
  )
  asked += 1
  grouped += plan.axes.length > 0 ? 1 : 0
  const [js, sql] = [written(inMemory), written(inSql)]
  if (JSON.stringify(js) !== JSON.stringify(sql)) differing.push({ question, js, sql })
}

beforeAll(async () => {
  const database = await onMemory()
  await prepare(database)
  for (const { world, questions } of fc.sample(worldAndQueries, { seed, numRuns: worlds })) {
    await load(database, world)
    for (const question of questions) await askBoth(database, world, question)
  }
  await database.close()
}, 600_000)

describe('metric queries mean the same in JavaScript and in SQL', () => {
  test('for at least 1,000 queries of drawn definitions', () => {
    expect(differing.slice(0, 2).map((each) => JSON.stringify(each))).toEqual([])
    expect(asked).toBeGreaterThanOrEqual(1000)
  })

  test('most of them grouped', () => {
    expect(grouped).toBeGreaterThan(500)
  })
})
