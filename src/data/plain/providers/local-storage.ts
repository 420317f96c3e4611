import { HttpError, type DataProvider } from 'ra-core'
import localStorageProvider from 'ra-data-local-storage'
import { withinFilters } from './within.ts'

/** The stock provider keeps no errors of HTTP; what it does not find is not there. */
const found = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown) => {
    throw new HttpError(error instanceof Error ? error.message : String(error), 404)
  })

/**
 * Rows kept in this browser, under the name of the backend; other tabs of it see them too.
 *
 * Every filter is answered from the rows at hand: the stock provider reads operators out of the names of fields.
 */
export const localRows = (name: string): DataProvider => {
  const stock = localStorageProvider({ localStorageKey: `charter.rows.${name}` })
  return withinFilters(
    {
      ...stock,
      getOne: (resource, params) => found(stock.getOne(resource, params)),
      getMany: (resource, params) => found(stock.getMany(resource, params)),
      update: (resource, params) => found(stock.update(resource, params)),
      delete: (resource, params) => found(stock.delete(resource, params)),
      create: (resource, params) =>
        stock.create(resource, { ...params, data: { id: crypto.randomUUID(), ...params.data } }),
    },
    'none',
  )
}
