import { mayCreate } from '#model/language/access.ts'
import type { Label } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { validateInput } from '#model/language/validate.ts'
import { isUuid } from '#model/language/validate-messages.ts'
import { Problem } from '../../problems.ts'
import { openCompile, verbTest } from '../compile.ts'
import { runUpdateEvents } from '../workflow/events.ts'
import { diffOf, isSame, recordChange } from '../record/history.ts'
import { insertRecord } from './insert.ts'
import { notePerson } from '../record/journal.ts'
import { changesLines, checkLineIds, rowsIn, saveLines } from './lines.ts'
import { maskPlan, neverSeen, seenThrough, type Mask } from '../read/masks.ts'
import { recompute } from '../rules/recompute.ts'
import { checkReferences } from './references.ts'
import { missingErrors, missingIn } from '../rules/required.ts'
import { lockRows } from '../record/locks.ts'
import { openAnswered, openRows, type Question } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import { settle, unasked } from '../rules/settle.ts'
import { checkVersion } from './stale.ts'
import { linesOfEntity, updateRow } from './store.ts'
import { checkUnique } from './unique.ts'
import { entityOf, type Work } from '../work.ts'

export type Data = Readonly<Record<string, unknown>>
export type Errors = Record<string, Label>

const hidden: Label = { zh: '没有查看或修改该字段的权限', en: 'may not be seen or changed by you' }

export const throwInvalid = (errors: Errors): void => {
  if (Object.keys(errors).length > 0) throw new Problem('invalid', { errors })
}

/** Members of a row that are no fields of it. */
const notFields = new Set(['_warnings'])

const fieldsOnly = (data: Data): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !notFields.has(name)))

/** Creates a record for a person. Returns its id. */
export const createRecord = async (work: Work, name: string, data: Data): Promise<string> => {
  const resource = entityOf(work.engine, name)
  if (!work.sudo && !mayCreate(work.engine.index, name, work.viewer))
    throw new Problem('forbidden', { details: { resource: name, verb: 'create' } })
  const options = { mode: 'create', ctx: work.ctx } as const
  const { values, errors } = validateInput(work.engine.index, name, fieldsOnly(data), options)
  const unseen = neverSeen(work, resource)
  for (const field of Object.keys(values))
    if (unseen.has(field) && values[field] !== null && resource.fields[field]?.required !== true)
      errors[field] = hidden
  await checkReferences(work, resource, values, undefined, errors)
  const written = new Set(Object.keys(values))
  await checkUnique(work, resource, noRecord, values, written, errors)
  throwInvalid(errors)
  const id = await insertRecord(work, resource, values)
  await recompute(work)
  await checkWhole(work, resource, [id])
  await settle(work)
  return id
}

const noRecord = '00000000-0000-0000-0000-000000000000'

/** Checks written records for what they lack in their states; of an imported one, only what was written. */
export const checkWhole = async (
  work: Work,
  resource: Resource,
  ids: readonly string[],
  onlyOf: (id: string) => ReadonlySet<string> | undefined = () => undefined,
): Promise<void> => {
  const rows = await openRows(work, resource, ids)
  for (const [id, missing] of await missingIn(work, resource, [...rows.values()])) {
    const only = onlyOf(id)
    const asked = missing.filter((path) => !only || only.has(path.split('.')[0] ?? path))
    throwInvalid(missingErrors(asked))
  }
}

/** A record that a person is about to change, locked: as the system sees it, as the person does, and what was asked. */
export type Held = {
  readonly row: Row
  readonly seen: Row
  readonly mask: Mask
  readonly answer: Readonly<Record<string, unknown>>
}

export type HoldOptions = {
  readonly versionOptional?: boolean
  /** What else is to be told about the record in the same statement; dialogs are not answered yet. */
  readonly questions?: Readonly<Record<string, Question>>
}

/**
 * Locks a record for a change by a person.
 *
 * Errors: `not_found` when it may not be read; `version_required`, `stale_version`.
 */
export const hold = async (
  work: Work,
  resource: Resource,
  id: string,
  version: number | undefined,
  options: HoldOptions = {},
): Promise<Held> => {
  const [held] = isUuid(id) ? await holdAll(work, resource, [id], options.questions) : []
  if (!held) throw new Problem('not_found')
  const { row, seen, mask } = held
  if (!(options.versionOptional && version === undefined))
    await checkVersion(work, resource, row, seen, mask, version)
  return held
}

/** Locks records for a change by a person; those that there are not, or that may not be read, are left out. */
export const holdAll = async (
  work: Work,
  resource: Resource,
  ids: readonly string[],
  asked: HoldOptions['questions'] = {},
): Promise<readonly Held[]> => {
  const plan = maskPlan(work, resource)
  const questions: Record<string, Question> = {
    ...asked,
    ...plan.questions,
    historical: { column: '_historical' },
    readable: { test: verbTest(work, resource.name, 'read') },
  }
  const locked = await lockRows(work, resource, ids)
  if (locked.length === 0) return []
  const compile = openCompile(work, unasked)
  const found = await openAnswered(work, compile, resource, locked, questions)
  return found.flatMap(([row, answer]) => {
    if (answer.readable !== true) return []
    const mask = plan.read(answer)
    return [{ row, seen: seenThrough(work, resource, row, mask), mask, answer }]
  })
}

/** Asks whether the person may do something on the row; to be given to `hold`. */
export const mayQuestion = (
  work: Work,
  resource: Resource,
  verb: 'update' | 'archive',
): Readonly<Record<string, Question>> => ({
  may: { test: verbTest(work, resource.name, verb) },
})

/** Refuses what the person may not do on this row. */
export const checkMay = (resource: Resource, { row, answer }: Held, verb: string): void => {
  if (answer.may !== true)
    throw new Problem('forbidden', { details: { resource: resource.name, id: row.id, verb } })
}

/** Changes fields of a record for a person; absent and unchanged fields stay. */
export const updateRecord = async (
  work: Work,
  name: string,
  id: string,
  version: number | undefined,
  data: Data,
): Promise<void> => {
  const resource = entityOf(work.engine, name)
  const questions = mayQuestion(work, resource, 'update')
  const held = await hold(work, resource, id, version, { questions })
  checkMay(resource, held, 'update')
  if (held.row.archived === true) throw archivedProblem()
  const values = await acceptedValues(work, resource, held, data)
  if (Object.keys(values).length === 0) return
  const saved = await saveRecord(work, resource, held.row, values)
  await recompute(work)
  await recordUpdate(work, resource, held.row, saved, Object.keys(values))
  await checkWhole(work, resource, [id], () => ownOnly(held, values))
  await runUpdateEvents(work, resource, id, new Set(Object.keys(values)))
  await settle(work)
}

/** Of an imported record on which nobody has taken a step, only what is written now has to be whole. */
export const ownOnly = ({ answer }: Held, values: Data): ReadonlySet<string> | undefined =>
  answer.historical === true ? new Set(Object.keys(values)) : undefined

const archivedProblem = (): Problem =>
  new Problem('conflict', {
    message: { zh: '记录已归档，请先恢复', en: 'The record is archived; restore it first' },
  })

type AcceptOptions = { readonly fills?: boolean }

/** Parses and checks what a person sends for a record; gives the fields that really change. */
export const acceptedValues = async (
  work: Work,
  resource: Resource,
  held: Pick<Held, 'row' | 'seen' | 'mask'>,
  data: Data,
  options: AcceptOptions = {},
): Promise<Data> => {
  const { row } = held
  const { changed, errors } = readChanges(work, resource, held, data, options)
  await checkReferences(work, resource, changed, row, errors)
  const written = new Set(Object.keys(changed))
  await checkUnique(work, resource, row.id, { ...row, ...changed }, written, errors)
  throwInvalid(errors)
  return changed
}

/** Parses what a person sends for a record: the fields that really change, and what is wrong with them by itself. */
export const readChanges = (
  work: Work,
  resource: Resource,
  { row, seen, mask }: Pick<Held, 'row' | 'seen' | 'mask'>,
  data: Data,
  options: AcceptOptions = {},
): { readonly changed: Data; readonly errors: Errors } => {
  const { index } = work.engine
  const given = withoutSnapshots(work, resource, row, differing(resource, seen, fieldsOnly(data)))
  const { values, errors } = validateInput(index, resource.name, given, {
    mode: 'update',
    ctx: work.ctx,
    current: seen,
  })
  for (const [field, lines] of linesOfEntity(work, resource)) {
    if (!(field in values)) continue
    checkLineIds(field, rowsIn(row[field]), rowsIn(values[field]), errors)
    const names = mask.columns.get(field) ?? new Set()
    values[field] = withoutHiddenColumns(lines, field, row, names, rowsIn(values[field]), errors)
  }
  if (!options.fills) {
    for (const name of Object.keys(values)) if (mask.fields.has(name)) errors[name] = hidden
    refuseLocked(resource, row, values, errors)
  }
  return { changed: reallyChanged(resource, row, values), errors }
}

/**
 * Passes over guarded snapshots in child rows that exist: nobody writes them, and whether a person sees one depends on
 * the row that it was taken from.
 */
const withoutSnapshots = (work: Work, resource: Resource, row: Row, data: Data): Data => {
  const values: Record<string, unknown> = { ...data }
  for (const [field, lines] of linesOfEntity(work, resource)) {
    const given = data[field]
    if (!Array.isArray(given)) continue
    const names = Object.entries(lines.fields).flatMap(([name, each]) =>
      each.copy !== undefined && (each.confidential || each.secret) ? [name] : [],
    )
    const old = new Set(rowsIn(row[field]).map(({ id }) => id))
    values[field] = given.map((line: unknown) =>
      isData(line) && typeof line.id === 'string' && old.has(line.id)
        ? Object.fromEntries(Object.entries(line).filter(([name]) => !names.includes(name)))
        : line,
    )
  }
  return values
}

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Drops what the person sends back just as it was shown. */
const differing = (resource: Resource, seen: Row, data: Data): Data =>
  Object.fromEntries(
    Object.entries(data).filter(
      ([name, value]) => !(name in resource.fields && isSame(seen[name], value)),
    ),
  )

const reallyChanged = (resource: Resource, row: Row, values: Data): Data =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) =>
      resource.fields[name]?.type === 'lines'
        ? changesLines(rowsIn(row[name]), rowsIn(value))
        : !isSame(row[name], value),
    ),
  )

/** Leaves hidden values of child rows as they are, and refuses to change them; a new row may be given what it needs. */
const withoutHiddenColumns = (
  lines: Resource,
  field: string,
  row: Row,
  names: ReadonlySet<string>,
  given: readonly Row[],
  errors: Errors,
): readonly Data[] => {
  const old = new Set(rowsIn(row[field]).map(({ id }) => id))
  return given.map((line, i) => {
    for (const name of names) {
      const isNeeded = !old.has(line.id) && lines.fields[name]?.required === true
      if (line[name] !== undefined && line[name] !== null && !isNeeded)
        errors[`${field}.${i}.${name}`] = hidden
    }
    const isKept = (name: string) => !(names.has(name) && line[name] === null)
    return Object.fromEntries(Object.entries(line).filter(([name]) => isKept(name)))
  })
}

const refuseLocked = (resource: Resource, row: Row, values: Data, errors: Errors): void => {
  const state = resource.entity.workflow?.states[String(row.state)]
  const locks = state?.locks ?? []
  for (const name of Object.keys(values))
    if (locks.includes('*') || locks.includes(name))
      errors[name] = {
        zh: `状态为“${state?.zh}”时不能修改`,
        en: `may not be changed while ${state?.en}`,
      }
}

/** Writes accepted values of a record with its lines; its history comes after. Returns the new version. */
export const saveRecord = async (
  work: Work,
  resource: Resource,
  row: Row,
  values: Data,
): Promise<number> => {
  for (const [field, lines] of linesOfEntity(work, resource))
    if (field in values)
      await saveLines(work, lines, row.id, rowsIn(row[field]), rowsIn(values[field]))
  const version = await updateRow(work, resource, row, values)
  notePerson(work.journal, resource.name, row.id, Object.keys(values))
  return version
}

/** Notes for the history what an update changed. */
export const recordUpdate = async (
  work: Work,
  resource: Resource,
  before: Row,
  version: number,
  fields: readonly string[],
): Promise<void> => {
  const { id } = before
  const after = (await openRows(work, resource, [id])).get(id) ?? before
  const entry = { resource: resource.name, id, version, action: 'update' } as const
  recordChange(work, { ...entry, diff: diffOf(before, after, fields) })
}
