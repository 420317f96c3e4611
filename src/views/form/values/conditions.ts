import { useMemo } from 'react'
import type { Context } from '#model/language/context.ts'
import type { Condition, Field } from '#model/language/definition.ts'
import { matches, parseCondition, testPaths } from '#model/language/predicate.ts'
import { type ModelIndex, resolvePath } from '#model/language/resources.ts'
import { memoryScope } from '#model/language/scope.ts'
import { localDay } from '#model/language/time.ts'
import type { Row } from '#model/language/wire.ts'
import { type Console, useConsole } from '../../console.ts'

type Values = Readonly<Record<string, unknown>>

/** What conditions may know in the browser: the viewer, the clock, and the defaults of policy parameters. */
export const contextOf = ({ index, viewer, zone, clock }: Console): Context => ({
  now: clock(),
  today: localDay(clock(), zone),
  zone,
  me: viewer.employee,
  roles: viewer.roles,
  departments: viewer.departments,
  ...(viewer.department && { department: viewer.department }),
  param: (key, sub) => {
    const value = index.parameters.get(key)?.default ?? null
    return sub !== undefined && typeof value === 'object' && value
      ? (Object.entries(value).find(([name]) => name === sub)?.[1] ?? null)
      : value
  },
})

/** Evaluates a condition on what stands in a form; null when it needs records that only the server has. */
const evaluate = (
  index: ModelIndex,
  resource: string,
  condition: Condition,
  values: Values,
  ctx: Context,
): boolean | null => {
  try {
    const test = parseCondition(condition)
    const isOwn = testPaths(test).every((path) => resolvePath(index, resource, path)?.hops.length === 0)
    if (!isOwn || JSON.stringify(condition).includes('$some')) return null
    const row: Row = { ...values, id: String(values.id ?? 'new') }
    return matches(test, memoryScope(index, new Map(), resource, row, ctx), ctx)
  } catch {
    // The server decides on a condition that the browser cannot read.
    return null
  }
} // prettier-ignore

/** Tells whether a condition holds on a record; null when it needs records that only the server has. */
export const conditionHolds = (
  console: Console,
  resource: string,
  condition: Condition,
  values: Values,
): boolean | null => evaluate(console.index, resource, condition, values, contextOf(console))

export type Conditions = {
  readonly isVisible: (name: string) => boolean
  readonly isRequired: (name: string) => boolean
}

const requiredCondition = (field: Field | undefined): Condition | null => {
  const required = field?.required
  if (!required || required === true || (typeof required === 'object' && 'states' in required)) return null
  return required
} // prettier-ignore

/** Tells which fields of a record are shown and which must be filled, from the model's conditions. */
export const conditionsOf = (console: Console, resource: string, values: Values): Conditions => {
  const ctx = contextOf(console)
  const fields = console.index.resources.get(resource)?.fields ?? {}
  const holds = (condition: Condition): boolean | null =>
    evaluate(console.index, resource, condition, values, ctx)
  return {
    isVisible: (name) => {
      const visible = fields[name]?.visible
      return visible === undefined || holds(visible) !== false
    },
    isRequired: (name) => {
      const condition = requiredCondition(fields[name])
      return fields[name]?.required === true || (condition !== null && holds(condition) === true)
    },
  }
}

/** The conditions of what is on the screen, kept while it does not change. */
export const useConditions = (resource: string, values: Values): Conditions => {
  const console = useConsole()
  return useMemo(() => conditionsOf(console, resource, values), [console, resource, values])
}
