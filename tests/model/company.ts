import { beforeAll } from 'vitest'
import { model } from '#model/index.ts'
import { createEngine } from '../../server/engine/create-service.ts'
import type { Hooks } from '../../server/engine/hooks.ts'
import { insertRecord } from '../../server/engine/write/insert.ts'
import { recompute } from '../../server/engine/rules/recompute.ts'
import type { Row } from '#model/language/wire.ts'
import type { Principal } from '../../server/engine/service.ts'
import { settle } from '../../server/engine/rules/settle.ts'
import { insertRows } from '../../server/engine/write/store.ts'
import { asSystem, inTransaction, resourceOf, systemPrincipal } from '../../server/engine/work.ts'
import { checkParameter } from '../../server/hooks/check-parameter.ts'
import type { Problem } from '../../server/problems.ts'
import { onPostgres } from '../prepared.ts'
import { actor, useCompany, zone, type Company } from '../server/engine/company.ts'

const id = (kind: number, number: number) =>
  `00000000-0000-7000-8000-${String(kind).padStart(4, '0')}${String(number).padStart(8, '0')}`

type Function =
  | 'administration' | 'sales' | 'finance' | 'legal' | 'production' | 'warehouse' | 'purchasing' | 'quality' | 'hr'
  | 'marketing' | 'service' | 'project_office' // prettier-ignore

/** Departments by function, each with its head. */
const departments: readonly (readonly [Function, string, keyof typeof people])[] = [
  ['administration', '总经办', 'boss'],
  ['sales', '销售部', 'sales_head'],
  ['finance', '财务部', 'finance_head'],
  ['legal', '法务部', 'legal_head'],
  ['production', '生产部', 'production_head'],
  ['warehouse', '仓储部', 'warehouse_head'],
  ['purchasing', '采购部', 'purchasing_head'],
  ['quality', '质量部', 'quality_head'],
  ['hr', '人力资源部', 'hr_head'],
  ['marketing', '市场部', 'marketer'],
  ['service', '客服部', 'service_clerk'],
  ['project_office', '项目部', 'project_lead'],
]

/** Everybody in the company: department, roles, superior. */
const people = {
  boss: ['administration', ['executive'], null],
  deputy: ['administration', ['executive'], 'boss'],
  sales_head: ['sales', ['dept_manager'], 'boss'],
  seller: ['sales', ['sales'], 'sales_head'],
  other_seller: ['sales', ['sales'], 'sales_head'],
  finance_head: ['finance', ['finance', 'dept_manager'], 'boss'],
  accountant: ['finance', ['finance'], 'finance_head'],
  legal_head: ['legal', ['risk_legal', 'dept_manager'], 'boss'],
  production_head: ['production', ['operations', 'dept_manager'], 'boss'],
  warehouse_head: ['warehouse', ['operations', 'dept_manager'], 'boss'],
  purchasing_head: ['purchasing', ['operations', 'dept_manager'], 'boss'],
  quality_head: ['quality', ['operations', 'dept_manager'], 'boss'],
  hr_head: ['hr', ['hr', 'dept_manager'], 'boss'],
  hr_clerk: ['hr', ['hr'], 'hr_head'],
  clerk: ['administration', ['office'], 'boss'],
  administrator: ['administration', ['admin'], 'boss'],
  marketer: ['marketing', ['marketing'], 'boss'],
  service_clerk: ['service', ['service'], 'boss'],
  project_lead: ['project_office', ['project'], 'boss'],
} as const satisfies Readonly<Record<string, readonly [Function, readonly string[], string | null]>>

/** Name of somebody in the company. */
export type Person = keyof typeof people

const names = Object.keys(people)
const functions = departments.map(([name]) => name)

/** Id of an employee. */
export const employee = (person: Person): string => id(1, names.indexOf(person) + 1)

/** Id of a department. */
export const department = (name: Function): string => id(2, functions.indexOf(name) + 1)

/** Id of the one position that everybody holds. */
export const position = id(3, 1)

const departmentOf = (person: Person): Function => people[person][0]

/** Acts as somebody: with the department that he or she belongs to or heads, English answers. */
export const as = (person: Person): Principal =>
  actor(employee(person), people[person][1], {
    department: department(departmentOf(person)),
    departments: [department(departmentOf(person))],
  })

const departmentRow = ([name, zh, head]: (typeof departments)[number], i: number) => ({
  code: `D${String.fromCharCode(65 + i)}`,
  name: zh,
  kind: name === 'administration' ? 'management' : name === 'sales' ? 'business' : 'support',
  function: name,
  manager_id: employee(head),
  reviews_contracts: ['finance', 'legal', 'production'].includes(name),
  reviews_orders: ['production', 'purchasing', 'warehouse', 'quality', 'finance'].includes(name),
  receives_contract_copy: ['finance', 'production', 'warehouse'].includes(name),
})

const employeeRow = (person: Person, i: number) => {
  const [home, roles, superior] = people[person]
  return {
    employee_no: `YG2026${String(i + 1).padStart(4, '0')}`,
    name: person,
    department_id: department(home),
    position_id: position,
    supervisor_id: superior === null ? null : employee(superior),
    roles,
    is_contract_signatory: person === 'sales_head' || person === 'boss',
    signing_limit: person === 'boss' ? 100_000_000 : person === 'sales_head' ? 500_000 : null,
    hire_date: '2020-01-06',
    email: `${person}@example.com`,
    state: 'active',
  }
}

const isPerson = (name: string): name is Person => Object.hasOwn(people, name)

const settleIn = async ({ index, database, now }: Company): Promise<void> => {
  const engine = createEngine({ index, database, clock: () => now, zone })
  await inTransaction(engine, systemPrincipal, async (work) => {
    const system = asSystem(work, { resource: 'departments', id: department('administration') })
    const insert = (name: string, row: string, values: Readonly<Record<string, unknown>>) =>
      insertRows(resourceOf(engine, name), [{ work: system, id: row, values }])
    for (const [i, row] of departments.entries()) {
      const { manager_id: _later, ...values } = departmentRow(row, i)
      await insert('departments', department(row[0]), values)
    }
    await insert('positions', position, {
      code: 'GW01',
      name: '业务员',
      department_id: department('sales'),
      family: 'sales',
      rank: 3,
      duties: '销售',
    })
    for (const [i, person] of names.filter(isPerson).entries())
      await insert('employees', employee(person), employeeRow(person, i))
    for (const [i, row] of departments.entries())
      await system.db
        .updateTable('departments')
        .set({ manager_id: departmentRow(row, i).manager_id })
        .where('id', '=', department(row[0]))
        .execute()
    await recompute(system)
  })
}

const seedIn = async (
  { index, database, now }: Company,
  resource: string,
  values: Readonly<Record<string, unknown>>,
  state?: string,
): Promise<string> => {
  const engine = createEngine({ index, database, clock: () => now, zone })
  return inTransaction(engine, systemPrincipal, async (work) => {
    const system = asSystem(work, { resource, id: position })
    const options = state === undefined ? {} : { state }
    const row = await insertRecord(system, resourceOf(engine, resource), values, options)
    await settle(system)
    return row
  })
}

/** What hooks were run in a test. */
export type Ran = { readonly hook: string; readonly id: string }

/** Opens the real model with twelve departments and somebody of every role. */
export const useCharter = (now = '2026-11-02T01:00:00.000Z') => {
  const ran: Ran[] = []
  const noted =
    (hook: string): Hooks[string] =>
    async (_work, { row }) => {
      ran.push({ hook, id: row.id })
    }
  const company = useCompany(model, {
    open: onPostgres,
    now,
    hooks: {
      check_parameter: checkParameter,
      revoke_sessions: noted('revoke_sessions'),
      close_account: noted('close_account'),
    },
  })
  beforeAll(() => settleIn(company()))
  const service = () => company().service
  return {
    company,
    ran,
    /** Moves the clock to a local morning, without running the scheduler. */
    on: (day: string): void => {
      company().now = `${day}T01:00:00.000Z`
    },
    create: (who: Person, resource: string, data: Readonly<Record<string, unknown>>) =>
      service().create(as(who), resource, data),
    update: (who: Person, resource: string, row: Row, data: Readonly<Record<string, unknown>>) =>
      service().update(as(who), resource, row.id, Number(row.version), data),
    step: async (
      who: Person,
      resource: string,
      row: Pick<Row, 'id'>,
      name: string,
      body: Readonly<Record<string, unknown>> = {},
    ): Promise<Row> => {
      const { version } = await service().get(as('boss'), resource, row.id)
      return service().transition(as(who), resource, row.id, name, Number(version), body)
    },
    read: (resource: string, row: Pick<Row, 'id'>, who: Person = 'boss') =>
      service().get(as(who), resource, row.id),
    find: async (
      resource: string,
      filter: Readonly<Record<string, unknown>>,
      who: Person = 'boss',
    ): Promise<readonly Row[]> => {
      const { rows } = await service().list(as(who), resource, { filter, range: [0, 99] })
      return rows
    },
    /** Writes a record as the system does, without access checks, in a state when one is given. */
    seed: async (
      resource: string,
      values: Readonly<Record<string, unknown>>,
      state?: string,
    ): Promise<{ readonly id: string }> => ({
      id: await seedIn(company(), resource, values, state),
    }),
    tick: () => service().tick(),
  }
}

/** The company as a test uses it. */
export type Charter = ReturnType<typeof useCharter>

/** What a refused call answers: its code, its message and the fields that it names. */
export const refusal = async (
  call: Promise<unknown>,
): Promise<{ code: string; message: string; fields: readonly string[] }> => {
  try {
    await call
  } catch (error) {
    const problem = error as Problem
    if (typeof problem.toBody !== 'function') throw error
    const { code, message, errors } = problem.toBody('en')
    return { code, message, fields: Object.keys(errors ?? {}) }
  }
  return { code: 'accepted', message: '', fields: [] }
}
