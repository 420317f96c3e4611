import { sql, type RawBuilder } from 'kysely'
import type { Field, Label } from '#model/language/definition.ts'
import type { ModelIndex, Resource } from '#model/language/resources.ts'
import { foldAscii } from '#model/language/value.ts'
import { toColumns } from '../../sql/columns.ts'
import { constructedName, name } from '../../sql/names.ts'
import type { Work } from '../work.ts'

type Values = Readonly<Record<string, unknown>>
const taken: Label = { zh: '已存在相同的值', en: 'exists already' }

/** Fields that may not stand twice; archived rows count, empty values do not. */
export const uniqueFields = (
  resource: Resource,
): readonly (readonly [string, readonly string[]])[] =>
  Object.entries(resource.fields).flatMap(([field, { unique }]) =>
    unique ? [[field, typeof unique === 'object' ? unique.with : []] as const] : [],
  )

const folds = (field: Field | undefined): boolean =>
  field !== undefined &&
  ['text', 'longtext', 'email', 'phone', 'url', 'serial'].includes(field.type)

const equalTo = (resource: Resource, field: string, value: unknown): RawBuilder<unknown> => {
  const definition = resource.fields[field]
  if (folds(definition)) return sql`lower(${name(field)}) = ${foldAscii(String(value))}`
  const columns = definition?.type === 'record_ref' ? toColumns(resource, { [field]: value }) : {}
  if (definition?.type === 'record_ref')
    return sql.join(
      Object.entries(columns).map(([key, part]) => sql`${name(key)} = ${part}`),
      sql` and `,
    )
  return sql`${name(field)} = ${value}`
}

/** Checks, in one statement, that no other row has the same value in a unique field among those written. */
export const checkUnique = async (
  work: Work,
  resource: Resource,
  id: string,
  whole: Values,
  written: ReadonlySet<string>,
  errors: Record<string, Label>,
): Promise<void> => {
  const queries = uniqueFields(resource).flatMap(([field, others]) => {
    const parts = [field, ...others]
    const isEmpty = parts.some((part) => whole[part] === null || whole[part] === undefined)
    if (isEmpty || !parts.some((part) => written.has(part))) return []
    const same = sql.join(
      parts.map((part) => equalTo(resource, part, whole[part])),
      sql` and `,
    )
    return [
      sql`(select ${field} as "field" from ${name(resource.table)}
        where "id" <> ${id}::uuid and ${same} limit 1)`,
    ]
  })
  if (queries.length === 0) return
  const { rows } = await sql<{ field: string }>`
    ${sql.join(queries, sql` union all `)}`.execute(work.db)
  for (const { field } of rows) errors[field] = taken
}

/** Names the unique field whose index refused a write: two transactions met, or an effect met an existing row. */
export const violatedField = (
  index: ModelIndex,
  error: unknown,
): { readonly resource: string; readonly field: string } | undefined => {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  if (error.code !== '23505' || !('constraint' in error)) return undefined
  for (const resource of index.resources.values())
    for (const field of Object.keys(resource.fields))
      if (constructedName(resource.table, field, 'unique') === error.constraint)
        return { resource: resource.name, field }
  return undefined
}

/** Sentence of a value that stands already. */
export const takenLabel = taken
