import { useQuery, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../../../data/problem.ts'
import { isSame } from '../../../data/diff.ts'
import { type SavedView, savedViews, type ViewContent, type ViewInput } from '../../../data/saved-views.ts' // prettier-ignore
import { useNotice } from '../../../i18n/use-notice.ts'
import { useText } from '../../../i18n/use-text.ts'
import { useConsole } from '../../console.ts'
import type { ListAddress } from '../list-address.ts'
import { useList } from '../list-context.ts'
import type { ListView } from '../list-view.ts'
import { useColumns } from '../table/columns.ts'

const keyOf = (resource: string): readonly string[] => ['views', resource]
const none: readonly SavedView[] = []

/** Whether the viewer manages what is shared with others. */
export const useIsAdministrator = (): boolean => {
  const { index, viewer } = useConsole()
  return index.model.roles.some((role) => role.administers && viewer.roles.includes(role.key))
}

/** Views that the viewer keeps or that are shared with the viewer, of one list. */
export const useSavedViews = (): readonly SavedView[] => {
  const { resource, isPending } = useList()
  const { data } = useQuery({
    queryKey: keyOf(resource),
    // The rows come first.
    enabled: !isPending,
    staleTime: 60_000,
    queryFn: () => savedViews.list(resource),
  })
  return data ?? none
}

/** What the list shows now, as a view would keep it. */
export const useContent = (view: ListView): ViewContent => {
  const { resource, filterValues, sort, address } = useList()
  const { shown, isChosen } = useColumns(resource, view)
  const chosen = isChosen ? shown.map(({ path }) => path) : null
  const columns = address.view ? address.columns : chosen
  return {
    filter: filterValues,
    sort: [sort.field, sort.order],
    ...(columns && { columns }),
  }
}

/** The address at which a view is open. */
export const addressOf = ({ id, data }: SavedView, view: ListView): Partial<ListAddress> => ({
  view: id,
  filter: data.filter,
  sort: data.sort ? { field: data.sort[0], order: data.sort[1] } : view.sort,
  columns: data.columns ?? null,
})

/** Tells whether the list shows something else than the view that is open. */
export const isChanged = ({ data }: SavedView, now: ViewContent): boolean =>
  !isSame(data.filter, now.filter) ||
  (data.sort !== undefined && !isSame(data.sort, now.sort)) ||
  !isSame(data.columns ?? null, now.columns ?? null)

/** Creates, changes and deletes views; answers whether it worked, and says so when not. */
export const useViewChanges = () => {
  const text = useText()
  const notify = useNotice()
  const { resource, go } = useList()
  const queryClient = useQueryClient()
  const run = async (work: () => Promise<SavedView>, done: string): Promise<SavedView | null> => {
    try {
      const saved = await work()
      await queryClient.invalidateQueries({ queryKey: keyOf(resource) })
      notify(done, { type: 'success' })
      return saved
    } catch (error) {
      notify(problemOf(error).message, { type: 'error' })
      return null
    }
  }
  return {
    create: async (input: ViewInput): Promise<boolean> => {
      const saved = await run(() => savedViews.create(resource, input), text('views.saved'))
      if (saved) go({ view: saved.id, columns: saved.data.columns ?? null })
      return saved !== null
    },
    update: async (id: string, input: ViewInput): Promise<boolean> =>
      (await run(() => savedViews.update(id, input), text('views.saved'))) !== null,
    remove: async (id: string): Promise<void> => {
      if (await run(() => savedViews.remove(id), text('views.deleted'))) go({ view: null, columns: null })
    },
  }
} // prettier-ignore
