import type { Field, Label } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'

export type Section = { readonly label: Label | null; readonly fields: readonly string[] }

const hidden = new Set(['id', 'version', 'archived', 'state'])
const system = new Set(['created_at', 'created_by', 'updated_at', 'updated_by'])

/** Fields that a person reads on the record page beside the form's: computed ones, owner, department. */
const restOf = (resource: Resource, placed: ReadonlySet<string>): readonly string[] =>
  Object.keys(resource.fields).filter(
    (name) => !placed.has(name) && !hidden.has(name) && !system.has(name),
  )

/**
 * Divides a record into sections: those of the model's form, then what it does not name.
 *
 * Shape: every field once; a section without a label is the rest.
 */
export const sectionsOf = (resource: Resource): readonly Section[] => {
  const form = resource.entity.views?.form ?? []
  const known = form.map(({ section, fields }) => ({
    label: section,
    fields: fields.filter((name) => name in resource.fields),
  }))
  const placed = new Set(known.flatMap(({ fields }) => fields))
  const rest = restOf(resource, placed)
  if (known.length === 0) {
    const own = rest.filter((name) => name in resource.entity.fields)
    return [
      { label: resource.label, fields: own },
      { label: null, fields: rest.filter((name) => !own.includes(name)) },
    ]
  }
  return [...known, { label: null, fields: rest }].filter(({ fields }) => fields.length > 0)
}

/** Tells whether people may write a field; `mode` decides about those given only at creation. */
export const isWritable = (field: Field, mode: 'create' | 'update'): boolean =>
  !field.readonly &&
  !field.auto &&
  !field.formula &&
  !field.rollup &&
  !field.metric &&
  !field.band &&
  field.copy === undefined &&
  field.type !== 'serial' &&
  !(field.fixed && mode === 'update')

/** Tells whether the lines of a new record are made for it, one for each text of a parameter. */
export const isSeeded = (field: Field | undefined): boolean =>
  field?.type === 'lines' && field.seeds !== undefined
