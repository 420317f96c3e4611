import { clauses } from './handbook/clauses.ts'
import type { Entity, Model } from './language/definition.ts'
import { modules } from './modules.ts'
import { parameters } from './parameters.ts'
import { roles } from './roles.ts'

/** Every entity, by module in the order of the menu. */
const entities: readonly Entity[] = []

/** The whole business: the table of contents of the model. */
export const model: Model = {
  name: 'charter',
  modules,
  roles,
  parameters,
  clauses,
  entities,
  metrics: [],
  dashboards: [],
}
