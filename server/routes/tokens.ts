import { endSessions, openSession } from '../auth/sessions.ts'
import { forbidden } from '../auth/denial.ts'
import { Problem } from '../problems.ts'
import { onlyMembers, readData, textMember } from './body.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { accountOfCall } from './session.ts'

const uncached = { 'cache-control': 'no-store' }
const most = 50

const mine = (call: Call) =>
  call.parts.database.kysely
    .selectFrom('_sessions')
    .select(['id', 'name', 'prefix', 'created_at', 'last_seen_at', 'expires_at'])
    .where('account_id', '=', accountOfCall(call).id)
    .where('kind', '=', 'token')

const list = async (call: Call): Promise<Response> =>
  jsonAnswer(await mine(call).orderBy('created_at').execute(), { headers: uncached })

const expiryOf = (value: unknown, now: string): string | null => {
  if (value === undefined || value === null) return null
  const refuse = new Problem('invalid', {
    errors: { expires_on: { zh: '应为将来的日期，如 2027-01-31', en: 'must be a day to come, such as 2027-01-31' } },
  }) // prettier-ignore
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) throw refuse
  const at = Date.parse(`${value}T23:59:59.999Z`)
  if (Number.isNaN(at) || at <= Date.parse(now)) throw refuse
  return new Date(at).toISOString()
}

/** A token may not make tokens: a stolen one could outlive its own revocation. */
const create = async (call: Call): Promise<Response> => {
  if (call.session?.kind !== 'session')
    throw forbidden({
      message: { zh: '请登录后创建令牌', en: 'A token is made by a person who is signed in, not by a token' },
    }) // prettier-ignore
  const data = await readData(call.http.req.raw, call.parts.settings.limits.bodyBytes)
  onlyMembers(data, ['name', 'expires_on'])
  const name = textMember(data, 'name', 100)
  const now = call.parts.clock()
  const expires = expiryOf(data['expires_on'], now)
  if ((await mine(call).execute()).length >= most)
    throw new Problem('conflict', { message: { zh: `最多 ${most} 个令牌`, en: `You may have at most ${most} tokens` } }) // prettier-ignore
  const account = accountOfCall(call).id
  const { id, secret, prefix } = await openSession(call.parts.database, {
    kind: 'token', account, now, expires, name, address: call.address,
  }) // prettier-ignore
  return jsonAnswer(
    { id, name, prefix, created_at: now, expires_at: expires, token: secret },
    { status: 201, headers: uncached },
  )
}

const remove = async (call: Call): Promise<Response> => {
  const row = await mine(call).where('id', '=', call.param('id')).executeTakeFirst()
  if (!row) throw new Problem('not_found')
  await endSessions(call.parts.database, { id: String(row['id']) })
  return jsonAnswer({ id: row['id'] }, { headers: uncached })
}

/** Tokens for programs, each with the rights of the account that made it. */
export const tokenRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/tokens', name: 'tokens', access: 'signed_in', handle: list },
  { method: 'POST', path: '/api/tokens', name: 'create token', access: 'signed_in', handle: create },
  { method: 'DELETE', path: '/api/tokens/:id', name: 'revoke token', access: 'signed_in', handle: remove },
] // prettier-ignore
