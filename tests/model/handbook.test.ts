import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { carriedOut, clausesWithin, enforcements } from '#model/language/enforcement.ts'
import { conductArticles } from '#model/handbook/articles.ts'
import { conduct } from '#model/handbook/conduct.ts'
import { restated } from '#model/handbook/restated.ts'
import { hasRequirements, requirement } from './requirements.ts'

const sources = ['coverage.md', 'rules.md', 'roles.md', 'jobs.md', 'stories.md']

/** Clause ids of a text: `P0 §2.2.3, §5.2` names two, `P2 §3.1.1–§3.1.5` its ends. */
const citedIn = (text: string): readonly string[] =>
  [...text.matchAll(/(P[0-3]) (§[\d.]+[a-e]?(?:[–,] ?§[\d.]+[a-e]?)*)/g)].flatMap(
    ([, policy, list]) =>
      [...(list ?? '').matchAll(/§([\d.]*\d[a-e]?)/g)].map(([, number]) => `${policy} §${number}`),
  )

describe('the handbook', () => {
  test.skipIf(!hasRequirements)('knows every clause that the requirements cite', () => {
    const known = new Set(model.clauses.map(({ id }) => id))
    const cited = new Set(sources.flatMap((file) => citedIn(requirement(file))))
    expect([...cited].filter((id) => !known.has(id))).toEqual([])
  })

  test('names each clause once, in both languages', () => {
    const ids = model.clauses.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(model.clauses.filter(({ title }) => !title.zh || !title.en)).toEqual([])
  })

  test('restates every clause that is no mere heading, in both languages', () => {
    const { clauses } = model
    const isHeading = (id: string) =>
      clauses.some(
        (other) =>
          other.id.startsWith(`${id}.`) ||
          (other.id.startsWith(id) && /^[a-z]$/.test(other.id.slice(id.length))),
      )
    const plain = clauses.filter(({ id, text }) => id.includes('§') && !text && !isHeading(id))
    expect(plain.map(({ id }) => id)).toEqual([])
    expect(clauses.filter(({ text }) => text && (!text.zh || !text.en))).toEqual([])
  })

  test('knows every clause that a definition names, and lists the definition there', () => {
    const { entities, metrics, parameters, dashboards } = model
    const named = new Set(clausesWithin({ entities, metrics, parameters, dashboards }))
    const known = new Set(model.clauses.map(({ id }) => id))
    const listed = enforcements(model)
    expect(named.size).toBeGreaterThan(50)
    expect([...named].filter((id) => !known.has(id))).toEqual([])
    expect([...named].filter((id) => !listed.has(id))).toEqual([])
  })

  test('says what carries out a clause: entity, field, rule, step, job, metric, parameter', () => {
    const by = enforcements(model).get('P0 §2.2.3') ?? []
    const names = (kind: string) =>
      by.filter((each) => each.kind === kind).map(({ resource, name }) => `${resource} ${name}`)
    expect(names('entity')).toContain('contracts contracts')
    expect(names('field')).toContain('departments reviews_contracts')
    expect(names('rule')).toContain('contracts R-045')
    expect(names('transition')).toContain('contracts sign')
    expect(names('parameter')).toContain('undefined contract.review_departments')
    expect(by.find(({ id }) => id === 'M-616')?.kind).toBe('metric')
  })

  test('counts a clause as carried out when something does more than set a parameter', () => {
    const found = enforcements(model)
    const done = new Set(carriedOut(found))
    expect(done.has('P0 §2.2.3')).toBe(true)
    const onlyParameters = [...found].filter(([, by]) =>
      by.every(({ kind }) => kind === 'parameter'),
    )
    expect(onlyParameters.filter(([id]) => done.has(id))).toEqual([])
  })

  test('begins each of the four policies with its name', () => {
    const policies = model.clauses.filter(({ id }) => !id.includes('§'))
    expect(policies.map(({ id }) => id)).toEqual(['P0', 'P1', 'P2', 'P3'])
  })

  test('restates only clauses that there are, and never one twice', () => {
    const known = new Set(model.clauses.map(({ id }) => id))
    expect(Object.keys(restated).filter((id) => !known.has(id) || id in conduct)).toEqual([])
    expect(conductArticles).toHaveLength(Object.keys(conduct).length)
  })

  test('turns conduct clauses into first articles', () => {
    expect(conductArticles.find(({ clause }) => clause === 'P3-4.2.2')).toEqual({
      clause: 'P3-4.2.2',
      title: { zh: '廉洁，不收受贿赂', en: 'No bribes' },
      body: {
        zh: '不行贿、不受贿，不利用职务谋取私利。',
        en: 'Give and take no bribes; do not use the post for private gain.',
      },
      applies_to: 'sales',
    })
  })
})
