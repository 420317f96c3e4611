import { v7 } from 'uuid'
import { onlyMembers, readData, textMember } from './body.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { idOf, resourceOf } from './resource.ts'
import { employeeNames } from './people.ts'

const longestComment = 10_000

/** The record of the path, read as the caller: who may not read it finds nothing. */
const readable = async (
  call: Call,
): Promise<{ readonly resource: string; readonly id: string }> => {
  const { name } = resourceOf(call)
  const id = idOf(call)
  await call.parts.service.get(call.who, name, id, { quiet: true })
  return { resource: name, id }
}

const list = async (call: Call): Promise<Response> => {
  const { resource, id } = await readable(call)
  const rows = await call.parts.database.kysely
    .selectFrom('_comments')
    .select(['id', 'body', 'created_at', 'created_by'])
    .where('resource', '=', resource)
    .where('record_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const names = await employeeNames(call, rows.map((row) => row['created_by'])) // prettier-ignore
  return jsonAnswer(
    rows.map((row) => ({
      id: row['id'],
      at: row['created_at'],
      by: row['created_by'],
      by_name: names.get(String(row['created_by'])) ?? null,
      body: row['body'],
    })),
  )
}

const add = async (call: Call): Promise<Response> => {
  const { resource, id } = await readable(call)
  const data = await readData(call.http.req.raw, call.parts.settings.limits.bodyBytes)
  onlyMembers(data, ['body'])
  const body = textMember(data, 'body', longestComment)
  const comment = { id: v7(), body, created_at: call.parts.clock(), created_by: call.who.employee }
  await call.parts.database.kysely
    .insertInto('_comments')
    .values({ ...comment, resource, record_id: id })
    .execute()
  const names = await employeeNames(call, [call.who.employee])
  return jsonAnswer(
    {
      id: comment.id,
      at: comment.created_at,
      by: comment.created_by,
      by_name: names.get(String(comment.created_by)) ?? null,
      body,
    },
    { status: 201 },
  )
}

/** What people say about a record; whoever reads the record may read and write them. */
export const commentRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/:resource/:id/comments', name: 'comments', access: 'signed_in', handle: list },
  { method: 'POST', path: '/api/:resource/:id/comments', name: 'comment', access: 'signed_in', handle: add },
] // prettier-ignore
