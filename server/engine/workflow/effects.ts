import type { Condition, Effect } from '#model/language/definition.ts'
import { parseCondition } from '#model/language/predicate.ts'
import { Problem } from '../../problems.ts'
import { askPeople } from './reviews.ts'
import { openCompile } from '../compile.ts'
import { createEffect } from './create-effect.ts'
import { measureEffect } from './measure-effect.ts'
import { distributeEffect, notifyEffect } from './messages.ts'
import { recompute } from '../rules/recompute.ts'
import { lockedRow } from '../record/locks.ts'
import { answers } from '../record/rows.ts'
import { takeStep } from './step.ts'
import { boundTarget, writeTarget } from './target-row.ts'
import { targetsOf, valuesOf, type Origin, type Target } from '../write/values.ts'
import { asSystem, resourceOf, type Work } from '../work.ts'

/** The record because of which effects run, and the step that it took. */
export type EffectOrigin = Origin & { readonly transition?: string }
/** A record because of which effects run, and the work that does them. */
export type Acting = { readonly work: Work; readonly origin: EffectOrigin }
type Handler<K extends Effect['do']> = (
  all: readonly Acting[],
  effect: Extract<Effect, { readonly do: K }>,
) => Promise<void>

/**
 * Runs effects in order as the system, with the acting person on record. Each sees what the ones before it did,
 * computed values included.
 */
export const runEffects = (
  work: Work,
  origin: EffectOrigin,
  effects: readonly Effect[],
): Promise<void> => runEffectsOf([{ work, origin }], effects)

/** Runs effects over several records of one resource and transaction: each effect over all of them, then the next. */
export const runEffectsOf = async (
  all: readonly Acting[],
  effects: readonly Effect[],
): Promise<void> => {
  const acting = all.map(({ work, origin }): Acting => {
    const { resource, id, transition } = origin
    const cause = { resource, id, ...(transition !== undefined && { transition }) }
    return { work: asSystem(work, cause), origin }
  })
  const [one] = acting
  if (!one) return
  for (const effect of effects) {
    await recompute(one.work)
    const due = effect.when === undefined ? acting : await dueAmong(acting, effect.when)
    const handler = handlers()[effect.do] as Handler<Effect['do']>
    if (due.length > 0) await handler(due, effect)
  }
}

/** The records for which a condition holds; those without values of their own are asked together. */
const dueAmong = async (acting: readonly Acting[], when: Condition): Promise<readonly Acting[]> => {
  const test = parseCondition(when)
  const due = new Set<string>()
  const groups = Map.groupBy(acting, ({ origin }) => origin.bindings)
  for (const [bindings, some] of groups) {
    const [one] = some
    if (!one) continue
    const compile = openCompile(one.work, bindings)
    const ids = some.map(({ origin }) => origin.id)
    const all = await answers(one.work, compile, one.origin.resource, ids, { when: { test } })
    for (const [id, answer] of all) if (answer.when === true) due.add(id)
  }
  return acting.filter(({ origin }) => due.has(origin.id))
}

/** Does an effect for one record after the other, each seeing what was done for those before it. */
const inTurn =
  <E>(run: (work: Work, origin: EffectOrigin, effect: E) => Promise<void>) =>
  async (all: readonly Acting[], effect: E): Promise<void> => {
    for (const { work, origin } of all) {
      await recompute(work)
      await run(work, origin, effect)
    }
  }

type Doing<K extends Effect['do']> = (
  work: Work,
  origin: EffectOrigin,
  effect: Extract<Effect, { readonly do: K }>,
) => Promise<void>

const setEffect: Doing<'set'> = async (work, origin, effect) => {
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

const transitionEffect: Doing<'transition'> = async (work, origin, effect) => {
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

const runEffect: Doing<'run'> = async (work, origin, effect) => {
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
  set: inTurn(setEffect),
  measure: inTurn(measureEffect),
  create: createEffect,
  notify: notifyEffect,
  distribute: inTurn(distributeEffect),
  review: inTurn(askPeople),
  transition: inTurn(transitionEffect),
  start_clock: inTurn(clockEffect('start')),
  stop_clock: inTurn(clockEffect('stop')),
  run: inTurn(runEffect),
})
