import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { compareEntities } from '../../../server/coverage/compare-entities.ts'
import { absentEntities } from '../../../server/coverage/tally.ts'
import { catalogue, hasRequirements } from '../requirements.ts'
import { extraSteps } from './extra-steps.ts'

const { entities: required } = await catalogue()
const entities = new Map(model.entities.map((entity) => [entity.name, entity]))
const absent = absentEntities([...entities.keys()], required.map(({ name }) => name)) // prettier-ignore
const known = required.flatMap((wanted) => {
  const entity = entities.get(wanted.name)
  return entity ? [{ name: wanted.name, wanted, entity }] : []
})

describe.skipIf(!hasRequirements).each(known)('$name', ({ name, wanted, entity }) => {
  test('has all that the catalogue says, with its words, but what waits for an entity', () => {
    const missing = compareEntities(model, [wanted], absent).flatMap(({ kind, gaps }) =>
      gaps.filter(({ reason }) => reason === null).map(({ what }) => `${kind}: ${what}`),
    )
    expect(missing).toEqual([])
  })

  test('has no other states and takes the first as initial', () => {
    expect(Object.keys(entity.workflow?.states ?? {})).toEqual(Object.keys(wanted.states))
  })

  test('has no steps between other states', () => {
    const pairs = (list: readonly (readonly [string, string])[]) =>
      [...new Set(list.map(([from, to]) => `${from} > ${to}`))].toSorted()
    const built = Object.values(entity.workflow?.transitions ?? {}).flatMap(({ from, to }) =>
      from.map((state) => [state, to] as const),
    )
    const asked = wanted.steps.map(({ from, to }) => [from, to] as const)
    expect(pairs(built)).toEqual(pairs([...asked, ...(extraSteps[name] ?? [])]))
  })
})

test('every definition survives a round trip through JSON', () => {
  expect(JSON.parse(JSON.stringify(model))).toEqual(model)
})
