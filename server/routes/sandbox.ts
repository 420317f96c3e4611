import type { Kysely } from 'kysely'
import { localDay } from '#model/language/time.ts'
import { sessionEnd } from '../auth/sessions.ts'
import type { Tables } from '../database/database.ts'
import { Problem } from '../problems.ts'
import { noFaults, type Faults } from '../sandbox/faults.ts'
import { accountLike, accountOfEmployee, peopleOf } from '../sandbox/people.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { badRequest, isId, onlyMembers, readData, readForm } from './body.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { playAs } from './session.ts'

type Data = Readonly<Record<string, unknown>>

const uncached = { headers: { 'cache-control': 'no-store' } }

const sandboxOf = (call: Call): Sandbox => {
  const { sandbox } = call.parts
  if (!sandbox) throw new Problem('not_found')
  return sandbox
}

const dataOf = (call: Call): Promise<Data> =>
  readData(call.http.req.raw, call.parts.settings.limits.bodyBytes)

/** Reads a whole number; null when it is absent. Errors: `invalid` outside of its bounds. */
const wholeNumber = (data: Data, name: string, min: number, max: number): number | null => {
  const value = data[name]
  if (value === undefined) return null
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max)
    return value
  throw new Problem('invalid', {
    errors: {
      [name]: { zh: `应为 ${min} 到 ${max} 的整数`, en: `must be a whole number from ${min} to ${max}` },
    },
  }) // prettier-ignore
}

const statusOf = (call: Call): Data => {
  const { clock, days, faults, hasSample } = sandboxOf(call)
  const now = clock()
  const { zone } = call.parts.settings
  return { now, day: localDay(now, zone), days: days(), faults: faults.get(), sample: hasSample }
}

const status = (call: Call): Response => jsonAnswer(statusOf(call), uncached)

const mostDaysAtOnce = 366
/** Ten years: the working calendar reaches further than that. */
const mostDays = 3_660
/** Work that was done may make more of it due; a round without any ends a day, and so does this many. */
const roundsADay = 5

const move = async (call: Call): Promise<Response> => {
  const sandbox = sandboxOf(call)
  const data = await dataOf(call)
  onlyMembers(data, ['days'])
  const room = Math.min(mostDaysAtOnce, mostDays - sandbox.days())
  const days = wholeNumber(data, 'days', 1, Math.max(1, room)) ?? 1
  let done = 0
  for (let day = 0; day < days; day++) {
    await sandbox.nextDay()
    call.parts.callers.forget()
    for (let round = 0; round < roundsADay; round++) {
      const { done: more } = await call.parts.service.tick()
      done += more
      if (more === 0) break
    }
  }
  return jsonAnswer({ ...statusOf(call), done }, uncached)
}

const percents = ['error_percent', 'timeout_percent', 'offline_percent', 'conflict_percent'] as const // prettier-ignore
const longestLatency = 30_000

const setFaults = async (call: Call): Promise<Response> => {
  const { faults } = sandboxOf(call)
  const data = await dataOf(call)
  onlyMembers(data, [...Object.keys(noFaults), 'seed'])
  const given = Object.fromEntries(percents.map((name) => [name, wholeNumber(data, name, 0, 100) ?? 0])) // prettier-ignore
  const latency_ms = wholeNumber(data, 'latency_ms', 0, longestLatency) ?? 0
  const next: Faults = { ...noFaults, ...given, latency_ms }
  if (next.error_percent + next.timeout_percent + next.offline_percent > 100) {
    const much = { zh: '三种失败合计不能超过 100%', en: 'the three ways to fail may add up to 100 at most' }
    throw new Problem('invalid', { errors: { error_percent: much } })
  } // prettier-ignore
  faults.set(next, wholeNumber(data, 'seed', 0, 2 ** 31 - 1) ?? undefined)
  return jsonAnswer(statusOf(call), uncached)
}

const people = async (call: Call): Promise<Response> => {
  sandboxOf(call)
  const { database, index } = call.parts
  return jsonAnswer(await peopleOf(database, index, (call.query.get('q') ?? '').trim()), uncached)
}

const act = async (call: Call): Promise<Response> => {
  sandboxOf(call)
  const { database, clock, index, principals } = call.parts
  const data = await dataOf(call)
  onlyMembers(data, ['employee'])
  const { employee } = data
  const account =
    isId(employee) && index.resources.has('employees')
      ? await accountOfEmployee(database, employee, clock())
      : null
  if (!account || !(await principals.ofAccount(account)))
    throw new Problem('invalid', { errors: { employee: { zh: '没有这名员工', en: 'is nobody who works here' } } }) // prettier-ignore
  return playAs(call, account)
}

/** Lets who called stay signed in, as far as the new contents know that role or person; everybody else signs in again. */
const stayIn = (call: Call) => async (tx: Kysely<Tables>, now: string) => {
  const { session, parts } = call
  if (!session) return
  const account = await accountLike({ kysely: tx }, parts.index, session.account, now)
  if (!account) return
  const { id, kind } = session
  const expires_at = kind === 'token' ? null : sessionEnd(now, parts.settings)
  await tx
    .insertInto('_sessions')
    .values({ id, account_id: account.id, kind, created_at: now, last_seen_at: now, expires_at })
    .execute()
}

const reset = async (call: Call): Promise<Response> => {
  const sandbox = sandboxOf(call)
  const data = await dataOf(call)
  onlyMembers(data, ['company'])
  const company = data['company'] ?? (sandbox.hasSample ? 'sample' : 'empty')
  if (company !== 'empty' && !(company === 'sample' && sandbox.hasSample)) {
    const allowed = sandbox.hasSample ? 'sample, empty' : 'empty'
    throw new Problem('invalid', { errors: { company: { zh: `可选：${allowed}`, en: `must be one of ${allowed}` } } }) // prettier-ignore
  }
  await sandbox.reset(company, stayIn(call))
  return jsonAnswer(statusOf(call), uncached)
}

const write = async (call: Call): Promise<Response> => {
  const sandbox = sandboxOf(call)
  const bytes = await sandbox.write()
  const day = localDay(sandbox.clock(), call.parts.settings.zone)
  return new Response(bytes, {
    headers: {
      ...uncached.headers,
      'content-type': 'application/gzip',
      'content-length': String(bytes.byteLength),
      'content-disposition': `attachment; filename="charter-sandbox-${day}.jsonl.gz"; filename*=UTF-8''charter-sandbox-${day}.jsonl.gz`,
    },
  })
}

const read = async (call: Call): Promise<Response> => {
  const sandbox = sandboxOf(call)
  const form = await readForm(call.http.req.raw, call.parts.settings.limits.fileBytes)
  const file = form.get('file')
  if (!(file instanceof File)) throw badRequest('请选择沙盒文件', 'The form must hold a file')
  await sandbox.read(new Uint8Array(await file.arrayBuffer()), stayIn(call))
  return jsonAnswer(statusOf(call), uncached)
}

/** The controls of a demonstration: routes that exist nowhere else. */
export const sandboxRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/sandbox', name: 'sandbox', access: 'signed_in', handle: status },
  { method: 'POST', path: '/api/sandbox/clock', name: 'move clock', access: 'signed_in', handle: move },
  { method: 'PUT', path: '/api/sandbox/faults', name: 'set faults', access: 'signed_in', handle: setFaults },
  { method: 'GET', path: '/api/sandbox/people', name: 'people', access: 'signed_in', query: ['q'], handle: people },
  { method: 'POST', path: '/api/sandbox/act', name: 'act as', access: 'signed_in', handle: act },
  { method: 'POST', path: '/api/sandbox/reset', name: 'reset', access: 'signed_in', handle: reset },
  { method: 'GET', path: '/api/sandbox/file', name: 'export sandbox', access: 'signed_in', handle: write },
  { method: 'POST', path: '/api/sandbox/file', name: 'import sandbox', access: 'signed_in', body: 'form', handle: read },
] // prettier-ignore
