import type { DataProvider, RaRecord } from 'ra-core'
import { ConfigError, type ProviderPath } from '../../config.ts'
import type { Http } from '../../http.ts'
import { cannot, isNotThere } from './cannot.ts'

/** What a provider file is given. */
export type ProviderParts = {
  /** Address of the backend, without a slash at its end. */
  readonly url: string
  /** Calls an address with the configured headers and credentials: `{ json, headers, status }`, errors as HttpError. */
  readonly http: Http
  /** Makes the error that says: the backend has no words for this; the console then filters fetched rows itself. */
  readonly cannot: (what: string) => Error
}

/** What a provider file gives: five verbs; the others are made of them unless it brings them. */
export type RecordVerbs = Pick<
  DataProvider,
  'getList' | 'getOne' | 'create' | 'update' | 'delete'
> &
  Partial<DataProvider>

/** The default export of a provider file. */
export type ProviderFile = (parts: ProviderParts) => RecordVerbs

/** Makes a whole provider of the five verbs. */
export const completed = (verbs: RecordVerbs): DataProvider => ({
  getMany: async (resource, { ids }) => {
    const rows = await Promise.all(
      ids.map((id) =>
        verbs.getOne(resource, { id }).catch((error: unknown) => {
          if (isNotThere(error)) return null
          throw error
        }),
      ),
    )
    return { data: rows.flatMap((row) => (row ? [row.data] : [])) as never[] } // records of the resource
  },
  getManyReference: async (resource, { target, id, filter, ...params }) =>
    verbs.getList(resource, { ...params, filter: { ...filter, [target]: id } }),
  updateMany: async (resource, { ids, data }) => {
    for (const id of ids) {
      const previousData = (await verbs.getOne(resource, { id })).data as RaRecord // a record
      await verbs.update(resource, { id, data, previousData })
    }
    return { data: ids }
  },
  deleteMany: async (resource, { ids }) => {
    for (const id of ids) await verbs.delete(resource, { id })
    return { data: ids }
  },
  ...verbs,
})

const isFunction = (value: unknown): value is ProviderFile => typeof value === 'function'

/** Loads a provider file by its path from an absolute address. Errors: `ConfigError` when there is none. */
export const loadProviderFile = async (
  backend: string,
  path: ProviderPath,
  base: string,
  parts: Omit<ProviderParts, 'cannot'>,
): Promise<DataProvider> => {
  const at = `backends.${backend}.provider`
  const refuse = (why: string) =>
    new ConfigError([{ at, zh: `无法加载 ${path}：${why}`, en: `${path} cannot be loaded: ${why}` }])
  const address = new URL(path, base).href
  const module = await import(/* @vite-ignore */ address).catch((error: unknown) => {
    throw refuse(error instanceof Error ? error.message : String(error))
  })
  const make: unknown = module.default
  if (!isFunction(make)) throw refuse('it has no function as its default export')
  return completed(make({ ...parts, cannot }))
} // prettier-ignore
