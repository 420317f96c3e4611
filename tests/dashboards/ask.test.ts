import { expect, test } from 'vitest'
import type { AggregateAnswer } from '#model/language/definition.ts'
import { createAsk } from '../../src/dashboards/data/answers.ts'
import type { AppDataProvider, Question } from '../../src/data/provider.ts'

const answerOf = (question: Question): AggregateAnswer => ({
  resource: JSON.stringify(question),
  columns: [],
  rows: [],
  meta: {
    timezone: 'Asia/Shanghai',
    partial: [],
    scope: 'all',
    computedAt: '2026-11-22T01:00:00Z',
    truncated: false,
    engine: 'sql',
  },
})

/** A provider that notes every request. */
const noting = () => {
  const requests: (readonly Question[])[] = []
  const aggregateMany = async (questions: readonly Question[]) => {
    requests.push(questions)
    return { answers: questions.map(answerOf), requestId: null }
  }
  return { requests, provider: { aggregateMany } as unknown as AppDataProvider } // nothing else is asked of it
}

test('what two cards ask at the same moment is asked once, and both are answered', async () => {
  const { requests, provider } = noting()
  const ask = createAsk(provider)
  const sales: Question = { resource: 'order_lines', measures: ['sales'] }
  const rate: Question = { metric: 'collection_rate', measures: [] }
  const answers = await Promise.all([ask(sales), ask(rate), ask({ ...sales })])
  expect(requests).toEqual([[sales, rate]])
  expect(answers[2]).toEqual(answers[0])
})

test('what is asked again later is asked anew', async () => {
  const { requests, provider } = noting()
  const ask = createAsk(provider)
  const rate: Question = { metric: 'collection_rate', measures: [] }
  await ask(rate)
  await ask(rate)
  expect(requests).toHaveLength(2)
})
