import { actorTest } from '#model/language/workflow.ts'
import { fillableFields } from '#model/language/workflow.ts'
import type { Label, Transition } from '#model/language/definition.ts'
import { parseCondition } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { checkValue } from '#model/language/validate-values.ts'
import { noSuchField } from '#model/language/validate-messages.ts'
import { isBlank } from '#model/language/workflow.ts'
import { Problem } from '../../problems.ts'
import { openCompile, testOf } from '../compile.ts'
import { recompute } from '../rules/recompute.ts'
import { missingErrors } from '../rules/required.ts'
import { answersOf, openRows, type Question } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import { settle } from '../rules/settle.ts'
import { askBindings, takeStep, type Reason, type Refusal } from './step.ts'
import { traceOf } from '../read/trace.ts'
import {
  acceptedValues, hold, saveRecord, throwInvalid, type Data, type Errors, type Held,
} from '../write/write.ts' // prettier-ignore
import { entityOf, type Work } from '../work.ts'

/**
 * Takes a step of the workflow for a person: state, actor, `when`, then the dialog's fields are written, and what the
 * step requires and its guards are tested on the record as it then stands.
 *
 * Errors: `refused_transition` with every guard that fails and its trace; `forbidden` for the wrong person.
 */
export const transitionRecord = async (
  work: Work,
  resourceName: string,
  id: string,
  name: string,
  version: number | undefined,
  body: Data,
): Promise<void> => {
  const resource = entityOf(work.engine, resourceName)
  const questions = stepQuestions(work, resource, name)
  const held = await hold(work, resource, id, version, { questions })
  const step = stepOf(resource, held.row, name)
  checkActor(resource, held, name, step)
  checkOffered(held, step)
  const { ask, fills } = await dialogOf(work, resource, held, step, body)
  const filled = Object.keys(fills).length > 0
  if (filled) await saveRecord(work, resource, held.row, fills)
  await recompute(work)
  const row = filled ? ((await openRows(work, resource, [id])).get(id) ?? held.row) : held.row
  const refusal = await takeStep(work, resource, row, name, {
    before: held.row,
    offered: true,
    ...(Object.keys(ask).length > 0 && { ask }),
  })
  if (refusal) throw await refusalProblem(work, resource, row, step, ask, refusal)
  await settle(work)
}

/** Finds a step that the workflow lists from the record's state; no other is possible. Errors: `refused_transition`. */
const stepOf = (resource: Resource, row: Row, name: string): Transition => {
  const steps = resource.entity.workflow?.transitions ?? {}
  const step = Object.hasOwn(steps, name) ? steps[name] : undefined
  const states = resource.entity.workflow?.states ?? {}
  const state = states[String(row.state)]
  const known = Object.keys(steps).join(', ')
  if (!step) throw refused({ zh: `没有步骤“${name}”；可用：${known}`, en: `there is no step "${name}"; allowed: ${known}` }) // prettier-ignore
  if (row.archived === true) throw refused({ zh: '记录已归档', en: 'the record is archived' })
  if (!step.from.includes(String(row.state)))
    throw refused({
      zh: `状态为“${state?.zh ?? '—'}”时不能执行“${step.label.zh}”`,
      en: `"${step.label.en}" is not possible while ${state?.en ?? '—'}`,
    })
  return step
}

const refused = (message: Label): Problem => new Problem('refused_transition', { message })

/** Asks whether the person is an actor of the step on the record, and whether it is on offer. */
const stepQuestions = (work: Work, resource: Resource, name: string): Record<string, Question> => {
  const steps = resource.entity.workflow?.transitions ?? {}
  const step = Object.hasOwn(steps, name) ? steps[name] : undefined
  if (!step) return {}
  const actors = work.sudo || actorTest(work.engine.index, resource.name, name, work.viewer)
  return {
    actor: { test: testOf(actors) },
    ...(step.when !== undefined && { when: { test: parseCondition(step.when) } }),
  }
}

/** Refuses somebody who is not an actor of the step on this record. */
const checkActor = (
  resource: Resource,
  { row, answer }: Held,
  name: string,
  { label, by }: Transition,
): void => {
  if (answer.actor === true) return
  throw new Problem('forbidden', {
    message: {
      zh: `您不能对该记录执行“${label.zh}”`,
      en: `You may not take the step "${label.en}" on this record`,
    },
    details: { resource: resource.name, id: row.id, transition: name, by },
  })
}

const checkOffered = ({ answer }: Held, { when, label }: Transition): void => {
  if (when !== undefined && answer.when !== true)
    throw refused({
      zh: `当前不满足“${label.zh}”的条件`,
      en: `"${label.en}" is not on offer now`,
    })
}

/** Parses the body of a step: answers that are kept in the history, and fields of the record that it fills. */
const dialogOf = async (
  work: Work,
  resource: Resource,
  held: Held,
  step: Transition,
  body: Data,
): Promise<{ ask: Data; fills: Data }> => {
  const errors: Errors = {}
  const fields = step.ask ?? {}
  const fillable = new Set(fillableFields(resource.entity, step))
  const ask: Record<string, unknown> = {}
  const given: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field && field.type !== 'lines') {
      const checked = checkValue(field, value, work.ctx, work.engine.index)
      if ('error' in checked) errors[name] = checked.error
      else ask[name] = checked.value
    } else if (fillable.has(name)) given[name] = value
    else errors[name] = noSuchField(name, [...Object.keys(fields), ...fillable])
  }
  throwInvalid({
    ...errors,
    ...missingErrors(await unanswered(work, resource, held.row, step, ask)),
  })
  return { ask, fills: await acceptedValues(work, resource, held, given, { fills: true }) }
}

/** Answers that the dialog needs and did not get. */
const unanswered = async (
  work: Work,
  resource: Resource,
  row: Row,
  step: Transition,
  ask: Data,
): Promise<string[]> => {
  const blank = Object.entries(step.ask ?? {}).filter(
    ([name, { required }]) => required !== undefined && isBlank(ask[name]),
  )
  const questions: Record<string, Question> = {}
  for (const [name, { required }] of blank)
    if (typeof required === 'string' || (typeof required === 'object' && !('states' in required)))
      questions[name] = { test: parseCondition(required) }
  const compile = openCompile(work, askBindings(step, ask))
  const answer: Record<string, unknown> =
    Object.keys(questions).length === 0
      ? {}
      : await answersOf(work, compile, resource.name, row.id, questions)
  return blank.flatMap(([name]) => (!(name in questions) || answer[name] === true ? [name] : []))
}

const refusalProblem = async (
  work: Work,
  resource: Resource,
  row: Row,
  step: Transition,
  ask: Data,
  { reasons, missing }: Refusal,
): Promise<Problem> => {
  if (reasons.length === 0) return new Problem('invalid', { errors: missingErrors(missing) })
  const { locale } = work.who
  const guards = []
  for (const reason of reasons)
    guards.push({
      ...(reason.rule !== undefined && { rule: reason.rule }),
      message: reason.message[locale],
      ...(await traceOf(work, resource, row, reason.check, askBindings(step, ask))),
    })
  return new Problem('refused_transition', {
    message: sentence(reasons),
    details: { guards },
    errors: missingErrors(missing),
  })
}

const sentence = (reasons: readonly Reason[]): Label => ({
  zh: reasons.map(({ message }) => message.zh).join('；'),
  en: reasons.map(({ message }) => message.en).join('; '),
})
