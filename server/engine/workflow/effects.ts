import type { Condition, Effect } from '#model/language/definition.ts'
import { parseCondition } from '#model/language/predicate.ts'
import { Problem } from '../../problems.ts'
import { askPeople } from './reviews.ts'
import { openCompile } from '../compile.ts'
import { createEffect } from './create-effect.ts'
import { measureEffect } from './measure-effect.ts'
import { distributeEffect, notifyEffect } from './messages.ts'
import { recompute } from '../rules/recompute.ts'
import { answersOf, lockedRow } from '../record/rows.ts'
import { takeStep } from './step.ts'
import { boundTarget, writeTarget } from './target-row.ts'
import { targetsOf, valuesOf, type Origin, type Target } from '../write/values.ts'
import { asSystem, resourceOf, type Work } from '../work.ts'

/** The record because of which effects run, and the step that it took. */
export type EffectOrigin = Origin & { readonly transition?: string }
type Handler<K extends Effect['do']> = (
  work: Work,
  origin: EffectOrigin,
  effect: Extract<Effect, { readonly do: K }>,
) => Promise<void>

/**
 * Runs effects in order as the system, with the acting person on record. Each sees what the ones before it did,
 * computed values included.
 */
export const runEffects = async (
  work: Work,
  origin: EffectOrigin,
  effects: readonly Effect[],
): Promise<void> => {
  const { resource, id, transition } = origin
  const system = asSystem(work, { resource, id, ...(transition !== undefined && { transition }) })
  for (const effect of effects) {
    await recompute(system)
    if (effect.when !== undefined && !(await holds(system, origin, effect.when))) continue
    const handler = handlers()[effect.do] as Handler<Effect['do']>
    await handler(system, origin, effect)
  }
}

const holds = async (work: Work, origin: Origin, when: Condition): Promise<boolean> => {
  const compile = openCompile(work, origin.bindings)
  const answer = await answersOf(work, compile, origin.resource, origin.id, {
    when: { test: parseCondition(when) },
  })
  return answer.when === true
}

const setEffect: Handler<'set'> = async (work, origin, effect) => {
  for (const target of await targetsOf(work, origin, effect.on))
    await setOn(work, origin, target, effect.values)
}

const setOn = async (
  work: Work,
  origin: Origin,
  target: Target,
  formulas: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const found = await boundTarget(work, origin, target)
  if (!found) return
  await writeTarget(work, found, await valuesOf(work, found.origin, formulas))
}

const transitionEffect: Handler<'transition'> = async (work, origin, effect) => {
  const ask = effect.ask ? await valuesOf(work, origin, effect.ask) : undefined
  for (const target of await targetsOf(work, origin, effect.on)) {
    const resource = resourceOf(work.engine, target.resource)
    const row = await lockedRow(work, resource, target.id)
    if (!row) continue
    const refusal = await takeStep(work, resource, row, effect.name, ask ? { ask } : {})
    if (!refusal || effect.else === 'skip') continue
    const label = resource.entity.workflow?.transitions[effect.name]?.label
    throw new Problem('refused_transition', {
      message: {
        zh: `“${resource.label.zh}”不能执行“${label?.zh ?? effect.name}”`,
        en: `${resource.label.en}: the step "${label?.en ?? effect.name}" may not be taken`,
      },
      details: { resource: resource.name, id: row.id, transition: effect.name, refused: refusal },
    })
  }
}

const clockEffect =
  (moment: 'start' | 'stop') =>
  async (work: Work, origin: Origin, effect: { readonly clock: string }): Promise<void> => {
    const resource = resourceOf(work.engine, origin.resource)
    const field = resource.entity.clocks?.[effect.clock]?.[moment]
    if (field === undefined) return
    const value = resource.fields[field]?.type === 'datetime' ? '$now' : '$today'
    await setOn(work, origin, origin, { [field]: value })
  }

const runEffect: Handler<'run'> = async (work, origin, effect) => {
  const hook = work.engine.hooks[effect.run]
  if (!hook) throw new Error(`no hook "${effect.run}" is registered`)
  const resource = resourceOf(work.engine, origin.resource)
  const row = await lockedRow(work, resource, origin.id)
  if (!row) return
  const values = await valuesOf(work, origin, effect.with ?? {})
  await hook(work, { resource: resource.name, row, with: values })
}

/** One answer for every kind of effect; built when asked, because the modules of the kinds need this one. */
const handlers = (): { readonly [K in Effect['do']]: Handler<K> } => ({
  set: setEffect,
  measure: measureEffect,
  create: createEffect,
  notify: notifyEffect,
  distribute: distributeEffect,
  review: askPeople,
  transition: transitionEffect,
  start_clock: clockEffect('start'),
  stop_clock: clockEffect('stop'),
  run: runEffect,
})
