import type { DataProvider, RaRecord } from 'ra-core'
import type { Names } from '../config.ts'

type Data = Readonly<Record<string, unknown>>

const renamed = (data: Data, names: ReadonlyMap<string, string>): Data =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [names.get(key) ?? key, value]))

/** Names in a filter are those of fields and of the first segment of paths; operators stay. */
const renamedFilter = (filter: unknown, names: ReadonlyMap<string, string>): unknown => {
  if (Array.isArray(filter)) return filter.map((each) => renamedFilter(each, names))
  if (typeof filter !== 'object' || filter === null) return filter
  return Object.fromEntries(
    Object.entries(filter).map(([key, value]) => {
      if (key.startsWith('$')) return [key, renamedFilter(value, names)]
      const [first = key, ...rest] = key.split('.')
      return [[names.get(first) ?? first, ...rest].join('.'), value]
    }),
  )
}

/** Lets a backend call its resources and fields otherwise than the model does. */
export const withNames = (
  base: DataProvider,
  resources: Readonly<Record<string, Names>>,
): DataProvider => {
  const of = (resource: string) => {
    const { name = resource, fields = {} } = resources[resource] ?? {}
    const there = new Map(Object.entries(fields))
    const here = new Map([...there].map(([ours, theirs]) => [theirs, ours]))
    return {
      name,
      out: (data: Data): Data => renamed(data, there),
      back: <T extends RaRecord>(data: T): T => ({ ...renamed(data, here), id: data.id }) as T, // the same record by our names
      filter: (filter: unknown) => renamedFilter(filter ?? {}, there),
      field: (field: string) => there.get(field) ?? field,
    }
  }
  return {
    ...base,
    getList: async (resource, params) => {
      const at = of(resource)
      const sort = params.sort && { ...params.sort, field: at.field(params.sort.field) }
      const answer = await base.getList(at.name, { ...params, ...(sort && { sort }), filter: at.filter(params.filter) }) // prettier-ignore
      return { ...answer, data: answer.data.map((row) => at.back(row)) as typeof answer.data } // the same rows
    },
    getOne: async (resource, params) => {
      const at = of(resource)
      const { data } = await base.getOne(at.name, params)
      return { data: at.back(data) }
    },
    getMany: async (resource, params) => {
      const at = of(resource)
      const { data } = await base.getMany(at.name, params)
      return { data: data.map((row) => at.back(row)) as typeof data } // the same rows
    },
    getManyReference: async (resource, params) => {
      const at = of(resource)
      const sort = { ...params.sort, field: at.field(params.sort.field) }
      const answer = await base.getManyReference(at.name, { ...params, sort, target: at.field(params.target), filter: at.filter(params.filter) }) // prettier-ignore
      return { ...answer, data: answer.data.map((row) => at.back(row)) as typeof answer.data } // the same rows
    },
    create: async (resource, params) => {
      const at = of(resource)
      const { data } = await base.create(at.name, { ...params, data: at.out(params.data) })
      return { data: at.back(data) }
    },
    update: async (resource, params) => {
      const at = of(resource)
      const { data } = await base.update(at.name, { ...params, data: at.out(params.data) as typeof params.data }) // prettier-ignore
      return { data: at.back(data) }
    },
    delete: async (resource, params) => {
      const at = of(resource)
      const { data } = await base.delete(at.name, params)
      return { data: at.back(data) }
    },
  }
}
