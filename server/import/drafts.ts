import type { Context } from '#model/language/context.ts'
import type { Field } from '#model/language/definition.ts'
import { linesResource, type ModelIndex, type Resource } from '#model/language/resources.ts'
import { isUuid } from '#model/language/validate-messages.ts'
import type { Row } from '#model/language/wire.ts'
import { fitTo } from './fit.ts'
import { compileFormula, compileRecord, type FieldColumns, type Lookup, type Place, type Raw, type RawRecord } from './raw-values.ts' // prettier-ignore
import type { Emission, Recipe } from '#model/language/import/recipe.ts'
import type { RowView, Sources } from './sources.ts'
import { l, type ImportProblem } from './table.ts'

/** Values of one record or child row that is about to be written, with where they stand: fifty thousand of them at once. */
export type Part = {
  readonly resource: Resource
  id: string
  readonly values: Record<string, unknown>
  /** The columns of the file by field, shared by all that are made alike. */
  readonly columns: FieldColumns
  readonly row: RowView
  /** Fields that have a problem already. */
  readonly spoilt: Set<string>
}
/** A record to be created, or the changes to one that exists. */
export type Draft = Part & {
  readonly emission: number
  readonly lines: Map<string, readonly Part[]>
  /** The record as it stands, when there is one. */
  before?: Row
}
/** A value that is known once a record is found. */
export type Pending = {
  readonly part: Part
  readonly field: string
  readonly definition: Field
  readonly lookups: readonly Lookup[]
  readonly isList: boolean
}
export type Drafts = {
  readonly drafts: readonly Draft[]
  readonly pending: readonly Pending[]
}

export type Report = (problem: ImportProblem) => void

export type Making = {
  readonly index: ModelIndex
  readonly ctx: Context
  readonly recipe: Recipe
  readonly sources: Sources
  readonly newId: () => string
  /** Records keep the ids that the recipe gives them: historical imports only. */
  readonly keepsIds: boolean
  readonly report: Report
}

/** Makes the drafts of every record that a recipe makes of its sources; references are still to be found. */
export const makeDrafts = (making: Making): Drafts => {
  const drafts: Draft[] = []
  const pending: Pending[] = []
  for (const [i, emission] of making.recipe.emit.entries())
    for (const emitted of rowsOf(making, emission, i))
      drafts.push(draftOf(making, emission, i, emitted, pending))
  return { drafts, pending }
}

type Emitted = { readonly row: RowView; readonly columns: FieldColumns; readonly values: RawRecord }

/** Reads what a recipe emits row by row, so that the unfitted values of a large file never stand in memory together. */
function* rowsOf(making: Making, emission: Emission, i: number): Iterable<Emitted> {
  const { sources, ctx } = making
  const source = sources.get(emission.from)
  if (!source) return
  const scope = { source, sources, ctx }
  const at = `recipe.emit.${i}`
  const where =
    emission.where === undefined ? undefined : compileFormula(scope, emission.where, `${at}.where`)
  const record = compileRecord(scope, emission.values, `${at}.values`)
  const kept = where ? source.rows.filter((row) => where.run({ row }) === true) : source.rows
  const { columns, read } = record
  const emitted = (row: RowView): Emitted => ({ row, columns, values: read({ row }) })
  if (emission.distinct) yield* distinctOf(making, emission, emission.distinct, kept, emitted)
  else for (const row of kept) yield emitted(row)
}

/** One record for each distinct value; rows that disagree about a field are a problem. */
const distinctOf = (
  making: Making,
  emission: Emission,
  columns: readonly string[],
  rows: readonly RowView[],
  emitted: (row: RowView) => Emitted,
): readonly Emitted[] => {
  const firsts = new Map<string, Emitted>()
  for (const row of rows) {
    const key = JSON.stringify(columns.map((column) => row.get(column)))
    const first = firsts.get(key)
    if (!first) firsts.set(key, emitted(row))
    else reportDifferences(making, emission, first, emitted(row))
  }
  return [...firsts.values()]
}

const comparable = (raw: Raw | undefined): string =>
  JSON.stringify(raw, (key, value: unknown) => (key === 'reading' ? undefined : value))

const reportDifferences = (
  { report }: Making,
  { entity }: Emission,
  first: Emitted,
  other: Emitted,
): void => {
  for (const [field, raw] of Object.entries(other.values)) {
    if (raw.k === 'rows' || comparable(raw) === comparable(first.values[field])) continue
    const { number } = first.row
    report({ ...placeOf(other, field), resource: entity, field, message: l(`与第 ${number} 行给出的值不同`, `differs from what row ${number} gives`) }) // prettier-ignore
  }
}

const draftOf = (
  making: Making,
  emission: Emission,
  i: number,
  given: Emitted,
  pending: Pending[],
): Draft => {
  const resource = making.index.resources.get(emission.entity)
  if (!resource) throw new Error(`no resource ${emission.entity}`)
  const part = partOf(making, resource, given, pending)
  const lines = new Map<string, readonly Part[]>()
  for (const [field, raw] of Object.entries(given.values)) {
    const definition = resource.fields[field]
    if (raw.k !== 'rows' || definition?.type !== 'lines') continue
    const target = making.index.resources.get(linesResource(resource.entity, field, definition))
    if (!target) continue
    lines.set(
      field,
      raw.rows.map((line) => {
        const child = partOf(making, target, { ...line, columns: raw.columns }, pending)
        child.values[target.parent?.key ?? ''] = part.id
        return child
      }),
    )
  }
  return Object.assign(part, { emission: i, lines })
}

const partOf = (
  making: Making,
  resource: Resource,
  { row, columns, values: given }: Emitted,
  pending: Pending[],
): Part => {
  const values: Record<string, unknown> = {}
  const part: Part = { resource, id: making.newId(), values, columns, row, spoilt: new Set() }
  for (const [field, raw] of Object.entries(given)) {
    const definition = resource.fields[field]
    if (definition && raw.k !== 'rows') place(making, part, field, definition, raw, pending)
  }
  if (making.keepsIds) keepId(making, part)
  return part
}

/** Takes over the id that was given, so that a record is the same wherever it is imported. */
const keepId = (making: Making, part: Part): void => {
  const { id } = part.values
  delete part.values['id']
  if (id === undefined || id === null) return
  if (isUuid(id)) part.id = id.toLowerCase()
  else spoil(making, part, 'id', '必须是记录的标识（UUID）', 'must be the id (UUID) of a record')
}

const place = (
  making: Making,
  part: Part,
  field: string,
  definition: Field,
  raw: Exclude<Raw, { k: 'rows' }>,
  pending: Pending[],
): void => {
  if (raw.k === 'lookup') pending.push({ part, field, definition, lookups: [raw], isList: false })
  else if (raw.k === 'list') {
    const lookups = raw.items.filter((item) => item.k === 'lookup')
    if (lookups.length > 0) pending.push({ part, field, definition, lookups, isList: true })
    else part.values[field] = raw.items.flatMap((item) => (item.k === 'value' ? [item.value] : []))
  } else if (raw.k === 'uncoded') {
    const shown = raw.codes.slice(0, 12).join(', ')
    spoil(making, part, field, `代码表中没有“${String(raw.value)}”；有：${shown}`, `"${String(raw.value)}" is not among the codes ${shown}`) // prettier-ignore
  } else {
    const fitted = fitTo(definition, raw.value, raw.reading)
    if ('value' in fitted) part.values[field] = fitted.value
    else spoil(making, part, field, fitted.error.zh, fitted.error.en)
  }
}

/** Reports a problem of one field of a part, once. */
export const spoil = (
  { report }: Pick<Making, 'report'>,
  part: Part,
  field: string,
  zh: string,
  en: string,
): void => {
  if (part.spoilt.has(field)) return
  part.spoilt.add(field)
  report({ ...placeOf(part, field), resource: part.resource.name, field, message: l(zh, en) })
}

/** Where a field of a part stands; a field that the recipe does not fill stands in the row as a whole. */
export const placeOf = ({ row, columns }: Pick<Part, 'row' | 'columns'>, field: string): Place => ({
  file: row.file,
  row: row.number,
  column: columns[field] ?? null,
})
