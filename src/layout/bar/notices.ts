import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { countsKey } from '../../data/counts.ts'
import type { AppDataProvider } from '../../data/provider.ts'
import type { Row } from '#model/language/wire.ts'
import { useQuiet } from '../home/quiet.ts'
import { useConsole } from '../../views/console.ts'

/** In-app messages are rows of a platform record of this name. */
const resource = 'notifications'

export type Notice = Row & {
  readonly title?: string
  readonly body?: string | null
  readonly level?: string | null
  readonly created_at?: string
  readonly read_at?: string | null
  readonly handled_at?: string | null
  readonly target?: { readonly resource: string; readonly id: string } | null
}

/** Ways to mark messages: as read, and as handled (which is read too). */
export const useReadNotices = () => {
  const provider = useDataProvider<AppDataProvider>()
  const queryClient = useQueryClient()
  const { clock } = useConsole()
  type Change = { readonly notices: readonly Notice[]; readonly names: readonly ('read_at' | 'handled_at')[] } // prettier-ignore
  const change = useMutation({
    mutationFn: ({ notices, names }: Change) => {
      const now = clock()
      return provider.bulk(resource, {
        op: 'update',
        items: notices.map(({ id, version }) => ({ id, version: version ?? 1 })),
        data: Object.fromEntries(names.map((name) => [name, now])),
      })
    },
    onSuccess: () =>
      Promise.all(
        [resource, countsKey].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
      ),
  })
  return {
    markRead: (notices: readonly Notice[]): void => change.mutate({ notices, names: ['read_at'] }),
    markHandled: (notices: readonly Notice[]): void =>
      change.mutate({ notices, names: ['read_at', 'handled_at'] }),
  }
}

/** Unread messages of the viewer, newest first, and how to mark them as read. */
export const useNotices = () => {
  const provider = useDataProvider<AppDataProvider>()
  const { index, viewer } = useConsole()
  const { markRead } = useReadNotices()
  const isQuiet = useQuiet()
  const known = index.resources.has(resource) && viewer.employee !== null
  const unread = useQuery({
    queryKey: [resource, 'unread'],
    enabled: known && isQuiet,
    refetchInterval: 60_000,
    queryFn: ({ signal }) =>
      provider.getList<Notice>(resource, {
        pagination: { page: 1, perPage: 20 },
        sort: { field: 'created_at', order: 'DESC' },
        filter: { recipient_id: '$me', read_at: { $null: true } },
        signal,
      }),
  })
  return {
    known,
    notices: unread.data?.data ?? [],
    count: unread.data?.total ?? 0,
    markRead,
  }
}
