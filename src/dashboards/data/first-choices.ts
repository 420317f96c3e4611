import { useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { Dashboard } from '#model/language/definition.ts'
import type { Row } from '#model/language/wire.ts'
import type { AppDataProvider } from '../../data/provider.ts'
import { useConsole } from '../../views/console.ts'
import type { BoardState } from './board-state.ts'

/** Filters that always have a value and have none in the address. */
const openFilters = (dashboard: Dashboard, state: BoardState) =>
  Object.entries(dashboard.filters).flatMap(([name, { to, one }]) =>
    to !== undefined && one && !state.filters[name] ? [{ name, to, one }] : [],
  )

/**
 * Completes the state of a board whose filters always have a value, such as the cycle of an appraisal.
 *
 * Null while the first records are looked up. A filter without any record stays empty.
 */
export const useFirstChoices = (dashboard: Dashboard, state: BoardState): BoardState | null => {
  const provider = useDataProvider<AppDataProvider>()
  const { index } = useConsole()
  const open = openFilters(dashboard, state).filter(({ to }) => index.resources.has(to))
  const { data, isPending } = useQuery({
    queryKey: ['board', 'first choices', dashboard.name, open.map(({ name }) => name)],
    enabled: open.length > 0,
    queryFn: () =>
      Promise.all(
        open.map(async ({ name, to, one }) => {
          const [field, order] = one.sort
          const { data: rows } = await provider.getList<Row>(to, {
            pagination: { page: 1, perPage: 1 },
            sort: { field, order },
            filter: one.filter ?? {},
          })
          return [name, rows.slice(0, 1).map(({ id }) => id)] as const
        }),
      ),
  })
  if (open.length === 0) return state
  if (isPending) return null
  const chosen = (data ?? []).filter(([, ids]) => ids.length > 0)
  return { ...state, filters: { ...state.filters, ...Object.fromEntries(chosen) } }
}
