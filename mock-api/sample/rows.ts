import { addDays, addMs, instantIn, localDay } from '#model/language/time.ts'
import { isWorkingDay } from '#model/language/calendar.ts'
import { renderSerial, serialPrefix } from '#model/language/numbering.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Random } from './random.ts'

export type SampleRow = { readonly id: string; readonly [field: string]: unknown }

/** A step that a record took, for its history. */
export type SampleStep = {
  readonly at: string
  readonly transition: string
  readonly to: string
  readonly by: string | null
}
export type SampleChange = SampleStep & {
  readonly resource: string
  readonly record: string
  readonly from: string | null
  readonly version: number
}

/** The company while it is made: its rows, what happened to them, and the counters of its numbers. */
export type Company = {
  readonly index: ModelIndex
  readonly random: Random
  readonly zone: string
  /** Day on which the story ends. */
  readonly today: string
  readonly rows: Map<string, SampleRow[]>
  readonly changes: SampleChange[]
  readonly counters: Map<string, number>
  readonly ids: { next: number }
}

export const newCompany = (index: ModelIndex, random: Random, zone: string, today: string): Company => ({
  index, random, zone, today, rows: new Map(), changes: [], counters: new Map(), ids: { next: 1 },
}) // prettier-ignore

/** An id in the order of creation, of the shape of a UUIDv7. */
export const newId = (company: Company): string => {
  const n = company.ids.next++
  return `01900000-${(n >>> 16).toString(16).padStart(4, '0')}-7${((n >>> 4) & 0xfff).toString(16).padStart(3, '0')}-8${(n & 0xf).toString(16)}00-000000000000`
}

/** A moment of a working day, local time. */
export const at = (company: Company, day: string, hour: number, minute = 0): string =>
  addMs(instantIn(day, company.zone), (hour * 60 + minute) * 60_000)

/** A moment of office hours on a day, by chance. */
export const officeHour = (company: Company, day: string): string =>
  at(company, day, company.random.whole(9, 17), company.random.whole(0, 59))

/** The next working day on or after a day. */
export const workingDay = (day: string): string => {
  let found = day
  while (!isWorkingDay(found)) found = addDays(found, 1)
  return found
}

/** The nearest working day that is not after today: the next one, else the last. */
export const workingDayUntil = (today: string, day: string): string => {
  let found = workingDay(day)
  while (found > today || !isWorkingDay(found)) found = addDays(found, -1)
  return found
}

/** The number that a record got on a day, as its serial field's pattern says. */
export const serial = (
  company: Company,
  resource: string,
  field: string,
  day: string,
  values: Readonly<Record<string, unknown>> = {},
): string => {
  const definition = company.index.resources.get(resource)?.fields[field]
  if (definition?.type !== 'serial') throw new TypeError(`${resource}.${field} is no serial`)
  const parts = { day, values }
  const key = `${resource}.${field}:${serialPrefix(definition.pattern, parts)}`
  const seq = (company.counters.get(key) ?? 0) + 1
  company.counters.set(key, seq)
  return renderSerial(definition.pattern, parts, seq)
}

type Made = {
  readonly at: string
  readonly by: string | null
  readonly steps?: readonly SampleStep[]
  readonly id?: string
}

/**
 * Adds a record with its history: made, then each step that it took by today. Its state is that of the
 * last step, else the first of the workflow.
 */
export const add = (
  company: Company,
  resource: string,
  values: Readonly<Record<string, unknown>>,
  { at: made, by, steps = [], id = newId(company) }: Made,
): SampleRow => {
  const { workflow } = company.index.resources.get(resource)?.entity ?? {}
  const first = workflow ? (workflow.initial ?? Object.keys(workflow.states)[0] ?? null) : null
  const end = at(company, addDays(company.today, 1), 0)
  const taken = steps.filter((step) => step.at < end)
  const last = taken.at(-1)
  const row: SampleRow = {
    ...values,
    id,
    confidentiality: values.confidentiality ?? 'internal',
    ...(first !== null && { state: last?.to ?? first }),
    created_at: made,
    created_by: by,
    updated_at: last?.at ?? made,
    updated_by: last ? last.by : by,
    version: taken.length + 1,
    archived: false,
  }
  const rows = company.rows.get(resource) ?? []
  company.rows.set(resource, rows)
  rows.push(row)
  const note = (step: SampleStep, from: string | null, version: number) =>
    company.changes.push({ ...step, resource, record: id, from, version })
  note({ at: made, transition: '', to: first ?? '', by }, null, 1)
  taken.forEach((step, i) => note(step, taken[i - 1]?.to ?? first, i + 2))
  return row
}

/** Adds child rows of a record's lines field. */
export const addLines = (
  company: Company,
  resource: string,
  key: string,
  parent: SampleRow,
  lines: readonly Readonly<Record<string, unknown>>[],
): readonly SampleRow[] => {
  const rows = company.rows.get(resource) ?? []
  company.rows.set(resource, rows)
  const made = lines.map((line, position) => ({
    ...line,
    id: newId(company),
    [key]: parent.id,
    position,
  }))
  rows.push(...made)
  return made
}

/** Local day of a moment. */
export const dayOf = (company: Company, moment: string): string => localDay(moment, company.zone)

/** A text field of a row that is known to be there. */
export const text = (row: SampleRow, field: string): string => {
  const value = row[field]
  if (typeof value !== 'string') throw new TypeError(`${field} of a sample row is no text`)
  return value
}
