import type { DataProvider } from 'ra-core'
import type { FilterRange } from '../../config.ts'
import { cannot } from './cannot.ts'

const isSingle = (value: unknown): boolean => typeof value !== 'object' || value === null

const isEqual = (value: unknown): boolean =>
  (typeof value === 'string' ? !value.startsWith('$') : isSingle(value)) ||
  (Array.isArray(value) && value.every(isEqual))

/** Own fields that equal a value, or one of several. */
const isPlainTerm = (name: string, value: unknown): boolean =>
  name !== 'q' && !name.startsWith('$') && !name.includes('.') && isEqual(value)

const isWithin = (filter: object, range: FilterRange): boolean =>
  Object.entries(filter).every(([name, value]) => range === 'equal' && isPlainTerm(name, value))

/** Holds lists to what a backend understands: it would pass over the rest of a filter in silence. */
export const withinFilters = (base: DataProvider, range: FilterRange): DataProvider => {
  if (range === 'all') return base
  const check = (filter: object = {}, field = 'id') => {
    if (!isWithin(filter, range)) throw cannot(`filter ${JSON.stringify(filter)}`)
    if (field.includes('.')) throw cannot(`sort by ${field}`)
  }
  return {
    ...base,
    getList: async (resource, params) => {
      check(params.filter as object, params.sort?.field)
      return base.getList(resource, params)
    },
    getManyReference: async (resource, params) => {
      check({ ...params.filter, [params.target]: params.id } as object, params.sort.field)
      return base.getManyReference(resource, params)
    },
  }
}
