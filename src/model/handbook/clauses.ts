import type { Clause } from '../language/definition.ts'
import { businessManagement } from './business-management.ts'
import { businessScenarios } from './business-scenarios.ts'
import { commerceDepartment } from './commerce-department.ts'
import { salespersons } from './salespersons.ts'

/** Every clause of the four policies that the requirements cite, restated. */
export const clauses: readonly Clause[] = [
  ...businessManagement,
  ...commerceDepartment,
  ...businessScenarios,
  ...salespersons,
]
