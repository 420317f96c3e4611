import type { Transition } from '#model/language/definition.ts'
import { parseCondition } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import {
  actorTest,
  dependsOnDialog,
  fillableFields,
  fillInFirst,
  transitionsFrom,
} from '#model/language/workflow.ts'
import { Problem } from '../../problems.ts'
import { openCompile, testOf } from '../compile.ts'
import { findRow } from '../read/read.ts'
import { answersOf, openRows, type Question } from '../record/rows.ts'
import type { Row, Step } from '#model/language/wire.ts'
import { unasked } from '../rules/settle.ts'
import { refusalOf, type Refusal } from './step.ts'
import { entityOf, type Work } from '../work.ts'

/**
 * Lists the steps that somebody sees on a record: those that he or she may take, each with the reasons why not now.
 *
 * A reason that the dialog itself may remove - an answer, or a field that it fills - is none.
 */
export const stepsOf = async (work: Work, name: string, id: string): Promise<readonly Step[]> => {
  const resource = entityOf(work.engine, name)
  const seen = await findRow(work, name, id)
  const row = seen && (await openRows(work, resource, [id])).get(id)
  if (!row) throw new Problem('not_found')
  if (row.archived === true) return []
  const steps: Step[] = []
  for (const [key, step] of await offered(work, resource, row)) {
    const refusal = await refusalOf(work, resource, row, step, { offered: true })
    const fills = fillableFields(resource.entity, step)
    const reasons = reasonsOf(work, resource, step, refusal, fills)
    const ask = Object.keys(step.ask ?? {})
    steps.push({ name: key, to: step.to, enabled: reasons.length === 0, reasons, fills, ask })
  }
  return steps
}

/** Steps from the row's state of which the person is an actor and whose `when` holds. */
const offered = async (
  work: Work,
  resource: Resource,
  row: Row,
): Promise<(readonly [string, Transition])[]> => {
  const all = transitionsFrom(resource.entity, String(row.state))
  const questions: Record<string, Question> = {}
  for (const [name, step] of all) {
    const actors = work.sudo || actorTest(work.engine.index, resource.name, name, work.viewer)
    questions[`actor ${name}`] = { test: testOf(actors) }
    if (step.when !== undefined) questions[`when ${name}`] = { test: parseCondition(step.when) }
  }
  if (all.length === 0) return []
  const compile = openCompile(work, unasked)
  const answer = await answersOf(work, compile, resource.name, row.id, questions)
  return all.filter(
    ([name, step]) =>
      answer[`actor ${name}`] === true &&
      (step.when === undefined || answer[`when ${name}`] === true),
  )
}

const reasonsOf = (
  work: Work,
  resource: Resource,
  step: Transition,
  refusal: Refusal | undefined,
  fills: readonly string[],
): Step['reasons'] => {
  if (!refusal) return []
  const { locale } = work.who
  const guards = refusal.reasons.filter(({ check }) => !dependsOnDialog(check, step, fills))
  const missing = refusal.missing.filter((path) => !fills.includes(path.split('.')[0] ?? path))
  return [
    ...guards.map(({ rule, message }) => ({ ...(rule && { rule }), message: message[locale] })),
    ...missing.map((path) => ({ message: fillInFirst(resource.fields, path)[locale] })),
  ]
}
