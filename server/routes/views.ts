import { sql } from 'kysely'
import { v7 } from 'uuid'
import { mayRead } from '#model/language/access.ts'
import { requireAdministrator } from '../auth/accounts.ts'
import { forbidden } from '../auth/denial.ts'
import { Problem } from '../problems.ts'
import { isData, onlyMembers, readData, textMember } from './body.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { badQuery } from './query.ts'
import { namedResource } from './resource.ts'
import { changeableKept, findKept } from './kept.ts'
import { accountOfCall } from './session.ts'

type Data = Readonly<Record<string, unknown>>

const audiences = ['mine', 'role', 'everyone'] as const
type Audience = (typeof audiences)[number]

const invalid = (path: string, zh: string, en: string): Problem =>
  new Problem('invalid', { errors: { [path]: { zh, en } } })

const columns = ['id', 'resource', 'name', 'audience', 'role', 'account_id', 'data'] as const

const shown = (call: Call, row: Data): Data => ({
  id: row['id'],
  resource: row['resource'],
  name: row['name'],
  audience: row['audience'],
  ...(row['role'] !== null && { role: row['role'] }),
  mine: row['account_id'] === call.who.account,
  data: row['data'],
})

const list = async (call: Call): Promise<Response> => {
  const resource = call.query.get('resource')
  if (resource === undefined) throw badQuery('resource', '必填', 'is required')
  const { name } = namedResource(call, resource)
  const roles = [...call.who.roles]
  const rows = mayRead(call.parts.index, name, call.who)
    ? await call.parts.database.kysely
        .selectFrom('_views')
        .select([...columns])
        .where('resource', '=', name)
        .where(
          sql<boolean>`(audience = 'everyone' or (audience = 'role' and role = any(${roles}::text[]))
            or account_id = ${call.who.account}::uuid)`,
        )
        .orderBy('name')
        .orderBy('id')
        .execute()
    : []
  return jsonAnswer(rows.map((row) => shown(call, row)))
}

const audienceOf = (call: Call, data: Data): { audience: Audience; role: string | null } => {
  const audience = audiences.find((a) => a === (data['audience'] ?? 'mine'))
  if (!audience) throw invalid('audience', '可选：mine、role、everyone', 'must be one of mine, role, everyone') // prettier-ignore
  if (audience !== 'mine') requireAdministrator(call.parts.index, call.who)
  if (audience !== 'role') return { audience, role: null }
  const known = call.parts.index.model.roles.map((role) => role.key)
  const role = known.find((key) => key === data['role'])
  if (role === undefined) throw invalid('role', `可选：${known.join('、')}`, `must be one of ${known.join(', ')}`) // prettier-ignore
  return { audience, role }
}

const dataOf = (data: Data): string => {
  if (!isData(data['data'])) throw invalid('data', '应为 JSON 对象', 'must be a JSON object')
  const text = JSON.stringify(data['data'])
  if (text.length > 100_000) throw invalid('data', '过长', 'is too long')
  return text
}

const read = (call: Call) => readData(call.http.req.raw, call.parts.settings.limits.bodyBytes)

const find = (call: Call, id: string): Promise<Data> => findKept(call, '_views', columns, id)

const changeable = (call: Call): Promise<Data> => changeableKept(call, '_views', columns)

const create = async (call: Call): Promise<Response> => {
  const data = await read(call)
  onlyMembers(data, ['resource', 'name', 'audience', 'role', 'data'])
  const resource = namedResource(call, textMember(data, 'resource')).name
  if (!mayRead(call.parts.index, resource, call.who)) throw forbidden()
  const now = call.parts.clock()
  const id = v7()
  await call.parts.database.kysely
    .insertInto('_views')
    .values({
      id,
      resource,
      name: textMember(data, 'name', 100),
      ...audienceOf(call, data),
      account_id: accountOfCall(call).id,
      data: dataOf(data),
      created_at: now,
      updated_at: now,
    }) // prettier-ignore
    .execute()
  return jsonAnswer(shown(call, await find(call, id)), { status: 201 })
}

const update = async (call: Call): Promise<Response> => {
  const row = await changeable(call)
  const data = await read(call)
  onlyMembers(data, ['name', 'audience', 'role', 'data'])
  const id = String(row['id'])
  await call.parts.database.kysely
    .updateTable('_views')
    .set({
      ...('name' in data && { name: textMember(data, 'name', 100) }),
      ...(('audience' in data || 'role' in data) && audienceOf(call, { ...row, ...data })),
      ...('data' in data && { data: dataOf(data) }),
      updated_at: call.parts.clock(),
    })
    .where('id', '=', id)
    .execute()
  return jsonAnswer(shown(call, await find(call, id)))
}

const remove = async (call: Call): Promise<Response> => {
  const row = await changeable(call)
  await call.parts.database.kysely.deleteFrom('_views').where('id', '=', row['id']).execute()
  return jsonAnswer(shown(call, row))
}

/** Named lists that people keep: for themselves, for a role, for everybody. */
export const viewRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/views', name: 'views', access: 'signed_in', query: ['resource'], handle: list },
  { method: 'POST', path: '/api/views', name: 'create view', access: 'signed_in', handle: create },
  { method: 'PATCH', path: '/api/views/:id', name: 'update view', access: 'signed_in', handle: update },
  { method: 'DELETE', path: '/api/views/:id', name: 'delete view', access: 'signed_in', handle: remove },
] // prettier-ignore
