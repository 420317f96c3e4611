import type { DataProvider } from 'ra-core'
import simpleRest from 'ra-data-simple-rest'
import type { Backend, ProviderName } from '../../config.ts'
import type { Http } from '../../http.ts'
import { withNames } from './names.ts'
import { withinFilters } from './within.ts'

/** Where a backend is, and what calls it. */
export type Place = { readonly name: string; readonly url: string; readonly http: Http }

type Kind = (backend: Backend, place: Place) => Promise<DataProvider> | DataProvider

const dialect: Kind = (_, { url, http }) => ({ ...simpleRest(url, http), supportAbortSignal: true })

/** The stock provider of each kind; a kind that is not configured is not loaded. */
const kinds: Readonly<Record<ProviderName, Kind>> = {
  'simple-rest': dialect,
  'json-server': dialect,
  postgrest: async ({ resources }, { url, http }) =>
    (await import('./postgrest.ts')).postgrestProvider(url, http, resources),
  browser: async (_, { name }) => (await import('./local-storage.ts')).localRows(name),
}

/**
 * Makes the provider that keeps the records of a plain backend, by its names of resources and fields.
 *
 * Provider files lie below `base`, an absolute address. Errors: `ConfigError` when a provider file cannot be loaded.
 */
export const stockProvider = async (
  backend: Backend,
  place: Place,
  base: string,
): Promise<DataProvider> => {
  const { provider, filters, resources } = backend
  const known = Object.hasOwn(kinds, provider) ? kinds[provider as ProviderName] : undefined // looked up
  const records = known
    ? await known(backend, place)
    : await (await import('./provider-file.ts')).loadProviderFile(place.name, provider as `./${string}.js`, base, place) // read so
  return withNames(withinFilters(records, filters), resources)
} // prettier-ignore
