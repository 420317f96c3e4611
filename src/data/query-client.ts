import { QueryClient } from '@tanstack/react-query'

/** Answers stay fresh for half a minute; refused calls are not tried again. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 600_000,
        refetchOnWindowFocus: false,
        retry: (count, error) =>
          count < 1 && !('status' in error && typeof error.status === 'number' && error.status > 0),
      },
    },
  })
