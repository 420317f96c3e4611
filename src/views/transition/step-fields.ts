import type { Entity, Field, Transition } from '#model/language/definition.ts'
import type { Step } from '#model/language/wire.ts'

export type StepField = {
  readonly name: string
  readonly field: Field
  readonly isRequired: boolean
  /** Kept in the history only, not a field of the record. */
  readonly isAsked: boolean
}

const mustFill = (entity: Entity, transition: Transition, name: string): boolean => {
  const required = entity.fields[name]?.required
  const inState = typeof required === 'object' && 'states' in required && Array.isArray(required.states) && required.states.includes(transition.to) // prettier-ignore
  return inState || required === true || (transition.require ?? []).includes(name)
}

/** The fields of a step's dialog: first those of the record that it fills, then those that it asks for. */
export const stepFields = (entity: Entity, transition: Transition, step: Step): readonly StepField[] => {
  const fills = step.fills.flatMap((name) => {
    const field = entity.fields[name]
    return field ? [{ name, field, isRequired: mustFill(entity, transition, name), isAsked: false }] : []
  })
  const asks = step.ask.flatMap((name) => {
    const field = transition.ask?.[name]
    return field ? [{ name, field, isRequired: field.required === true, isAsked: true }] : []
  })
  return [...fills, ...asks]
} // prettier-ignore
