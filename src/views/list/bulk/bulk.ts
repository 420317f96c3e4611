import type { Entity, Transition } from '#model/language/definition.ts'
import { isSystemStep, transitionsFrom } from '#model/language/workflow.ts'
import type { Resource } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import { fieldKinds } from '../../fields/registry.ts'
import { isWritable } from '../../record/sections.ts'

/** Steps that every one of the rows could take, as far as its state tells. */
export const commonSteps = (entity: Entity, rows: readonly Row[]): readonly (readonly [string, Transition])[] => {
  const offered = rows.map(({ state }) => transitionsFrom(entity, String(state)).filter(([, step]) => !isSystemStep(step)))
  const [first = [], ...rest] = offered
  return first.filter(([name]) => rest.every((steps) => steps.some(([other]) => other === name)))
} // prettier-ignore

/** Fields that may be set to one value for many rows. */
export const bulkFields = (resource: Resource): readonly string[] =>
  Object.entries(resource.fields)
    .filter(([name, field]) => isWritable(field, 'update') && !field.unique && !field.secret && !fieldKinds[field.type].isWide && name !== 'id')
    .map(([name]) => name) // prettier-ignore
