import { sql } from 'kysely'
import { isId } from './body.ts'
import type { Call } from './call.ts'

/** Names of employees by id, for showing who did something; not under access rules, as in the history. */
export const employeeNames = async (
  { parts }: Pick<Call, 'parts'>,
  ids: readonly unknown[],
): Promise<ReadonlyMap<string, string>> => {
  const wanted = [...new Set(ids.filter(isId))]
  const employees = parts.index.resources.get('employees')
  if (wanted.length === 0 || !employees || !Object.hasOwn(employees.fields, 'name'))
    return new Map()
  const { rows } = await sql<{ id: string; name: string | null }>`
    select id, name from employees where id = any(${wanted}::uuid[])`.execute(parts.database.kysely)
  return new Map(rows.map((row) => [row.id, row.name ?? '']))
}
