import type { Entity, Field, Label, Transition } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { initialState } from '#model/language/workflow.ts'

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

const statesOf = (field: Field | undefined): readonly unknown[] => {
  const required = field?.required
  if (typeof required !== 'object' || !('states' in required)) return []
  return Array.isArray(required.states) ? required.states : []
}

type When = { readonly isFirst: boolean; readonly isLater: boolean }

/** When a field must be filled: for a new record and its first step, or by a later step and in its dialog. */
const neededWhen = (entity: Entity, name: string): When => {
  const first = initialState(entity)
  const steps = Object.values(entity.workflow?.transitions ?? {})
  const isFromFirst = ({ from }: Transition): boolean => from.some((state) => state === first)
  const next = new Set<unknown>([first, ...steps.filter(isFromFirst).map(({ to }) => to)])
  const states = statesOf(entity.fields[name])
  const asking = steps.filter(({ require }) => require?.includes(name))
  const isFilled = steps.some(({ fills }) => fills?.includes(name))
  const isFirst = !isFilled && (states.some((state) => next.has(state)) || asking.some(isFromFirst))
  return { isFirst, isLater: !isFirst && (states.length > 0 || asking.length > 0) }
}

/**
 * Tells whether a section is what later steps ask for, so that a new record is written without it.
 *
 * Rows that a step needs stay: a form has the room for them that a dialog lacks.
 */
export const isForSteps = (entity: Entity, names: readonly string[]): boolean => {
  const needs = names.map((name) => ({ name, ...neededWhen(entity, name) }))
  const later = needs.filter(({ isLater }) => isLater)
  return (
    later.length > 0 &&
    needs.every(({ isFirst }) => !isFirst) &&
    later.every(({ name }) => entity.fields[name]?.type !== 'lines')
  )
}
