import { useGetList } from 'ra-core'
import { createContext, useCallback, useContext, useRef, useState } from 'react'
import type { Row } from '#model/language/wire.ts'
import { type Filter, type ListAddress, useListAddress } from './list-address.ts'
import type { ListView, Sort } from './list-view.ts'

/** One page of rows, what was asked for, and the ways to ask differently. */
export type ListState = {
  readonly resource: string
  readonly data: readonly Row[] | undefined
  readonly total: number | undefined
  readonly isPending: boolean
  readonly hasFailed: boolean
  readonly page: number
  readonly perPage: number
  readonly sort: Sort
  readonly filterValues: Filter
  readonly address: ListAddress
  /** Changes several parts of the address at once, from the first page on. */
  readonly go: (change: Partial<ListAddress>) => void
  readonly setPage: (page: number) => void
  readonly setPerPage: (perPage: number) => void
  readonly setSort: (sort: Sort) => void
  readonly setFilters: (filter: Filter) => void
  readonly selectedIds: readonly string[]
  /** Selects or unselects a row; with `isRange`, every row from the last one on. */
  readonly toggle: (id: string, isRange?: boolean) => void
  readonly selectAll: (isOn: boolean) => void
}

const ListContext = createContext<ListState | null>(null)
export const ListProvider = ListContext.Provider

/** The list that a component stands in. */
export const useList = (): ListState => {
  const state = useContext(ListContext)
  if (!state) throw new Error('useList needs a ListProvider above it')
  return state
}

const useSelection = (ids: readonly string[]) => {
  const [selectedIds, setSelected] = useState<readonly string[]>([])
  const last = useRef<string | null>(null)
  const toggle = (id: string, isRange = false): void => {
    const [from, to] = [ids.indexOf(last.current ?? id), ids.indexOf(id)].toSorted((a, b) => a - b)
    const touched = isRange && from !== undefined && from >= 0 && to !== undefined ? ids.slice(from, to + 1) : [id]
    last.current = id
    const isOn = !selectedIds.includes(id)
    setSelected([...selectedIds.filter((each) => !touched.includes(each)), ...(isOn ? touched : [])])
  }
  const selectAll = (isOn: boolean): void => setSelected(isOn ? ids : [])
  return { selectedIds: selectedIds.filter((id) => ids.includes(id)), toggle, selectAll }
} // prettier-ignore

/** Keeps a list in the address: filter, sort, columns and page survive a reload and can be sent to a colleague. */
export const useListState = (resource: string, view: ListView): ListState => {
  const { address, go } = useListAddress(resource, view.sort)
  const { filter, sort, page, perPage } = address
  const { data, total, isPending, error } = useGetList<Row>(
    resource,
    { pagination: { page, perPage }, sort: { ...sort }, filter },
    { placeholderData: (before) => before, retry: false },
  )
  const selection = useSelection((data ?? []).map(({ id }) => id))
  return {
    resource, data, total, isPending, page, perPage, sort, address, go, ...selection,
    filterValues: filter,
    hasFailed: error !== null,
    setPage: useCallback((next: number) => go({ page: next }), [go]),
    setPerPage: useCallback((next: number) => go({ perPage: next }), [go]),
    setSort: useCallback((next: Sort) => go({ sort: next }), [go]),
    setFilters: useCallback((next: Filter) => go({ filter: next }), [go]),
  }
} // prettier-ignore
