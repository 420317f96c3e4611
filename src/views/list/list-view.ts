import type { Entity, Field, FieldType, Preset } from '#model/language/definition.ts'
import { type ModelIndex, resolvePath } from '#model/language/resources.ts'
import { fieldKinds } from '../fields/registry.ts'
import { titleParts } from '../titles.ts'

export type Sort = { readonly field: string; readonly order: 'ASC' | 'DESC' }
export type Column = {
  readonly path: string
  readonly field: Field
  /** Path that sorts the column; null when its values have no order. */
  readonly sortBy: string | null
  readonly isNumeric: boolean
  readonly isHidden: boolean
  readonly isTotalled: boolean
}

/** Everything a generated list needs to know, derived from one definition. */
export type ListView = {
  readonly columns: readonly Column[]
  readonly filters: readonly string[]
  readonly presets: readonly (readonly [string, Preset])[]
  readonly sort: Sort
  /** Field by whose options the rows may stand in columns, and the one that gives them a day in a calendar. */
  readonly board: string | null
  readonly calendar: string | null
}

const unlisted = new Set(['id', 'version', 'archived', 'confidentiality'])
const orderless: ReadonlySet<FieldType> = new Set([
  'references', 'record_ref', 'lines', 'attachments', 'tags', 'longtext',
]) // prettier-ignore
const filterable: ReadonlySet<FieldType> = new Set([
  'enum',
  'reference',
  'date',
  'datetime',
  'boolean',
  'money',
])

/** Marked by the server: the viewer sees it on no row at all. */
const isMasked = (field: Field): boolean => 'masked' in field

const isListable = (name: string, field: Field): boolean =>
  !unlisted.has(name) && !fieldKinds[field.type].isWide && !field.secret

const defaultColumns = (entity: Entity, fields: Readonly<Record<string, Field>>): readonly string[] => {
  const named = titleParts(entity.title).flatMap((part) => ('path' in part && part.path in fields ? [part.path] : []))
  const own = Object.keys(entity.fields).filter((name) => {
    const field = fields[name]
    return field && isListable(name, field)
  })
  const state = 'state' in fields ? ['state'] : []
  return [...new Set([...named, ...own.slice(0, 7), ...state])]
} // prettier-ignore

/** Sorts a reference by the name of the record it points to, when that is one own field. */
const sortPathOf = (index: ModelIndex, path: string, field: Field): string | null => {
  if (orderless.has(field.type)) return null
  if (field.type !== 'reference') return path
  const target = index.resources.get(field.to)?.entity.title ?? ''
  const parts = titleParts(target).filter((part) => 'path' in part)
  const first = parts[0]
  if (!first || !('path' in first) || first.path.includes('.')) return null
  return `${path.replace(/_id$/, '')}.${first.path}`
}

const columnOf = (index: ModelIndex, entity: Entity, path: string, isHidden: boolean): Column[] => {
  const at = resolvePath(index, entity.name, path)
  if (!at || isMasked(at.field)) return []
  const totals = entity.views?.list?.totals
  return [{
    path,
    field: at.field,
    sortBy: sortPathOf(index, path, at.field),
    isNumeric: fieldKinds[at.field.type].isNumeric === true,
    isHidden,
    isTotalled: at.hops.length === 0 && (totals ? totals.includes(path) : at.field.type === 'money'),
  }]
} // prettier-ignore

const defaultFilters = (fields: Readonly<Record<string, Field>>): readonly string[] =>
  Object.entries(fields)
    .filter(
      ([name, field]) =>
        filterable.has(field.type) && !unlisted.has(name) && !field.secret && !isMasked(field),
    )
    .map(([name]) => name)

/** A path whose values the viewer may see. */
const openPath = (index: ModelIndex, resource: string, path: string | undefined): string | null => {
  const at = path === undefined ? undefined : resolvePath(index, resource, path)
  return path !== undefined && at && !isMasked(at.field) ? path : null
}

/** Derives columns, filters, presets and sort of a list from its definition. */
export const listViewOf = (index: ModelIndex, resource: string): ListView | null => {
  const at = index.resources.get(resource)
  if (!at) return null
  const view = at.entity.views?.list
  const shown = view?.columns ?? defaultColumns(at.entity, at.fields)
  const others = Object.entries(at.fields)
    .filter(([name, field]) => isListable(name, field) && !shown.includes(name))
    .map(([name]) => name)
  const [field, order] = view?.sort ?? ['id', 'DESC']
  const declared = (view?.filters ?? []).filter((path) => {
    const field = resolvePath(index, resource, path)?.field
    return field && !isMasked(field)
  })
  return {
    columns: [
      ...shown.flatMap((path) => columnOf(index, at.entity, path, false)),
      ...others.flatMap((path) => columnOf(index, at.entity, path, true)),
    ],
    filters: [...new Set([...declared, ...defaultFilters(at.fields)])],
    presets: Object.entries(view?.presets ?? {}),
    sort: { field, order },
    board: openPath(index, resource, at.entity.views?.board),
    calendar: openPath(index, resource, at.entity.views?.calendar),
  }
}
