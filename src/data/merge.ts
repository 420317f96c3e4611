import { changesBetween, isSame } from './diff.ts'
import type { Row } from '#model/language/wire.ts'

/** One field that both sides changed to different values. */
export type Conflict = {
  readonly field: string
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
}

/** Three versions of a record brought together. */
export type Merge = {
  readonly conflicts: readonly Conflict[]
  /** My changes that nobody else touched. */
  readonly kept: Readonly<Record<string, unknown>>
  /** Fields that only the others changed. */
  readonly taken: readonly string[]
}

/** Compares what I changed with what others changed since; only fields changed on both sides are in conflict. */
export const mergeVersions = (base: Row, mine: Readonly<Record<string, unknown>>, theirs: Row): Merge => {
  const ours = changesBetween(base, mine)
  const others = changesBetween(base, theirs)
  const conflicts = Object.keys(ours)
    .filter((field) => field in others && !isSame(ours[field], others[field]))
    .map((field) => ({ field, base: base[field], mine: ours[field], theirs: theirs[field] }))
  const disputed = new Set(conflicts.map(({ field }) => field))
  return {
    conflicts,
    kept: Object.fromEntries(Object.entries(ours).filter(([field]) => !disputed.has(field))),
    taken: Object.keys(others).filter((field) => !(field in ours)),
  }
} // prettier-ignore

/** Writes down the result of a merge: my undisputed changes and, of the disputed, those I kept. */
export const resolveMerge = (
  merge: Merge,
  picks: Readonly<Record<string, 'mine' | 'theirs'>>,
): Record<string, unknown> => ({
  ...merge.kept,
  ...Object.fromEntries(
    merge.conflicts
      .filter(({ field }) => picks[field] !== 'theirs')
      .map(({ field, mine }) => [field, mine]),
  ),
})
