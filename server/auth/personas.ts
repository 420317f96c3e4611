import { v7 } from 'uuid'
import { sql } from 'kysely'
import { initialState } from '#model/language/workflow.ts'
import type { Label } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Database } from '../database/database.ts'
import type { Account } from './sessions.ts'
import { accountOf } from './sessions.ts'

/** Somebody whom a visitor of a demonstration may be: one employee a role. */
export type Persona = {
  readonly persona: string
  readonly role: Label
  readonly name: string
  readonly department: string | null
  readonly employee: string
}

type Candidate = {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  readonly department: string | null
}

/** Lists one employee for each role of the model: with few other roles, and the same one each time. */
export const personasOf = async (
  { kysely }: Pick<Database, 'kysely'>,
  index: ModelIndex,
): Promise<readonly Persona[]> => {
  const employees = index.resources.get('employees')
  if (!employees || !Object.hasOwn(employees.fields, 'roles')) return []
  const departments = index.resources.has('departments')
  const working = initialState(employees.entity)
  const { rows } = await sql<Candidate>`
    select e.id, e.name, e.roles, ${departments ? sql`d.name` : sql`null`} as department
    from employees e
    ${departments ? sql`left join departments d on d.id = e.department_id` : sql``}
    where not e.archived and e.roles is not null
      ${working === null ? sql`` : sql`and e.state = ${working}`}
    order by cardinality(e.roles), e.created_at, e.id limit 2000`.execute(kysely)
  return index.model.roles.flatMap((role) => {
    const person = rows.find((row) => row.roles.includes(role.key))
    if (!person) return []
    const { id: employee, name, department } = person
    return [{ persona: role.key, role: role.label, name, department, employee }]
  })
}

/** Finds or makes the account of a persona; it has no password, so nobody can sign in to it otherwise. */
export const personaAccount = async (
  { kysely }: Pick<Database, 'kysely'>,
  persona: Persona,
  now: string,
): Promise<Account> => {
  const login = `persona-${persona.persona}`
  await kysely
    .insertInto('_accounts')
    .values({ id: v7(), login, employee_id: persona.employee, created_at: now, updated_at: now })
    .onConflict((conflict) =>
      conflict.column('login').doUpdateSet({ employee_id: persona.employee, updated_at: now }),
    )
    .execute()
  const row = await kysely
    .selectFrom('_accounts')
    .selectAll()
    .where('login', '=', login)
    .executeTakeFirstOrThrow()
  return accountOf(row)
}
