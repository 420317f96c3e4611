import type { Entity, Field, Workflow } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { isWritable, type Section } from '../record/sections.ts'

const statesOf = (field: Field | undefined): readonly string[] =>
  typeof field?.required === 'object' && 'states' in field.required && Array.isArray(field.required.states)
    ? field.required.states
    : [] // prettier-ignore

/** Fields that a step on the way to another state writes; a step that stays where it is only corrects them. */
const filledLater = ({ transitions }: Workflow): ReadonlySet<string> =>
  new Set(
    Object.values(transitions).flatMap(({ from, to, fills }) => (from.includes(to) ? [] : (fills ?? []))),
  ) // prettier-ignore

/** States that the first step may lead to. */
const firstStates = (workflow: Workflow): ReadonlySet<string> => {
  const initial = workflow.initial ?? Object.keys(workflow.states)[0] ?? ''
  const first = Object.values(workflow.transitions).filter(({ from }) => from.includes(initial))
  return new Set([initial, ...first.map(({ to }) => to)])
}

type Later = { readonly isLater: (name: string) => boolean; readonly isNeeded: (name: string) => boolean } // prettier-ignore

const laterIn = ({ fields }: Entity, workflow: Workflow): Later => {
  const filled = filledLater(workflow)
  const first = firstStates(workflow)
  return {
    isLater: (name) => filled.has(name) || statesOf(fields[name]).length > 0,
    // No dialog asks for it before the first step that wants it, or a dialog has no room for its rows.
    isNeeded: (name) => {
      const states = statesOf(fields[name])
      if (fields[name]?.type === 'lines') return states.length > 0
      return !filled.has(name) && states.some((state) => first.has(state))
    },
  }
} // prettier-ignore

/**
 * Leaves out of the form of a new record what later steps fill in.
 *
 * A section is for later when the workflow fills some of it and nothing in it is required from the beginning; of it
 * only those fields stay that the first step wants and that no step asks for, and the rows that a step wants.
 */
export const creationSections = ({ entity, fields }: Resource, sections: readonly Section[]): readonly Section[] => {
  const { workflow } = entity
  if (!workflow) return sections
  const { isLater, isNeeded } = laterIn(entity, workflow)
  const isOfCreation = (name: string): boolean => {
    const field = fields[name]
    return field?.required === true && isWritable(field, 'create')
  }
  return sections.map((section) => {
    if (section.fields.some(isOfCreation) || !section.fields.some(isLater)) return section
    const isOffered = (name: string): boolean => isNeeded(name) || (section.label === null && !isLater(name))
    return { ...section, fields: section.fields.filter(isOffered) }
  })
} // prettier-ignore
