import { isComputed } from './compute.ts'
import type { Context } from './context.ts'
import type { Field, Label, LinesField } from './definition.ts'
import { linesResource, type ModelIndex, type Resource } from './resources.ts'
import { checkValue } from './validate-values.ts'
import { isUuid, noSuchField, wrong } from './validate-messages.ts'
import { isBlank } from './workflow.ts'

type Data = Readonly<Record<string, unknown>>

export type ValidateOptions = {
  readonly mode: 'create' | 'update'
  readonly ctx: Context
  /** An administrator's import: nothing is required, and what the system sets may be given. */
  readonly historical?: boolean
  /** The row as the writer sees it: fields that nobody may write are passed over when they equal it. */
  readonly current?: Data
}
export type Validated = {
  /** The fields that were given, in the form in which they are stored; lines as arrays. */
  readonly values: Record<string, unknown>
  /** Dot path -> what is wrong; empty when all is well. */
  readonly errors: Record<string, Label>
}

/**
 * Checks what somebody wants to write, as far as that can be told without the database: names, types, enums,
 * bounds, patterns, lengths, and on creation what is required. Conditions, uniqueness and references are not
 * asked here.
 *
 * Shape: every problem at once, by dot path (`lines.0.quantity`); a field that is absent stays unchanged.
 * Source: R-181, one definition for browser and server, and the server's word counts.
 */
export const validateInput = (
  index: ModelIndex,
  resource: string,
  data: unknown,
  options: ValidateOptions,
): Validated => {
  const at = index.resources.get(resource)
  const errors = new Map<string, Label>()
  const values =
    at && isData(data)
      ? checkFields(
          { index, options, errors },
          { resource: at, prefix: '', current: options.current, isNew: options.mode === 'create' },
          data,
        )
      : refuse(errors, at ? data : resource, at !== undefined)
  return { values, errors: Object.fromEntries(errors) }
}

type Work = {
  readonly index: ModelIndex
  readonly options: ValidateOptions
  readonly errors: Map<string, Label>
}
/** Where a set of fields stands: the record itself, or one row of its lines. */
type Place = {
  readonly resource: Resource
  readonly prefix: string
  readonly current: Data | undefined
  readonly isNew: boolean
}

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const refuse = (errors: Map<string, Label>, found: unknown, known: boolean) => {
  const { error } = known
    ? wrong(found, '必须是由字段组成的对象', 'must be an object of fields')
    : wrong(found, '没有这个资源', 'there is no such resource')
  errors.set('_record', error)
  return {}
}

const checkFields = (work: Work, place: Place, data: Data): Record<string, unknown> => {
  const values: Record<string, unknown> = {}
  const { fields } = place.resource
  for (const [name, raw] of Object.entries(data)) {
    if (raw === undefined) continue
    const path = place.prefix + name
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field) work.errors.set(path, noSuchField(name, Object.keys(fields)))
    else if (!isWritable(field, name, place.isNew, work.options.historical))
      checkUntouched(work, path, raw, place.current?.[name])
    else if (field.type === 'lines') {
      const rows = checkLines(work, place, field, name, raw)
      if (rows) values[name] = rows
    } else {
      const checked = checkValue(field, raw, work.options.ctx, work.index)
      if ('error' in checked) work.errors.set(path, checked.error)
      else values[name] = checked.value
    }
  }
  if (!work.options.historical) checkRequired(work, place, data, values)
  return values
}

const checkLines = (
  work: Work,
  place: Place,
  field: LinesField,
  name: string,
  raw: unknown,
): unknown[] | null => {
  const path = place.prefix + name
  const lines = work.index.resources.get(linesResource(place.resource.entity, name, field))
  if (raw === null) return []
  if (!Array.isArray(raw) || !lines) {
    work.errors.set(path, wrong(raw, '必须是明细行的数组', 'must be an array of rows').error)
    return null
  }
  const before = place.current?.[name]
  const known = new Map((Array.isArray(before) ? before : []).map((row: Data) => [row.id, row]))
  const seen = new Set<unknown>()
  return raw.map((row: unknown, i) => {
    const prefix = `${path}.${i}.`
    if (!isData(row)) {
      const { error } = wrong(row, '必须是由字段组成的对象', 'must be an object of fields')
      work.errors.set(`${path}.${i}`, error)
      return {}
    }
    const { id, ...rest } = row
    checkLineId(work, `${prefix}id`, id, seen)
    const current = known.get(id)
    const isNew = current === undefined && (work.options.mode === 'create' || !isUuid(id))
    const values = checkFields(work, { resource: lines, prefix, current, isNew }, rest)
    return isUuid(id) ? { id: id.toLowerCase(), ...values } : values
  })
}

const checkLineId = (work: Work, path: string, id: unknown, seen: Set<unknown>): void => {
  if (id === undefined || id === null) return
  if (!isUuid(id))
    work.errors.set(
      path,
      wrong(id, '必须是行的标识（UUID）', 'must be the id (UUID) of a row').error,
    )
  else if (seen.has(id))
    work.errors.set(path, wrong(id, '同一行出现两次', 'the same row stands here twice').error)
  seen.add(id)
}

const isWritable = (field: Field, name: string, isNew: boolean, historical = false): boolean => {
  if (isComputed(field) || name === 'id' || name === 'version') return false
  const systems =
    field.readonly || field.auto || field.copy !== undefined || field.type === 'serial'
  return historical || !(systems || (field.fixed && !isNew))
}

/** A field that nobody may write is passed over when it is empty or just as it stands. */
const checkUntouched = (work: Work, path: string, raw: unknown, current: unknown): void => {
  if (isBlank(raw) && current === undefined) return
  if (current !== undefined && sameValue(raw, current)) return
  work.errors.set(
    path,
    wrong(
      raw,
      '由系统填写或创建后不可修改',
      'cannot be written: it is set by the system or only at creation',
    ).error,
  )
}

const sameValue = (a: unknown, b: unknown): boolean =>
  (isBlank(a) && isBlank(b)) || canonical(a) === canonical(b)

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isData(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  )

const checkRequired = (work: Work, place: Place, data: Data, values: Data): void => {
  for (const [name, field] of Object.entries(place.resource.fields)) {
    const path = place.prefix + name
    if (field.required !== true || work.errors.has(path)) continue
    if (!isWritable(field, name, place.isNew, work.options.historical)) continue
    const given = data[name] !== undefined
    const isSeeded = field.type === 'lines' && field.seeds !== undefined
    const absent = place.isNew && !given && field.default === undefined && !isSeeded
    if (absent || (given && isBlank(values[name])))
      work.errors.set(path, { zh: '必填', en: 'is required' })
  }
}
