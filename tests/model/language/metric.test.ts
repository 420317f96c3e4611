import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AggregateAnswer, AggregateQuery, Metric } from '#model/language/definition.ts'
import { answerMetric } from '#model/language/metric.ts'
import { httpIndex } from '../../server/http-model.ts'
import { ctx } from './shop.ts'

const label = { zh: '日均', en: 'A day' }
const metric = {
  name: 'a_day',
  label,
  calc: 'orders.amount / period_days',
  format: 'money',
} as unknown as Metric // only what is read

const answer = (amount: number, before: number): AggregateAnswer =>
  ({
    resource: 'orders',
    columns: [],
    rows: [{ key: '[]', label: {}, drill: [], amount, previousPeriod: { amount: before } }],
    totals: { amount, previousPeriod: { amount: before } },
    meta: { truncated: false, scope: 'all' },
  }) as unknown as AggregateAnswer // only what is read

const daily = async (today: string, from: string, to: string) => {
  const asking = {
    index: httpIndex,
    ctx: { ...ctx, today },
    ask: () => Promise.resolve(answer(280, 300)),
  }
  const { totals } = await answerMetric(asking, metric, {
    range: { from, to },
    compare: ['previousPeriod'],
  })
  return totals
}

test('a whole period is divided by its own days, and the one before by its own', async () => {
  expect(await daily('2026-05-01', '2026-02-01', '2026-02-28')).toEqual({
    a_day: 10,
    previousPeriod: { a_day: 9.68 },
  })
})

test('a running period counts to today, and the one before as many days', async () => {
  expect(await daily('2026-03-10', '2026-03-01', '2026-03-31')).toEqual({
    a_day: 28,
    previousPeriod: { a_day: 30 },
  })
})

describe('rows of a metric', () => {
  const points = { ...metric, name: 'points', calc: 'orders.amount + visits.amount', format: 'decimal' } as Metric // prettier-ignore
  const part = (resource: string, amounts: Readonly<Record<string, number>>): AggregateAnswer =>
    ({
      resource,
      columns: [{ key: 'person', kind: 'dimension', label }],
      rows: Object.entries(amounts).map(([person, amount]) => ({
        key: person,
        person,
        label: { person },
        drill: {},
        amount,
      })),
      totals: {},
      meta: { truncated: false, scope: 'all' },
    }) as unknown as AggregateAnswer // only what is read
  const asked = async (
    orders: Readonly<Record<string, number>>,
    visits: Readonly<Record<string, number>>,
    query: Pick<AggregateQuery, 'sort' | 'limit'>,
  ) => {
    const asking = {
      index: httpIndex,
      ctx,
      ask: (resource: string) => Promise.resolve(part(resource, resource === 'orders' ? orders : visits)), // prettier-ignore
    }
    const by = { person: { orders: 'person', visits: 'person' } }
    return answerMetric(asking, { ...points, by }, { by: ['person'], ...query })
  }

  test.each([
    [[['points', 'desc']], ['b', 'a', 'd', 'c']],
    [[['points', 'asc']], ['a', 'd', 'b', 'c']],
    [[['person', 'desc']], ['d', 'c', 'b', 'a']],
    [[], ['b', 'a', 'd', 'c']], // the greatest first, ties by key, no number last
  ] as const)('come as %j asks', async (sort, people) => {
    const { rows } = await asked({ a: 1, b: 5, d: 2 }, { a: 2, b: 5, c: 9, d: 1 }, { sort })
    expect(rows.map((row) => row.person)).toEqual(people)
  })

  test('that are cut off are the last of the order, not of the keys', async () => {
    const { rows, meta } = await asked({ a: 1, b: 5, d: 2 }, { a: 2, b: 5, d: 1 }, { sort: [['points', 'desc']], limit: 1 }) // prettier-ignore
    expect(rows.map((row) => row.person)).toEqual(['b'])
    expect(meta.truncated).toBe(true)
  })

  test('are in order and complete, whatever the parts say', async () => {
    const amounts = fc.dictionary(fc.stringMatching(/^[a-h]$/), fc.integer({ min: -9, max: 9 }))
    await fc.assert(
      fc.asyncProperty(amounts, amounts, fc.constantFrom('asc', 'desc'), async (orders, visits, direction) => {
        const { rows } = await asked(orders, visits, { sort: [['points', direction]] })
        const people = rows.map((row) => String(row.person))
        expect(people.toSorted()).toEqual([...new Set([...Object.keys(orders), ...Object.keys(visits)])].toSorted()) // prettier-ignore
        const known = people.filter((person) => person in orders && person in visits)
        expect(people.slice(0, known.length).toSorted()).toEqual(known.toSorted())
        const numbers = known.map((person) => (orders[person] ?? 0) + (visits[person] ?? 0))
        expect(numbers).toEqual(numbers.toSorted((a, b) => (direction === 'asc' ? a - b : b - a)))
      }),
      { seed: 417 },
    ) // prettier-ignore
  })
})
