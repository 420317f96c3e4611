import {
  accessTest, actingShares, allOf, anyOf, everyone, isPerson, peopleOf, scopeTest, type RowTest, type Viewer,
} from './access.ts' // prettier-ignore
import { isComputed } from './compute.ts'
import type { Condition, Entity, Field, Label, Transition } from './definition.ts'
import { ownerFieldOf } from './owner.ts'
import { resolvePath, type ModelIndex } from './resources.ts'

export { isComputed } from './compute.ts'

/** State in which a record begins; null without a workflow. */
export const initialState = (entity: Entity): string | null => {
  const { workflow } = entity
  return workflow ? (workflow.initial ?? Object.keys(workflow.states)[0] ?? null) : null
}

/** Steps that the workflow lists from a state, by name; a step that is not listed is refused. */
export const transitionsFrom = (entity: Entity, state: string): [string, Transition][] =>
  Object.entries(entity.workflow?.transitions ?? {}).filter(([, step]) => step.from.includes(state))

/** Tells whether the system takes this step by itself as soon as `when` holds. */
export const isSystemStep = (transition: Transition): boolean => transition.by.includes('system')

/** Steps that the system may take from a state, in the order of the definition. */
export const systemTransitionsFrom = (entity: Entity, state: string): [string, Transition][] =>
  transitionsFrom(entity, state).filter(([, step]) => isSystemStep(step))

/** States that can be reached from the initial one, itself included. */
export const reachableStates = (entity: Entity): ReadonlySet<string> => {
  const initial = initialState(entity)
  const reached = new Set<string>(initial === null ? [] : [initial])
  for (const state of reached)
    for (const [, step] of transitionsFrom(entity, state)) reached.add(step.to)
  return reached
}

/**
 * Names the field of a record role: `signatory` is `signatory_id`; `owner` the owner of the record; `manager` also
 * the end of one of the entity's people paths (`project.manager_id`). Null when the record names no such person.
 */
export const recordRolePath = (index: ModelIndex, entity: Entity, role: string): string | null => {
  if (role === 'owner') return ownerFieldOf(entity)
  const fields = index.resources.get(entity.name)?.fields ?? {}
  const own = [`${role}_id`, `${role}_ids`].find((name) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field !== undefined && 'to' in field && field.to === 'employees'
  })
  return own ?? peopleOf(entity).find((path) => path.endsWith(`.${role}_id`)) ?? null
}

/**
 * Tests the rows on which a viewer may be the actor of a step; guards come on top.
 *
 * A role acts inside its decide scope, where it has none inside its update scope, and on rows that a share lets act
 * on. A record role acts on rows that name the viewer and that he or she may read. Nobody decides on an own record:
 * there the owner's supervisor takes the place of the roles listed, or, where there is none, the highest role.
 */
export const actorTest = (
  index: ModelIndex,
  resource: string,
  transition: string,
  viewer: Viewer,
): RowTest => {
  const entity = index.resources.get(resource)?.entity
  const steps = entity?.workflow?.transitions ?? {}
  const step = Object.hasOwn(steps, transition) ? steps[transition] : undefined
  if (!entity || !step) return false
  const actors = step.by.map((actor) => actorScope(index, entity, actor, viewer))
  if (!step.decision) return anyOf(actors)
  const own = isPerson(index, entity.name, ownerFieldOf(entity), viewer)
  const others = allOf([anyOf(actors), not(own)])
  return anyOf([others, superiorTest(index, entity, step, viewer)])
}

/** Fields that must be filled in a state; `when` says under which condition. */
export const requiredFields = (
  entity: Entity,
  state: string | null,
): readonly { readonly field: string; readonly when?: Condition }[] =>
  Object.entries(entity.fields).flatMap(([field, definition]) => {
    const rule = requirementOf(definition, state)
    return rule === false ? [] : [rule === true ? { field } : { field, when: rule }]
  })

/** Asks for a field that a step needs, by its path. */
export const fillInFirst = (fields: Readonly<Record<string, Field>>, path: string): Label => {
  const label = fields[path.split('.')[0] ?? path]?.label
  return { zh: `请先填写“${label?.zh ?? path}”`, en: `Fill in "${label?.en ?? path}" first` }
}

/**
 * Lists what a record lacks for a step: the fields that the step requires, and those that the target state needs.
 * Lines are searched too (`lines.0.quantity`). Conditions count only where `holds` can tell.
 */
export const missingFields = (
  entity: Entity,
  transition: Pick<Transition, 'to' | 'require'>,
  record: Readonly<Record<string, unknown>>,
  holds: (condition: Condition) => boolean = () => false,
): string[] => {
  const needed = requiredFields(entity, transition.to)
    .filter(({ when }) => when === undefined || holds(when))
    .map(({ field }) => field)
  const blank = [...new Set([...(transition.require ?? []), ...needed])].filter((field) =>
    isBlank(record[field]),
  )
  const lines = Object.entries(entity.fields).flatMap(([name, field]) =>
    field.type === 'lines' ? missingInLines(name, field.fields, record[name], transition.to) : [],
  )
  return [...blank, ...lines]
}

/** Fields of the record that the dialog of a step may write, even without the update right. */
export const fillableFields = (entity: Entity, transition: Transition): readonly string[] => {
  const states = Object.entries(entity.fields).flatMap(([name, { required }]) =>
    typeof required === 'object' && 'states' in required && isStates(required) &&
    required.states.includes(transition.to)
      ? [name]
      : [],
  ) // prettier-ignore
  return [
    ...new Set([...(transition.fills ?? []), ...(transition.require ?? []), ...states]),
  ].filter((name) => {
    const field = entity.fields[name]
    return field !== undefined && !isComputed(field) && field.type !== 'serial' && !field.auto
  })
}

/** Tells whether a condition reads an answer of the step's dialog, or a field that the dialog fills. */
export const dependsOnDialog = (
  check: Transition['when'],
  step: Pick<Transition, 'ask'>,
  fills: readonly string[],
): boolean => {
  const text = JSON.stringify(check ?? '')
  const names = [...Object.keys(step.ask ?? {}).map((name) => `ask.${name}`), ...fills]
  return names.some((name) => new RegExp(`\\b${name.replace(/_id$/, '')}`).test(text))
}

/** Tells whether a value counts as not filled. */
export const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0)

const actorScope = (index: ModelIndex, entity: Entity, actor: string, viewer: Viewer): RowTest => {
  if (actor === 'system') return false
  if (isRole(index, actor)) {
    if (!viewer.roles.includes(actor)) return false
    const grant = entity.access[actor]
    const scope = scopeTest(index, entity, grant?.decide ?? grant?.update, viewer)
    return anyOf([scope, actingShares(entity, viewer)])
  }
  const path = recordRolePath(index, entity, actor)
  if (path === null) return false
  return allOf([
    isPerson(index, entity.name, path, viewer),
    accessTest(index, entity.name, viewer, 'read'),
  ])
}

const isRole = (index: ModelIndex, name: string): boolean =>
  name === everyone || index.model.roles.some((role) => role.key === name)

/** The step on the own record of somebody who holds one of the listed roles: the supervisor, else the highest role. */
const superiorTest = (
  index: ModelIndex,
  entity: Entity,
  step: Transition,
  viewer: Viewer,
): RowTest => {
  const roles = step.by.filter((actor) => isRole(index, actor))
  const owner = ownerFieldOf(entity).replace(/_id$/, '')
  const known = ['supervisor_id', 'roles'].every((name) =>
    resolvePath(index, entity.name, `${owner}.${name}`),
  )
  if (!known || roles.length === 0 || viewer.employee === null) return false
  const highest = index.model.roles.some((role) => role.highest && viewer.roles.includes(role.key))
  return allOf([
    { $or: roles.map((role) => ({ [`${owner}.roles`]: { $has: role } })) },
    anyOf([
      { [`${owner}.supervisor_id`]: viewer.employee },
      highest && { [`${owner}.supervisor_id`]: null, [`${owner}_id`]: { $ne: viewer.employee } },
    ]),
  ])
}

const not = (test: RowTest): RowTest => (typeof test === 'boolean' ? !test : { $not: test })

const isStates = (value: object): value is { readonly states: readonly string[] } =>
  'states' in value && Array.isArray(value.states) && Object.keys(value).length === 1

const requirementOf = (field: Field, state: string | null): Condition | boolean => {
  const { required } = field
  if (required === undefined) return false
  if (required === true || typeof required === 'string') return required
  if (isStates(required)) return state !== null && required.states.includes(state)
  return required as Condition
}

const missingInLines = (
  name: string,
  fields: Readonly<Record<string, Field>>,
  rows: unknown,
  state: string,
): string[] => {
  if (!Array.isArray(rows)) return []
  const needed = Object.keys(fields).filter((key) => {
    const field = fields[key]
    return field !== undefined && requirementOf(field, state) === true
  })
  return rows.flatMap((row: Readonly<Record<string, unknown>>, i) =>
    needed.filter((key) => isBlank(row[key])).map((key) => `${name}.${i}.${key}`),
  )
}
