import type { DataProvider } from 'ra-core'
import { withLines } from '#model/language/memory-rows.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { MemoryRow, MemoryTables } from '#model/language/scope.ts'

/** Rows of a resource that are read at most, for numbers and conditions that a plain backend cannot answer. */
export const rowLimit = 10_000
const pageSize = 1000
/** Milliseconds for which read rows are used again. */
const keptFor = 20_000

type Table = { readonly rows: readonly MemoryRow[]; readonly isCut: boolean }
export type Read = { readonly tables: MemoryTables; readonly isCut: boolean }

/** Whole resources in memory, read page by page and kept for a moment. */
export type Tables = {
  read(resources: readonly string[]): Promise<Read>
  /** Forgets the rows of a resource: something was written. */
  forget(resource: string): void
}

/** Reads through a provider of records; a resource that the backend lacks has no rows. */
export const createTables = (
  index: ModelIndex,
  base: Pick<DataProvider, 'getList'>,
  now: () => number = Date.now,
  keep = keptFor,
): Tables => {
  const known = new Map<string, { readonly at: number; readonly table: Promise<Table> }>()
  const tableOf = (resource: string): Promise<Table> => {
    const found = known.get(resource)
    if (found && now() - found.at < keep) return found.table
    const table = readAll(base, resource)
    known.set(resource, { at: now(), table })
    table.catch(() => known.delete(resource))
    return table
  }
  return {
    read: async (resources) => {
      const names = [...new Set(resources)]
      const tables = await Promise.all(names.map(tableOf))
      return {
        tables: withLines(index, new Map(names.map((name, i) => [name, tables[i]?.rows ?? []]))),
        isCut: tables.some(({ isCut }) => isCut),
      }
    },
    forget: (resource) => known.delete(resource),
  }
}

const readAll = async (base: Pick<DataProvider, 'getList'>, resource: string): Promise<Table> => {
  const rows: MemoryRow[] = []
  for (let page = 1; ; page += 1) {
    const answer = await base.getList(resource, {
      pagination: { page, perPage: pageSize },
      sort: { field: 'id', order: 'ASC' },
      filter: {},
    })
    rows.push(...(answer.data as readonly MemoryRow[])) // rows of a list are records
    const total = answer.total ?? rows.length
    if (answer.data.length < pageSize || rows.length >= total) return { rows, isCut: false }
    if (rows.length >= rowLimit) return { rows, isCut: true }
  }
}
