import { kindOfField } from '../../server/sql/kinds.ts'
import { normal, normalNumber } from './database.ts'
import type { World } from './world.ts'

/** How a field's JavaScript value is written down: numbers plainly, whatever type holds them. */
export const fieldKind = (
  world: World,
  resource: string,
  name: string,
): ((value: unknown) => string) => {
  const field = world.index.resources.get(resource)?.fields[name]
  return field && kindOfField(field) === 'number' ? (value) => normalNumber(value ?? null) : normal
}
