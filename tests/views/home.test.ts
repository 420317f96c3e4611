import { describe, expect, test } from 'vitest'
import { cutModel } from '#model/language/cut.ts'
import { indexModel } from '#model/language/resources.ts'
import { model } from '#model/index.ts'
import { homeFigures } from '../../src/layout/home/figures.ts'

const index = indexModel(model)

/** The figures of a person of one role, from the model as it is cut for that person. */
const figuresOf = (roles: readonly string[]): readonly string[] => {
  const who = { employee: 'e1', roles, departments: [] }
  return homeFigures(indexModel(cutModel(index, who)), { roles }).map(
    ({ dashboard, card }) => `${dashboard.name}.${card.id}`,
  )
}

describe('the numbers of My day', () => {
  test('finance sees what is owed, what is late and what is not allocated', () => {
    expect(figuresOf(['finance'])).toEqual([
      'receivables.balance',
      'receivables.overdue',
      'receivables.collection_rate',
      'receivables.dso',
      'receivables.next30',
      'receivables.unallocated',
    ])
  })

  test('roles add up, six at most', () => {
    expect(figuresOf(['executive', 'hr'])).toHaveLength(6)
    expect(figuresOf(['office'])).toEqual([])
  })

  test('every figure is a number card of its board', () => {
    const kinds = model.dashboards.flatMap(({ cards }) => cards.flatMap(({ home, kind }) => (home ? [kind] : []))) // prettier-ignore
    expect(new Set(kinds)).toEqual(new Set(['kpi']))
  })
})
