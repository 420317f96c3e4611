import type { Field, Measure } from '#model/language/definition.ts'
import type { MemoryRow } from '#model/language/scope.ts'
import type { Golden } from './golden-engines.ts'
import { departments, employees, entityOf, indexOf, label } from './server/sql/model.ts'

/** The worked numbers of the metric study on service and on appraisal: complaints, ratings, sheets. */
const money = { type: 'decimal', scale: 4 } as const
const number = (more: object = {}): Field =>
  ({ ...money, label: label('number'), ...more }) as Field // fields of one type
const whole: Field = { type: 'integer', label: label('whole') }
const day: Field = { type: 'date', label: label('day') }
const instant: Field = { type: 'datetime', label: label('instant') }
const yes: Field = { type: 'boolean', label: label('yes') }
const choice = (...keys: readonly string[]): Field => ({
  type: 'enum',
  label: label('choice'),
  options: Object.fromEntries(keys.map((key) => [key, label(key)])),
})
const measure = (more: object) => ({ label: label('measure'), ...more }) as Measure // agg or calc, given below
const percent = (calc: string) => measure({ calc: `100 * ${calc}`, format: 'percent' })

const breached = {
  $or: ['resolved_at > promised_at', { $and: [{ resolved_at: null }, 'promised_at < now()'] }],
}
const tickets = entityOf(
  'tickets',
  {
    received_at: instant,
    promised_at: instant,
    resolved_at: instant,
    hours: number({ formula: 'hours_between(received_at, resolved_at)' }),
    customer: choice('a', 'b', 'c'),
    cause: choice('material', 'packing', 'transport'),
    is_repeat: yes,
    visited_on: day,
  },
  {
    analytics: {
      time: 'received_at',
      dimensions: { cause: { field: 'cause' }, customer: { field: 'customer' } },
      measures: {
        count: measure({ agg: 'count' }),
        customers: measure({ agg: 'distinct', field: 'customer' }),
        mean_hours: measure({ agg: 'avg', field: 'hours', format: 'hours' }),
        median_hours: measure({ agg: 'median', field: 'hours', format: 'hours' }),
        p90_hours: measure({ agg: 'p90', field: 'hours', format: 'hours' }),
        resolved: measure({ agg: 'count', where: { resolved_at: { $ne: null } } }),
        breached: measure({ agg: 'count', where: breached }),
        due: measure({
          agg: 'count',
          where: { $or: [{ resolved_at: { $ne: null } }, 'promised_at < now()'] },
        }),
        breach_rate: percent('breached / due'),
        repeats: measure({ agg: 'count', where: { is_repeat: true } }),
        repeat_rate: percent('repeats / count'),
        visited: measure({
          agg: 'count',
          where: 'days_between(date(resolved_at), visited_on) <= 7',
        }),
        visit_rate: percent('visited / resolved'),
      },
    },
  },
)
const volumes = entityOf(
  'volumes',
  {
    month: day,
    complaints: whole,
    orders: whole,
    complaining: whole,
    active: whole,
    defective: whole,
    shipped: whole,
  },
  {
    analytics: {
      time: 'month',
      dimensions: {},
      measures: {
        ...Object.fromEntries(
          ['complaints', 'orders', 'complaining', 'active', 'defective', 'shipped'].map((field) => [
            field,
            measure({ agg: 'sum', field }),
          ]),
        ),
        per_thousand: measure({ calc: 'complaints / orders * 1000' }),
        customer_rate: percent('complaining / active'),
        quality: measure({ calc: 'defective / shipped * 1000000', format: 'ppm' }),
      },
    },
  },
)
const ratings = entityOf(
  'ratings',
  { asked_on: day, score: whole },
  {
    analytics: {
      time: 'asked_on',
      dimensions: {},
      measures: {
        asked: measure({ agg: 'count' }),
        answered: measure({ agg: 'count', where: { score: { $ne: null } } }),
        good: measure({ agg: 'count', where: { score: { $gte: 4 } } }),
        mean: measure({ agg: 'avg', field: 'score' }),
        satisfied: percent('good / answered'),
        response: percent('answered / asked'),
      },
    },
  },
)
const marks = entityOf(
  'marks',
  {
    person: choice('wang', 'li'),
    method: choice('data', 'supervisor', 'customer', 'peer', 'self'),
    weight: number(),
    actual: number(),
    target: number(),
    given: number(),
    score: number({ formula: 'if(target == null, given, min(120, 100 * actual / target))' }),
  },
  {
    analytics: {
      time: 'created_at',
      dimensions: { person: { field: 'person' }, method: { field: 'method' } },
      measures: {
        weighted: measure({ agg: 'sum', field: 'weight * score' }),
        weights: measure({ agg: 'sum', field: 'weight', where: { score: { $ne: null } } }),
        total: measure({ calc: 'weighted / weights' }),
        peers: measure({ agg: 'avg', field: 'score', where: { method: 'peer' }, min_group: 3 }),
      },
    },
  },
)
const sheets = entityOf(
  'sheets',
  { cycle: choice('q2', 'q3'), team: choice('a', 'b', 'c'), person: whole, total: number() },
  {
    analytics: {
      time: 'created_at',
      dimensions: {
        team: { field: 'team' },
        cycle: { field: 'cycle' },
        person: { field: 'person' },
        grade: { field: 'total', bands: [60, 70, 80, 90] },
      },
      measures: {
        people: measure({ agg: 'count' }),
        mean: measure({ agg: 'avg', field: 'total' }),
        spread: measure({ agg: 'stddev', field: 'total' }),
        least: measure({ agg: 'min', field: 'total' }),
        lower: measure({ agg: 'p25', field: 'total' }),
        middle: measure({ agg: 'median', field: 'total' }),
        upper: measure({ agg: 'p75', field: 'total' }),
        most: measure({ agg: 'max', field: 'total' }),
        team_mean: measure({
          agg: 'avg',
          field: 'total',
          scope: 'global',
          cells: ['cycle', 'team'],
          min_group: 4,
          group_of: 'person',
        }),
      },
    },
  },
)

/** The model of the worked service and appraisal tables. */
export const goldenService: Golden = {
  index: indexOf([employees, departments, tickets, volumes, ratings, marks, sheets]),
}

const id = (n: number) => `0198c9a0-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Rows with ids. */
export const rowsOf = (rows: readonly Readonly<Record<string, unknown>>[]): readonly MemoryRow[] =>
  rows.map((row, i) => ({ id: id(i + 1), archived: false, ...row }))

const start = Date.parse('2026-11-02T01:00:00.000Z')
const after = (hours: number) => new Date(start + hours * 3_600_000).toISOString()

/** C5: eight complaints with 48 hours promised; the last one is still open. */
export const eightTickets = rowsOf(
  [2, 5, 8, 20, 30, 50, 72, null].map((hours, i) => ({
    received_at: after(0),
    promised_at: after(48),
    resolved_at: hours === null ? null : after(hours),
    visited_on: i < 5 ? '2026-11-09' : null,
  })),
)

/** The same eight, the last one resolved at 120 hours. */
export const resolvedTickets = rowsOf(
  [2, 5, 8, 20, 30, 50, 72, 120].map((hours) => ({
    received_at: after(0),
    resolved_at: after(hours),
  })),
)

/** Eighteen complaints, four of them repeats, of three customers. */
export const eighteenTickets = rowsOf(
  Array.from({ length: 18 }, (_, i) => ({
    received_at: after(i),
    is_repeat: i < 4,
    customer: ['a', 'b', 'c'][i % 3],
    cause: i < 9 ? 'material' : i < 14 ? 'packing' : i < 17 ? 'transport' : null,
  })),
)
