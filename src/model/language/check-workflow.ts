import { checkCondition, checkPath, type Place } from './check-conditions.ts'
import { checkEffects } from './check-effects.ts'
import { checkFields } from './check-fields.ts'
import { guardKeys, stateKeys, transitionKeys } from './check-keys.ts'
import { checkClauses, checkKeys, checkLabel, checkName } from './check-names.ts'
import { checkWords, choices } from './check-words.ts'
import type { Check } from './check-report.ts'
import { isComputed } from './compute.ts'
import type { Effect, Entity, Guard, State, Transition, Workflow } from './definition.ts'
import { initialState, isSystemStep, reachableStates, recordRolePath, transitionsFrom } from './workflow.ts' // prettier-ignore

type Scene = { readonly check: Check; readonly entity: Entity; readonly workflow: Workflow; readonly at: string } // prettier-ignore

/** Checks the states and steps of an entity, and that a record gets somewhere on them. */
export const checkWorkflow = (check: Check, entity: Entity): void => {
  const { workflow } = entity
  if (!workflow) return
  const at = `${entity.name}.workflow`
  const scene: Scene = { check, entity, workflow, at }
  if (workflow.initial !== undefined) checkState(scene, workflow.initial, `${at}.initial`)
  for (const [name, state] of Object.entries(workflow.states)) checkStateOf(scene, name, state)
  for (const [name, step] of Object.entries(workflow.transitions)) checkStep(scene, name, step)
  checkWays(scene)
}

const checkState = ({ check, workflow }: Scene, name: string, at: string): void => {
  if (!Object.hasOwn(workflow.states, name))
    check.report('M015', at, { name }, Object.keys(workflow.states))
}

const checkStateOf = (scene: Scene, name: string, state: State): void => {
  const { check, entity } = scene
  const at = `${scene.at}.states.${name}`
  checkName(check, name, at)
  checkLabel(check, state, at)
  checkKeys(check, state, stateKeys, at)
  checkWords(check, state, choices.shown, at)
  for (const stamp of state.stamp === undefined ? [] : [state.stamp].flat()) {
    const found = checkPath(check, { resource: entity.name }, stamp, `${at}.stamp`)
    if (found && found.field.type !== 'date' && found.field.type !== 'datetime')
      check.report('M068', `${at}.stamp`, { name: stamp })
  }
  for (const lock of state.locks ?? [])
    if (lock !== '*') checkPath(check, { resource: entity.name }, lock, `${at}.locks`)
}

/** Every state is reached, every state that is not final is left, and no system step turns in a circle of one. */
const checkWays = ({ check, entity, workflow, at }: Scene): void => {
  const reached = reachableStates(entity)
  for (const [name, state] of Object.entries(workflow.states)) {
    if (!reached.has(name)) check.report('M060', `${at}.states.${name}`, { name })
    const isLeft = transitionsFrom(entity, name).some(([, step]) => step.to !== name)
    if (!isLeft && !state.final) check.report('M061', `${at}.states.${name}`, { name })
  }
  if (initialState(entity) === null)
    check.report('M009', `${at}.states`, { name: { zh: '没有状态', en: 'no states' } })
}

const checkStep = (scene: Scene, name: string, step: Transition): void => {
  const { check, entity } = scene
  const at = `${scene.at}.transitions.${name}`
  const place: Place = { resource: entity.name, ask: step.ask ?? {} }
  checkName(check, name, at)
  checkLabel(check, step.label, `${at}.label`)
  checkKeys(check, step, transitionKeys, at)
  checkWords(check, step, choices.transition, at)
  checkClauses(check, step.clauses, `${at}.clauses`)
  for (const from of step.from) checkState(scene, from, `${at}.from`)
  checkState(scene, step.to, `${at}.to`)
  checkCondition(check, { resource: entity.name }, step.when, `${at}.when`)
  checkGuards(check, place, step.guards ?? [], `${at}.guards`)
  if (step.ask) checkFields(check, place, step.ask, `${at}.ask`)
  checkFilled(scene, step, at)
  checkActors(scene, name, step, at)
  checkEffects(check, place, step.effects ?? [], `${at}.effects`)
  if (isSystemStep(step) && step.when !== undefined && step.from.includes(step.to))
    check.report('M064', at, { name: step.to })
}

/** Checks conditions that must hold, with their sentences. */
export const checkGuards = (
  check: Check,
  place: Place,
  guards: readonly Guard[],
  at: string,
): void => {
  for (const [i, guard] of guards.entries()) {
    checkKeys(check, guard, guardKeys, `${at}.${i}`)
    checkCondition(check, place, guard.check, `${at}.${i}.check`)
    checkLabel(check, guard.message, `${at}.${i}.message`)
    checkClauses(check, guard.clauses, `${at}.${i}.clauses`)
  }
}

const checkFilled = ({ check, entity }: Scene, step: Transition, at: string): void => {
  for (const name of step.require ?? [])
    checkPath(check, { resource: entity.name }, name, `${at}.require`)
  for (const name of step.fills ?? []) {
    const found = checkPath(check, { resource: entity.name }, name, `${at}.fills`)
    if (found && (isComputed(found.field) || found.field.type === 'serial' || name.includes('.')))
      check.report('M066', `${at}.fills`, { name })
  }
}

const checkActors = ({ check, entity, workflow }: Scene, name: string, step: Transition, at: string) => {
  if (step.by.length === 0) check.report('M069', `${at}.by`)
  const roles = check.model.roles.map(({ key }) => key)
  const able = step.by.filter((actor) => {
    if (actor === 'system') return true
    const path = roles.includes(actor) ? null : recordRolePath(check.index, entity, actor)
    if (path !== null) return true
    if (!roles.includes(actor)) check.report('M063', `${at}.by`, { name: actor }, [...roles, ...recordRoles(check, entity)])
    const grant = Object.hasOwn(entity.access, actor) ? entity.access[actor] : undefined
    const isActing = (entity.shares ?? []).some((share) => share.acts)
    return (grant?.decide ?? grant?.update) !== undefined || isActing
  })
  if (step.by.length > 0 && able.length === 0) check.report('M062', at, { name })
  if (step.decision && step.by.every((actor) => actor === 'owner')) check.report('M067', at)
  const isCalled = stepsTaken(check).has(`${name}`)
  if (isSystemStep(step) && step.by.length === 1 && step.when === undefined && !isCalled)
    check.report('M065', at)
  if (!Object.hasOwn(workflow.states, step.to)) return
} // prettier-ignore

const recordRoles = (check: Check, entity: Entity): string[] => [
  'owner',
  ...Object.entries(check.index.resources.get(entity.name)?.fields ?? {}).flatMap(
    ([name, field]) =>
      'to' in field && field.to === 'employees' ? [name.replace(/_ids?$/, '')] : [],
  ),
]

const taken = new WeakMap<Check, ReadonlySet<string>>()

/** Names of the steps that some effect takes. */
const stepsTaken = (check: Check): ReadonlySet<string> => {
  const known = taken.get(check)
  if (known) return known
  const effects = check.model.entities.flatMap(effectsOf)
  const names = new Set(effects.flatMap((effect) => (effect.do === 'transition' ? [effect.name] : [])))
  taken.set(check, names)
  return names
} // prettier-ignore

/** Every effect of an entity, wherever it stands. */
export const effectsOf = (entity: Entity): readonly Effect[] => [
  ...Object.values(entity.workflow?.transitions ?? {}).flatMap((step) => step.effects ?? []),
  ...(entity.events?.create ?? []),
  ...(entity.events?.update ?? []).flatMap((event) => event.effects),
  ...Object.values(entity.clocks ?? {}).flatMap((clock) => clock.on_breach ?? []),
  ...(entity.schedule ?? []).flatMap((work) => work.effects),
]
