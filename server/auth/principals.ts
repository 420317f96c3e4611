import { sql } from 'kysely'
import { initialState } from '#model/language/workflow.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Database } from '../database/database.ts'
import type { Principal } from '../engine/service.ts'
import type { Account, Session } from './sessions.ts'

/** The person behind a principal, for greeting. */
export type Person = {
  readonly principal: Principal
  readonly name: string
}

/** Nobody: may call public routes only. */
export const nobody: Principal = {
  account: null,
  employee: null,
  roles: [],
  departments: [],
  department: null,
  locale: 'zh',
  via: 'session',
}

/** Acts for the application itself: signing in, personas. */
export const system: Principal = { ...nobody, via: 'system' }

/** Knows who an account is: its employee, roles and departments; null for an employee who left or is suspended. */
export type Principals = {
  of(session: Session): Promise<Person | null>
  ofAccount(account: Account): Promise<Person | null>
}

type EmployeeRow = {
  readonly name: string | null
  readonly department_id: string | null
  readonly roles: readonly string[] | null
  readonly active: boolean
}

/** Reads employees and departments of the model by SQL; the fields are those that `$me` and scopes stand on. */
export const createPrincipals = (database: Database, index: ModelIndex): Principals => {
  const employees = index.resources.get('employees')
  const departments = index.resources.get('departments')
  const working = employees ? initialState(employees.entity) : null
  const has = (field: string) => employees !== undefined && Object.hasOwn(employees.fields, field)

  const employeeOf = async (id: string): Promise<EmployeeRow | null> => {
    if (!employees) return null
    const { rows } = await sql<EmployeeRow>`
      select ${has('name') ? sql`name` : sql`null`} as name, department_id,
        ${has('roles') ? sql`roles` : sql`null`} as roles,
        not archived and ${working === null ? sql`true` : sql`state = ${working}`} as active
      from employees where id = ${id}::uuid`.execute(database.kysely)
    return rows[0] ?? null
  }

  const departmentsOf = async (employee: string, own: string | null): Promise<string[]> => {
    if (!departments) return own === null ? [] : [own]
    const heads = Object.hasOwn(departments.fields, 'manager_id')
    const below = Object.hasOwn(departments.fields, 'parent_id')
    const { rows } = await sql<{ id: string }>`
      with recursive mine as (
        select id from departments
        where id = ${own}::uuid ${heads ? sql`or manager_id = ${employee}::uuid` : sql``}
        ${below ? sql`union select d.id from departments d join mine on d.parent_id = mine.id` : sql``}
      ) select id from mine order by id`.execute(database.kysely)
    return rows.map((row) => row.id)
  }

  const ofAccount = async (account: Account): Promise<Person | null> => {
    const employee = account.employee === null ? null : await employeeOf(account.employee)
    if (account.employee !== null && employee?.active !== true) return null
    const department = employee?.department_id ?? null
    const principal: Principal = {
      account: account.id,
      employee: account.employee,
      roles: [...new Set([...account.roles, ...(employee?.roles ?? [])])],
      departments:
        account.employee === null ? [] : await departmentsOf(account.employee, department),
      department,
      locale: account.locale,
      via: 'session',
    }
    return { principal, name: employee?.name ?? account.login }
  }

  return {
    ofAccount,
    of: async ({ account, kind }) => {
      const person = await ofAccount(account)
      return person && { ...person, principal: { ...person.principal, via: kind } }
    },
  }
}
