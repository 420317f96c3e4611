import { sql, type RawBuilder } from 'kysely'
import type { Field, Label } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { titlesOf } from '../../engine/read/titles.ts'
import type { Work } from '../../engine/work.ts'
import { Problem } from '../../problems.ts'
import { name } from '../../sql/names.ts'
import type { Touched } from './touched.ts'

/** Records that an answer names. */
const mostNamed = 20

type Named = { readonly resource: string; readonly id: string }

const refuse = async (work: Work, found: readonly Named[], message: Label): Promise<never> => {
  const records = []
  for (const [resource, group] of Map.groupBy(found.slice(0, mostNamed), (each) => each.resource)) {
    const titles = await titlesOf(work, resource, group.map(({ id }) => id)) // prettier-ignore
    for (const { id } of group) records.push({ resource, id, title: titles.get(id) ?? id })
  }
  throw new Problem('conflict', { message, details: { records, count: found.length } })
}

/** Refuses when anything that the import wrote has been changed since, commented or given a file. */
export const requireUnchanged = async (
  work: Work,
  importId: string,
  touched: readonly Touched[],
): Promise<void> => {
  const { rows: found } = await sql<Named>`
    select distinct "later"."resource", "later"."record" as "id" from "_changes" as "own"
    join "_changes" as "later" on "later"."resource" = "own"."resource" and "later"."record" = "own"."record"
      and "later"."seq" > "own"."seq" and "later"."import_id" is distinct from "own"."import_id"
    where "own"."import_id" = ${importId}::uuid
    order by 1, 2`.execute(work.db)
  const attached: Named[] = []
  for (const { resource, created } of touched)
    for (const table of ['_comments', '_files']) {
      const { rows } = await sql<Named>`
        select distinct "resource", "record_id" as "id" from ${sql.id(table)}
        where "resource" = ${resource.name} and "record_id" = any(${created}::uuid[])`.execute(work.db) // prettier-ignore
      attached.push(...rows)
    }
  const all = [...found, ...attached]
  if (all.length > 0)
    await refuse(work, all, {
      zh: `导入的记录中有 ${all.length} 条此后已有变动，不能撤销`,
      en: `${all.length} of the imported records have changed since; the import cannot be undone`,
    })
}

/** The rows of a resource that an undo removes, as a condition; null when it removes none. */
const removedFrom = (touched: readonly Touched[], resource: Resource): RawBuilder<unknown> | null => {
  const of = touched.find((each) => each.resource.name === (resource.parent?.resource ?? resource.name))
  if (!of || of.created.length === 0) return null
  return sql`${name(resource.parent?.key ?? 'id')} = any(${of.created}::uuid[])`
} // prettier-ignore

/** Ids of the rows of a resource that an undo removes, as a query; null when it removes none. */
const removedIds = (touched: readonly Touched[], resource: Resource): RawBuilder<unknown> | null => {
  const removed = removedFrom(touched, resource)
  return removed && sql`(select "id" from ${name(resource.table)} where ${removed})`
} // prettier-ignore

const pointsTo = (
  { engine: { index } }: Work,
  touched: readonly Touched[],
  field: string,
  definition: Field,
): readonly RawBuilder<unknown>[] => {
  if (definition.type === 'record_ref')
    return touched.flatMap(
      ({ resource, created }) =>
      created.length === 0
        ? []
        : [sql`(${name(`${field}_resource`)} = ${resource.name} and ${name(`${field}_id`)} = any(${created}::uuid[]))`], // prettier-ignore
    )
  if (definition.type !== 'reference' && definition.type !== 'references') return []
  const to = index.resources.get(definition.to)
  const ids = to && removedIds(touched, to)
  if (!ids) return []
  return definition.type === 'reference'
    ? [sql`${name(field)} in ${ids}`]
    : [sql`${name(field)} && array${ids}`]
}

/** Refuses when records that stay point to records that would be removed. */
export const requireUnpointed = async (work: Work, touched: readonly Touched[]): Promise<void> => {
  const found: Named[] = []
  for (const resource of work.engine.index.resources.values()) {
    const tests = Object.entries(resource.fields).flatMap(([field, definition]) =>
      field === 'id' || field === resource.parent?.key || definition.formula !== undefined
        ? []
        : pointsTo(work, touched, field, definition),
    )
    if (tests.length === 0) continue
    const own = removedFrom(touched, resource)
    const record = name(resource.parent?.key ?? 'id')
    const { rows } = await sql<{ id: string }>`
      select distinct ${record} as "id" from ${name(resource.table)}
      where (${sql.join(tests, sql` or `)})${own ? sql` and not (${own})` : sql``} limit 1000`.execute(work.db)
    found.push(...rows.map(({ id }) => ({ resource: resource.entity.name, id })))
  }
  if (found.length > 0)
    await refuse(work, found, {
      zh: `有 ${found.length} 条记录引用了导入的记录，不能撤销`,
      en: `${found.length} records refer to imported ones; the import cannot be undone`,
    })
  await requireNoAccounts(work, touched)
} // prettier-ignore

/** An employee with an account is somebody who may be signed in. */
const requireNoAccounts = async (work: Work, touched: readonly Touched[]): Promise<void> => {
  const people = touched.find(({ resource }) => resource.name === 'employees')?.created ?? []
  if (people.length === 0) return
  const { rows } = await sql<{ id: string }>`
    select "employee_id" as "id" from "_accounts" where "employee_id" = any(${people}::uuid[])`.execute(work.db) // prettier-ignore
  const found = rows.map(({ id }) => ({ resource: 'employees', id }))
  if (found.length > 0)
    await refuse(work, found, {
      zh: `导入的员工中有 ${found.length} 人已有账号，不能撤销`,
      en: `${found.length} of the imported employees have accounts; the import cannot be undone`,
    })
}
