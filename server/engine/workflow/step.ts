import type { Label, Transition } from '#model/language/definition.ts'
import { parseCondition } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { openCompile, type Bindings } from '../compile.ts'
import { recordDecision } from './decisions.ts'
import { runEffects } from './effects.ts'
import { diffOf, recordChange } from '../record/history.ts'
import { requirementsOf } from '../rules/required.ts'
import { answersOf, type Question } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import { snapshotLines, valuesOnEntry } from '../write/stamps.ts'
import { updateRow } from '../write/store.ts'
import type { Work } from '../work.ts'

type Values = Readonly<Record<string, unknown>>

/** Why a step may not be taken. */
export type Reason = {
  readonly rule?: string
  readonly message: Label
  /** The condition that does not hold, for the trace. */
  readonly check?: Transition['when']
}
export type Refusal = { readonly reasons: readonly Reason[]; readonly missing: readonly string[] }

export type StepInput = {
  readonly ask?: Values
  /** The record as it was before the dialog's fields were written. */
  readonly before?: Row
  /** `when` is known to hold. */
  readonly offered?: boolean
}

/** Values of a dialog in conditions and formulas; what nobody answered is null. */
export const askBindings =
  (transition: Transition, ask: Values = {}): Bindings =>
  (path) => {
    if (!path.startsWith('ask.')) return undefined
    const name = path.slice('ask.'.length)
    const field = transition.ask?.[name]
    return { value: ask[name] ?? null, ...(field && { field }) }
  }

const notFrom: Label = { zh: '记录当前的状态不能执行该步骤', en: 'not possible in this state' }
const notOffered: Label = { zh: '当前不满足该步骤的条件', en: 'the step is not on offer now' }

/**
 * Takes a step of the workflow: conditions, new state with its stamps, history, decision, effects.
 *
 * The caller has checked who acts. Shape: undefined when taken, else why not, with nothing written.
 */
export const takeStep = async (
  work: Work,
  resource: Resource,
  row: Row,
  name: string,
  input: StepInput = {},
): Promise<Refusal | undefined> => {
  const step = resource.entity.workflow?.transitions[name]
  if (!step || !step.from.includes(String(row.state)) || row.archived === true)
    return { reasons: [{ message: notFrom }], missing: [] }
  const refusal = await refusalOf(work, resource, row, step, input)
  if (refusal) return refusal
  const before = input.before ?? row
  const values = await valuesOnEntry(work, resource, row, name, step.to)
  const version = await updateRow(work, resource, row, values, {
    ...(!work.sudo && { historical: false }),
  })
  await snapshotLines(work, resource, row, name)
  const states = { from: String(row.state), to: step.to, transition: name }
  recordChange(work, {
    resource: resource.name,
    id: row.id,
    version,
    action: 'transition',
    ...states,
    diff: diffOf(before, { ...row, ...values }, changedFields(before, row, values)),
    ...(input.ask && { ask: input.ask }),
  })
  await recordDecision(work, resource, row, step, input.ask ?? {})
  const origin = {
    resource: resource.name,
    id: row.id,
    transition: name,
    bindings: askBindings(step, input.ask),
  }
  await runEffects(work, origin, step.effects ?? [])
  return undefined
}

const changedFields = (before: Row, row: Row, values: Values): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(row), ...Object.keys(values)])].filter(
    (field) => field !== 'state',
  )

/** Lists why a step may not be taken on a row as it stands: not on offer, fields that lack, guards that fail. */
export const refusalOf = async (
  work: Work,
  resource: Resource,
  row: Row,
  step: Transition,
  input: StepInput,
): Promise<Refusal | undefined> => {
  const bindings = askBindings(step, input.ask)
  const guards = step.guards ?? []
  const required = requirementsOf(resource, row, step.to, step.require)
  const questions: Record<string, Question> = { ...required.questions }
  if (step.when !== undefined && !input.offered)
    questions.when = { test: parseCondition(step.when) }
  for (const [i, guard] of guards.entries())
    questions[`guard ${i}`] = { test: parseCondition(guard.check) }
  const answer: Record<string, unknown> =
    Object.keys(questions).length === 0
      ? {}
      : await answersOf(work, openCompile(work, bindings), resource.name, row.id, questions)
  if ('when' in questions && answer.when !== true)
    return {
      reasons: [{ message: notOffered, ...(step.when !== undefined && { check: step.when }) }],
      missing: [],
    }
  const failed = guards.filter((_, i) => answer[`guard ${i}`] !== true)
  const reasons = failed.filter((guard) => !guard.warn)
  const missing = required.missing(answer)
  if (reasons.length > 0 || missing.length > 0)
    return {
      reasons: reasons.map(({ rule, message, check }) => ({
        message,
        check,
        ...(rule && { rule }),
      })),
      missing,
    }
  for (const { rule, message } of failed)
    work.journal.warnings.push({ message, ...(rule && { rule }) })
  return undefined
}
