import type { Parameter } from './language/definition.ts'

/** Every number that the policies leave open; rows of `policy_parameters` override the default from their date on. */
export const parameters: readonly Parameter[] = []
