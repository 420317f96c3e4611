import type { Context } from 'hono'
import type { Label } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Passwords } from '../auth/passwords.ts'
import type { Callers } from '../auth/callers.ts'
import type { SessionCarrier } from '../auth/cookies.ts'
import type { Principals } from '../auth/principals.ts'
import type { Session } from '../auth/sessions.ts'
import type { Database } from '../database/database.ts'
import type { Principal, Service } from '../engine/service.ts'
import type { EventHub } from '../events/hub.ts'
import type { OpenWork } from '../open-work.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { AccessLog } from './access-log.ts'
import type { Metrics } from './metrics.ts'

export type Locale = keyof Label

/** Ceilings of one request; each is answered with a problem that names it. */
export type Limits = {
  readonly bodyBytes: number
  readonly fileBytes: number
  readonly pageRows: number
  readonly filterDepth: number
  readonly filterTerms: number
}

/** What an installation decides about its API. */
export type Settings = {
  readonly company: Label
  readonly version: string
  /** Company zone, IANA name. */
  readonly zone: string
  /** Lets anybody sign in as a persona; never in production. */
  readonly demo: boolean
  /** Address that people use; decides cookie rules and the allowed origin. */
  readonly publicUrl: string | null
  /** Other backends that the console may call. */
  readonly connectTo: readonly string[]
  /** Must be given to set up the first administrator, when present. */
  readonly setupCode: string | null
  /** Takes the caller's address from X-Forwarded-For when a proxy of one's own network wrote it. */
  readonly trustProxy: boolean
  readonly sessionDays: number
  readonly sessionIdleHours: number
  readonly limits: Limits
}

/** One line of the structured log. */
export type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Everything that the routes share. */
export type Parts = {
  readonly index: ModelIndex
  readonly database: Database
  readonly service: Service
  readonly settings: Settings
  /** Now, ISO 8601 in UTC. */
  readonly clock: () => string
  readonly passwords: Passwords
  readonly principals: Principals
  readonly callers: Callers
  readonly carrier: SessionCarrier
  readonly log: Log
  readonly events: EventHub
  readonly accessLog: AccessLog
  readonly metrics: Metrics
  readonly work: OpenWork
  /** Controls of a demonstration; null in every other application. */
  readonly sandbox: Sandbox | null
  /** False while the server starts or stops. */
  readonly ready: () => boolean
}

/** One request on its way through a route. */
export type Call = {
  readonly parts: Parts
  readonly http: Context
  readonly who: Principal
  /** Null when nobody is signed in: public routes only. */
  readonly session: Session | null
  readonly locale: Locale
  readonly requestId: string
  readonly address: string | null
  /** Query parameters, each known to the route. */
  readonly query: ReadonlyMap<string, string>
  readonly param: (name: string) => string
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * A route as data, so that a test can walk the application's own table.
 *
 * `name` is the name of its test case; `query` lists the parameters it knows, any other is refused.
 */
export type Route = {
  readonly method: Method
  readonly path: string
  readonly name: string
  /**
   * `open` asks nobody who they are, so that it answers without a database too; `known` answers also those who have
   * to set a password of their own first.
   */
  readonly access: 'open' | 'public' | 'known' | 'signed_in'
  readonly query?: readonly string[]
  /** What a request body may be; default none for GET and DELETE, else json. */
  readonly body?: 'none' | 'json' | 'form'
  readonly handle: (call: Call) => Promise<Response> | Response
}

const encoder = new TextEncoder()
/** Answers below this many characters say their length, so that nobody compresses them. */
const shortText = 1_000

/** Answers JSON. */
export const jsonAnswer = (
  body: unknown,
  init: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Response => {
  const text = JSON.stringify(body)
  return new Response(text, {
    status: init.status ?? 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(text.length < shortText && { 'content-length': String(encoder.encode(text).length) }),
      ...init.headers,
    },
  })
}
