import type { Http, Send } from '../http.ts'

/** Who calls: nobody, the owner of the records, a colleague, finance, the administrator. */
export const callers = ['anonymous', 'sales', 'other', 'finance', 'admin'] as const
export type Caller = (typeof callers)[number]

/** Records made anew for each call; the customer and the order belong to `sales`. */
export type World = {
  readonly http: Http
  readonly caller: Caller
  readonly customer: { readonly id: string; readonly version: number }
  readonly order: { readonly id: string; readonly version: number }
}

export type Case = {
  readonly path: (world: World) => string | Promise<string>
  readonly send?: (world: World) => Send | Promise<Send>
  /** Status for each caller, in the order of `callers`. */
  readonly statuses: readonly [number, number, number, number, number]
}

const based = (version: number) => ({ 'if-match': `"${version}"` })
const json = async (answer: Promise<Response>) => (await answer).json()
const form = (fields: Readonly<Record<string, string | File>>): FormData => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
const csv = () => new File(['a,b\n1,2\n'], 'table.csv')

const uploaded = async ({ http, order }: World): Promise<string> =>
  (await json(http.send(`/api/orders/${order.id}/files`, { as: 'sales', body: form({ file: csv() }) }))).id // prettier-ignore

/** An account that is nobody's session, so that signing it out disturbs no other case. */
const spare = async (world: World): Promise<string> => {
  const id = crypto.randomUUID()
  await world.http.database.kysely
    .insertInto('_accounts')
    .values({ id, login: `spare-${id}`, password_hash: 'plain:x' })
    .execute()
  return id
}

const mine = (world: World) => (world.caller === 'anonymous' ? 'sales' : world.caller)

/** A throw-away cookie of the caller, for cases that end the session. */
const otherSession = async (world: World): Promise<Send> => {
  if (world.caller === 'anonymous') return {}
  const made = await world.http.send('/api/tokens', { as: mine(world), body: { name: 'walk' } })
  const { token } = await made.json()
  return { as: null, headers: { authorization: `Bearer ${token}` } }
}

const noRecipe = { sources: {}, emit: [] }

const recipe = async ({ http }: World): Promise<string> =>
  (await json(http.send('/api/import/recipes', { as: 'sales', body: { name: 'R', recipe: noRecipe } }))).id // prettier-ignore

/** A customer imported by sales. */
const imported = async ({ http }: World): Promise<string> =>
  (
    await json(
      http.send('/api/import', {
        as: 'sales',
        body: form({
          files: new File([`name\n${crypto.randomUUID()}\n`], 'customers.csv'),
          recipe: JSON.stringify({
            sources: { customers: {} },
            emit: [{ entity: 'customers', from: 'customers', values: { name: '=name' } }],
          }),
        }),
      }),
    )
  ).id

const view = async (world: World, as: 'sales' | 'admin', body: object): Promise<string> =>
  (await json(world.http.send('/api/views', { as, body: { resource: 'orders', name: 'V', data: {}, ...body } }))).id // prettier-ignore

/** One case for each route of the application, by the route's name. */
export const cases: Readonly<Record<string, Case>> = {
  health: { path: () => '/healthz', statuses: [200, 200, 200, 200, 200] },
  readiness: { path: () => '/readyz', statuses: [200, 200, 200, 200, 200] },
  metrics: { path: () => '/metrics', statuses: [200, 200, 200, 200, 200] },
  openapi: { path: () => '/api/openapi.json', statuses: [401, 200, 200, 200, 200] },
  'session options': { path: () => '/api/session/options', statuses: [200, 200, 200, 200, 200] },
  'set-up': {
    path: () => '/api/setup',
    send: () => ({ body: { login: 'root', password: 'a long password' } }),
    statuses: [409, 409, 409, 409, 409],
  },
  'sign in': {
    path: () => '/api/session',
    send: () => ({ body: { login: 'nobody', password: 'wrong' }, headers: { 'x-forwarded-for': crypto.randomUUID() } }),
    statuses: [401, 401, 401, 401, 401],
  },
  session: { path: () => '/api/session', statuses: [401, 200, 200, 200, 200] },
  'change session': {
    path: () => '/api/session',
    send: () => ({ body: { locale: 'en' } }),
    statuses: [401, 200, 200, 200, 200],
  },
  'sign out': { path: () => '/api/session', send: otherSession, statuses: [200, 200, 200, 200, 200] },
  'sign out everywhere': {
    path: () => '/api/session/all',
    send: async (world) => {
      // Its own account: the people of the other cases stay signed in.
      const id = await spare(world)
      const { openSession } = await import('../../../server/auth/sessions.ts')
      const now = world.http.clock.now()
      const { secret } = await openSession(world.http.database, { kind: 'token', account: id, now, expires: null })
      return world.caller === 'anonymous' ? {} : { as: null, headers: { authorization: `Bearer ${secret}` } }
    },
    statuses: [401, 200, 200, 200, 200],
  },
  'change password': {
    path: () => '/api/session/password',
    send: () => ({ body: { current: 'wrong', password: 'a long password' } }),
    statuses: [401, 422, 422, 422, 422],
  },
  accounts: { path: () => '/api/accounts', statuses: [401, 403, 403, 403, 200] },
  'create account': {
    path: () => '/api/accounts',
    send: () => ({ body: { login: `u${crypto.randomUUID()}`, password: 'a long password' } }),
    statuses: [401, 403, 403, 403, 201],
  },
  'update account': {
    path: async (world) => `/api/accounts/${await spare(world)}`,
    send: () => ({ body: { disabled: true } }),
    statuses: [401, 403, 403, 403, 200],
  },
  'reset password': {
    path: async (world) => `/api/accounts/${await spare(world)}/password`,
    send: () => ({ body: { password: 'a long password' } }),
    statuses: [401, 403, 403, 403, 200],
  },
  'sign account out': {
    path: async (world) => `/api/accounts/${await spare(world)}/sessions`,
    statuses: [401, 403, 403, 403, 200],
  },
  tokens: { path: () => '/api/tokens', statuses: [401, 200, 200, 200, 200] },
  'create token': {
    path: () => '/api/tokens',
    send: () => ({ body: { name: 'walk' } }),
    statuses: [401, 201, 201, 201, 201],
  },
  'revoke token': {
    path: async ({ http }) =>
      `/api/tokens/${(await json(http.send('/api/tokens', { as: 'sales', body: { name: 'mine' } }))).id}`,
    statuses: [401, 200, 404, 404, 404],
  },
  views: { path: () => '/api/views?resource=orders', statuses: [401, 200, 200, 200, 200] },
  'create view': {
    path: () => '/api/views',
    send: () => ({ body: { resource: 'orders', name: 'Open', data: { filter: {} } } }),
    statuses: [401, 201, 201, 201, 403],
  },
  'update view': {
    path: async (world) => `/api/views/${await view(world, 'sales', {})}`,
    send: () => ({ body: { name: 'Closed' } }),
    statuses: [401, 200, 404, 404, 404],
  },
  'delete view': {
    path: async (world) => `/api/views/${await view(world, 'sales', {})}`,
    statuses: [401, 200, 404, 404, 404],
  },
  model: { path: () => '/api/model', statuses: [401, 200, 200, 200, 200] },
  search: { path: () => '/api/search?q=acme', statuses: [401, 200, 200, 200, 200] },
  events: { path: () => '/api/events', statuses: [401, 200, 200, 200, 200] },
  'upload for a new record': {
    path: () => '/api/files',
    send: () => ({ body: form({ resource: 'orders', file: csv() }) }),
    statuses: [401, 201, 201, 201, 403],
  },
  download: {
    path: async (world) => `/api/files/${await uploaded(world)}`,
    statuses: [401, 200, 404, 200, 404],
  },
  files: { path: ({ order }) => `/api/orders/${order.id}/files`, statuses: [401, 200, 404, 200, 404] },
  upload: {
    path: ({ order }) => `/api/orders/${order.id}/files`,
    send: () => ({ body: form({ file: csv() }) }),
    statuses: [401, 201, 404, 201, 404],
  },
  'aggregate batch': {
    path: () => '/api/aggregate',
    send: () => ({ body: [{ resource: 'orders', measures: ['amount'] }] }),
    statuses: [401, 200, 200, 200, 200],
  },
  aggregate: {
    path: () => '/api/orders/aggregate',
    send: () => ({ body: { measures: ['amount'] } }),
    statuses: [401, 200, 200, 200, 403],
  },
  'inspect import': {
    path: () => '/api/import/inspect',
    send: () => ({ body: form({ files: csv() }) }),
    statuses: [401, 200, 200, 200, 200],
  },
  'import errors': {
    path: () => '/api/import/errors',
    send: () => ({
      body: form({ files: csv(), recipe: JSON.stringify({ sources: { table: {} }, emit: [] }) }),
    }),
    statuses: [401, 200, 200, 200, 200],
  },
  'import template': {
    path: () => '/api/import/template?resource=customers',
    statuses: [401, 200, 200, 200, 200],
  },
  'import recipes': { path: () => '/api/import/recipes', statuses: [401, 200, 200, 200, 200] },
  'create import recipe': {
    path: () => '/api/import/recipes',
    send: () => ({ body: { name: 'R', audience: 'everyone', recipe: noRecipe } }),
    statuses: [401, 403, 403, 403, 201],
  },
  'update import recipe': {
    path: async (world) => `/api/import/recipes/${await recipe(world)}`,
    send: () => ({ method: 'PATCH', body: { name: 'S' } }),
    statuses: [401, 200, 404, 404, 404],
  },
  'delete import recipe': {
    path: async (world) => `/api/import/recipes/${await recipe(world)}`,
    send: () => ({ method: 'DELETE' }),
    statuses: [401, 200, 404, 404, 404],
  },
  imports: { path: () => '/api/imports', statuses: [401, 200, 200, 200, 200] },
  'undo import': {
    path: async (world) => `/api/imports/${await imported(world)}/undo`,
    send: () => ({ method: 'POST' }),
    statuses: [401, 200, 404, 404, 200],
  },
  'aggregate by address': {
    path: () => `/api/orders/aggregate?query=${encodeURIComponent('{"measures":["amount"]}')}`,
    statuses: [401, 200, 200, 200, 403],
  },
  export: { path: () => '/api/orders/export', statuses: [401, 403, 403, 200, 403] },
  bulk: {
    path: () => '/api/orders/bulk',
    send: ({ order }) => ({ body: { op: 'update', items: [order], data: { discount: 5 } } }),
    statuses: [401, 200, 422, 200, 422],
  },
  comments: {
    path: ({ order }) => `/api/orders/${order.id}/comments`,
    statuses: [401, 200, 404, 200, 404],
  },
  comment: {
    path: ({ order }) => `/api/orders/${order.id}/comments`,
    send: () => ({ body: { body: 'Seen' } }),
    statuses: [401, 201, 404, 201, 404],
  },
  print: { path: ({ order }) => `/api/orders/${order.id}/print`, statuses: [401, 200, 404, 200, 404] },
  import: {
    path: () => '/api/import?dry_run=true',
    send: () => ({
      body: form({
        files: new File(['name\nNew\n'], 'customers.csv'),
        recipe: JSON.stringify({
          sources: { customers: {} },
          emit: [{ entity: 'customers', from: 'customers', values: { name: '=name' } }],
        }),
      }),
    }),
    statuses: [401, 200, 200, 200, 403],
  },
  list: { path: () => '/api/orders', statuses: [401, 200, 200, 200, 403] },
  create: {
    path: () => '/api/customers',
    send: () => ({ body: { name: crypto.randomUUID() } }),
    statuses: [401, 201, 201, 201, 403],
  },
  one: { path: ({ order }) => `/api/orders/${order.id}`, statuses: [401, 200, 404, 200, 404] },
  update: {
    path: ({ order }) => `/api/orders/${order.id}`,
    send: ({ order }) => ({ method: 'PATCH', body: { discount: 5 }, headers: based(order.version) }),
    statuses: [401, 200, 404, 200, 404],
  },
  replace: {
    path: ({ order }) => `/api/orders/${order.id}`,
    send: ({ order }) => ({ body: { discount: 5, version: order.version } }),
    statuses: [401, 200, 404, 200, 404],
  },
  archive: { path: ({ order }) => `/api/orders/${order.id}`, statuses: [401, 200, 404, 200, 404] },
  restore: {
    path: async ({ http, order }) => {
      await http.send(`/api/orders/${order.id}`, { as: 'sales', method: 'DELETE' })
      return `/api/orders/${order.id}/restore`
    },
    statuses: [401, 200, 404, 200, 404],
  },
  transition: {
    path: ({ order }) => `/api/orders/${order.id}/transitions/release`,
    send: ({ order }) => ({ body: {}, headers: based(order.version) }),
    statuses: [401, 200, 404, 200, 404],
  },
  steps: { path: ({ order }) => `/api/orders/${order.id}/steps`, statuses: [401, 200, 404, 200, 404] },
  sandbox: { path: () => '/api/sandbox', statuses: [401, 200, 200, 200, 200] },
  'move clock': {
    path: () => '/api/sandbox/clock',
    send: () => ({ body: { days: 1 } }),
    statuses: [401, 200, 200, 200, 200],
  },
  'set faults': {
    path: () => '/api/sandbox/faults',
    send: () => ({ body: { latency_ms: 0 } }),
    statuses: [401, 200, 200, 200, 200],
  },
  people: { path: () => '/api/sandbox/people?q=sales', statuses: [401, 200, 200, 200, 200] },
  'act as': {
    path: () => '/api/sandbox/act',
    send: () => ({ body: { employee: crypto.randomUUID() } }),
    statuses: [401, 422, 422, 422, 422],
  },
  // Done in full they would take the other callers' sessions away.
  reset: {
    path: () => '/api/sandbox/reset',
    send: () => ({ body: { company: 'other' } }),
    statuses: [401, 422, 422, 422, 422],
  },
  'export sandbox': { path: () => '/api/sandbox/file', statuses: [401, 200, 200, 200, 200] },
  'import sandbox': {
    path: () => '/api/sandbox/file',
    send: () => ({ body: form({ file: csv() }) }),
    statuses: [401, 422, 422, 422, 422],
  },
  history: { path: ({ order }) => `/api/orders/${order.id}/history`, statuses: [401, 200, 404, 200, 404] },
} // prettier-ignore
