import { HttpError, type UpdateParams } from 'ra-core'
import { computeRecord } from '#model/language/compute-record.ts'
import { plainDefaults } from '#model/language/defaults.ts'
import type { Label } from '#model/language/definition.ts'
import { resourcesBehind } from '#model/language/reach.ts'
import type { Resource } from '#model/language/resources.ts'
import { isComputed } from '#model/language/compute.ts'
import { validateInput } from '#model/language/validate.ts'
import { siblingPairs } from '#model/language/memory-rows.ts'
import type { MemoryTables } from '#model/language/scope.ts'
import type { Row } from '#model/language/wire.ts'
import { initialState } from '#model/language/workflow.ts'
import { changesBetween, isSame } from '../diff.ts'
import { problemOf } from '../problem.ts'
import type { AppDataProvider, BatchAnswer } from '../provider.ts'
import { aggregateRows, metricAnswer } from './aggregate.ts'
import { answeredLists } from './lists.ts'
import { withHidden, withMasks } from './masks.ts'
import { contextOf, type Parts } from './parts.ts'
import { stepsOf, stepValues } from './workflow.ts'

type Data = Readonly<Record<string, unknown>>

const resourceOf = ({ index, locale }: Parts, name: string): Resource => {
  const found = index.resources.get(name)
  if (found) return found
  const message = locale() === 'zh' ? `没有“${name}”` : `There is no "${name}"`
  throw new HttpError(message, 404, { code: 'not_found' })
}

const invalid = (parts: Parts, errors: Readonly<Record<string, Label>>): HttpError => {
  const said = Object.entries(errors).map(([path, label]) => [path, label[parts.locale()]])
  const message = parts.locale() === 'zh' ? '请检查标出的字段' : 'Check the marked fields'
  return new HttpError(message, 422, { code: 'invalid', errors: Object.fromEntries(said) })
}

/** Tables of the child rows of a new record, all empty: nothing points at it yet. */
const noChildren = ({ index }: Parts, { name, fields }: Resource): MemoryTables =>
  new Map(
    Object.values(fields).flatMap(({ rollup }) => {
      if (!rollup || siblingPairs(rollup.by) !== null) return []
      const isLines = index.resources.get(rollup.of)?.parent?.resource === name
      return isLines ? [] : [[rollup.of, []]]
    }),
  )

/** Computed values as far as the rows at hand allow; a record without an id is new. */
const withComputed = async (parts: Parts, resource: Resource, row: Data): Promise<Data> => {
  const paths = Object.entries(resource.fields).flatMap(([name, field]) => (isComputed(field) ? [name] : [])) // prettier-ignore
  const behind = resourcesBehind(parts.index, resource.name, { paths })
  const { tables } = await parts.tables.read(behind.filter((name) => name !== resource.name))
  const children = row.id === undefined ? noChildren(parts, resource) : new Map()
  const known = new Map([...tables, ...children])
  return computeRecord(parts.index, known, resource.name, row, await contextOf(parts))
}

const checked = async (parts: Parts, resource: Resource, data: Data, current?: Row) => {
  const mode = current ? 'update' : 'create'
  const ctx = await contextOf(parts)
  const { values, errors } = validateInput(parts.index, resource.name, data, { mode, ctx, ...(current && { current }) }) // prettier-ignore
  if (Object.keys(errors).length > 0) throw invalid(parts, errors)
  return { values, ctx }
}

const stale = (parts: Parts, current: Row, fields: readonly string[]): HttpError => {
  const message = parts.locale() === 'zh' ? '记录已被他人修改' : 'Somebody else has changed the record'
  const changes = fields.map((field) => ({ field }))
  return new HttpError(message, 409, { code: 'stale_version', current, changes })
} // prettier-ignore

/** Refuses a change of what somebody else changed since it was read: by version, else by the fields themselves. */
const requireFresh = (parts: Parts, before: Data, current: Row, changes: Data): void => {
  const moved = Object.keys(current).filter((field) => field in before && !isSame(before[field], current[field])) // prettier-ignore
  const isVersioned = typeof before.version === 'number' && typeof current.version === 'number'
  const isStale = isVersioned
    ? before.version !== current.version
    : moved.some((field) => field in changes)
  if (isStale) throw stale(parts, current, moved)
}

const createRecords = (parts: Parts) => {
  const { base, tables } = parts
  const one = async (resource: string, id: unknown): Promise<Row> =>
    (await base.getOne(resource, { id: String(id) })).data as Row // a record of the backend
  const put = async (resource: string, current: Row, values: Data): Promise<Row> => {
    const at = resourceOf(parts, resource)
    const next = await withComputed(parts, at, {
      ...current,
      ...values,
      version: (current.version ?? 0) + 1,
      updated_at: parts.clock(),
      updated_by: parts.viewer.employee,
    })
    const params = { id: current.id, data: next, previousData: current }
    const { data } = await base.update(resource, params)
    tables.forget(resource)
    return data as Row // the record as the backend keeps it
  }
  return { one, put }
}

const recordVerbs = (parts: Parts) => {
  const { base, tables } = parts
  const { one, put } = createRecords(parts)
  const create: AppDataProvider['create'] = async (resource, { data }) => {
    const at = resourceOf(parts, resource)
    const { values, ctx } = await checked(parts, at, data)
    const now = parts.clock()
    const me = parts.viewer.employee
    const made = await withComputed(parts, at, {
      ...plainDefaults(at.fields, ctx),
      ...values,
      ...(at.entity.workflow && { state: initialState(at.entity) }),
      version: 1,
      archived: false,
      ...{ created_at: now, created_by: me, updated_at: now, updated_by: me },
    })
    const { id: _id, ...row } = made
    const answer = await base.create(resource, { data: row })
    tables.forget(resource)
    return answer
  }
  const update = async (resource: string, { id, data, previousData }: UpdateParams) => {
    const at = resourceOf(parts, resource)
    const current = await one(resource, id)
    const changes = changesBetween(previousData ?? current, data)
    if (previousData) requireFresh(parts, previousData, current, changes)
    const { values } = await checked(parts, at, changes, current)
    return { data: await put(resource, current, withHidden(at.fields, values, current)) }
  }
  const remove: AppDataProvider['delete'] = async (resource, params) => {
    const { data } = await base.delete(resource, params)
    tables.forget(resource)
    return { data }
  }
  return {
    one,
    put,
    create,
    update: update as AppDataProvider['update'], // records of the resource asked for
    delete: remove,
    updateMany: async (resource, { ids, data }) => {
      for (const id of ids) await update(resource, { id, data, previousData: await one(resource, id) })
      return { data: ids }
    },
    deleteMany: async (resource, { ids }) => {
      for (const id of ids) await remove(resource, { id })
      return { data: ids }
    },
  } satisfies Partial<AppDataProvider> & ReturnType<typeof createRecords>
} // prettier-ignore

const missing = (parts: Parts, zh: string, en: string): Promise<never> =>
  Promise.reject(new HttpError(parts.locale() === 'zh' ? zh : en, 501, { code: 'not_supported' }))

type Lists = ReturnType<typeof answeredLists>

/** Searches the entities that the menu shows, a few records of each. */
const search = async (parts: Parts, lists: Lists, text: string): ReturnType<AppDataProvider['search']> => {
  const { titleText } = await import('../../views/titles.ts')
  const found = await Promise.all(
    parts.index.model.entities
      .filter(({ name }) => parts.index.resources.has(name))
      .map(async ({ name }) => {
        const asked = { pagination: { page: 1, perPage: 3 }, sort: { field: 'id', order: 'ASC' as const } }
        const answer = await lists.getList(name, { ...asked, filter: { q: text } }).catch(() => ({ data: [] }))
        return answer.data.map((row) => ({
          resource: name,
          id: String(row.id),
          title: titleText(parts.index, name, row as Row, parts.locale()), // a record of the backend
        }))
      }),
  )
  return found.flat().slice(0, 20)
} // prettier-ignore

/**
 * Makes a full provider of one that only keeps records: numbers are computed in the browser from fetched rows, steps
 * are checked updates, input is validated by the model. What needs a server says so.
 */
export const createPlainProvider = (parts: Parts): AppDataProvider => {
  const { one, put, ...records } = recordVerbs(parts)
  const { base } = parts
  const lists = answeredLists(parts)
  const transition: AppDataProvider['transition'] = async (resource, { id, name, version, data }) => {
    const current = await one(resource, id)
    if (version !== undefined && current.version !== undefined && version !== current.version)
      throw stale(parts, current, [])
    const values = await stepValues(parts, resourceOf(parts, resource), current, name, data)
    return { data: await put(resource, current, values) }
  } // prettier-ignore
  const answers: AppDataProvider['aggregateMany'] = async (questions) => ({
    requestId: null,
    answers: await Promise.all(
      questions.map(async (question): Promise<BatchAnswer> => {
        try {
          if ('metric' in question) return await metricAnswer(parts, question)
          return await aggregateRows(parts, question.resource, question)
        } catch (error) {
          const { code, message } = problemOf(error)
          return { problem: { code, message } }
        }
      }),
    ),
  })
  return withMasks(parts.index, {
    ...base,
    ...lists,
    ...records,
    aggregate: (resource, query) => aggregateRows(parts, resource, query),
    aggregateMany: answers,
    counts: (queries) =>
      Promise.all(
        queries.map(async ({ resource, filter }) => {
          const page = { page: 1, perPage: 1 }
          const asked = { pagination: page, sort: { field: 'id', order: 'ASC' as const }, filter }
          return (await lists.getList(resource, asked).catch(() => null))?.total ?? null
        }),
      ),
    transition,
    bulk: async (resource, { op, items, data, name = '' }) => {
      const rows: Row[] = []
      for (const { id, version } of items) {
        if (op === 'delete') rows.push((await records.delete(resource, { id })).data as Row) // a record of the backend
        else if (op === 'transition') rows.push((await transition(resource, { id, name, version, data: data ?? {} })).data) // prettier-ignore
        else rows.push((await records.update(resource, { id, data: { ...data }, previousData: await one(resource, id) })).data as Row) // prettier-ignore
      }
      return { data: rows }
    },
    steps: async (resource, id) =>
      stepsOf(parts, resourceOf(parts, resource), await one(resource, id)),
    search: (text) => search(parts, lists, text),
    history: () => Promise.resolve([]),
    comments: () => Promise.resolve([]),
    files: () => Promise.resolve([]),
    addComment: () => missing(parts, '此数据源不能保存评论', 'This backend keeps no comments'),
    upload: () => missing(parts, '此数据源不能保存文件', 'This backend keeps no files'),
    restore: () => missing(parts, '此数据源不能恢复记录', 'This backend cannot restore records'),
    reveal: async (resource, id, field) => (await one(resource, id))[field],
    exportUrl: () => missing(parts, '此数据源不能导出', 'This backend cannot export'),
  })
}
