import type { Entity, Grant, Model, Scope } from '#model/language/definition.ts'
import type { Requirements } from './requirements.ts'
import { createTally, type Tally } from './tally.ts'

const scopes: Readonly<Record<string, Scope>> = { o: 'own', d: 'department', a: 'all' }
const widths: Readonly<Record<Scope, number>> = { own: 1, department: 2, all: 3 }
/** The role's own area, beyond which its sight of confidential fields never reaches. */
const areas: Readonly<Record<string, Scope>> = {
  dept_manager: 'department',
  sales: 'own',
  marketing: 'own',
}

/** Reads a cell of the permission matrix: `C Ro Uo Do k`. */
export const grantOf = (cell: string, role: string): Grant => {
  const parts = cell.split(/\s+/)
  const scopeOf = (letter: string) => {
    const part = parts.find((each) => each.length === 2 && each.startsWith(letter))
    return part && scopes[part.slice(1)]
  }
  const [read, update, archive, decide] = ['R', 'U', 'D', 'A'].map(scopeOf)
  const area = areas[role]
  const sight = area && read && widths[area] < widths[read] ? area : read
  return {
    ...(parts.includes('C') && { create: true }),
    ...(read && { read }),
    ...(update && { update }),
    ...(archive && { archive }),
    ...(decide && { decide }),
    ...(parts.includes('k') && sight && { confidential: sight }),
    ...(parts.includes('s') && sight && { secret: sight }),
    ...(parts.includes('x') && { export: true }),
  }
}

/** Writes a grant so that two that mean the same read the same. */
const meaning = (grant: Grant | undefined): string => {
  const { create, read, update, archive, decide, export: exported } = grant ?? {}
  const sight = (level: true | Scope | undefined) => (level === true ? read : level)
  const parts = {
    create, read, update, archive, decide, confidential: sight(grant?.confidential), secret: sight(grant?.secret), export: exported,
  } // prettier-ignore
  return Object.entries(parts)
    .filter(([, value]) => value)
    .map(([key, value]) => `${key} ${value === true ? '' : value}`.trim())
    .join(', ')
}

/** Compares the rights of every role on the entities that are built, cell by cell. */
export const compareAccess = (model: Model, permissions: Requirements['permissions']): Tally => {
  const tally = createTally('permission cells')
  for (const [name, cells] of Object.entries(permissions)) {
    const entity = model.entities.find((each) => each.name === name)
    if (entity) for (const [role, cell] of Object.entries(cells)) compareCell(tally, entity, role, cell)
  }
  return tally
} // prettier-ignore

const compareCell = (tally: Tally, entity: Entity, role: string, cell: string): void => {
  const wanted = meaning(grantOf(cell, role))
  const found = meaning(Object.hasOwn(entity.access, role) ? entity.access[role] : undefined)
  tally.count(`${entity.name} x ${role}: [${found}] instead of [${wanted}]`, found === wanted)
}
