import type { Transition } from '#model/language/definition.ts'
import { parseCondition } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { openCompile, type Bindings } from '../compile.ts'
import { recompute } from './recompute.ts'
import { lockRows } from '../record/locks.ts'
import { openRows, plannedAnswers, type Question } from '../record/rows.ts'
import { flushHistory } from '../record/history.ts'
import { checkRules } from './rules.ts'
import { takeStep } from '../workflow/step.ts'
import { asSystem, resourceOf, type Work } from '../work.ts'

/** Rounds of system transitions after which a model is taken to run in a circle. */
const maxRounds = 10

/**
 * Brings a transaction to rest: computed values, then system transitions, until nothing moves; then the rules.
 *
 * Errors: `invalid` for a broken rule; an Error when system transitions run in a circle.
 */
export const settle = async (work: Work): Promise<void> => {
  for (let round = 0; ; round++) {
    await recompute(work)
    if (!(await takeSystemSteps(work))) break
    if (round === maxRounds) throw new Error('system transitions run in a circle')
  }
  await checkRules(work)
  await flushHistory(work)
  work.journal.touched.clear()
  work.journal.persons.clear()
}

/**
 * Takes the system transitions that are due on touched rows, one a row. Returns whether there was one.
 *
 * The rows are locked before they are asked: of two people who give the last two answers at once, the second sees
 * the answer of the first.
 */
const takeSystemSteps = async (work: Work): Promise<boolean> => {
  const waiting = [...work.journal.waiting]
  work.journal.waiting.clear()
  let moved = false
  for (const [name, ids] of waiting) {
    const resource = resourceOf(work.engine, name)
    if (selfTaken(resource).length === 0) continue
    const held = await lockRows(work, resource, [...ids])
    for (const [id, step] of await dueSteps(work, resource, held)) {
      const row = (await openRows(work, resource, [id])).get(id)
      if (!row) continue
      const system = asSystem(work, { resource: name, id, transition: step })
      const refusal = await takeStep(system, resource, row, step, { offered: true })
      moved ||= refusal === undefined
    }
  }
  return moved
}

/** Nobody answers a dialog when the system takes a step. */
export const unasked: Bindings = (path) => (path.startsWith('ask.') ? { value: null } : undefined)

/** Steps that the system takes by itself: those with a condition. */
export const selfTaken = (resource: Resource): readonly (readonly [string, Transition])[] =>
  resource.kind === 'lines'
    ? []
    : Object.entries(resource.entity.workflow?.transitions ?? {}).filter(
        ([, step]) => step.by.includes('system') && step.when !== undefined,
      )

/** Finds for each row the first step, in the order of the definition, that the system has to take now. */
export const dueSteps = async (
  work: Work,
  resource: Resource,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  const steps = selfTaken(resource)
  if (steps.length === 0 || ids.length === 0) return new Map()
  const questions: Record<string, Question> = {
    state: { path: 'state' },
    archived: { path: 'archived' },
    historical: { column: '_historical' },
  }
  for (const [name, step] of steps) {
    questions[`when ${name}`] = { test: parseCondition(step.when ?? {}) }
    for (const [i, guard] of (step.guards ?? []).entries())
      if (!guard.warn) questions[`guard ${name} ${i}`] = { test: parseCondition(guard.check) }
  }
  const compileFor = (at: Work) => openCompile(at, unasked)
  const sorted = [...ids].sort()
  const all = await plannedAnswers(work, 'steps', compileFor, resource.name, sorted, questions)
  const due = new Map<string, string>()
  for (const [id, answer] of all) {
    if (answer.archived === true || answer.historical === true) continue
    const holds = (key: string) => !(key in questions) || answer[key] === true
    const found = steps.find(
      ([name, step]) =>
        step.from.includes(String(answer.state)) &&
        holds(`when ${name}`) &&
        (step.guards ?? []).every((_, i) => holds(`guard ${name} ${i}`)),
    )
    if (found) due.set(id, found[0])
  }
  return due
}
