import type { Entity, Field, Transition } from '#model/language/definition.ts'
import type { Row, Step } from '#model/language/wire.ts'

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

type Moment = { readonly now: string; readonly today: string }

/**
 * What a field of a step's dialog starts with: what the record says; of an answer nothing.
 *
 * A time or day that the step needs and that cannot lie ahead is most often the moment of the step: it is put there,
 * to the minute that the input shows, for the person to change.
 */
export const startOf = ({ name, field, isRequired, isAsked }: StepField, record: Row, { now, today }: Moment): unknown => {
  const known = isAsked ? null : (record[name] ?? null)
  if (known !== null || !isRequired) return known
  if (field.type === 'datetime' && field.max === '$now') return `${now.slice(0, 16)}:00.000Z`
  return field.type === 'date' && field.max === '$today' ? today : null
} // prettier-ignore
