import type { Context, Handler } from 'hono'
import { callerAddress } from '../auth/caller-address.ts'
import { checkSameSite } from '../auth/cross-site.ts'
import { forbidden, isUnnoted } from '../auth/denial.ts'
import { nobody } from '../auth/principals.ts'
import { tokenPrefix } from '../auth/secrets.ts'
import type { Session } from '../auth/sessions.ts'
import type { Principal } from '../engine/service.ts'
import { Problem } from '../problems.ts'
import { jsonAnswer, type Call, type Locale, type Parts, type Route } from './call.ts'
import { toProblem } from './failures.ts'
import { knownParams } from './query.ts'

type Caller = { readonly session: Session | null; readonly who: Principal }

const changes = (method: string) => method !== 'GET' && method !== 'HEAD'

const bearer = (request: Request): string | null => {
  const header = request.headers.get('authorization')
  const secret = header && /^Bearer\s+(\S+)$/i.exec(header)?.[1]
  if (header && !secret?.startsWith(tokenPrefix)) throw new Problem('not_signed_in')
  return secret ?? null
}

/** Finds out who calls, by token or cookie; nobody is an answer too. */
const callerOf = async (http: Context, parts: Parts): Promise<Caller> => {
  const secret = bearer(http.req.raw) ?? parts.carrier.read(http)
  const found = secret === null ? null : await parts.callers.of(secret, parts.clock())
  return found
    ? { session: found.session, who: found.person.principal }
    : { session: null, who: nobody }
}

/** Language of the answer: asked for, else the account's, else the browser's, else Chinese. */
export const localeOf = (request: Request, session: Session | null): Locale => {
  const asked = request.headers.get('x-locale')
  if (asked === 'zh' || asked === 'en') return asked
  if (session) return session.account.locale
  const first = /(?:^|,)\s*(zh|en)\b/i.exec(request.headers.get('accept-language') ?? '')?.[1]
  return first?.toLowerCase() === 'en' ? 'en' : 'zh'
}

const checkContentType = (request: Request, route: Route): void => {
  const body = route.body ?? (changes(route.method) && route.method !== 'DELETE' ? 'json' : 'none')
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (body === 'none' || request.body === null) return
  const wanted = body === 'form' ? 'multipart/form-data' : 'application/json'
  if (type !== wanted)
    throw new Problem('unsupported_type', {
      message: { zh: `内容类型应为 ${wanted}`, en: `The content type must be ${wanted}` },
      details: { allowed: [wanted] },
    })
}

/** Refuses nobody, and those whose password somebody else knows. */
const checkAccess = ({ access }: Route, { session }: Caller): void => {
  if (access === 'open' || access === 'public') return
  if (!session) throw new Problem('not_signed_in')
  if (access === 'signed_in' && session.account.mustChange)
    throw forbidden({
      message: { zh: '请先设置自己的密码', en: 'Set a password of your own first' },
      details: { rule: 'account.must_change' },
    })
}

/** The address that a call comes from; null where the host does not tell. */
export const addressOf = (http: Context, trustProxy: boolean): string | null => {
  const direct = typeof http.env === 'object' && http.env !== null ? http.env.address : undefined
  const known = typeof direct === 'string' ? direct : null
  return callerAddress(known, http.req.header('x-forwarded-for'), trustProxy)
}

/** Turns a route into a handler: checks where the call comes from, what it asks, who asks, then runs it. */
export const dispatch =
  (route: Route, parts: Parts): Handler =>
  async (http) => {
    const request = http.req.raw
    const requestId = String(http.get('requestId') ?? '')
    const address = addressOf(http, parts.settings.trustProxy)
    let caller: Caller = { session: null, who: nobody }
    try {
      if (changes(route.method) && !request.headers.has('authorization'))
        checkSameSite(request, parts.settings.publicUrl)
      if (route.access !== 'open') caller = await callerOf(http, parts)
      checkAccess(route, caller)
      checkContentType(request, route)
      const locale = localeOf(request, caller.session)
      const call: Call = {
        parts, http, requestId, address, locale,
        session: caller.session,
        who: { ...caller.who, locale },
        query: knownParams(new URL(request.url), route.query ?? []),
        param: (name) => http.req.param(name) ?? '',
      } // prettier-ignore
      const answer = await route.handle(call)
      if (changes(route.method)) afterChange(parts, call.param('resource'))
      return answer
    } catch (error) {
      const problem = toProblem(error)
      noteDenial(problem, parts, caller.who, { http, requestId, address })
      return problemAnswer(problem, parts, localeOf(request, caller.session), requestId)
    }
  }

/** Tells listeners, and forgets who calls unless the change was of records that give nobody rights. */
const afterChange = ({ events, callers, index }: Parts, resource: string): void => {
  events.wake()
  const givesRights = resource === 'employees' || resource === 'departments'
  if (givesRights || !index.resources.has(resource)) callers.forget()
}

const noteDenial = (
  problem: Problem,
  { accessLog }: Parts,
  who: Principal,
  at: { readonly http: Context; readonly requestId: string; readonly address: string | null },
): void => {
  if (!isUnnoted(problem)) return
  const { http, requestId, address } = at
  const resource = http.req.param('resource')
  accessLog.later({
    action: 'denied', who, address, requestId,
    ...(resource !== undefined && { resource }),
    detail: { method: http.req.method, path: http.req.path, message: problem.label.en },
  }) // prettier-ignore
}

/** Writes a problem as an answer; what broke inside goes to the log only. */
export const problemAnswer = (
  problem: Problem,
  { log }: Pick<Parts, 'log'>,
  locale: Locale,
  requestId: string,
): Response => {
  if (problem.status >= 500)
    log.error({ requestId, code: problem.code, err: problem.cause ?? problem }, 'request failed')
  const retry = problem.details?.['retry_after']
  const headers = {
    'cache-control': 'no-store',
    ...(typeof retry === 'number' && { 'retry-after': String(retry) }),
    ...(problem.status === 503 && { 'retry-after': '5' }),
  }
  const body = problem.toBody(locale)
  return jsonAnswer(problem.status >= 500 ? { ...body, request: requestId } : body, {
    status: problem.status,
    headers,
  })
}
