import { useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { AppDataProvider } from '../../../data/provider.ts'

/** Sums of some fields over every row of a filter; empty while unknown, and where not every row could be read. */
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
  const row = data?.meta.rowLimit === undefined ? data?.rows[0] : undefined
  return Object.fromEntries(fields.map((name) => [name, row?.[`sum:${name}`] ?? null]))
}
