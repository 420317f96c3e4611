import { useQueries } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useMemo } from 'react'
import type { Entity, Predicate, Preset } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { useCounts } from '../../data/counts.ts'
import { mayDo } from '../../data/auth-provider.ts'
import type { Row } from '#model/language/wire.ts'
import type { Viewer } from '../../data/wire.ts'
import { useQuiet } from './quiet.ts'
import { useConsole } from '../../views/console.ts'

/** A list of rows that wait for the viewer: a preset that the model marks with `waits`. */
export type Inbox = { readonly entity: Entity; readonly key: string; readonly preset: Preset }
export type FilledInbox = Inbox & { readonly rows: readonly Row[]; readonly total: number }

const shown = 8

const isBound = ({ filter }: Preset): boolean =>
  /"\$(me|my_departments?)"/.test(JSON.stringify(filter))

/** Finds every preset whose rows wait for the viewer: bound to the person, or open to all who may act on them. */
export const inboxesOf = (index: ModelIndex, viewer: Viewer): readonly Inbox[] =>
  index.model.entities.flatMap((entity) =>
    Object.entries(entity.views?.list?.presets ?? {})
      .filter(
        ([, preset]) =>
          preset.waits && (isBound(preset) || mayDo(index, viewer, 'edit', entity.name)),
      )
      .map(([key, preset]) => ({ entity, key, preset })),
  )

/** Counts what waits in every inbox: one request for all of them. */
const useTotals = (inboxes: readonly Inbox[]): readonly (number | undefined)[] =>
  useCounts(
    inboxes.map(({ entity, preset }) => ({ resource: entity.name, filter: preset.filter })),
    { enabled: useQuiet() },
  )

/** Fetches the first rows of each inbox that has any. */
export const useWaiting = (): { readonly inboxes: readonly FilledInbox[]; readonly loading: boolean } => {
  const { index, viewer } = useConsole()
  const provider = useDataProvider()
  const inboxes = useMemo(() => inboxesOf(index, viewer), [index, viewer])
  const totals = useTotals(inboxes)
  const answers = useQueries({
    queries: inboxes.map(({ entity, key, preset }, i) => ({
      queryKey: [entity.name, 'waiting', key],
      enabled: (totals[i] ?? 0) > 0,
      queryFn: () =>
        provider.getList<Row>(entity.name, {
          pagination: { page: 1, perPage: shown },
          sort: { field: preset.sort?.[0] ?? 'id', order: preset.sort?.[1] ?? 'ASC' },
          filter: preset.filter,
        }),
    })),
  })
  return {
    loading: totals.every((total) => total === undefined) && inboxes.length > 0,
    inboxes: inboxes.map((inbox, i) => ({ ...inbox, rows: answers[i]?.data?.data ?? [], total: totals[i] ?? 0 })),
  }
} // prettier-ignore

/** The date by which a preset sorts, soonest first: the one that its rows are due by. */
const dueField = ({ entity, preset }: Inbox): string | null => {
  const [field, order] = preset.sort ?? []
  const type = field ? entity.fields[field]?.type : undefined
  return field && order === 'ASC' && (type === 'date' || type === 'datetime') ? field : null
}

/** How much of what waits is due today, and how much is overdue: over all rows, in one request. */
export const useDue = (inboxes: readonly FilledInbox[]): { readonly today: number; readonly overdue: number } => {
  const dated = inboxes.flatMap((inbox) => {
    const field = inbox.total > 0 ? dueField(inbox) : null
    return field === null ? [] : [{ resource: inbox.entity.name, filter: inbox.preset.filter, field }]
  })
  const within = (range: Predicate) =>
    dated.map(({ resource, filter, field }) => ({ resource, filter: { $and: [filter, { [field]: range }] } }))
  const counts = useCounts([...within({ $gte: '$today', $lt: '$today+1d' }), ...within({ $lt: '$today' })])
  const sum = (part: readonly (number | undefined)[]) => part.reduce<number>((total, count) => total + (count ?? 0), 0)
  return { today: sum(counts.slice(0, dated.length)), overdue: sum(counts.slice(dated.length)) }
} // prettier-ignore

/** When a waiting row is due: the date by which its preset sorts, soonest first. */
export const dueOf = (inbox: Inbox, row: Row): string | null => {
  const field = dueField(inbox)
  const value = field === null ? null : row[field]
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
  const { index, viewer } = useConsole()
  const inboxes = useMemo(() => inboxesOf(index, viewer), [index, viewer])
  const totals = useTotals(inboxes)
  const badges = new Map<string, number>()
  for (const [i, { entity }] of inboxes.entries())
    badges.set(entity.name, (badges.get(entity.name) ?? 0) + (totals[i] ?? 0))
  return badges
}
