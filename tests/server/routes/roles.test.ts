import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { mayExport, mayRead } from '#model/language/access.ts'
import { indexModel } from '#model/language/resources.ts'
import { createApi, type Api } from '../../../server/app.ts'
import { openSession } from '../../../server/auth/sessions.ts'
import type { Database } from '../../../server/database/database.ts'
import { createEngine, createService } from '../../../server/engine/create-service.ts'
import { insertRows } from '../../../server/engine/write/import-rows.ts'
import { inTransaction, systemPrincipal } from '../../../server/engine/work.ts'
import { onMemory } from '../../prepared.ts'
import { plainPasswords } from '../http.ts'

const now = '2026-03-05T02:00:00.000Z'
const index = indexModel(model)
const clock = () => now

let database: Database
let api: Api
const tokens = new Map<string, { token: string; employee: string }>()

/** An employee with one role, its account and a token. */
const hire = async (role: string): Promise<void> => {
  const engine = createEngine({ index, database, clock, zone: 'Asia/Shanghai' })
  const employee = engine.newId()
  const account = engine.newId()
  const employees = index.resources.get('employees')
  if (!employees) throw new Error('the model has employees')
  await inTransaction(engine, { ...systemPrincipal, via: 'import' }, (work) =>
    insertRows(work, employees, [{ id: employee, values: { name: role, roles: [role] } }], {
      importId: account,
      historical: true,
    }),
  )
  const values = { id: account, login: role, employee_id: employee }
  await database.kysely.insertInto('_accounts').values(values).execute()
  const { secret } = await openSession(database, { kind: 'token', account, now, expires: null })
  tokens.set(role, { token: secret, employee })
}

beforeAll(async () => {
  database = await onMemory(index)
  const service = createService({ index, database, clock, zone: 'Asia/Shanghai' })
  api = createApi({ index, database, service, clock, passwords: plainPasswords })
  for (const { key } of model.roles) await hire(key)
})
afterAll(async () => {
  await api.close()
  await database.close()
})

const get = (role: string, path: string) =>
  api.app.request(path, { headers: { authorization: `Bearer ${tokens.get(role)?.token}` } })

describe.each(model.roles.map(({ key }) => key))('as %s', (role) => {
  const viewer = () => ({
    employee: tokens.get(role)?.employee ?? null,
    roles: [role],
    departments: [],
  })

  test('every resource is listed exactly where the role may read it', async () => {
    const found: Record<string, number> = {}
    const expected: Record<string, number> = {}
    for (const name of index.resources.keys()) {
      const answer = await get(role, `/api/${name}?range=[0,0]&total=none`)
      found[name] = answer.status
      expected[name] = mayRead(index, name, viewer()) ? 200 : 403
    }
    expect(found).toEqual(expected)
  })

  test('every resource is exported exactly where the role may export it', async () => {
    const found: Record<string, number> = {}
    const expected: Record<string, number> = {}
    for (const name of index.resources.keys()) {
      const answer = await get(role, `/api/${name}/export`)
      found[name] = answer.status
      const may = mayExport(index, name, viewer()) && mayRead(index, name, viewer())
      expected[name] = may ? 200 : 403
    }
    expect(found).toEqual(expected)
  })

  test('the model shows exactly the entities that the role may read', async () => {
    const { entities } = await (await get(role, '/api/model')).json()
    const names = model.entities.map(({ name }) => name)
    expect(entities.map(({ name }: { name: string }) => name)).toEqual(
      names.filter((name) => mayRead(index, name, viewer())),
    )
  })
})
