import type { HistoryEntry } from '#model/language/wire.ts'
import type { Comment } from '../../../data/wire.ts'

/** One thing that happened to a record. */
export type TimelineEntry =
  | ({ readonly kind: 'change' } & HistoryEntry)
  | { readonly kind: 'comment'; readonly at: string; readonly by_name: string | null; readonly body: string; readonly id: string } // prettier-ignore

/** Brings changes and comments together, newest first. */
export const timelineOf = (
  history: readonly HistoryEntry[],
  comments: readonly Comment[],
): readonly TimelineEntry[] =>
  [
    ...history.toReversed().map((entry) => ({ kind: 'change' as const, ...entry })),
    ...comments.map(({ id, at, by_name, body }) => ({ kind: 'comment' as const, id, at, by_name, body })),
  ].toSorted((a, b) => b.at.localeCompare(a.at)) // prettier-ignore
