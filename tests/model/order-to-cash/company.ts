import { beforeAll } from 'vitest'
import { model } from '#model/index.ts'
import { Problem } from '../../../server/problems.ts'
import type { Row } from '#model/language/wire.ts'
import { useCompany, type Company } from '../../server/engine/company.ts'
import { onPostgres } from '../../prepared.ts'
import { as, departments, people, type PersonName } from './people.ts'

type Data = Readonly<Record<string, unknown>>

/** Monday, 2 March 2026, 10:00 in Shanghai. */
export const start = '2026-03-02T02:00:00.000Z'

/** What the tests of the chain say of a company with people, customers and products. */
export type Chain = {
  readonly company: Company
  /** Moves the clock to 10:00 of a day and runs what is due. */
  day: (day: string) => Promise<void>
  create: (who: PersonName, resource: string, data: Data) => Promise<Row>
  update: (who: PersonName, resource: string, row: Row, data: Data) => Promise<Row>
  /** Takes a step on the record as it stands now. */
  step: (who: PersonName, resource: string, row: Row, name: string, body?: Data) => Promise<Row>
  get: (resource: string, row: Row | string, who?: PersonName) => Promise<Row>
  list: (resource: string, filter?: Data, who?: PersonName) => Promise<readonly Row[]>
  /** Writes columns past every rule, as an import or an old release might have left them. */
  force: (resource: string, row: Row, values: Data) => Promise<void>
}

const insertPeople = async ({ database }: Company): Promise<void> => {
  const db = database.kysely
  const common = { version: 1, archived: false, confidentiality: 'internal' }
  for (const { id, ...rest } of Object.values(departments)) {
    const off = { reviews_contracts: false, reviews_orders: false, receives_contract_copy: false }
    await db
      .insertInto('departments')
      .values({ id, ...off, ...rest, ...common })
      .execute()
  }
  for (const person of Object.values(people)) {
    const { id, name, roles } = person
    await db
      .insertInto('employees')
      .values({
        id,
        name,
        roles,
        employee_no: `T${id.slice(-4)}`,
        email: `${id.slice(-4)}@example.com`,
        state: 'active',
        department_id: departments[person.department].id,
        supervisor_id: 'supervisor' in person ? person.supervisor : null,
        is_contract_signatory: 'signing_limit' in person,
        signing_limit: 'signing_limit' in person ? person.signing_limit : null,
        ...common,
      })
      .execute()
    if ('heads' in person)
      await db
        .updateTable('departments')
        .set({ manager_id: id })
        .where('id', '=', departments[person.department].id)
        .execute()
  }
}

/** Puts what a problem says of single fields into its message, so that a failing test shows it. */
const told = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof Problem && error.errors)
      error.message += ` ${JSON.stringify(error.errors)}`
    throw error
  }
}

const chainOf = (company: Company): Chain => {
  const { service } = company
  const idOf = (row: Row | string) => (typeof row === 'string' ? row : row.id)
  const chain: Chain = {
    company,
    day: async (day) => {
      company.now = `${day}T02:00:00.000Z`
      await service.tick()
    },
    create: (who, resource, data) => told(service.create(as(who), resource, data)),
    update: async (who, resource, row, data) => {
      const { version } = await chain.get(resource, row, who)
      return told(service.update(as(who), resource, row.id, version, data))
    },
    step: async (who, resource, row, name, body = {}) => {
      const { version } = await service.get(as(who), resource, row.id)
      return told(service.transition(as(who), resource, row.id, name, version, body))
    },
    get: (resource, row, who = 'boss') => service.get(as(who), resource, idOf(row)),
    list: async (resource, filter = {}, who = 'boss') => {
      const { rows } = await service.list(as(who), resource, { filter, range: [0, 99] })
      return rows
    },
    force: async (resource, row, values) => {
      await company.database.kysely
        .updateTable(resource)
        .set(values)
        .where('id', '=', row.id)
        .execute()
    },
  }
  return chain
}

/** Opens a company with people for the tests of a describe block. */
export const openChain = (): (() => Chain) => {
  const open = useCompany(model, { open: onPostgres, now: start })
  let chain: Chain | undefined
  beforeAll(async () => {
    await insertPeople(open())
    chain = chainOf(open())
  })
  return () => {
    if (!chain) throw new Error('the company opens before the first test')
    return chain
  }
}
