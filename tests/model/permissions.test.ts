import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import type { Grant } from '#model/language/definition.ts'
import { catalogue, hasRequirements } from './requirements.ts'

const { entities, permissions } = await catalogue()
const letters = { own: 'o', department: 'd', all: 'a' } as const

const cellOf = (grant: Grant | undefined): string => {
  if (!grant) return '–'
  const scoped = (letter: string, scope: keyof typeof letters | undefined) =>
    scope ? [letter + letters[scope]] : []
  return [
    ...(grant.create ? ['C'] : []),
    ...scoped('R', grant.read),
    ...scoped('U', grant.update),
    ...scoped('D', grant.archive),
    ...scoped('A', grant.decide),
    ...(grant.confidential ? ['k'] : []),
    ...(grant.secret ? ['s'] : []),
    ...(grant.export ? ['x'] : []),
  ].join(' ')
}

/** `k` and `s` never reach beyond the role's own area: department tree of heads, own rows of sales and marketing. */
const reachOf = (role: string) =>
  ({ dept_manager: 'department', sales: 'own', marketing: 'own' })[role] ?? true

const isSelfService = (role: string, grant: Grant): boolean =>
  role === '*' && Object.values(grant).every((scope) => scope === 'own')

describe.skipIf(!hasRequirements)('the rights of the twelve roles', () => {
  const cells = model.entities.flatMap(({ name, access }) =>
    Object.entries(permissions[name] ?? {}).map(
      ([role, cell]) => [name, role, cell, access[role]] as const,
    ),
  )

  test.each(cells)('%s: %s holds %s', (_name, role, cell, grant) => {
    expect(cellOf(grant)).toBe(cell)
    if (grant?.confidential) expect(grant.confidential).toBe(reachOf(role))
    if (grant?.secret) expect(grant.secret).toBe(reachOf(role))
  })

  test('every entity of the catalogue has a row of twelve cells; a company’s own has none', () => {
    const required = new Set(entities.map(({ name }) => name))
    const missing = model.entities.filter(
      ({ name }) => Object.keys(permissions[name] ?? {}).length !== (required.has(name) ? 12 : 0),
    )
    expect(missing.map(({ name }) => name)).toEqual([])
  })

  test('nobody beyond the twelve roles is granted anything but self-service on own rows', () => {
    const known = new Set(model.roles.map(({ key }) => key))
    const strange = model.entities.flatMap(({ name, access }) =>
      Object.entries(access).flatMap(([role, grant]) =>
        known.has(role) || isSelfService(role, grant) ? [] : [`${name}.${role}`],
      ),
    )
    expect(strange).toEqual([])
  })
})
