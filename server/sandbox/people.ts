import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { ModelIndex } from '#model/language/resources.ts'
import { initialState } from '#model/language/workflow.ts'
import type { Database } from '../database/database.ts'
import { personaAccount, personasOf } from '../auth/personas.ts'
import { accountOf, type Account } from '../auth/sessions.ts'

type Db = Pick<Database, 'kysely'>

/** Somebody whom a visitor of the sandbox may be. */
export type SandboxPerson = {
  readonly employee: string
  readonly name: string
  readonly department: string | null
  readonly roles: readonly string[]
}

const most = 50
/** Signs that mean something in a pattern. */
const literally = (text: string): string => text.replaceAll(/[%_\\]/g, '\\$&')

/** Everybody who works in the company, by a part of the name or of its pinyin; fifty at most. */
export const peopleOf = async (
  { kysely }: Db,
  index: ModelIndex,
  asked: string,
): Promise<readonly SandboxPerson[]> => {
  const employees = index.resources.get('employees')
  if (!employees || !Object.hasOwn(employees.fields, 'roles')) return []
  const working = initialState(employees.entity)
  const departments = index.resources.has('departments')
  const { rows } = await sql<SandboxPerson>`
    select e.id as employee, e.name, coalesce(e.roles, '{}') as roles,
      ${departments ? sql`d.name` : sql`null`} as department
    from employees e ${departments ? sql`left join departments d on d.id = e.department_id` : sql``}
    where not e.archived ${working === null ? sql`` : sql`and e.state = ${working}`}
      ${asked === '' ? sql`` : sql`and e._search like ${`%${literally(asked.toLowerCase())}%`}`}
    order by e.created_at, e.id limit ${sql.lit(most)}`.execute(kysely)
  return rows
}

/** Finds or makes an account for an employee; what is made has no password. Null when nobody such works here. */
export const accountOfEmployee = async (
  { kysely }: Db,
  employee: string,
  now: string,
): Promise<Account | null> => {
  const known = await kysely
    .selectFrom('_accounts')
    .selectAll()
    .where('employee_id', '=', employee)
    .where('disabled', '=', false)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  if (known) return accountOf(known)
  const { rows } = await sql`select 1 from employees where id = ${employee}::uuid`.execute(kysely)
  if (rows.length === 0) return null
  await kysely
    .insertInto('_accounts')
    .values({ id: v7(), login: `person-${employee}`, employee_id: employee, created_at: now, updated_at: now })
    .execute() // prettier-ignore
  return accountOfEmployee({ kysely }, employee, now)
}

/** Finds in other contents the account that comes closest to one of before: the same, the same role, the same person. */
export const accountLike = async (
  db: Db,
  index: ModelIndex,
  before: Account,
  now: string,
): Promise<Account | null> => {
  const same = await db.kysely
    .selectFrom('_accounts')
    .selectAll()
    .where('id', '=', before.id)
    .where('login', '=', before.login)
    .where('disabled', '=', false)
    .executeTakeFirst()
  if (same) return accountOf(same)
  const role = /^persona-(.+)$/.exec(before.login)?.[1]
  const persona = (await personasOf(db, index)).find((each) => each.persona === role)
  if (persona) return personaAccount(db, persona, now)
  return before.employee === null || !index.resources.has('employees')
    ? null
    : accountOfEmployee(db, before.employee, now)
}
