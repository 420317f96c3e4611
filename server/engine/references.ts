import { sql } from 'kysely'
import type { Label, Predicate } from '#model/language/definition.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import { linesResource, type Resource } from '#model/language/resources.ts'
import { maskedCompile, verbTest } from './compile.ts'
import { isSame } from './history.ts'
import { selectIds } from './rows.ts'
import type { Row } from './service.ts'
import type { Work } from './work.ts'

type Values = Readonly<Record<string, unknown>>
/** One id that a written field points to. */
type Pointer = {
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
  const pointers = pointersOf(work, resource, values, before, '')
  for (const group of Map.groupBy(pointers, groupKey).values())
    await checkGroup(work, group, errors)
}

const groupKey = ({ to, where }: Pointer): string => `${to} ${JSON.stringify(where ?? null)}`

const checkGroup = async (
  work: Work,
  group: readonly Pointer[],
  errors: Record<string, Label>,
): Promise<void> => {
  const [first] = group
  const target = first && work.engine.index.resources.get(first.to)
  if (!first) return
  const found = new Set(target ? await findable(work, target, group) : [])
  for (const { path, id } of group)
    if (!found.has(id))
      errors[path] = {
        zh: `${target?.label.zh ?? '所选记录'}不存在、已归档或不可选`,
        en: `not one of the ${target?.label.en ?? 'records'} that may be chosen`,
      }
}

const findable = (
  work: Work,
  target: Resource,
  group: readonly Pointer[],
): Promise<readonly string[]> => {
  const ids = [...new Set(group.map(({ id }) => id))]
  const { where } = group[0] ?? {}
  return selectIds(work, maskedCompile(work), target.name, {
    where: [
      verbTest(work, target.name, 'read'),
      ...(where ? [parsePredicate(where)] : []),
      ...(target.fields.archived ? [parsePredicate({ archived: false })] : []),
    ],
    only: (source) => sql`${source.column('id')} = any(${ids}::uuid[])`,
  })
}

const pointersOf = (
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
