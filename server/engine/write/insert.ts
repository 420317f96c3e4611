import { isFormula, plainDefaults } from '#model/language/defaults.ts'
import type { Field } from '#model/language/definition.ts'
import { parseFormula } from '#model/language/formula.ts'
import type { Resource } from '#model/language/resources.ts'
import { initialState } from '#model/language/workflow.ts'
import { openCompile } from '../compile.ts'
import { runEffectsOf } from '../workflow/effects.ts'
import { fitted } from './fit.ts'
import { diffOf, recordChange } from '../record/history.ts'
import { notePerson } from '../record/journal.ts'
import { recompute } from '../rules/recompute.ts'
import { openRows, plannedAnswers, type Question } from '../record/rows.ts'
import { nextSerial, serialsDue } from './serial.ts'
import { stampsOf } from './stamps.ts'
import { insertLines, insertRows, linesOfEntity, updateLines, updateRow } from './store.ts'
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

/** A new row that is asked for its late values. */
type Late = { readonly work: Work; readonly id: string; readonly given: Values }

/** What the late questions of new rows give, by id; rows that are asked the same are asked together. */
const lateValues = async (
  resource: Resource,
  rows: readonly Late[],
): Promise<ReadonlyMap<string, Values>> => {
  const asked = rows.map((row) => ({ ...row, questions: lateQuestions(resource.fields, row.given) })) // prettier-ignore
  const found = new Map<string, Values>()
  for (const [names, some] of Map.groupBy(asked, ({ questions }) =>
    Object.keys(questions).join(),
  )) {
    const [first] = some
    if (!first || names === '') continue
    const { work, questions } = first
    const ids = some.map(({ id }) => id)
    const compileFor = (at: Work) => openCompile(at)
    for (const [id, answer] of await plannedAnswers(
      work,
      `late ${names}`,
      compileFor,
      resource.name,
      ids,
      questions,
    ))
      // prettier-ignore
      found.set(id, lateOf(work, resource, answer))
  }
  return found
}

const lateOf = (work: Work, resource: Resource, answer: Values): Values =>
  Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]) => {
      const field = resource.fields[name]
      return field && value !== null ? [[name, fitted(field, value, work.ctx.zone)]] : []
    }),
  )

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

/** New child rows of one record, each at its position. */
export type NewLines = {
  readonly work: Work
  readonly parent: string
  readonly given: readonly (readonly [position: number, values: Values])[]
}

/** Writes new child rows of one record with their defaults and snapshots, each at its position. */
export const addLines = (
  work: Work,
  lines: Resource,
  parent: string,
  given: NewLines['given'],
): Promise<void> => addLinesOf(lines, [{ work, parent, given }])

/** Writes new child rows of several records. */
export const addLinesOf = async (lines: Resource, all: readonly NewLines[]): Promise<void> => {
  const key = lines.parent?.key ?? ''
  const written: (Late & { readonly before: Row })[] = []
  for (const { work, parent, given } of all) {
    const defaults = plainDefaults(lines.fields, work.ctx)
    const rows = given.map(([position, values]) => ({
      position,
      values,
      line: { ...defaults, ...values, id: work.engine.newId() } as Row,
    }))
    await insertLines(work, lines, parent, rows)
    for (const { line, values } of rows)
      written.push({ work, id: line.id, given: values, before: { ...line, [key]: parent } })
  }
  const late = await lateValues(lines, written)
  const given = (id: string): Values => late.get(id) ?? {}
  for (const alike of Map.groupBy(written, ({ id }) => JSON.stringify(given(id))).values()) {
    const [one] = alike
    if (one) await updateLines(one.work, lines, alike.map(({ before }) => before), given(one.id)) // prettier-ignore
  }
  for (const { work, id, given: values } of written)
    if (!work.sudo) notePerson(work.journal, lines.name, id, Object.keys(values), true)
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

/** A record to be written, in the work of its cause. */
export type NewRecord = {
  readonly work: Work
  readonly given: Values
  readonly options?: InsertOptions
}
type Made = NewRecord & {
  readonly id: string
  readonly state: string | null
  /** The row as it was written first. */
  readonly first: Values
}

/** Writes a new record; see `insertRecords`. Returns the id. */
export const insertRecord = async (
  work: Work,
  resource: Resource,
  given: Values,
  options: InsertOptions = {},
): Promise<string> => {
  const [id = ''] = await insertRecords(resource, [{ work, given, options }])
  return id
}

/**
 * Writes new records of one transaction together: defaults, lines, snapshots, numbers, history, then the effects of
 * creation, each over all of them.
 *
 * What the caller gives must be valid; computed values, rules and system transitions follow when the
 * transaction settles. Returns the ids in order.
 */
export const insertRecords = async (
  resource: Resource,
  all: readonly NewRecord[],
): Promise<readonly string[]> => {
  const made = all.map((each) => firstOf(resource, each))
  const [one] = made
  if (!one) return []
  await insertRows(resource, made.map(({ work, id, first: values }) => ({ work, id, values }))) // prettier-ignore
  for (const [field, lines] of linesOfEntity(one.work, resource))
    await addLinesOf(
      lines,
      made.map(({ work, id: parent, given }) => {
        const rows = firstLines(work, resource.fields[field], given[field])
        return { work, parent, given: [...rows.entries()] }
      }),
    )
  await writeLate(resource, made)
  await recompute(one.work)
  await recordCreation(resource, made)
  const effects = resource.entity.events?.create ?? []
  const origins = made.map(({ work, id }) => ({ work, origin: { resource: resource.name, id } }))
  if (effects.length > 0) await runEffectsOf(origins, effects)
  return made.map(({ id }) => id)
}

const firstOf = (resource: Resource, each: NewRecord): Made => {
  const { work, given, options } = each
  const id = work.engine.newId()
  const state = options?.state ?? initialState(resource.entity)
  const plain = { ...plainDefaults(resource.fields, work.ctx), ...given }
  const first: Values = {
    ...plain,
    ...(state !== null && { state, ...stampsOf(work, resource, state, plain) }),
  }
  if (!work.sudo) notePerson(work.journal, resource.name, id, Object.keys(given), true)
  return { ...each, id, state, first }
}

const writeLate = async (resource: Resource, made: readonly Made[]): Promise<void> => {
  const found = await lateValues(resource, made)
  for (const { work, id, given, first } of made) {
    const numbers = await serialNumbers(work, resource, id, given)
    const late = { ...found.get(id), ...numbers }
    if (Object.keys(late).length > 0)
      await updateRow(work, resource, { ...first, id, version: 1 }, late, { quiet: true })
  }
}

const recordCreation = async (resource: Resource, made: readonly Made[]): Promise<void> => {
  const [one] = made
  if (!one) return
  const rows = await openRows(one.work, resource, made.map(({ id }) => id)) // prettier-ignore
  const written = Object.keys(resource.fields).filter((name) => !isSystems(resource.fields[name]))
  for (const { work, id, state, options } of made) {
    const row = rows.get(id)
    if (!row) continue
    recordChange(work, {
      resource: resource.name,
      id,
      version: 1,
      action: 'create',
      to: state,
      diff: diffOf(undefined, row, written),
      ...(options?.ask && { ask: options.ask }),
    })
  }
}

/** Whether nobody writes a field: it is computed, or set by the system alone. */
export const isSystems = (field: Field | undefined): boolean =>
  field === undefined ||
  field.formula !== undefined ||
  field.rollup !== undefined ||
  field.band !== undefined ||
  field.metric !== undefined ||
  (field.readonly === true && field.auto === true)
