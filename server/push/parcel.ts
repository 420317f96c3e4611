import { stringify } from 'csv-stringify/sync'
import type { Field, Model } from '#model/language/definition.ts'
import type { Emission, Recipe, Source, ValueSpec, Values } from '#model/language/import/recipe.ts'
import { linesResource, type ModelIndex, type Resource } from '#model/language/resources.ts'
import { isComputed } from '#model/language/compute.ts'
import { seedRows } from '#model/seed.ts'
import type { ImportFile } from '../import/table.ts'
import type { Contents, FileRow } from './contents.ts'

/** Files and the recipe that makes the same records of them elsewhere. */
export type Parcel = {
  readonly recipe: Recipe
  readonly files: readonly ImportFile[]
  /** Values that cannot be carried, in words. */
  readonly left: readonly string[]
}

/** One column of a file: its name, and how it is taken from a row. */
type Column = { readonly name: string; readonly of: (row: FileRow) => string }
type Sheet = { readonly columns: readonly Column[]; readonly values: Values }

type Packing = {
  readonly index: ModelIndex
  readonly contents: Contents
  /** Entities that every company begins with, and the fields that tell their rows apart. */
  readonly seeded: ReadonlyMap<string, readonly string[]>
  readonly left: string[]
}

const encoder = new TextEncoder()

/** Fields that the writing itself sets, or that say nothing elsewhere. */
const unsaid = new Set(['version', 'updated_at', 'updated_by', 'position'])

const seededIn = (model: Model): ReadonlyMap<string, readonly string[]> =>
  new Map(seedRows(model).map(({ resource, key }) => [resource, key]))

const text = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.join(';') : String(value)
}

const moment = (value: unknown): string =>
  typeof value === 'string' ? new Date(value).toISOString() : ''

const separators = /[;；、|,，]/

const noteTags = ({ left }: Packing, resource: Resource, name: string, row: FileRow): void => {
  const value = row[name]
  const torn = Array.isArray(value) ? value.filter((tag) => separators.test(String(tag))) : []
  if (torn.length > 0)
    left.push(`${resource.name} ${String(row['id'])} ${name}: "${torn.join('", "')}" has a separator in it and would be torn apart`) // prettier-ignore
}

/** A reference to a row that the target has under another id: found by what tells it apart. */
const seedColumns = (packing: Packing, name: string, to: string, key: readonly string[]): Sheet => {
  const rows = new Map((packing.contents.rows.get(to) ?? []).map((row) => [row['id'], row]))
  const columns = key.map((field) => ({
    name: `${name}.${field}`,
    of: (row: FileRow) => text(rows.get(row[name])?.[field]),
  }))
  const by = Object.fromEntries(columns.map((column, i) => [key[i] ?? '', { column: column.name }]))
  return { columns, values: { [name]: { lookup: to, by, else: null } } }
}

const fieldSheet = (packing: Packing, resource: Resource, name: string, field: Field): Sheet => {
  const plain = (of: (row: FileRow) => string): Sheet => ({ columns: [{ name, of }], values: { [name]: { column: name } } }) // prettier-ignore
  if (field.type === 'datetime') return plain((row) => moment(row[name]))
  if (field.type === 'record_ref')
    return plain((row) => {
      const [to, id] = [row[`${name}_resource`], row[`${name}_id`]]
      return typeof to === 'string' && isPushed(packing, to) ? `${to}/${text(id)}` : '' // prettier-ignore
    })
  if (field.type === 'tags')
    for (const row of packing.contents.rows.get(resource.name) ?? []) noteTags(packing, resource, name, row) // prettier-ignore
  const key = field.type === 'reference' ? packing.seeded.get(field.to) : undefined
  if (field.type === 'reference' && key) return seedColumns(packing, name, field.to, key)
  return plain((row) => text(row[name]))
}

/** Whether records of an entity, or its child rows, are carried at all. */
const isPushed = ({ index, seeded }: Packing, name: string): boolean => {
  const resource = index.resources.get(name)
  return (
    resource !== undefined &&
    resource.entity.tier !== 'platform' &&
    !seeded.has(resource.entity.name)
  )
}

const isCarried = (packing: Packing, name: string, field: Field): boolean => {
  if (unsaid.has(name) || isComputed(field)) return false
  if (field.type === 'attachments' || field.type === 'lines') return false
  return field.type !== 'reference' || name === 'id' || packing.seeded.has(field.to) || isPushed(packing, field.to) // prettier-ignore
}

const sheetOf = (packing: Packing, resource: Resource): Sheet => {
  const sheets = Object.entries(resource.fields)
    .filter(([name, field]) => name !== resource.parent?.key && isCarried(packing, name, field))
    .map(([name, field]) => fieldSheet(packing, resource, name, field))
  return {
    columns: sheets.flatMap(({ columns }) => columns),
    values: Object.assign({}, ...sheets.map(({ values }) => values)),
  }
}

const fileOf = (name: string, { columns }: Sheet, rows: readonly FileRow[]): ImportFile => {
  const head = columns.map((column) => column.name)
  const body = rows.map((row) => columns.map(({ of }) => of(row)))
  return { name: `${name}.csv`, bytes: encoder.encode(stringify([head, ...body])) }
}

const parentColumn = '_parent'

const linesOf = ({ index }: Packing, resource: Resource) =>
  Object.entries(resource.fields).flatMap(([name, field]): [string, Resource][] => {
    const lines = field.type === 'lines' ? index.resources.get(linesResource(resource.entity, name, field)) : undefined // prettier-ignore
    return lines ? [[name, lines]] : []
  })

type Packed = {
  readonly emission: Emission
  readonly sources: Readonly<Record<string, Source>>
  readonly files: readonly ImportFile[]
}

const pack = (packing: Packing, resource: Resource): Packed => {
  const { rows } = packing.contents
  const sheet = sheetOf(packing, resource)
  const files = [fileOf(resource.name, sheet, rows.get(resource.name) ?? [])]
  const values: Record<string, ValueSpec> = { ...sheet.values }
  for (const [name, lines] of linesOf(packing, resource)) {
    const own = sheetOf(packing, lines)
    const parent = { name: parentColumn, of: (row: FileRow) => text(row[lines.parent?.key ?? '']) }
    const sorted = (rows.get(lines.name) ?? []).toSorted((a, b) => Number(a['position']) - Number(b['position'])) // prettier-ignore
    files.push(fileOf(lines.name, { ...own, columns: [parent, ...own.columns] }, sorted))
    values[name] = { rows: lines.name, on: { [parentColumn]: 'id' }, values: own.values }
  }
  return {
    files,
    emission: { entity: resource.name, from: resource.name, key: ['id'], values },
    sources: Object.fromEntries(files.map(({ name }) => [name.replace(/\.csv$/, ''), { file: name, delimiter: ',' }])), // prettier-ignore
  }
}

/**
 * Packs the records of a sandbox for an import elsewhere, in the order of references, with their ids: a second push
 * finds what the first one wrote and changes only what differs.
 *
 * Shape: one file an entity and one for its child rows. Records of the platform (notices, approvals, distributions),
 * attached files and the rows that every company begins with are not carried; references to those last are found by
 * what tells them apart.
 */
export const packContents = (index: ModelIndex, contents: Contents, only: readonly string[] = []): Parcel => {
  const left: string[] = []
  const packing: Packing = { index, contents, left, seeded: seededIn(index.model) }
  const wanted = contents.order.filter(
    ({ name, kind }) =>
      kind === 'entity' &&
      isPushed(packing, name) &&
      (contents.rows.get(name)?.length ?? 0) > 0 &&
      (only.length === 0 || only.includes(name)),
  )
  const packed = wanted.map((resource) => pack(packing, resource))
  return {
    left,
    files: packed.flatMap(({ files }) => files),
    recipe: {
      name: 'push',
      historical: true,
      sources: Object.assign({}, ...packed.map(({ sources }) => sources)),
      emit: packed.map(({ emission }) => emission),
    },
  }
} // prettier-ignore
