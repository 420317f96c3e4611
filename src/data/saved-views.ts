import { call, hasServer, sending } from './http.ts'

/** What a saved view shows: conditions, order, and the columns when they are not the model's. */
export type ViewContent = {
  readonly filter: Readonly<Record<string, unknown>>
  readonly sort?: readonly [string, 'ASC' | 'DESC']
  readonly columns?: readonly string[]
}
export type Audience = 'mine' | 'role' | 'everyone'
export type SavedView = {
  readonly id: string
  readonly resource: string
  readonly name: string
  readonly audience: Audience
  readonly role?: string
  /** Whether the viewer made it. */
  readonly mine: boolean
  readonly data: ViewContent
}
export type ViewInput = {
  readonly name?: string
  readonly audience?: Audience
  readonly role?: string
  readonly data?: ViewContent
}

type Views = {
  list(resource: string): Promise<readonly SavedView[]>
  create(resource: string, input: ViewInput): Promise<SavedView>
  update(id: string, input: ViewInput): Promise<SavedView>
  remove(id: string): Promise<SavedView>
}

const onServer: Views = {
  list: (resource) => call(`/views?resource=${encodeURIComponent(resource)}`),
  create: (resource, input) => call('/views', sending('POST', { resource, ...input })),
  update: (id, input) => call(`/views/${id}`, sending('PATCH', input)),
  remove: (id) => call(`/views/${id}`, { method: 'DELETE' }),
}

const storageKey = 'charter.views'

const stored = (): readonly SavedView[] => {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '[]') as readonly SavedView[] // written below
  } catch {
    return []
  }
}

const store = (views: readonly SavedView[]): void =>
  localStorage.setItem(storageKey, JSON.stringify(views))

const found = (id: string): SavedView => {
  const view = stored().find((each) => each.id === id)
  if (!view) throw new Error('charter.error.unknown')
  return view
}

/** Where no server keeps views, the browser does, for this person alone. */
const inBrowser: Views = {
  list: async (resource) => stored().filter((view) => view.resource === resource),
  create: async (resource, { name = '', data = { filter: {} } }) => {
    const view: SavedView = { id: crypto.randomUUID(), resource, name, audience: 'mine', mine: true, data } // prettier-ignore
    store([...stored(), view])
    return view
  },
  update: async (id, { name, data }) => {
    const next = { ...found(id), ...(name !== undefined && { name }), ...(data && { data }) }
    store(stored().map((view) => (view.id === id ? next : view)))
    return next
  },
  remove: async (id) => {
    const view = found(id)
    store(stored().filter((each) => each.id !== id))
    return view
  },
}

const keeper = (): Views => (hasServer() ? onServer : inBrowser)

/** Named lists that people keep. */
export const savedViews: Views = {
  list: (resource) => keeper().list(resource),
  create: (resource, input) => keeper().create(resource, input),
  update: (id, input) => keeper().update(id, input),
  remove: (id) => keeper().remove(id),
}
