import type { DataProvider, RaRecord } from 'ra-core'
import type { Names } from '../../config.ts'
import { cannot } from './cannot.ts'

type Data = Readonly<Record<string, unknown>>

/** Name here -> name there; null = the backend has no such field. */
type FieldNames = ReadonlyMap<string, string | null>

const nameOf = (names: FieldNames, field: string): string => {
  const name = names.get(field)
  if (name === null) throw cannot(`there is no "${field}"`)
  return name ?? field
}

/** Fields that the backend does not have are left out. */
const written = (data: Data, names: FieldNames): Data =>
  Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) =>
      names.get(key) === null ? [] : [[names.get(key) ?? key, value]],
    ),
  )

/** A path is there by the name of its first segment. */
const namedPath = (path: string, names: FieldNames): string => {
  const [first = path, ...rest] = path.split('.')
  return [nameOf(names, first), ...rest].join('.')
}

/** Names in a filter are those of fields and of the first segment of paths; operators stay. */
const renamedFilter = (filter: unknown, names: FieldNames): unknown => {
  if (Array.isArray(filter)) return filter.map((each) => renamedFilter(each, names))
  if (typeof filter !== 'object' || filter === null) return filter
  return Object.fromEntries(
    Object.entries(filter).map(([key, value]) =>
      key.startsWith('$') ? [key, renamedFilter(value, names)] : [namedPath(key, names), value],
    ),
  )
}

const namesOf = (resources: Readonly<Record<string, Names>>, resource: string) => {
  const { name = resource, fields } = resources[resource] ?? {}
  const there: FieldNames = new Map(Object.entries({ ...resources['*']?.fields, ...fields }))
  const here = new Map([...there].flatMap(([ours, theirs]) => (theirs === null ? [] : [[theirs, ours]]))) // prettier-ignore
  return {
    name,
    out: (data: Data): Data => written(data, there),
    back: <T extends RaRecord>(data: T): T => {
      const entries = Object.entries(data).map(([key, value]) => [here.get(key) ?? key, value])
      return { id: data.id, ...Object.fromEntries(entries) } as T // the same record by our names
    },
    filter: (filter: unknown) => renamedFilter(filter ?? {}, there),
    field: (field: string) => namedPath(field, there),
  }
}

/** Lets a backend call its resources and fields otherwise than the model does. */
export const withNames = (
  base: DataProvider,
  resources: Readonly<Record<string, Names>>,
): DataProvider => {
  if (Object.keys(resources).length === 0) return base
  const of = (resource: string) => namesOf(resources, resource)
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
      return { data: at.back((await base.getOne(at.name, params)).data) }
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
      return { data: at.back((await base.create(at.name, { ...params, data: at.out(params.data) })).data) } // prettier-ignore
    },
    update: async (resource, params) => {
      const at = of(resource)
      const data = at.out(params.data) as typeof params.data // the same record by their names
      const previousData = at.out(params.previousData ?? {}) as typeof params.previousData // the same
      return { data: at.back((await base.update(at.name, { ...params, data, previousData })).data) }
    },
    updateMany: (resource, params) => {
      const at = of(resource)
      return base.updateMany(at.name, { ...params, data: at.out(params.data) })
    },
    delete: async (resource, params) => {
      const at = of(resource)
      return { data: at.back((await base.delete(at.name, params)).data) }
    },
    deleteMany: (resource, params) => base.deleteMany(of(resource).name, params),
  }
}
