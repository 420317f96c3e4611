import { useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { AppDataProvider } from '../../../data/provider.ts'

/** Sums of some fields over every row of a filter, computed by the server; empty while unknown. */
export const useTotals = (
  resource: string,
  fields: readonly string[],
  filter: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const provider = useDataProvider<AppDataProvider>()
  const measures = fields.map((name) => `sum:${name}`)
  const { data } = useQuery({
    queryKey: [resource, 'aggregate', 'totals', fields, filter],
    enabled: fields.length > 0,
    queryFn: ({ signal }) => provider.aggregate(resource, { measures, filter }, signal),
  })
  const row = data?.rows[0]
  return Object.fromEntries(fields.map((name) => [name, row?.[`sum:${name}`] ?? null]))
}
