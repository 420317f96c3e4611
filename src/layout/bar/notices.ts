import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
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
  readonly target?: { readonly resource: string; readonly id: string } | null
}

/** Unread messages of the viewer, newest first, and how to mark them as read. */
export const useNotices = () => {
  const provider = useDataProvider<AppDataProvider>()
  const queryClient = useQueryClient()
  const { index, viewer, clock } = useConsole()
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
  const read = useMutation({
    mutationFn: (notices: readonly Notice[]) =>
      provider.bulk(resource, {
        op: 'update',
        items: notices.map(({ id, version }) => ({ id, version: version ?? 1 })),
        data: { read_at: clock() },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [resource] }),
  })
  return {
    known,
    notices: unread.data?.data ?? [],
    count: unread.data?.total ?? 0,
    markRead: read.mutate,
  }
}
