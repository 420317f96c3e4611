import { useStore } from 'ra-core'
import { useCallback, useEffect, useMemo } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import { type Arrangement, arrangementOf } from './arrangements/arrangement.ts'
import type { Sort } from './list-view.ts'

export type Filter = Readonly<Record<string, unknown>>

/** Everything that a list shows, as it stands in the address. */
export type ListAddress = {
  readonly filter: Filter
  readonly sort: Sort
  readonly page: number
  readonly perPage: number
  /** The saved view that is open. */
  readonly view: string | null
  /** Columns in their order; null = those chosen in this browser, else the model's. */
  readonly columns: readonly string[] | null
  /** How the rows are laid out. */
  readonly arrangement: Arrangement
}

const rowsPerPage = 25
const most = 1000
const names = [
  'filter',
  'sort',
  'order',
  'page',
  'perPage',
  'view',
  'columns',
  'as',
  'displayedFilters',
]

const filterOf = (text: string | null): Filter => {
  try {
    const given: unknown = JSON.parse(text ?? '{}')
    return typeof given === 'object' && given && !Array.isArray(given) ? { ...given } : {}
  } catch {
    return {}
  }
}

const countOf = (text: string | null, standard: number): number => {
  const count = Number(text)
  return Number.isInteger(count) && count >= 1 && count <= most * most ? count : standard
}

/** Reads a list's address; what cannot be read is as if it were not there. */
export const readAddress = (search: string, standard: Sort): ListAddress => {
  const given = new URLSearchParams(search)
  const field = given.get('sort')
  return {
    filter: filterOf(given.get('filter')),
    sort: field ? { field, order: given.get('order') === 'DESC' ? 'DESC' : 'ASC' } : standard,
    page: countOf(given.get('page'), 1),
    perPage: Math.min(most, countOf(given.get('perPage'), rowsPerPage)),
    view: given.get('view'),
    columns: given.get('columns')?.split(',').filter(Boolean) ?? null,
    arrangement: arrangementOf(given.get('as')),
  }
}

/** Writes a list's address over what stands there; what is as usual is left out, other parameters stay. */
export const writeAddress = (search: string, address: ListAddress, standard: Sort): string => {
  const next = new URLSearchParams(search)
  for (const name of names) next.delete(name)
  const { filter, sort, page, perPage, view, columns, arrangement } = address
  if (Object.keys(filter).length > 0) next.set('filter', JSON.stringify(filter))
  if (sort.field !== standard.field || sort.order !== standard.order) {
    next.set('sort', sort.field)
    next.set('order', sort.order)
  }
  if (page > 1) next.set('page', String(page))
  if (perPage !== rowsPerPage) next.set('perPage', String(perPage))
  if (view) next.set('view', view)
  if (columns) next.set('columns', columns.join(','))
  if (arrangement !== 'table') next.set('as', arrangement)
  const text = next.toString()
  return text ? `?${text}` : ''
}

/** The address of a list and the way to another; a list opened without one is as it was left. */
export const useListAddress = (resource: string, standard: Sort) => {
  const { search } = useLocation()
  const navigate = useNavigate()
  const [left, remember] = useStore<string>(`address.${resource}`, '')
  const current = search || left
  useEffect(() => {
    if (!search && left) void navigate({ search: left }, { replace: true })
    else if (search !== left) remember(search)
  }, [search, left, navigate, remember])
  const address = useMemo(() => readAddress(current, standard), [current, standard])
  const go = useCallback(
    (change: Partial<ListAddress>): void => {
      const next = writeAddress(current, { ...address, page: 1, ...change }, standard)
      if (next === current) return
      remember(next)
      void navigate({ search: next })
    },
    [current, address, standard, remember, navigate],
  )
  return { address, go }
}
