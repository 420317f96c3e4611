import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import type { Clause } from '#model/language/definition.ts'
import { enforcements } from '#model/language/enforcement.ts'
import { depthOf, isHeading, partsOf, placeKey, placeOf, policiesOf, standingOf } from '../../src/views/handbook/policies.ts' // prettier-ignore
import { reasonClauses } from '../../src/views/transition/reason-clauses.ts'

const title = { zh: '条', en: 'Clause' }
const clauses: readonly Clause[] = [
  { id: 'P2', title },
  { id: 'P2 §2.1', title },
  { id: 'P2 §2.1.1', title },
  { id: 'P2 §2.1.1a', title },
  { id: 'P2 §2.11', title },
  { id: 'P2 §3', title, text: title, conduct: true },
]

describe('the handbook', () => {
  test('shows every clause of the model under its policy', () => {
    const shown = policiesOf(model.clauses).flatMap(({ clause, clauses: all }) => [clause, ...all])
    expect(shown.length).toBe(model.clauses.length)
  })

  test.each([
    ['P2 §2.1', 2],
    ['P2 §2.1.1', 3],
    ['P2 §2.1.1a', 4],
    ['P2 §3', 1],
  ])('%s stands %i deep', (id, depth) => expect(depthOf(id)).toBe(depth))

  test('a clause with parts below is a heading, one that only looks alike is not', () => {
    expect(clauses.filter(({ id }) => isHeading(id, clauses)).map(({ id }) => id)).toEqual([
      'P2 §2.1',
      'P2 §2.1.1',
    ])
  })

  test('says plainly what nothing carries out yet, and what the viewer may not see', () => {
    const at = (id: string): Clause => clauses.find((each) => each.id === id) ?? { id, title }
    const of = (id: string, enforced: readonly string[] = []) =>
      standingOf(at(id), clauses, [], new Set(enforced))
    expect(of('P2 §2.1.1a')).toBe('open')
    expect(of('P2 §2.1.1a', ['P2 §2.1.1a'])).toBe('hidden')
    const parameter = { kind: 'parameter', name: 'x.days', label: title } as const
    expect(standingOf(at('P2 §2.1.1a'), clauses, [parameter], new Set())).toBe('prepared')
    expect(of('P2 §3')).toBe('conduct')
    expect(of('P2 §2.1')).toBe(null)
  })

  test('leads from a metric to the card that shows it, from a rule, field or step to that very one', () => {
    const by = [...enforcements(model).values()].flat()
    const place = (id: string): string | null => {
      const found = by.find((each) => each.id === id)
      return found ? placeOf(model, found) : null
    }
    expect(place('M-203')).toMatch(/^\/dashboards\/receivables#card-\w+$/)
    expect(place('R-045')).toBe('/handbook/contracts?at=rule.R-045')
    expect(place('M-616')).toBe(
      '/handbook/distributions?at=metric.distributions.copy_acknowledgement',
    )
    const step = by.find(
      ({ kind, name, resource }) =>
        kind === 'transition' && name === 'sign' && resource === 'contracts',
    )
    expect(step && placeOf(model, step)).toBe('/handbook/contracts?at=transition.sign')
  })

  test('lists the parts of an entity with all their clauses, each once', () => {
    const parts = partsOf(enforcements(model), 'contracts')
    const sign = parts.find(({ by }) => placeKey(by) === 'transition.sign')
    expect(sign?.clauses).toContain('P0 §2.2.3')
    const keys = parts.map(({ by }) => placeKey(by))
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('a refused step', () => {
  const payments = model.entities.find(({ name }) => name === 'payments')

  test('names the clause of the guard or rule behind it, else that of the step', () => {
    expect(reasonClauses(payments, 'confirm', 'R-066')).toEqual(['P3 §2.5.1'])
    expect(reasonClauses(payments, 'reverse', undefined)).toEqual(['P3 §2.5.1'])
    expect(reasonClauses(undefined, 'reverse', 'R-001')).toEqual([])
  })
})
