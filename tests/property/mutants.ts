import type { Test } from '#model/language/ast.ts'
import { Decimal } from '#model/language/decimal.ts'
import type { Field } from '#model/language/definition.ts'
import type { World, WorldRow } from './world.ts'

/**
 * A slip planted into the JavaScript side: into a module of the language, into a parsed test, or into what the
 * evaluators are given.
 */
export type Mutant = {
  readonly module?: string
  readonly plant?: (real: Real) => Readonly<Record<string, unknown>>
  readonly test?: (test: Test) => Test
  readonly world?: (world: World) => World
}
/** The functions of a module as they are. */
type Real = Readonly<Record<string, (...given: readonly unknown[]) => unknown>>

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

/** Three-valued logic's habit: what is not known is left out. */
const known = (path: string, test: Test): Test => ({
  k: 'all',
  of: [test, { k: 'compare', path, op: '$null', value: { literal: false } }],
})

const withRows =
  (change: (row: WorldRow, fields: Readonly<Record<string, Field>>) => WorldRow) =>
  (world: World): World => ({
    ...world,
    rows: new Map(
      [...world.rows].map(([name, rows]) => {
        const fields = world.index.resources.get(name)?.fields
        return [name, fields ? rows.map((row) => change(row, fields)) : rows]
      }),
    ),
  })

const percentAsShare = withRows((row, fields) => {
  const shares = Object.entries(row).flatMap(([name, value]) =>
    fields[name]?.type === 'percent' && typeof value === 'number' ? [[name, value / 100]] : [],
  )
  return { ...row, ...Object.fromEntries(shares) }
})

const round = (mode: 1 | 6 | 7) => () => ({
  roundTo: (value: Decimal, scale: number) => value.toDecimalPlaces(scale, mode),
})

/** Slips that the comparison with SQL must find, each by its name. */
export const mutants: Readonly<Record<string, Mutant>> = {
  'null rule: null equals nothing': {
    module: 'value.ts',
    plant: (real) => ({
      equals: (a: unknown, b: unknown, zone: string) =>
        !real.isAbsent?.(a) && !real.isAbsent?.(b) && real.equals?.(a, b, zone),
    }),
  },
  'null rule: $ne leaves out nulls': {
    test: everywhere((test) =>
      test.k === 'compare' && (test.op === '$ne' || test.op === '$nin')
        ? known(test.path, test)
        : test,
    ),
  },
  'null rule: a sum of nothing is null': {
    module: 'compute.ts',
    plant: (real) => ({
      rollupOf: (rollup: { sum?: string }, record: unknown, ctx: unknown) => {
        const value = real.rollupOf?.(rollup, record, ctx)
        return rollup.sum !== undefined && String(value) === '0' ? null : value
      },
    }),
  },
  'rounding: halves to even': { module: 'decimal.ts', plant: round(Decimal.ROUND_HALF_EVEN) },
  'rounding: halves up, not away from zero': { module: 'decimal.ts', plant: round(Decimal.ROUND_HALF_CEIL) },
  'rounding: the rest is cut off': { module: 'decimal.ts', plant: round(Decimal.ROUND_DOWN) },
  'rounding: a quotient in binary floating point': {
    module: 'decimal.ts',
    plant: (real) => ({
      divide: (a: Decimal | null, b: Decimal | null) =>
        real.divide?.(a, b) === null || !a || !b ? null : new Decimal(Math.fround(a.toNumber() / b.toNumber())),
    }),
  },
  '$not: a null stays unknown': {
    test: everywhere((test) =>
      test.k === 'not' && test.of.k === 'compare' ? known(test.of.path, test) : test,
    ),
  },
  '$not: denies each part of several': {
    test: everywhere((test) =>
      test.k === 'not' && test.of.k === 'all'
        ? { k: 'all', of: test.of.of.map((of): Test => ({ k: 'not', of })) }
        : test,
    ),
  },
  'time zone: everything in UTC': {
    world: (world) => ({ ...world, ctx: { ...world.ctx, zone: 'UTC' } }),
  },
  'time zone: an instant falls on its day in UTC': {
    module: 'time.ts',
    plant: () => ({
      localDay: (instant: string) => instant.slice(0, 10),
      dayIn: (text: string) => text.slice(0, 10),
    }),
  },
  'months: the end of a month runs over': {
    module: 'time.ts',
    plant: (real) => ({
      addMonths: (day: string, n: number) =>
        real.addDays?.(real.addMonths?.(`${day.slice(0, 8)}01`, n), Number(day.slice(8, 10)) - 1),
    }),
  },
  'as of: everything as it stands today': {
    world: (world) => {
      const { asOf: _asOf, ...ctx } = world.ctx
      return { ...world, ctx }
    },
  },
  'as of: the state is today’s': {
    world: (world) => ({ ...world, rows: new Map([...world.rows, ['_state_events', []]]) }),
  },
  'as of: what is dated never ends': {
    module: 'compute.ts',
    plant: (real) => ({
      rollupOf: (rollup: object, record: unknown, ctx: unknown) =>
        real.rollupOf?.({ ...rollup, until: undefined }, record, ctx),
    }),
  },
  'percent: a share of one instead of a hundred': { world: percentAsShare },
  'text: ordered by UTF-16 unit': {
    module: 'value.ts',
    plant: (real) => ({
      compareValues: (a: unknown, b: unknown, zone: string) => {
        const isPlain = (text: unknown): text is string =>
          typeof text === 'string' && !real.isDay?.(text) && !real.isInstant?.(text)
        return isPlain(a) && isPlain(b) ? Number(a > b) - Number(a < b) : real.compareValues?.(a, b, zone)
      },
    }),
  },
  'text: case folded beyond ASCII': {
    module: 'value.ts',
    plant: () => ({ foldAscii: (text: string) => text.toLowerCase() }),
  },
  'children: archived ones count': { world: withRows((row) => ({ ...row, archived: false })) },
} // prettier-ignore
