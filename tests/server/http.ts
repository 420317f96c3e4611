import { afterAll, beforeAll } from 'vitest'
import type { ModelIndex } from '#model/language/resources.ts'
import { createApi, type Api, type AppOptions } from '../../server/app.ts'
import type { Passwords } from '../../server/auth/passwords.ts'
import type { Database } from '../../server/database/database.ts'
import { createService } from '../../server/engine/create-service.ts'
import type { Principal, Service } from '../../server/engine/service.ts'
import { openSandbox } from '../../server/sandbox/sandbox.ts'
import { onMemory, type OpenDatabase } from '../prepared.ts'
import { httpIndex } from './http-model.ts'

/** Fast stand-in for argon2; tests of argon2 itself use the real one. */
export const plainPasswords: Passwords = {
  hash: async (password) => `plain:${password}`,
  verify: async (password, stored) => stored === `plain:${password}`,
}

/** A clock that stands still until a test moves it. */
export const movableClock = (start: string) => {
  let now = Date.parse(start)
  return {
    now: () => new Date(now).toISOString(),
    forward: (ms: number) => {
      now += ms
    },
  }
}

/** Writes the people of a test before any account exists. */
export const founder: Principal = {
  account: null,
  employee: null,
  roles: ['admin'],
  departments: [],
  department: null,
  locale: 'en',
  via: 'system',
}

export const password = 'correct horse 42'

export type Person = { readonly employee: string; readonly cookie: string }

export type Http = {
  readonly api: Api
  readonly database: Database
  readonly service: Service
  readonly clock: ReturnType<typeof movableClock>
  readonly people: Readonly<Record<'sales' | 'other' | 'finance' | 'admin', Person>>
  /** Sends a request; `as` puts the cookie of a person on it, a body object becomes JSON. */
  readonly send: (path: string, request?: Send) => Promise<Response>
}

export type Send = {
  readonly as?: keyof Http['people'] | null
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const bodyOf = (body: unknown): BodyInit | null => {
  if (body === undefined) return null
  return body instanceof FormData || typeof body === 'string' ? body : JSON.stringify(body)
}

const sender =
  (api: Api, people: () => Http['people'] | null) =>
  async (path: string, { as, method, body, headers }: Send = {}): Promise<Response> => {
    const cookie = as ? people()?.[as].cookie : undefined
    const json = body !== undefined && !(body instanceof FormData)
    return api.app.request(path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      body: bodyOf(body),
      headers: {
        'x-locale': 'en',
        ...(json && { 'content-type': 'application/json' }),
        ...(cookie !== undefined && { cookie }),
        ...headers,
      },
    })
  }

/** Cookie that an answer sets. */
export const cookieOf = (answer: Response): string =>
  answer.headers.get('set-cookie')?.split(';')[0] ?? ''

type Options = {
  readonly index?: ModelIndex
  readonly settings?: AppOptions['settings']
  readonly open?: OpenDatabase
  readonly passwords?: Passwords
}

/** Opens an application with two salespeople in one department, one of finance and an administrator. */
export const openHttp = async (options: Options = {}): Promise<Http> => {
  const index = options.index ?? httpIndex
  const clock = movableClock('2026-03-05T02:00:00.000Z')
  const database = await (options.open ?? onMemory)(index)
  const given = { index, database, zone: 'Asia/Shanghai' }
  const sandbox = options.settings?.demo ? await openSandbox({ ...given, clock: clock.now }) : null
  const now = sandbox?.clock ?? clock.now
  const service = createService({ ...given, clock: now })
  const api = createApi({
    index,
    database,
    service,
    clock: now,
    passwords: options.passwords ?? plainPasswords,
    eventsEveryMs: 20,
    ...(sandbox && { sandbox }),
    ...(options.settings && { settings: options.settings }),
  })
  let people: Http['people'] | null = null
  const send = sender(api, () => people)
  const names = ['sales', 'other', 'finance', 'admin'] as const
  const found = await Promise.all(
    names.map((name) => hire(database, service, send, name, clock.now())),
  )
  people = Object.fromEntries(found) as Http['people'] // one entry a name
  return { api, database, service, clock, people, send }
}

const hire = async (
  database: Database,
  service: Service,
  send: Http['send'],
  name: keyof Http['people'],
  now: string,
): Promise<[string, Person]> => {
  const role = name === 'other' ? 'sales' : name
  const employee = (
    await service.create(founder, 'employees', { name: `E ${name}`, roles: [role] })
  ).id
  await database.kysely
    .insertInto('_accounts')
    .values({
      id: crypto.randomUUID(),
      login: name,
      password_hash: `plain:${password}`,
      employee_id: employee,
      created_at: now,
      updated_at: now,
    })
    .execute()
  const answer = await send('/api/session', { body: { login: name, password } })
  return [name, { employee, cookie: cookieOf(answer) }]
}

/** Another application over the same database and people, with settings of its own. */
export const withSettings = (
  http: Http,
  settings: NonNullable<AppOptions['settings']>,
  eventsEveryMs = 20,
): Http => {
  const { index } = http.api.parts
  const { database, service, clock, people } = http
  const api = createApi({ index, database, service, clock: clock.now, passwords: plainPasswords, settings, eventsEveryMs }) // prettier-ignore
  return { ...http, api, send: sender(api, () => people) }
}

/** Opens an application for the tests of a describe block and closes it after them. */
export const useHttp = (options: Options = {}): (() => Http) => {
  let http: Http | undefined
  beforeAll(async () => {
    http = await openHttp(options)
  })
  afterAll(async () => {
    await http?.api.close()
    await http?.database.close()
  })
  return () => {
    if (!http) throw new Error('the application is opened before the first test')
    return http
  }
}
