import type { Resource } from '#model/language/resources.ts'
import { isBlank } from '#model/language/workflow.ts'
import { fitted } from './fit.ts'
import { openCompile } from '../compile.ts'
import { answers, answersOf, type Question } from '../record/rows.ts'
import { nextSerial, serialsDue } from './serial.ts'
import type { Row } from '#model/language/wire.ts'
import { linesOfEntity, updateLine } from './store.ts'
import type { Work } from '../work.ts'

type Values = Readonly<Record<string, unknown>>

/** Dates and times that a state sets when it is entered and they are still empty. */
export const stampsOf = (
  work: Work,
  resource: Resource,
  state: string,
  row: Values,
): Record<string, string> => {
  const stamp = resource.entity.workflow?.states[state]?.stamp
  const fields = stamp === undefined ? [] : [stamp].flat()
  return Object.fromEntries(
    fields
      .filter((field) => isBlank(row[field]))
      .map((field) => [
        field,
        resource.fields[field]?.type === 'datetime' ? work.ctx.now : work.ctx.today,
      ]),
  )
}

const snapshotsOn = (resource: Resource, transition: string): Record<string, Question> => {
  const questions: Record<string, Question> = {}
  for (const [name, { copy }] of Object.entries(resource.fields))
    if (typeof copy === 'object' && copy.on === transition) questions[name] = { path: copy.from }
  return questions
}

const read = (resource: Resource, answer: Values, zone: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]) => {
      const field = resource.fields[name]
      return field ? [[name, fitted(field, value, zone)]] : []
    }),
  )

/** Values that a transition sets besides what people fill in: stamps, snapshots and numbers. */
export const valuesOnEntry = async (
  work: Work,
  resource: Resource,
  row: Row,
  transition: string,
  state: string,
): Promise<Record<string, unknown>> => {
  const values: Record<string, unknown> = { state, ...stampsOf(work, resource, state, row) }
  const questions = snapshotsOn(resource, transition)
  if (Object.keys(questions).length > 0)
    Object.assign(
      values,
      read(
        resource,
        await answersOf(work, openCompile(work), resource.name, row.id, questions),
        work.ctx.zone,
      ),
    )
  for (const [field, definition] of serialsDue(resource, transition))
    if (isBlank(row[field]))
      values[field] = await nextSerial(work, resource, row.id, field, definition)
  return values
}

/** Takes the snapshots in child rows that are due on a transition of their record. */
export const snapshotLines = async (
  work: Work,
  resource: Resource,
  row: Row,
  transition: string,
): Promise<void> => {
  for (const [field, lines] of linesOfEntity(work, resource)) {
    const questions = snapshotsOn(lines, transition)
    const held = row[field]
    if (Object.keys(questions).length === 0 || !Array.isArray(held)) continue
    const ids = held.map((line: Row) => line.id)
    const all = await answers(work, openCompile(work), lines.name, ids, questions)
    for (const line of held as readonly Row[]) {
      const answer = all.get(line.id)
      const before = { ...line, [lines.parent?.key ?? '']: row.id }
      if (answer) await updateLine(work, lines, before, read(lines, answer, work.ctx.zone))
    }
  }
}
