import { expect, test } from 'vitest'
import type { AggregateAnswer, Metric } from '#model/language/definition.ts'
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
