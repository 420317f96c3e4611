import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Test } from '#model/language/ast.ts'
import type { Condition, Field } from '#model/language/definition.ts'
import { isComputed } from '#model/language/compute.ts'
import { parseCondition } from '#model/language/predicate.ts'
import { searchTextOf } from '#model/language/search-text.ts'
import type { Database } from '../../server/database/database.ts'
import { openMemory } from '../../server/database/memory.ts'
import { CompileError } from '../../server/sql/compile.ts'
import { from } from '../../server/sql/source.ts'
import { compileOf, load, normal, normalNumber, prepare, readAll } from './database.ts'
import { drawing } from './draw.ts'
import { conditionFormula, predicateOf } from './predicates.ts'
import { drawWorld, type World, type WorldRow } from './world.ts'

/** A slip planted into the JavaScript side: in a module, or in what it is given. */
type Mutant = {
  readonly module?: string
  readonly plant?: (real: Record<string, any>) => Record<string, unknown>
  readonly test?: (test: Test) => Test
  readonly world?: (world: World) => World
}
const resources = ['alphas', 'betas', 'alpha_lines'] as const
const numeric = new Set(['integer', 'decimal', 'money', 'percent'])

/** Applies a change to every part of a test. */
const everywhere =
  (change: (test: Test) => Test) =>
  (test: Test): Test => {
    const next = everywhere(change)
    if (test.k === 'all' || test.k === 'any') return change({ ...test, of: test.of.map(next) })
    if (test.k === 'not') return change({ ...test, of: next(test.of) })
    if (test.k === 'some') return change({ ...test, where: next(test.where) })
    return change(test)
  }
const isKnown = (path: string): Test => ({ k: 'compare', path, op: '$null', value: { literal: false } }) // prettier-ignore

const withRows = (change: (row: WorldRow, fields: Readonly<Record<string, Field>>) => WorldRow) => (world: World): World => ({
  ...world,
  rows: new Map([...world.rows].map(([name, rows]) => {
    const fields = world.index.resources.get(name)?.fields
    return [name, fields ? rows.map((row) => change(row, fields)) : rows]
  })),
}) // prettier-ignore

const withFields = (change: (field: Field) => Field) => (world: World): World => ({
  ...world,
  index: {
    ...world.index,
    resources: new Map([...world.index.resources].map(([name, resource]) => [
      name,
      { ...resource, fields: Object.fromEntries(Object.entries(resource.fields).map(([key, field]) => [key, change(field)])) },
    ])),
  },
}) // prettier-ignore

const mutants: Readonly<Record<string, Mutant>> = {
  'null rule: null equals nothing': {
    module: 'value.ts',
    plant: (real) => ({
      equals: (a: unknown, b: unknown, zone: string) =>
        real.isAbsent(a) || real.isAbsent(b) ? false : real.equals(a, b, zone),
    }),
  },
  'null rule: $ne leaves out nulls': {
    test: everywhere((test) =>
      test.k === 'compare' && (test.op === '$ne' || test.op === '$nin')
        ? { k: 'all', of: [test, isKnown(test.path)] }
        : test,
    ),
  },
  'null rule: a sum of nothing is null': {
    module: 'compute.ts',
    plant: (real) => ({
      computeField: (field: Field, record: unknown, ctx: unknown) => {
        const value = real.computeField(field, record, ctx)
        return field.rollup?.sum && String(value) === '0' ? null : value
      },
    }),
  },
  'rounding: halves to even': {
    module: 'decimal.ts',
    plant: (real) => ({
      roundTo: (value: { toDecimalPlaces: (n: number, mode: number) => unknown }, scale: number) =>
        value.toDecimalPlaces(scale, real.Decimal.ROUND_HALF_EVEN),
    }),
  },
  'rounding: computed values are cut off': {
    module: 'decimal.ts',
    plant: (real) => ({
      roundTo: (value: { toDecimalPlaces: (n: number, mode: number) => unknown }, scale: number) =>
        value.toDecimalPlaces(scale, real.Decimal.ROUND_DOWN),
    }),
  },
  'rounding: a quotient keeps four decimals': {
    module: 'decimal.ts',
    plant: (real) => ({
      divide: (a: unknown, b: unknown) => {
        const quotient = real.divide(a, b)
        return quotient === null ? null : real.roundTo(quotient, 4)
      },
    }),
  },
  '$not: not the complement where there is a null': {
    test: everywhere((test) =>
      test.k === 'not' && test.of.k === 'compare'
        ? { k: 'all', of: [test, isKnown(test.of.path)] }
        : test,
    ),
  },
  '$not: of several parts denies each of them': {
    test: everywhere((test) =>
      test.k === 'not' && test.of.k === 'all'
        ? { k: 'all', of: test.of.of.map((of): Test => ({ k: 'not', of })) }
        : test,
    ),
  },
  'time zone: an instant falls on its day in UTC': {
    module: 'time.ts',
    plant: () => ({ localDay: (instant: string) => instant.slice(0, 10) }),
  },
  'time zone: a day begins at midnight in UTC': {
    module: 'time.ts',
    plant: () => ({ startOfDay: (day: string) => `${day}T00:00:00.000Z` }),
  },
  'months: the end of a month runs over': {
    module: 'time.ts',
    plant: (real) => ({
      addMonths: (day: string, n: number) => {
        const first = real.addMonths(`${day.slice(0, 8)}01`, n)
        return real.addDays(first, Number(day.slice(8, 10)) - 1)
      },
    }),
  },
  'as of: everything as it stands today': {
    world: (world) => {
      const { asOf: _asOf, ...ctx } = world.ctx
      return { ...world, ctx }
    },
  },
  'as of: the state is today’s': {
    world: (world) => ({
      ...world,
      rows: new Map(
        [...world.rows].map(([name, rows]) => [name, name === '_state_events' ? [] : rows]),
      ),
    }),
  },
  'as of: a dated value never ends': {
    world: withFields((field) =>
      field.rollup ? { ...field, rollup: { ...field.rollup, until: undefined } } : field,
    ),
  },
  'percent: a share of one instead of a hundred': {
    world: withRows((row, fields) => ({
      ...row,
      ...Object.fromEntries(
        Object.entries(row).flatMap(([name, value]) =>
          fields[name]?.type === 'percent' && typeof value === 'number' ? [[name, value / 100]] : [],
        ),
      ),
    })),
  },
  'text: ordered by UTF-16 unit': {
    module: 'value.ts',
    plant: (real) => ({
      compareValues: (a: unknown, b: unknown, zone: string) =>
        typeof a === 'string' && typeof b === 'string' && !real.isDay(a) && !real.isInstant(a)
          ? a < b ? -1 : a > b ? 1 : 0
          : real.compareValues(a, b, zone),
    }),
  },
  'text: case folded beyond ASCII': {
    module: 'value.ts',
    plant: () => ({ foldAscii: (text: string) => text.toLowerCase() }),
  },
  'children: archived ones count': {
    world: withRows((row) => ({ ...row, archived: false })),
  },
} // prettier-ignore

type Evaluator = (world: World, resource: string, row: WorldRow) => {
  readonly holds: (condition: Condition) => boolean
  readonly get: (field: string) => unknown
} // prettier-ignore

/** The language's evaluators with a slip in them; what was loaded before is not touched. */
const evaluatorOf = async ({ module, plant, test = (same) => same, world = (same) => same }: Mutant): Promise<Evaluator> => {
  vi.resetModules()
  if (module && plant)
    vi.doMock(`#model/language/${module}`, async (load) => {
      const real = await load<Record<string, unknown>>()
      return { ...real, ...plant(real) }
    })
  const predicate = await import('#model/language/predicate.ts')
  const { memoryScope } = await import('#model/language/scope.ts')
  if (module) vi.doUnmock(`#model/language/${module}`)
  const changed = new WeakMap<World, World>()
  return (given, resource, row) => {
    const mutated = changed.get(given) ?? world(given)
    changed.set(given, mutated)
    const own = mutated.rows.get(resource)?.find(({ id }) => id === row.id) ?? row
    const scope = memoryScope(mutated.index, mutated.rows, resource, own, mutated.ctx, { searchText: searchTextOf })
    return {
      holds: (condition) => predicate.matches(test(predicate.parseCondition(condition)), scope, mutated.ctx),
      get: (field) => scope.get(field),
    }
  }
} // prettier-ignore

/** What SQL says about one world: for every row whether each condition holds, and its computed values. */
type Answers = {
  readonly world: World
  readonly conditions: readonly { readonly resource: string; readonly condition: Condition; readonly ids: ReadonlySet<string> }[]
  readonly values: readonly { readonly resource: string; readonly field: string; readonly of: ReadonlyMap<string, string> }[]
} // prettier-ignore

const datable = <T>(compile: () => T): T | null => {
  try {
    return compile()
  } catch (error) {
    if (error instanceof CompileError && error.code === 'not_dated') return null
    throw error
  }
}

const answersOf = async (database: Database, world: World, asked: readonly (readonly [string, Condition])[]): Promise<Answers> => {
  await load(database, world)
  const answers = { world, conditions: [] as Answers['conditions'][number][], values: [] as Answers['values'][number][] }
  for (const resource of resources) {
    const source = from(compileOf(world), resource)
    const read = (fragment: Parameters<typeof readAll>[3][number]) => readAll(database, source.from(), source.column('id'), [fragment])
    for (const [, condition] of asked.filter(([name]) => name === resource)) {
      const fragment = datable(() => source.condition(parseCondition(condition)))
      if (!fragment) continue
      const found = await read(fragment)
      answers.conditions.push({ resource, condition, ids: new Set([...found].flatMap(([id, [holds]]) => (holds === true ? [id] : []))) })
    }
    for (const [field, definition] of Object.entries(world.index.resources.get(resource)?.fields ?? {})) {
      const fragment = isComputed(definition) ? datable(() => source.path(field)) : null
      if (!fragment) continue
      const form = numeric.has(definition.type) ? normalNumber : normal
      const found = await read(fragment)
      answers.values.push({ resource, field, of: new Map([...found].map(([id, [value]]) => [id, form(value)])) })
    }
  }
  return answers
} // prettier-ignore

/** Counts the rows on which the evaluators and SQL differ. */
const differences = (evaluate: Evaluator, { world, conditions, values }: Answers): number => {
  let count = 0
  for (const resource of resources)
    for (const row of world.rows.get(resource) ?? []) {
      const record = evaluate(world, resource, row)
      for (const each of conditions)
        if (each.resource === resource && record.holds(each.condition) !== each.ids.has(row.id)) count++
      for (const each of values)
        if (each.resource === resource && normal(record.get(each.field)) !== each.of.get(row.id)) count++
    }
  return count
} // prettier-ignore

const worlds = fc.sample(
  drawing((draw) => {
    const world = drawWorld(draw)
    const asked = Array.from({ length: 60 }, (): readonly [string, Condition] => {
      const resource = draw.pick(resources)
      return [
        resource,
        draw.chance(50)
          ? conditionFormula(draw, world.index, resource)
          : predicateOf(draw, world.index, resource, 3),
      ]
    })
    return { world, asked }
  }),
  { seed: 20261122, numRuns: 6 },
)

describe('the comparison of JavaScript with SQL', () => {
  let database: Database
  const answers: Answers[] = []
  beforeAll(async () => {
    database = await openMemory()
    await prepare(database)
    for (const { world, asked } of worlds) answers.push(await answersOf(database, world, asked))
  })
  afterAll(() => database.close())
  const slips = async (mutant: Mutant): Promise<number> => {
    const evaluate = await evaluatorOf(mutant)
    return answers.reduce((sum, each) => sum + differences(evaluate, each), 0)
  }

  test('finds no difference where nothing is planted', async () => {
    expect(await slips({})).toBe(0)
  })
  test.each(Object.keys(mutants))('finds the planted slip "%s"', async (name) => {
    expect(await slips(mutants[name] ?? {})).toBeGreaterThan(0)
  })
})
