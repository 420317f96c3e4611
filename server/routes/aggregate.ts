import { Problem } from '../problems.ts'
import { badRequest, isData, readJson } from './body.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { toProblem } from './failures.ts'
import { badQuery, checkAggregate, jsonParam } from './query.ts'
import { namedResource, resourceOf } from './resource.ts'

const mostInBatch = 50
/** Queries of a batch that run at once; the rest wait, so that one dashboard does not take every connection. */
const atOnce = 4

const ask = async (call: Call, name: string, query: unknown): Promise<Response> =>
  jsonAnswer(
    await call.parts.service.aggregate(
      call.who,
      name,
      checkAggregate(query, call.parts.settings.limits),
    ),
    { headers: { 'cache-control': 'no-store' } },
  )

const post = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  return ask(call, resource.name, await readJson(call.http.req.raw, call.parts.settings.limits.bodyBytes)) // prettier-ignore
}

const get = (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const query = jsonParam(call.query, 'query')
  if (query === undefined) throw badQuery('query', '必填', 'is required')
  return ask(call, resource.name, query)
}

const answerItem = async (call: Call, item: unknown): Promise<unknown> => {
  const { service, settings } = call.parts
  if (!isData(item)) throw badRequest('每项应为对象', 'Each item must be an object')
  const { resource, metric, ...query } = item
  if (typeof metric === 'string' && resource === undefined)
    return service.metric(call.who, metric, checkMetric(query, call))
  if (typeof resource !== 'string' || metric !== undefined)
    throw badQuery('resource', '每项应有 resource 或 metric 之一', 'each item must have either resource or metric') // prettier-ignore
  return service.aggregate(
    call.who,
    namedResource(call, resource).name,
    checkAggregate(query, settings.limits),
  )
}

/** A metric names its own measure, so the question need not. */
const checkMetric = (query: Readonly<Record<string, unknown>>, call: Call) =>
  checkAggregate({ measures: [''], ...query }, call.parts.settings.limits)

const batch = async (call: Call): Promise<Response> => {
  const items = await readJson(call.http.req.raw, call.parts.settings.limits.bodyBytes)
  if (!Array.isArray(items)) throw badRequest('请求内容应为列表', 'The body must be a list')
  if (items.length > mostInBatch)
    throw badRequest(`每批最多 ${mostInBatch} 项`, `A batch may have at most ${mostInBatch} items`)
  const answers: unknown[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++)
      answers[i] = await answerItem(call, items[i]).catch((error: unknown) => failed(call, error))
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work))
  return jsonAnswer(answers, { headers: { 'cache-control': 'no-store' } })
}

/** One failed item does not fail its batch. */
const failed = (call: Call, error: unknown): { readonly problem: unknown } => {
  const problem: Problem = toProblem(error)
  if (problem.status >= 500)
    call.parts.log.error({ requestId: call.requestId, err: problem.cause }, 'aggregate failed')
  return { problem: problem.toBody(call.locale) }
}

/** Questions of the metric layer. */
export const aggregateRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/aggregate', name: 'aggregate batch', access: 'signed_in', handle: batch },
  { method: 'POST', path: '/api/:resource/aggregate', name: 'aggregate', access: 'signed_in', handle: post },
  { method: 'GET', path: '/api/:resource/aggregate', name: 'aggregate by address', access: 'signed_in', query: ['query'], handle: get },
] // prettier-ignore
