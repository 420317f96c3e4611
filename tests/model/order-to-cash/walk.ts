import { beforeAll, describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import type { Transition } from '#model/language/definition.ts'
import { refusal } from '../company.ts'
import { openChain } from './company.ts'
import { as, type PersonName } from './people.ts'
import { openWorld, type Case, type World } from './steps.ts'

const transitionsOf = (resource: string): Readonly<Record<string, Transition>> =>
  model.entities.find(({ name }) => name === resource)?.workflow?.transitions ?? {}

/**
 * Tests every step of some entities: each actor who may take it, somebody who may not, and all that follows.
 *
 * `actors` says who stands for each role and record role.
 */
export const walkSteps = (
  cases: Readonly<Record<string, readonly Case[]>>,
  actors: Readonly<Record<string, PersonName>>,
): void => {
  const chain = openChain()
  let world: World | undefined
  beforeAll(async () => {
    world = await openWorld(chain())
  })
  const here = (): World => {
    if (!world) throw new Error('the world opens before the first test')
    return world
  }
  /** People who may take a step; none for a step of the system. */
  const peopleFor = (step: Transition | undefined): PersonName[] =>
    (step?.by ?? []).flatMap((actor) => (actor === 'system' ? [] : [actors[actor] ?? 'boss']))

  describe.each(Object.keys(cases))('%s', (resource) => {
    const steps = transitionsOf(resource)
    const known = cases[resource] ?? []

    test('every step from every state has a case', () => {
      const listed = Object.entries(steps).flatMap(([name, { from }]) =>
        from.map((state) => `${name} from ${state}`),
      )
      expect(known.map(({ step, from }) => `${step} from ${from}`).sort()).toEqual(listed.sort())
    })

    const byPeople = known.flatMap((each) =>
      peopleFor(steps[each.step]).map((who) => [each.step, each.from, who, each] as const),
    )
    test.each(byPeople)(
      '%s from %s by %s',
      async (name, from, who, { arrange, body, follows, refused }) => {
        const row = await arrange(here())
        expect(row.state).toBe(from)
        const outsider = refused ?? 'other'
        const { service } = chain().company
        const { version } = await chain().get(resource, row)
        const tried = service.transition(as(outsider), resource, row.id, name, version, body ?? {})
        expect((await refusal(tried)).code).toMatch(/^(forbidden|not_found|refused_transition)$/)
        const after = await chain().step(who, resource, row, name, body)
        expect(after.state).toBe(steps[name]?.to)
        await follows?.(here(), row, who)
      },
    )

    const bySystem = known.filter(({ step }) => steps[step]?.by.includes('system'))
    test.each(bySystem.map((each) => [each.step, each.from, each] as const))(
      '%s from %s by the system',
      async (name, _from, { arrange, arrangeTaken, follows }) => {
        const row = await (arrangeTaken ?? arrange)(here())
        expect((await chain().get(resource, row)).state).toBe(steps[name]?.to)
        const history = await chain().company.service.history(as('boss'), resource, row.id)
        expect(history.map((entry) => entry.transition)).toContain(name)
        await follows?.(here(), row, null)
        if (peopleFor(steps[name]).length > 0) return
        const { version } = await chain().get(resource, row)
        const { service } = chain().company
        const tried = service.transition(as('boss'), resource, row.id, name, version, {})
        expect((await refusal(tried)).code).not.toBe('accepted')
      },
    )
  })
}
