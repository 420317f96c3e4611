import { linesResource, type ModelIndex, type Resource } from '#model/language/resources.ts'
import { siblingPairs } from '#model/language/memory-rows.ts'
import { columnsOf, type Column } from './columns.ts'
import { isFoldable } from './kinds.ts'
import { constructedName } from './names.ts'
import { systemTables } from './system-tables.ts'

/** An index; `on` holds quoted columns or expressions. */
export type Index = {
  readonly name: string
  readonly on: readonly string[]
  readonly unique?: true
  readonly using?: 'gin'
}

/** A table as it should be. */
export type Table = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly primaryKey: readonly string[]
  readonly indexes: readonly Index[]
  /** Lines die with their parent. */
  readonly cascade?: string
  /** Former name: a rename keeps the rows. */
  readonly was?: string
}

const quoted = (text: string): string => `"${text}"`

/** Text is unique whatever the case of its ASCII letters. */
const uniqueOn = (resource: Resource, field: string): readonly string[] => {
  const definition = resource.fields[field]
  if (definition?.type === 'record_ref') return [quoted(`${field}_resource`), quoted(`${field}_id`)]
  return definition && isFoldable(definition)
    ? [`lower(${quoted(field)} collate "C")`]
    : [quoted(field)]
}

const uniqueIndexes = (resource: Resource): readonly Index[] =>
  Object.entries(resource.fields).flatMap(([name, field]) => {
    const others = typeof field.unique === 'object' ? field.unique.with : []
    if (!field.unique && field.type !== 'serial') return []
    const on = [name, ...others].flatMap((each) => uniqueOn(resource, each))
    return [{ name: constructedName(resource.table, name, 'unique'), on, unique: true as const }]
  })

/** Column of the time axis: what figures are counted by, if it is the resource's own. */
const timeColumn = (resource: Resource): string => {
  const time =
    resource.kind === 'lines'
      ? resource.parent?.lines.analytics?.time
      : resource.entity.analytics?.time
  return time && Object.hasOwn(resource.fields, time) ? time : 'created_at'
}

/** Column by which the list opens, when it is another than the time axis: newest first, or as it says. */
const listedBy = (
  resource: Resource,
  names: ReadonlySet<string>,
  time: string,
): readonly Index[] => {
  const [column, direction] =
    resource.kind === 'entity' ? (resource.entity.views?.list?.sort ?? []) : []
  if (column === undefined || column === time || !names.has(column)) return []
  const on =
    direction === 'DESC' ? [newestFirst(column), newestFirst('id')] : [quoted(column), quoted('id')]
  return [{ name: constructedName(resource.table, column, 'listed', 'index'), on }]
}

/** Stamps of the system: they point to employees, but nobody is deleted and nobody lists by them. */
const unindexed = new Set(['created_by', 'updated_by'])

const plainIndexes = (resource: Resource, columns: readonly Column[]): readonly Index[] => {
  const names = new Set(columns.map((column) => column.name))
  const time = timeColumn(resource)
  const timed = names.has(time) ? [time] : []
  const wanted: (readonly string[])[] = []
  for (const { name, references, field, type } of columns) {
    if (unindexed.has(name)) continue
    if (name === 'owner_id' || name === 'department_id') wanted.push([name, ...timed])
    else if (references) wanted.push([name])
    else if (field && type === 'uuid' && name !== 'id') wanted.push([name])
  }
  if (names.has('state')) wanted.push(['state'])
  if (timed.length > 0) wanted.push([time, 'id'])
  if (names.has('_import_id')) wanted.push(['_import_id'])
  const plain = wanted.map((on) => ({
    name: constructedName(resource.table, ...on, 'index'),
    on: on.map((each) =>
      timed.includes(each) || on[0] === time ? newestFirst(each) : quoted(each),
    ),
  }))
  return [...plain, ...listedBy(resource, names, time)]
}

/** Lists show the newest first and rows without a date last. */
const newestFirst = (column: string): string =>
  column === 'id' ? `"id" desc` : `${quoted(column)} desc nulls last`

const listIndexes = (resource: Resource, columns: readonly Column[]): readonly Index[] =>
  columns
    .filter((column) => column.name === '_grams' || column.type === 'uuid[]')
    .map((column) => ({
      name: constructedName(resource.table, column.name, 'index'),
      on: [quoted(column.name)],
      using: 'gin' as const,
    }))

const matched = new WeakMap<ModelIndex, ReadonlyMap<string, ReadonlySet<string>>>()

/** Fields of child rows that some condition or rollup finds by equal values, by resource. */
const matchedFields = (index: ModelIndex): ReadonlyMap<string, ReadonlySet<string>> => {
  const known = matched.get(index)
  if (known) return known
  const found = new Map<string, Set<string>>()
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if ('of' in part && 'by' in part && typeof part.of === 'string' && typeof part.by === 'string')
      for (const [theirs] of siblingPairs(part.by)
        ?.filter(([, , operator]) => operator === '=')
        .slice(0, 1) ?? [])
        found.set(part.of, (found.get(part.of) ?? new Set()).add(theirs))
    Object.values(part).forEach(walk)
  }
  walk(index.model.entities)
  matched.set(index, found)
  return found
}

/** Texts by which rows are matched with each other; without an index every row would look at all the others. */
const matchedIndexes = (index: ModelIndex, resource: Resource): readonly Index[] =>
  [...(matchedFields(index).get(resource.name) ?? [])]
    .filter((field) => {
      const definition = resource.fields[field]
      return definition !== undefined && isFoldable(definition)
    })
    .map((field) => ({
      name: constructedName(resource.table, field, 'matched', 'index'),
      on: [quoted(field)],
    }))

/** Lines are named after their entity and field, and follow when either is renamed. */
const formerName = ({ entity, parent, name }: Resource): string | undefined => {
  if (!parent) return entity.was
  const { was, table } = parent.lines
  if (table !== undefined || (was === undefined && entity.was === undefined)) return undefined
  const before = { name: entity.was ?? entity.name }
  const former = linesResource(
    entity.was === undefined ? entity : before,
    was ?? parent.field,
    parent.lines,
  )
  return former === name ? undefined : former
}

const tableOf = (index: ModelIndex, resource: Resource): Table => {
  const columns = columnsOf(index, resource)
  const was = formerName(resource)
  return {
    name: resource.table,
    columns,
    primaryKey: ['id'],
    indexes: [
      ...plainIndexes(resource, columns),
      ...listIndexes(resource, columns),
      ...matchedIndexes(index, resource),
      ...uniqueIndexes(resource),
    ],
    ...(resource.parent && { cascade: resource.parent.key }),
    ...(was !== undefined && { was }),
  }
}

/** Lists every table that a model needs: the system's, then one a resource. */
export const tablesOf = (index: ModelIndex): readonly Table[] => [
  ...systemTables,
  ...[...index.resources.values()].map((resource) => tableOf(index, resource)),
]
