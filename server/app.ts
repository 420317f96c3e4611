import { Hono, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import type { ModelIndex } from '#model/language/resources.ts'
import { isOnThisMachine } from './auth/caller-address.ts'
import { createCallers } from './auth/callers.ts'
import { cookieCarrier, type SessionCarrier } from './auth/cookies.ts'
import { createPrincipals } from './auth/principals.ts'
import type { Passwords } from './auth/passwords.ts'
import type { Database } from './database/database.ts'
import type { Service } from './engine/service.ts'
import { createEventHub } from './events/hub.ts'
import { openWork } from './open-work.ts'
import { Problem } from './problems.ts'
import { createAccessLog } from './routes/access-log.ts'
import type { Log, Parts, Route, Settings } from './routes/call.ts'
import { addressOf, dispatch, localeOf, problemAnswer } from './routes/dispatch.ts'
import { toProblem } from './routes/failures.ts'
import { createMetrics } from './routes/metrics.ts'
import { demoRouteTable, routeTable } from './routes/table.ts'
import { injectFaults } from './sandbox/faults.ts'
import type { Sandbox } from './sandbox/sandbox.ts'

export type AppOptions = {
  readonly index: ModelIndex
  readonly database: Database
  readonly service: Service
  /** Now, ISO 8601 in UTC. */
  readonly clock: () => string
  readonly passwords: Passwords
  /** Keeps sessions with the caller; default cookies. */
  readonly carrier?: SessionCarrier
  readonly settings?: Partial<Settings>
  readonly log?: Log
  /** False while the server starts or stops; default always ready. */
  readonly ready?: () => boolean
  /** Pause between looks for changes made by other instances. */
  readonly eventsEveryMs?: number
  /** Compresses answers for clients that take it; for hosts on a network. */
  readonly compress?: boolean
  /** Controls of a demonstration; without the setting `demo` they do not exist. `clock` is the sandbox's own then. */
  readonly sandbox?: Sandbox
}

export type AppEnv = { Variables: { requestId: string; route: string } }
export type App = Hono<AppEnv>

/** The API as a function of requests, with what its host has to feed and to close. */
export type Api = {
  readonly app: App
  readonly parts: Parts
  /** Ends event streams, waits for what requests have begun, and writes what waits. */
  close(): Promise<void>
}

const megabyte = 1024 * 1024
/** Longest wait for open requests; no statement may take so long. */
const patienceMs = 20_000

/** What an installation gets when it decides nothing. */
export const defaultSettings: Settings = {
  company: { zh: '章程', en: 'Charter' },
  version: '0.1.0',
  zone: 'Asia/Shanghai',
  demo: false,
  publicUrl: null,
  connectTo: [],
  setupCode: null,
  trustProxy: false,
  sessionDays: 14,
  sessionIdleHours: 24,
  limits: {
    bodyBytes: 10 * megabyte,
    fileBytes: 50 * megabyte,
    pageRows: 1_000,
    filterDepth: 8,
    filterTerms: 200,
  },
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

const createParts = (options: AppOptions): Parts => {
  const { index, database, clock, passwords, log = silent } = options
  const settings = { ...defaultSettings, ...options.settings }
  const sandbox = (settings.demo && options.sandbox) || null
  const service = sandbox?.service(options.service) ?? options.service
  const principals = createPrincipals(database, index)
  const onError = (error: unknown) => log.error({ err: error }, 'background work failed')
  return {
    index, database, service, clock, passwords, log,
    settings, principals, sandbox,
    callers: createCallers(database, principals, settings),
    carrier: options.carrier ?? cookieCarrier(settings.publicUrl),
    events: createEventHub({
      database,
      onError,
      ...(options.eventsEveryMs !== undefined && { everyMs: options.eventsEveryMs }),
    }),
    accessLog: createAccessLog(database, clock, onError),
    metrics: createMetrics(),
    work: openWork(),
    ready: options.ready ?? (() => true),
  } // prettier-ignore
}

/** Scripts from here only, calls also to the other backends of the console; styles inline, because the component library writes them so. */
const contentSecurityPolicy = (connectTo: readonly string[]) => ({
  defaultSrc: ["'self'"],
  connectSrc: ["'self'", ...connectTo],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'", 'data:'],
  workerSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
})

/** Compresses what leaves this machine: on it, that costs a third of a page and saves nothing. */
const compressOutside = ({ trustProxy }: Settings): MiddlewareHandler => {
  const compressed = compress()
  return (http, next) =>
    isOnThisMachine(addressOf(http, trustProxy)) ? next() : compressed(http, next)
}

const exposed = 'Content-Range, ETag, Location, X-Total-Capped, X-Next-After, X-Request-Id'

/** Counts and logs every answer. */
const observe = (app: App, { metrics, log }: Parts): void => {
  app.use(async (http, next) => {
    const start = performance.now()
    await next()
    const seconds = (performance.now() - start) / 1000
    const { method, path } = http.req
    const route = http.get('route') ?? 'other'
    const { status } = http.res
    metrics.observe({ method, route, status }, seconds)
    const fields = { requestId: http.get('requestId'), method, path, status, ms: Math.round(seconds * 1e5) / 100 } // prettier-ignore
    const isApi = path.startsWith('/api/')
    http.res.headers.set('x-request-id', http.get('requestId'))
    if (isApi || status >= 400) log[status >= 500 ? 'error' : 'info'](fields, 'request')
    if (isApi) http.res.headers.set('access-control-expose-headers', exposed)
  })
}

/** Answers for addresses and methods that no route knows. */
const refuseUnknown = (app: App, parts: Parts, routes: readonly Route[]): void => {
  const methodsOf = new Map<string, string[]>()
  for (const { path, method } of routes)
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), method])
  const refuse = (path: string, allowed: readonly string[]) =>
    app.all(path, (http) => {
      const problem = new Problem('method_not_allowed', { details: { allowed } })
      const answer = problemAnswer(problem, parts, localeOf(http.req.raw, null), http.get('requestId')) // prettier-ignore
      answer.headers.set('allow', allowed.join(', '))
      return answer
    })
  for (const [path, allowed] of methodsOf) refuse(path, allowed)
  app.all('/api/*', (http) =>
    problemAnswer(new Problem('not_found'), parts, localeOf(http.req.raw, null), http.get('requestId')),
  ) // prettier-ignore
}

/**
 * Builds the API from a model, a database and a service: `Request -> Response`, nothing of Node in it.
 *
 * @example const { app } = createApi({ index, database, service, clock, passwords }); await app.request('/healthz')
 */
export const createApi = (options: AppOptions, given?: readonly Route[]): Api => {
  const parts = createParts(options)
  const routes = given ?? (parts.sandbox ? demoRouteTable : routeTable)
  const app = new Hono<AppEnv>()
  app.use(requestId())
  app.use((_, next) => parts.work.during(next()))
  app.use(
    secureHeaders({
      contentSecurityPolicy: contentSecurityPolicy(parts.settings.connectTo),
      overwrite: false,
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: parts.settings.publicUrl?.startsWith('https:') ?? false,
      crossOriginEmbedderPolicy: false,
    }),
  )
  if (options.compress) app.use(compressOutside(parts.settings))
  if (parts.sandbox) app.use('/api/*', injectFaults(parts.sandbox.faults))
  observe(app, parts)
  for (const route of routes) {
    const handle = dispatch(route, parts)
    app.on(route.method, route.path, async (http, next) => {
      http.set('route', route.path)
      return handle(http, next)
    })
  }
  refuseUnknown(app, parts, routes)
  app.onError((error, http) =>
    problemAnswer(toProblem(error), parts, localeOf(http.req.raw, null), http.get('requestId')),
  )
  const close = async () => {
    await parts.events.close()
    await parts.work.ended(patienceMs)
    await parts.accessLog.flush()
  }
  return { app, parts, close }
}

/** Builds only the application; see `createApi`. */
export const createApp = (options: AppOptions): App => createApi(options).app
