import type { Resource } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import type { Page } from '../engine/service.ts'
import { Problem } from '../problems.ts'
import { claimFiles, withKnownFiles } from './attachments.ts'
import { badRequest, ifMatch, readData } from './body.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { listParams, parseDay, parseList } from './query.ts'
import { idOf, resourceOf } from './resource.ts'

type Data = Readonly<Record<string, unknown>>

const record = (row: Row, status = 200): Response =>
  jsonAnswer(row, {
    status,
    headers: {
      // A compressed answer would carry a weak ETag, which is no version.
      'cache-control': 'no-store, no-transform',
      ...(row.version !== undefined && { etag: `"${row.version}"` }),
    },
  })

const contentRange = (resource: string, page: Page): string => {
  const last = page.from + page.rows.length - 1
  const rows = page.rows.length === 0 ? '*' : `${page.from}-${last}`
  return `${resource} ${rows}/${page.total ?? '*'}`
}

const list = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const query = parseList(call.query, call.parts.settings.limits)
  const page = await call.parts.service.list(call.who, resource.name, query)
  return jsonAnswer(page.rows, {
    headers: {
      'content-range': contentRange(resource.name, page),
      'cache-control': 'no-store',
      ...(page.capped && { 'x-total-capped': 'true' }),
      ...(page.next !== undefined && { 'x-next-after': page.next }),
    },
  })
}

const one = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const id = idOf(call)
  const asOf = parseDay(call.query, 'asOf')
  const reveal = call.query.get('reveal')
  const row = await call.parts.service.get(call.who, resource.name, id, {
    ...(asOf !== undefined && { asOf }),
    ...(reveal !== undefined && { reveal }),
  })
  return record(row)
}

const idempotencyKey = (call: Call): string | undefined => {
  const key = call.http.req.header('idempotency-key')
  if (key === undefined) return undefined
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw badRequest(
    'Idempotency-Key 应为 1 至 200 个可见 ASCII 字符',
    'Idempotency-Key must be 1 to 200 visible ASCII characters',
  )
}

const body = (call: Call) => readData(call.http.req.raw, call.parts.settings.limits.bodyBytes)

const create = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const key = idempotencyKey(call)
  const data = await withKnownFiles(call, resource.fields, await body(call), null)
  const row = await call.parts.service.create(call.who, resource.name, data, {
    ...(key !== undefined && { idempotencyKey: key }),
  })
  await claimFiles(call, data, row.id)
  const answer = record(row, 201)
  answer.headers.set('location', `/api/${resource.name}/${row.id}`)
  return answer
}

const required = (version: number | undefined): number => {
  if (version === undefined) throw new Problem('version_required')
  return version
}

const update = async (
  call: Call,
  resource: Resource,
  id: string,
  version: number,
  given: Data,
): Promise<Response> => {
  const data = await withKnownFiles(call, resource.fields, given, id)
  const row = await call.parts.service.update(call.who, resource.name, id, version, data)
  await claimFiles(call, data, id)
  return record(row)
}

const patch = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const id = idOf(call)
  const version = required(ifMatch(call.http.req.raw))
  return update(call, resource, id, version, await body(call))
}

/** Stock clients send the whole record back, with the version that they read; it merges. */
const put = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const path = idOf(call)
  const { version, id, ...data } = await body(call)
  if (id !== undefined && id !== path)
    throw badRequest(
      '请求内容中的 id 与地址不一致',
      'The id in the body is not the id of the address',
    )
  if (version !== undefined && !Number.isSafeInteger(version))
    throw new Problem('invalid', { errors: { version: { zh: '应为整数', en: 'must be an integer' } } }) // prettier-ignore
  const based = required(typeof version === 'number' ? version : ifMatch(call.http.req.raw))
  return update(call, resource, path, based, data)
}

const archive = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const version = ifMatch(call.http.req.raw)
  return record(await call.parts.service.archive(call.who, resource.name, idOf(call), version))
}

const restore = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const version = ifMatch(call.http.req.raw)
  return record(await call.parts.service.restore(call.who, resource.name, idOf(call), version))
}

const transition = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const id = idOf(call)
  const version = required(ifMatch(call.http.req.raw))
  const name = call.param('name')
  const steps = resource.entity.workflow?.transitions ?? {}
  const step = Object.hasOwn(steps, name) ? steps[name] : undefined
  const fields = { ...resource.fields, ...step?.ask }
  const data = await withKnownFiles(call, fields, await body(call), id)
  const row = await call.parts.service.transition(call.who, resource.name, id, name, version, data)
  await claimFiles(call, data, id)
  return record(row)
}

const steps = async (call: Call): Promise<Response> =>
  jsonAnswer(await call.parts.service.steps(call.who, resourceOf(call).name, idOf(call)))

const history = async (call: Call): Promise<Response> =>
  jsonAnswer(await call.parts.service.history(call.who, resourceOf(call).name, idOf(call)))

/** List, one, create, update, archive, restore, transitions and history of every resource. */
export const recordRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/:resource', name: 'list', access: 'signed_in', query: listParams, handle: list },
  { method: 'POST', path: '/api/:resource', name: 'create', access: 'signed_in', handle: create },
  { method: 'GET', path: '/api/:resource/:id', name: 'one', access: 'signed_in', query: ['asOf', 'reveal'], handle: one },
  { method: 'PATCH', path: '/api/:resource/:id', name: 'update', access: 'signed_in', handle: patch },
  { method: 'PUT', path: '/api/:resource/:id', name: 'replace', access: 'signed_in', handle: put },
  { method: 'DELETE', path: '/api/:resource/:id', name: 'archive', access: 'signed_in', handle: archive },
  { method: 'POST', path: '/api/:resource/:id/restore', name: 'restore', access: 'signed_in', handle: restore },
  { method: 'POST', path: '/api/:resource/:id/transitions/:name', name: 'transition', access: 'signed_in', handle: transition },
  { method: 'GET', path: '/api/:resource/:id/steps', name: 'steps', access: 'signed_in', handle: steps },
  { method: 'GET', path: '/api/:resource/:id/history', name: 'history', access: 'signed_in', handle: history },
] // prettier-ignore
