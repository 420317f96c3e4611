import { useQueries } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useMemo } from 'react'
import type { Entity, Preset } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Row } from '../data/wire.ts'
import { useConsole } from '../views/console.ts'

/** A list of rows that wait for the viewer: a preset that the model marks with `waits`. */
export type Inbox = { readonly entity: Entity; readonly key: string; readonly preset: Preset }
export type FilledInbox = Inbox & { readonly rows: readonly Row[]; readonly total: number }

const shown = 8

/** Finds every preset of the model whose rows wait for the viewer. */
export const inboxesOf = (index: ModelIndex): readonly Inbox[] =>
  index.model.entities.flatMap((entity) =>
    Object.entries(entity.views?.list?.presets ?? {})
      .filter(([, preset]) => preset.waits)
      .map(([key, preset]) => ({ entity, key, preset })),
  )

/** Counts what waits and fetches the first rows of each inbox; refused ones count as empty. */
export const useWaiting = (): { readonly inboxes: readonly FilledInbox[]; readonly loading: boolean } => {
  const { index } = useConsole()
  const provider = useDataProvider()
  const inboxes = useMemo(() => inboxesOf(index), [index])
  const answers = useQueries({
    queries: inboxes.map(({ entity, key, preset }) => ({
      queryKey: [entity.name, 'waiting', key],
      refetchInterval: 120_000,
      queryFn: () =>
        provider.getList<Row>(entity.name, {
          pagination: { page: 1, perPage: shown },
          sort: { field: preset.sort?.[0] ?? 'id', order: preset.sort?.[1] ?? 'ASC' },
          filter: preset.filter,
        }),
    })),
  })
  return {
    loading: answers.some(({ isPending }) => isPending),
    inboxes: inboxes.map((inbox, i) => ({
      ...inbox,
      rows: answers[i]?.data?.data ?? [],
      total: answers[i]?.data?.total ?? 0,
    })),
  }
} // prettier-ignore

/** When a waiting row is due: the date by which its preset sorts, soonest first. */
export const dueOf = ({ entity, preset }: Inbox, row: Row): string | null => {
  const [field, order] = preset.sort ?? []
  const type = field ? entity.fields[field]?.type : undefined
  const value =
    field && order === 'ASC' && (type === 'date' || type === 'datetime') ? row[field] : null
  return typeof value === 'string' ? value : null
}

/** Rows of several inboxes, the most urgent first, those without a date last. */
export const rowsByDue = (
  inboxes: readonly FilledInbox[],
): readonly { readonly inbox: FilledInbox; readonly row: Row }[] =>
  inboxes
    .flatMap((inbox) => inbox.rows.map((row) => ({ inbox, row, due: dueOf(inbox, row) ?? '9999' })))
    .toSorted((a, b) => a.due.localeCompare(b.due))

/** Rows that wait, by resource: the badges of the menu. */
export const useBadges = (): ReadonlyMap<string, number> => {
  const { inboxes } = useWaiting()
  const badges = new Map<string, number>()
  for (const { entity, total } of inboxes)
    badges.set(entity.name, (badges.get(entity.name) ?? 0) + total)
  return badges
}
