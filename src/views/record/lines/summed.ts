import type { LinesField } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'

/**
 * Names the columns of child rows whose sum means something: those that a field of the parent adds up, and
 * computed amounts. A sum of unit prices or tax rates would not.
 */
export const summedColumns = (parent: Resource, lines: string, field: LinesField): ReadonlySet<string> => {
  const added = Object.values(parent.fields).flatMap(({ rollup }) => (rollup?.of === lines && rollup.sum ? [rollup.sum] : []))
  const amounts = Object.entries(field.fields).flatMap(([name, { type, formula }]) => (type === 'money' && formula ? [name] : []))
  return new Set([...added, ...amounts].filter((name) => name in field.fields))
} // prettier-ignore
