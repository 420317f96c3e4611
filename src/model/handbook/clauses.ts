import type { Clause } from '../language/definition.ts'

/** Every clause of the four policies that the model cites. */
export const clauses: readonly Clause[] = []
