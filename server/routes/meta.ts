import { sql } from 'kysely'
import { Problem } from '../problems.ts'
import { jsonAnswer, type Call, type Route } from './call.ts'
import { cutModel } from '#model/language/cut.ts'
import { openApiOf } from '../openapi/document.ts'

const uncached = { headers: { 'cache-control': 'no-store' } }

const health = (): Response => jsonAnswer({ status: 'ok' }, uncached)

const readinessMs = 2_000

const ready = async ({ parts }: Call): Promise<Response> => {
  if (!parts.ready()) throw new Problem('not_ready')
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('not_ready')), readinessMs)
  })
  try {
    await Promise.race([sql`select 1`.execute(parts.database.kysely), late])
  } catch (error) {
    throw new Problem('not_ready', { cause: error })
  } finally {
    clearTimeout(timer)
  }
  return jsonAnswer({ status: 'ready', database: parts.database.kind }, uncached)
}

const metrics = ({ parts }: Call): Response =>
  new Response(parts.metrics.render(), {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', ...uncached.headers },
  })

const openApi = ({ parts, who, locale }: Call): Response =>
  jsonAnswer(openApiOf(cutModel(parts.index, who), parts.settings, locale), {
    headers: { 'cache-control': 'private, no-cache' },
  })

/** What operators and programs ask about the server itself. */
export const metaRoutes: readonly Route[] = [
  { method: 'GET', path: '/healthz', name: 'health', access: 'open', handle: health },
  { method: 'GET', path: '/readyz', name: 'readiness', access: 'open', handle: ready },
  { method: 'GET', path: '/metrics', name: 'metrics', access: 'public', handle: metrics },
  { method: 'GET', path: '/api/openapi.json', name: 'openapi', access: 'signed_in', handle: openApi },
] // prettier-ignore
