import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { indexModel } from '#model/language/resources.ts'
import { readBoard } from '../../src/dashboards/data/board-state.ts'
import { questionsOf, sparkOf } from '../../src/dashboards/data/questions.ts'
import { as, useCharter } from '../model/company.ts'

const index = indexModel(model)
const today = '2026-11-22'

const company = useCharter()

describe.each(model.dashboards)('$name', (dashboard) => {
  const filtered = Object.keys(dashboard.filters)
    .filter((name) => dashboard.filters[name]?.to !== undefined)
    .map((name) => `${name}=00000000-0000-7000-8000-000100000001`)
    .join('&')

  test.each([
    ['without filters', ''],
    ['with every filter', filtered],
  ])('answers every card %s', async (_, search) => {
    const state = readBoard(dashboard, new URLSearchParams(search), today)
    const { service } = company.company()
    const boss = as('boss')
    for (const card of dashboard.cards) {
      const spark = card.kind === 'kpi' ? sparkOf(index, card, state, today) : null
      const asked = [...questionsOf(index, card, state, today).questions, ...(spark ? [spark] : [])]
      for (const question of asked) {
        const answer =
          'metric' in question
            ? service.metric(boss, question.metric, { ...question, measures: [] })
            : service.aggregate(boss, question.resource, question)
        await expect(answer, `${card.id} ${JSON.stringify(question)}`).resolves.toHaveProperty('rows') // prettier-ignore
      }
      if (!card.list || card.resource === undefined) continue
      const { filter, sort } = card.list
      const list = service.list(boss, card.resource, {
        ...(filter && { filter }),
        ...(sort && { sort: [sort] }),
      })
      await expect(list, card.id).resolves.toHaveProperty('rows')
    }
  })
})
