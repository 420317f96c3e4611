import { describe, expect, test } from 'vitest'
import { useDatabase } from './databases.ts'
import { askDatabase, askMemory, type Ask, type Tables } from './golden-engines.ts'
import { onMemory } from './prepared.ts'
import {
  eighteenTickets,
  eightTickets,
  goldenService,
  resolvedTickets,
  rowsOf,
} from './golden-service.ts'

const database = useDatabase(onMemory, goldenService.index)
const engines: readonly {
  readonly name: string
  readonly over: (tables: Tables) => Promise<Ask>
}[] = [
  { name: 'JavaScript', over: async (tables) => askMemory(goldenService, tables) },
  { name: 'SQL', over: (tables) => askDatabase(goldenService, database(), tables) },
]

describe.each(engines)('$name: complaints and service', ({ over }) => {
  test('rates complaints by orders, by customers and by defective units', async () => {
    const ask = await over({
      volumes: rowsOf([
        { month: '2026-10-01', complaints: 18, orders: 1200, complaining: 15, active: 300, defective: 45, shipped: 60_000 },
      ]),
    }) // prettier-ignore
    const { rows } = await ask('volumes', {
      measures: ['per_thousand', 'customer_rate', 'quality'],
    })
    expect(rows).toMatchObject([{ per_thousand: 15, customer_rate: 5, quality: 750 }])
  })

  test('gives mean, median and interpolated ninetieth percentile of the hours to resolve', async () => {
    const ask = await over({ tickets: resolvedTickets })
    const { rows } = await ask('tickets', {
      measures: ['mean_hours', 'median_hours', 'p90_hours'],
    })
    expect(rows).toMatchObject([{ mean_hours: 38.375, median_hours: 25, p90_hours: 86.4 }])
  })

  test('counts what is open past its promise as breached', async () => {
    const ask = await over({ tickets: eightTickets })
    const { rows } = await ask('tickets', { measures: ['breached', 'due', 'breach_rate'] })
    expect(rows).toMatchObject([{ breached: 3, due: 8, breach_rate: 37.5 }])
  })

  test('rates return visits within seven days of the solution', async () => {
    const ask = await over({ tickets: eightTickets })
    const { rows } = await ask('tickets', { measures: ['visited', 'resolved', 'visit_rate'] })
    expect(rows).toMatchObject([{ visited: 5, resolved: 7, visit_rate: 71.4286 }])
  })

  test('rates repeats and counts a complaining customer once', async () => {
    const ask = await over({ tickets: eighteenTickets })
    const { rows } = await ask('tickets', { measures: ['repeat_rate', 'customers'] })
    expect(rows).toMatchObject([{ repeat_rate: 22.2222, customers: 3 }])
  })

  test('keeps the undetermined cause in the Pareto', async () => {
    const ask = await over({ tickets: eighteenTickets })
    const { rows } = await ask('tickets', {
      measures: ['count'],
      by: ['cause'],
      sort: [['count', 'desc']],
      post: { count: ['cumulative'] },
    })
    expect(
      rows.map((row) => [row.label.cause, row.count, row.post?.count?.cumulativeShare]),
    ).toEqual([
      ['material', 9, 50],
      ['packing', 5, 77.7778],
      ['transport', 3, 94.4444],
      ['未填写', 1, 100],
    ])
  })

  test('gives satisfaction with the share of those who answered', async () => {
    const scores = [...Array<number>(17).fill(5), ...Array<number>(17).fill(4), 3, 3, 3, 3, 3, 3]
    const ask = await over({
      ratings: rowsOf(
        Array.from({ length: 90 }, (_, i) => ({
          asked_on: '2026-10-01',
          score: scores[i] ?? null,
        })),
      ),
    })
    const { rows } = await ask('ratings', { measures: ['satisfied', 'mean', 'response'] })
    expect(rows).toMatchObject([{ satisfied: 85, mean: 4.275, response: 44.4444 }])
  })
})

const methods = (customer: number | null) =>
  rowsOf([
    { person: 'wang', method: 'supervisor', weight: 0.4, given: 85 },
    { person: 'wang', method: 'data', weight: 0.3, given: 99.75 },
    { person: 'wang', method: 'customer', weight: 0.15, given: customer },
    { person: 'wang', method: 'peer', weight: 0.1, given: 88 },
    { person: 'wang', method: 'self', weight: 0.05, given: 95 },
  ])

const sheets = rowsOf(
  [
    { team: 'a', totals: [92, 88, 85, 81] },
    { team: 'b', totals: [78, 74, 70, 66] },
    { team: 'c', totals: [58, 90, 90] },
  ].flatMap(({ team, totals }, i) =>
    totals.map((total, j) => ({ team, cycle: 'q3', person: 10 * i + j, total })),
  ),
)

describe.each(engines)('$name: appraisal', ({ over }) => {
  test('weighs attainments, each at most 120', async () => {
    const ask = await over({
      marks: rowsOf([
        { person: 'wang', method: 'data', weight: 40, actual: 480, target: 400 },
        { person: 'wang', method: 'data', weight: 25, actual: 0.81, target: 0.9 },
        { person: 'wang', method: 'data', weight: 15, actual: 6, target: 8 },
        { person: 'wang', method: 'data', weight: 20, given: 90 },
        { person: 'li', method: 'data', weight: 100, actual: 900, target: 400 },
      ]),
    })
    const { rows } = await ask('marks', { measures: ['total'], by: ['person'] })
    expect(rows.map(({ person, total }) => [person, total])).toEqual([
      ['wang', 99.75],
      ['li', 120],
    ])
  })

  test.each([
    [92, 91.275],
    [null, 91.147059],
  ])(
    'weighs methods; a missing one is left out, not nothing (customer %s)',
    async (customer, total) => {
      const ask = await over({ marks: methods(customer) })
      const { rows } = await ask('marks', { measures: ['total'] })
      expect(rows).toMatchObject([{ total }])
    },
  )

  test.each([
    [[88, 90], null],
    [[88, 90, 92], 90],
  ])('gives a mean of peers %j only from three raters on', async (scores, peers) => {
    const ask = await over({
      marks: rowsOf(scores.map((given) => ({ person: 'wang', method: 'peer', weight: 1, given }))),
    })
    const { rows } = await ask('marks', { measures: ['peers'] })
    expect(rows).toMatchObject([{ peers }])
  })

  test('distributes grades by their bounds, empty ones too', async () => {
    const ask = await over({ sheets: sheets.filter(({ team }) => team !== 'a') })
    const { rows } = await ask('sheets', { measures: ['people'], by: ['grade'], fill: true })
    expect(rows.map((row) => [row.grade, row.label.grade, row.people])).toEqual([
      ['lt_60', '< 60', 1],
      ['60_70', '60–70', 1],
      ['70_80', '70–80', 3],
      ['80_90', '80–90', 0],
      ['gte_90', '≥ 90', 2],
    ])
    expect(rows[4]?.drill).toEqual({ total: { $gte: 90 } })
  })

  test('gives spread and quartiles of each team', async () => {
    const ask = await over({ sheets: sheets.filter(({ team }) => team !== 'c') })
    const query = { measures: ['mean', 'spread', 'least', 'lower', 'middle', 'upper', 'most'] }
    const { rows, totals } = await ask('sheets', { ...query, by: ['team'], totals: true })
    expect(rows).toMatchObject([
      { team: 'a', mean: 86.5, spread: 4.031129, least: 81, lower: 84, middle: 86.5, upper: 89, most: 92 },
      { team: 'b', mean: 72, spread: 4.472136, least: 66, lower: 69, middle: 72, upper: 75, most: 78 },
    ]) // prettier-ignore
    expect(totals).toMatchObject({ mean: 79.25, spread: 8.407586 })
  })

  test('ranks from the largest down, equal ones in the same place', async () => {
    const ask = await over({ sheets: sheets.filter(({ team }) => team === 'c') })
    const { rows } = await ask('sheets', {
      measures: ['mean'],
      by: ['person'],
      post: { mean: ['rank'] },
    })
    expect(rows.map((row) => [row.mean, row.post?.mean?.rank])).toEqual([
      [90, 1],
      [90, 1],
      [58, 3],
    ])
  })
})

describe.each(engines)('$name: a mean over everybody’s sheets', ({ over }) => {
  test('is withheld where too few people are behind it', async () => {
    const ask = await over({ sheets })
    const { rows } = await ask('sheets', {
      measures: ['team_mean'],
      by: ['team'],
      filter: { cycle: ['q3'] },
    })
    expect(Object.fromEntries(rows.map((row) => [row.team, row.team_mean]))).toEqual({
      a: 86.5,
      b: 72,
      c: null,
    })
  })

  test('counts people, not sheets', async () => {
    const twice = [58, 90, 90, 58, 90, 90].map((total, i) => ({ team: 'c', cycle: 'q3', person: i % 3, total })) // prettier-ignore
    const ask = await over({ sheets: rowsOf(twice) })
    const { rows } = await ask('sheets', {
      measures: ['people', 'team_mean'],
      by: ['cycle', 'team'],
    })
    expect(rows).toMatchObject([{ people: 6, team_mean: null }])
  })

  test.each([
    ['by', { by: ['team'] }],
    ['filter', { by: ['team'], filter: { cycle: ['q2', 'q3'] } }],
    ['filter', { by: ['cycle', 'team'], filter: { person: { $ne: 3 } } }],
    ['filter', { by: ['cycle', 'team'], filter: { $and: [{ cycle: 'q3' }] } }],
    ['filter', { by: ['team'], filter: { cycle: '$me' } }],
    ['by.2', { by: ['cycle', 'team', 'grade'] }],
    ['by.2', { by: ['cycle', 'team', { time: 'created_at', grain: 'day' as const }] }],
    ['range', { by: ['cycle', 'team'], range: { from: '2026-01-01', to: '2026-12-31' } }],
    ['totals', { by: ['cycle', 'team'], totals: true }],
    ['asOf', { by: ['cycle', 'team'], asOf: '2026-10-01' }],
    ['post', { by: ['cycle', 'team'], post: { team_mean: ['share' as const] } }],
    ['top', { by: ['cycle', 'team'], top: { n: 1, of: 'team', by: 'team_mean', others: true } }],
    ['compare', { by: ['cycle', 'team'], compare: ['previousYear' as const] }],
  ])('refuses %s, from which a single person could be worked out: %j', async (at, query) => {
    const ask = await over({ sheets })
    await expect(ask('sheets', { measures: ['team_mean'], ...query })).rejects.toMatchObject({
      path: at,
    })
  })
})
