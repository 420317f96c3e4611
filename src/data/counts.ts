import { useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { AppDataProvider, CountQuery } from './provider.ts'

/** First part of the keys of counts in the query cache. */
export const countsKey = 'counts'

/** Counts the rows of several filters, all in one request; undefined while unknown or refused. */
export const useCounts = (
  queries: readonly CountQuery[],
  options: { readonly enabled?: boolean } = {},
): readonly (number | undefined)[] => {
  const provider = useDataProvider<AppDataProvider>()
  const { data } = useQuery({
    queryKey: [countsKey, queries],
    enabled: options.enabled !== false && queries.length > 0,
    refetchInterval: 120_000,
    queryFn: () => provider.counts(queries),
  })
  return queries.map((_, i) => data?.[i] ?? undefined)
}
