import { fieldAccess, type Viewer } from '../access.ts'
import type { Field, LinesField } from '../definition.ts'
import { linesResource, type ModelIndex, type Resource } from '../resources.ts'
import { isComputed } from '../compute.ts'
import { titlePaths } from '../title.ts'

/** A field that the columns of a file may fill. */
export type ImportField = {
  readonly name: string
  readonly field: Field
  /** Every new record must have it, and nothing else gives it. */
  readonly isRequired: boolean
  /** Given by the system: it only finds records that exist. */
  readonly isKeyOnly: boolean
}

export type ImportMode = { readonly viewer: Viewer; readonly historical: boolean }

const never = new Set(['id', 'version', 'archived', 'created_at', 'created_by', 'updated_at', 'updated_by', 'position']) // prettier-ignore

const isGivenBySystem = (field: Field): boolean =>
  field.readonly === true ||
  field.auto === true ||
  field.type === 'serial' ||
  field.copy !== undefined

/** Lists the fields of a resource that a person may fill by an import, in the order of the definition. */
export const importFields = (
  index: ModelIndex,
  resource: Resource,
  { viewer, historical }: ImportMode,
): readonly ImportField[] =>
  Object.entries(resource.fields).flatMap(([name, field]): ImportField[] => {
    if (never.has(name) || name === resource.parent?.key || isComputed(field)) return []
    if (['lines', 'attachments', 'record_ref'].includes(field.type)) return []
    // Who may import historical records gives what he or she may not read afterwards.
    if (!historical && fieldAccess(index, resource.name, name, viewer) === false) return []
    const isKeyOnly = !historical && isGivenBySystem(field)
    if (isKeyOnly && field.type !== 'serial') return []
    const isRequired = !historical && field.required === true && field.default === undefined
    return [{ name, field, isRequired, isKeyOnly }]
  })

/** A field of child rows with their resource. */
export type ImportLines = {
  readonly name: string
  readonly field: LinesField
  readonly resource: Resource
}

/** Lists the fields of child rows that a person may fill by an import. */
export const importLines = (index: ModelIndex, resource: Resource): readonly ImportLines[] =>
  Object.entries(resource.fields).flatMap(([name, field]): ImportLines[] => {
    if (field.type !== 'lines' || field.readonly || field.auto) return []
    const lines = index.resources.get(linesResource(resource.entity, name, field))
    return lines ? [{ name, field, resource: lines }] : []
  })

const isText = (field: Field | undefined): boolean =>
  field?.type === 'text' || field?.type === 'serial' || field?.type === 'email'

/** Names the field that people write when they name a record without more: its name, else its number. */
export const plainKey = (resource: Resource): string | undefined => {
  const keys = businessKeys(resource)
  return keys.find((key) => resource.fields[key]?.type !== 'serial' && /name|title/.test(key)) ?? keys[0]
} // prettier-ignore

/**
 * Names the fields by which people know a record: numbers and codes first, then what its title is made of.
 *
 * Shape: at least the first text of the record, when it has one.
 */
export const businessKeys = (resource: Resource): readonly string[] => {
  const { fields, entity } = resource
  const named = (test: (field: Field) => boolean) =>
    Object.keys(fields).filter((name) => fields[name] !== undefined && test(fields[name]))
  const numbers = named((field) => field.type === 'serial' || (isText(field) && field.unique !== undefined && field.unique !== false)) // prettier-ignore
  const template = resource.parent ? resource.parent.lines.title : entity.title
  const titled = titlePaths(template ?? '').filter((path) => isText(fields[path]))
  const found = [...new Set([...numbers, ...titled])]
  return found.length > 0 ? found : named(isText).slice(0, 1)
}
