import type { Field } from '#model/language/definition.ts'
import { resolveVariable } from '#model/language/time.ts'
import { isWritable } from '../../record/sections.ts'
import type { Console } from '../../console.ts'
import { contextOf } from './conditions.ts'

const defaultOf = (field: Field, variable: (name: string) => unknown): unknown => {
  const value = field.default
  if (typeof value !== 'string') return value
  if (value.startsWith('=')) return undefined
  return /^\$[a-z]/.test(value) ? variable(value) : value
}

/** What a new record starts with: literals and variables of the model; formulas are left to the server. */
export const newRecord = (console: Console, resource: string): Record<string, unknown> => {
  const ctx = contextOf(console)
  const variable = (name: string): unknown => {
    try {
      return resolveVariable(name, ctx)
    } catch {
      // The server knows variables that the browser does not.
      return undefined
    }
  }
  const fields = Object.entries(console.index.resources.get(resource)?.fields ?? {})
  return Object.fromEntries(
    fields.flatMap(([name, field]) => {
      const value = isWritable(field, 'create') && field.default !== undefined ? defaultOf(field, variable) : undefined
      return value === undefined || value === null ? [] : [[name, value]]
    }),
  )
} // prettier-ignore
