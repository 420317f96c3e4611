import { isFormula, plainDefaults } from '#model/language/defaults.ts'
import type { Field } from '#model/language/definition.ts'
import { parseFormula } from '#model/language/formula.ts'
import type { Resource } from '#model/language/resources.ts'
import { initialState } from '#model/language/workflow.ts'
import { openCompile } from '../compile.ts'
import { runEffects } from '../workflow/effects.ts'
import { fitted } from './fit.ts'
import { diffOf, recordChange } from '../record/history.ts'
import { notePerson } from '../record/journal.ts'
import { recompute } from '../rules/recompute.ts'
import { answersOf, openRows, type Question } from '../record/rows.ts'
import { nextSerial, serialsDue } from './serial.ts'
import { stampsOf } from './stamps.ts'
import { insertLines, insertRow, linesOfEntity, updateLine, updateRow } from './store.ts'
import type { Row } from '#model/language/wire.ts'
import type { Work } from '../work.ts'

type Values = Readonly<Record<string, unknown>>

export type InsertOptions = {
  /** State in which the record begins; default the workflow's initial one. */
  readonly state?: string
  /** Values of an answer given with the record, kept in its history. */
  readonly ask?: Values
}

/** What has to be asked of a new row: formula defaults that nobody gave, and snapshots taken at creation. */
export const lateQuestions = (
  fields: Readonly<Record<string, Field>>,
  given: Values,
): Record<string, Question> => {
  const questions: Record<string, Question> = {}
  for (const [name, field] of Object.entries(fields)) {
    if (given[name] !== undefined) continue
    if (typeof field.copy === 'string') questions[name] = { path: field.copy }
    else if (isFormula(field.default))
      questions[name] = { expr: parseFormula(field.default.slice(1)) }
  }
  return questions
}

const lateValues = async (
  work: Work,
  resource: Resource,
  id: string,
  given: Values,
): Promise<Record<string, unknown>> => {
  const questions = lateQuestions(resource.fields, given)
  if (Object.keys(questions).length === 0) return {}
  const answer = await answersOf(work, openCompile(work), resource.name, id, questions)
  return Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]) => {
      const field = resource.fields[name]
      return field && value !== null ? [[name, fitted(field, value, work.ctx.zone)]] : []
    }),
  )
}

/** Lines that a new record starts with: those given, else one for each text of the parameter that seeds them. */
export const firstLines = (
  work: Work,
  field: Field | undefined,
  given: unknown,
): readonly Values[] => {
  if (Array.isArray(given)) return given
  if (field?.type !== 'lines' || !field.seeds) return []
  const { param, field: name } = field.seeds
  const texts = work.ctx.param(param)
  return Array.isArray(texts) ? texts.map((text) => ({ [name]: text })) : []
}

/** Writes new child rows of one record with their defaults and snapshots, each at its position. */
export const addLines = async (
  work: Work,
  lines: Resource,
  parent: string,
  given: readonly (readonly [position: number, values: Values])[],
): Promise<void> => {
  if (given.length === 0) return
  const defaults = plainDefaults(lines.fields, work.ctx)
  const rows = given.map(([position, values]) => ({
    position,
    values,
    line: { ...defaults, ...values, id: work.engine.newId() } as Row,
  }))
  await insertLines(work, lines, parent, rows)
  for (const { line, values } of rows) {
    const late = await lateValues(work, lines, line.id, values)
    await updateLine(work, lines, { ...line, [lines.parent?.key ?? '']: parent }, late)
    if (!work.sudo) notePerson(work.journal, lines.name, line.id, Object.keys(values), true)
  }
}

const serialNumbers = async (
  work: Work,
  resource: Resource,
  id: string,
  given: Values,
): Promise<Record<string, string>> => {
  const numbers: Record<string, string> = {}
  for (const [field, definition] of serialsDue(resource, null))
    if (given[field] === undefined)
      numbers[field] = await nextSerial(work, resource, id, field, definition)
  return numbers
}

/**
 * Writes a new record: defaults, lines, snapshots, its number, its history, then the effects of creation.
 *
 * What the caller gives must be valid; computed values, rules and system transitions follow when the
 * transaction settles. Returns the id.
 */
export const insertRecord = async (
  work: Work,
  resource: Resource,
  given: Values,
  options: InsertOptions = {},
): Promise<string> => {
  const id = work.engine.newId()
  const state = options.state ?? initialState(resource.entity)
  const plain = { ...plainDefaults(resource.fields, work.ctx), ...given }
  const first: Values = {
    ...plain,
    ...(state !== null && { state, ...stampsOf(work, resource, state, plain) }),
  }
  await insertRow(work, resource, id, first)
  for (const [field, lines] of linesOfEntity(work, resource))
    await addLines(work, lines, id, [
      ...firstLines(work, resource.fields[field], given[field]).entries(),
    ])
  const late = {
    ...(await lateValues(work, resource, id, given)),
    ...(await serialNumbers(work, resource, id, given)),
  }
  if (Object.keys(late).length > 0)
    await updateRow(work, resource, { ...first, id, version: 1 }, late, { quiet: true })
  if (!work.sudo) notePerson(work.journal, resource.name, id, Object.keys(given), true)
  await recompute(work)
  await recordCreation(work, resource, id, state, options.ask)
  const effects = resource.entity.events?.create ?? []
  if (effects.length > 0) await runEffects(work, { resource: resource.name, id }, effects)
  return id
}

const recordCreation = async (
  work: Work,
  resource: Resource,
  id: string,
  state: string | null,
  ask: Values | undefined,
): Promise<void> => {
  const row = (await openRows(work, resource, [id])).get(id)
  if (!row) return
  const written = Object.keys(resource.fields).filter((name) => !isSystems(resource.fields[name]))
  recordChange(work, {
    resource: resource.name,
    id,
    version: 1,
    action: 'create',
    to: state,
    diff: diffOf(undefined, row, written),
    ...(ask && { ask }),
  })
}

/** Whether nobody writes a field: it is computed, or set by the system alone. */
export const isSystems = (field: Field | undefined): boolean =>
  field === undefined ||
  field.formula !== undefined ||
  field.rollup !== undefined ||
  field.band !== undefined ||
  field.metric !== undefined ||
  (field.readonly === true && field.auto === true)
