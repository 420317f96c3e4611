import { sql } from 'kysely'
import type { Label, Predicate } from '#model/language/definition.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import { linesResource, type Resource } from '#model/language/resources.ts'
import { maskedCompile, verbTest } from '../compile.ts'
import { isSame } from '../record/history.ts'
import { runPlanned } from '../record/plans.ts'
import { among, idsQuery } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import type { Work } from '../work.ts'

type Values = Readonly<Record<string, unknown>>
/** One id that a written field points to. */
export type Pointer = {
  readonly path: string
  readonly to: string
  readonly id: string
  readonly where?: Predicate
}

/**
 * Checks that what a person points to exists, may be read and is one of the choices that the field allows.
 * References that stay as they were are not asked again.
 */
export const checkReferences = async (
  work: Work,
  resource: Resource,
  values: Values,
  before: Row | undefined,
  errors: Record<string, Label>,
): Promise<void> => {
  await checkPointers(work, pointersOf(work, resource, values, before, ''), errors)
}

/** Reports every pointer to something that does not exist, may not be read or is no choice; one statement for all. */
export const checkPointers = async (
  work: Work,
  pointers: readonly Pointer[],
  errors: Record<string, Label>,
): Promise<void> => {
  if (pointers.length === 0) return
  await checkGroups(work, [...Map.groupBy(pointers, groupKey).values()], errors)
}

const checkGroups = async (
  work: Work,
  groups: readonly (readonly Pointer[])[],
  errors: Record<string, Label>,
): Promise<void> => {
  const found = await findable(work, groups)
  for (const [i, group] of groups.entries())
    for (const { path, to, id } of group)
      if (!found.has(`${i} ${id}`)) errors[path] = missing(work, to)
}

/** Checks pointers of one kind of choice. */
export const checkGroup = (
  work: Work,
  group: readonly Pointer[],
  errors: Record<string, Label>,
): Promise<void> => checkGroups(work, [group], errors)

/** Names the kind of choice that a pointer makes; pointers of one kind are asked together. */
export const groupKey = ({ to, where }: Pointer): string => `${to} ${JSON.stringify(where ?? null)}`

const missing = (work: Work, to: string): Label => {
  const target = work.engine.index.resources.get(to)
  return {
    zh: `${target?.label.zh ?? '所选记录'}不存在、已归档或不可选`,
    en: `not one of the ${target?.label.en ?? 'records'} that may be chosen`,
  }
}

/** Asks for the records of every group in one statement: `<group> <id>` of those that may be chosen. */
const findable = async (
  work: Work,
  groups: readonly (readonly Pointer[])[],
): Promise<ReadonlySet<string>> => {
  const kinds = groups.flatMap((group, i) => {
    const [first] = group
    const target = first && work.engine.index.resources.get(first.to)
    return first && target ? [{ i, first, target, ids: [...new Set(group.map(({ id }) => id))] }] : []
  })
  if (kinds.length === 0) return new Set()
  const key = kinds.map(({ i, first, ids }) => `${i} ${groupKey(first)} ${ids.length}`)
  const asked = kinds.flatMap(({ ids }) => ids)
  const found = await runPlanned(work, `choices ${key.join(' ')}`, asked, (at, all) => {
    const rest = [...all]
    const queries = kinds.map(({ i, first, target, ids }) => {
      const query = choices(at, first, target, rest.splice(0, ids.length))
      return sql`select ${`${i}`} as "group", "id" from (${query}) as "found"`
    })
    const read = ({ group, id }: Readonly<Record<string, unknown>>) => `${String(group)} ${String(id)}`
    return { query: sql`${sql.join(queries, sql` union all `)}`, read }
  })
  return new Set(found)
} // prettier-ignore

const choices = (work: Work, { where }: Pointer, target: Resource, ids: readonly string[]) =>
  idsQuery(maskedCompile(work), target.name, {
    where: [
      verbTest(work, target.name, 'read'),
      ...(where ? [parsePredicate(where)] : []),
      ...(target.fields.archived ? [parsePredicate({ archived: false })] : []),
    ],
    only: among(ids),
  })

/** Lists what written values point to, as far as it changes. */
export const pointersOf = (
  work: Work,
  resource: Resource,
  values: Values,
  before: Values | undefined,
  prefix: string,
): Pointer[] =>
  Object.entries(values).flatMap(([name, value]): Pointer[] => {
    const field = resource.fields[name]
    const path = `${prefix}${name}`
    if (!field || value === null || isSame(value, before?.[name])) return []
    if (field.type === 'lines' && Array.isArray(value)) {
      const lines = work.engine.index.resources.get(linesResource(resource.entity, name, field))
      if (!lines) return []
      const old = new Map(rowsIn(before?.[name]).map((row) => [row.id, row]))
      return rowsIn(value).flatMap((row, i) =>
        pointersOf(work, lines, row, old.get(row.id), `${path}.${i}.`),
      )
    }
    if (field.type === 'reference' || field.type === 'references') {
      const { to, where } = field
      return [value].flat().map((id) => ({ path, to, id: String(id), ...(where && { where }) }))
    }
    return field.type === 'record_ref' ? recordPointer(path, value) : []
  })

const recordPointer = (path: string, value: unknown): Pointer[] =>
  typeof value === 'object' && value !== null && 'resource' in value && 'id' in value
    ? [{ path, to: String(value.resource), id: String(value.id) }]
    : []

const rowsIn = (value: unknown): readonly Row[] => (Array.isArray(value) ? value : [])
