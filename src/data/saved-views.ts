import { call, sending } from './http.ts'

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

/** Named lists that people keep. */
export const savedViews = {
  list: (resource: string): Promise<readonly SavedView[]> =>
    call(`/views?resource=${encodeURIComponent(resource)}`),
  create: (resource: string, input: ViewInput): Promise<SavedView> =>
    call('/views', sending('POST', { resource, ...input })),
  update: (id: string, input: ViewInput): Promise<SavedView> =>
    call(`/views/${id}`, sending('PATCH', input)),
  remove: (id: string): Promise<SavedView> => call(`/views/${id}`, { method: 'DELETE' }),
}
