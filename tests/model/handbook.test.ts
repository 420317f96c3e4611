import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { conductArticles } from '#model/handbook/articles.ts'
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
