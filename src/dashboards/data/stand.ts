import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Answers } from './answers.ts'

/** The oldest moment at which figures on the page were computed, and whether any was limited by the viewer's rights. */
export const useStand = (isFetching: boolean): { readonly computedAt: string | null; readonly isRestricted: boolean } => {
  const client = useQueryClient()
  return useMemo(() => {
    const queries = client.getQueryCache().findAll({ type: 'active', predicate: ({ queryKey }) => queryKey[2] === 'dashboard' })
    const metas = queries.flatMap(({ state }) => ((state.data as Answers | undefined) ?? []).flatMap((answer) => (answer ? [answer.meta] : []))) // written by useAnswers
    return {
      computedAt: metas.map(({ computedAt }) => computedAt).toSorted()[0] ?? null,
      isRestricted: metas.some(({ scope }) => scope === 'restricted'),
    }
    // The figures are read anew whenever a round of questions has begun or ended.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [client, isFetching])
} // prettier-ignore
