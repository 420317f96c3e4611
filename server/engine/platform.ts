import type { Resource } from '#model/language/resources.ts'

/** Resources that the engine writes itself; a model without one of them does without what it records. */
export const platform = {
  approvals: 'approvals',
  distributions: 'distributions',
  notifications: 'notifications',
  parameters: 'policy_parameters',
  employees: 'employees',
  departments: 'departments',
} as const

/** Keeps those values for which a resource has a field. */
export const known = (
  resource: Resource,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name in resource.fields))
