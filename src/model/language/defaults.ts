import type { Context } from './context.ts'
import type { Field } from './definition.ts'
import { resolveVariable } from './time.ts'

/** Tells whether a default is a formula over the record: `'=amount * 0.3'`. */
export const isFormula = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('=')

/** Defaults that are known without the record: literals and variables. */
export const plainDefaults = (
  fields: Readonly<Record<string, Field>>,
  ctx: Context,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, { default: given }]) => {
      if (given === undefined || isFormula(given)) return []
      const isVariable = typeof given === 'string' && given.startsWith('$')
      return [[name, isVariable ? resolveVariable(given, ctx) : given]]
    }),
  )
