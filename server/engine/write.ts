import { accessTest, mayCreate } from '#model/language/access.ts'
import type { Label } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { validateInput } from '#model/language/validate.ts'
import { isUuid } from '#model/language/validate-messages.ts'
import { Problem } from '../problems.ts'
import { openCompile, testOf } from './compile.ts'
import { runUpdateEvents } from './events.ts'
import { diffOf, isSame, recordChange } from './history.ts'
import { insertRecord } from './insert.ts'
import { notePerson } from './journal.ts'
import { changesLines, checkLineIds, rowsIn, saveLines } from './lines.ts'
import { hiddenColumns, hiddenFields, neverSeen } from './masks.ts'
import { findRow } from './read.ts'
import { recompute } from './recompute.ts'
import { checkReferences } from './references.ts'
import { missingErrors, missingIn } from './required.ts'
import { answersOf, lockedRow, openRows } from './rows.ts'
import { historicalOf } from './rules.ts'
import type { Row } from './service.ts'
import { settle } from './settle.ts'
import { checkVersion } from './stale.ts'
import { linesOfEntity, updateRow } from './store.ts'
import { checkUnique } from './unique.ts'
import { entityOf, type Work } from './work.ts'

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
  await checkWhole(work, resource, id)
  await settle(work)
  return id
}

const noRecord = '00000000-0000-0000-0000-000000000000'

/** Checks a written record for what it lacks in its state; of an imported one, only what was written. */
const checkWhole = async (
  work: Work,
  resource: Resource,
  id: string,
  only?: ReadonlySet<string>,
): Promise<void> => {
  const row = (await openRows(work, resource, [id])).get(id)
  if (!row) return
  const state = typeof row.state === 'string' ? row.state : null
  const missing = await missingIn(work, resource, row, state)
  throwInvalid(
    missingErrors(missing.filter((path) => !only || only.has(path.split('.')[0] ?? path))),
  )
}

/** A record that a person is about to change: as the system sees it, locked, and as the person sees it. */
export type Held = { readonly row: Row; readonly seen: Row }

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
  options: { readonly versionOptional?: boolean } = {},
): Promise<Held> => {
  const row = isUuid(id) ? await lockedRow(work, resource, id) : undefined
  const seen = row && (await findRow(work, resource.name, id))
  if (!row || !seen) throw new Problem('not_found')
  if (!(options.versionOptional && version === undefined))
    await checkVersion(work, resource, row, seen, version)
  return { row, seen }
}

/** Refuses what the person may not do on this row. */
export const checkVerb = async (
  work: Work,
  resource: Resource,
  id: string,
  verb: 'update' | 'archive',
): Promise<void> => {
  if (work.sudo) return
  const answer = accessTest(work.engine.index, resource.name, work.viewer, verb)
  const allowed =
    typeof answer === 'boolean'
      ? answer
      : (
          await answersOf(work, openCompile(work), resource.name, id, {
            may: { test: testOf(answer) },
          })
        ).may === true
  if (!allowed) throw new Problem('forbidden', { details: { resource: resource.name, id, verb } })
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
  const held = await hold(work, resource, id, version)
  await checkVerb(work, resource, id, 'update')
  if (held.row.archived === true) throw archivedProblem()
  const values = await acceptedValues(work, resource, held, data)
  if (Object.keys(values).length === 0) return
  await saveRecord(work, resource, held.row, values)
  const historical = await historicalOf(work, resource, [id])
  await recompute(work)
  await checkWhole(
    work,
    resource,
    id,
    historical.has(id) ? new Set(Object.keys(values)) : undefined,
  )
  await runUpdateEvents(work, resource, id, new Set(Object.keys(values)))
  await settle(work)
}

const archivedProblem = (): Problem =>
  new Problem('conflict', {
    message: { zh: '记录已归档，请先恢复', en: 'The record is archived; restore it first' },
  })

/** Parses what a person sends for a record; gives the fields that really change. */
export const acceptedValues = async (
  work: Work,
  resource: Resource,
  { row, seen }: Held,
  data: Data,
  options: { readonly fills?: boolean } = {},
): Promise<Data> => {
  const { index } = work.engine
  const given = differing(resource, seen, fieldsOnly(data))
  const { values, errors } = validateInput(index, resource.name, given, {
    mode: 'update',
    ctx: work.ctx,
    current: seen,
  })
  for (const [field, lines] of linesOfEntity(work, resource)) {
    if (!(field in values)) continue
    checkLineIds(field, rowsIn(row[field]), rowsIn(values[field]), errors)
    await withoutHiddenColumns(work, resource, lines, field, row, values, errors)
  }
  if (!options.fills) {
    await refuseHidden(work, resource, row.id, values, errors)
    refuseLocked(resource, row, values, errors)
  }
  const changed = reallyChanged(resource, row, values)
  await checkReferences(work, resource, changed, row, errors)
  const written = new Set(Object.keys(changed))
  await checkUnique(work, resource, row.id, { ...row, ...changed }, written, errors)
  throwInvalid(errors)
  return changed
}

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

const refuseHidden = async (
  work: Work,
  resource: Resource,
  id: string,
  values: Data,
  errors: Errors,
): Promise<void> => {
  const names = (await hiddenFields(work, resource, [id])).get(id) ?? new Set()
  for (const name of Object.keys(values)) if (names.has(name)) errors[name] = hidden
}

/** Leaves hidden values of child rows as they are, and refuses to change them; a new row may be given what it needs. */
const withoutHiddenColumns = async (
  work: Work,
  resource: Resource,
  lines: Resource,
  field: string,
  row: Row,
  values: Record<string, unknown>,
  errors: Errors,
): Promise<void> => {
  const names = (await hiddenColumns(work, resource, lines, [row.id])).get(row.id) ?? new Set()
  const old = new Set(rowsIn(row[field]).map(({ id }) => id))
  values[field] = rowsIn(values[field]).map((line, i) => {
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

/** Writes accepted values of a record with its lines and history. Returns the new version. */
export const saveRecord = async (
  work: Work,
  resource: Resource,
  row: Row,
  values: Data,
  options: { readonly silent?: boolean } = {},
): Promise<number> => {
  for (const [field, lines] of linesOfEntity(work, resource))
    if (field in values)
      await saveLines(work, lines, row.id, rowsIn(row[field]), rowsIn(values[field]))
  const version = await updateRow(work, resource, row, values)
  notePerson(work.journal, resource.name, row.id, Object.keys(values))
  if (options.silent) return version
  const after = (await openRows(work, resource, [row.id])).get(row.id) ?? row
  const entry = { resource: resource.name, id: row.id, version, action: 'update' } as const
  await recordChange(work, { ...entry, diff: diffOf(row, after, Object.keys(values)) })
  return version
}
