import type { Resource } from '#model/language/resources.ts'
import type { Work } from '../engine/work.ts'
import type { Draft, Part } from './drafts.ts'
import { setColumns } from './set-columns.ts'

/** A reference to a record that is written only later; it is set in a second pass. */
type Forward = { readonly resource: Resource; readonly part: Part; readonly field: string; readonly to: string } // prettier-ignore

/**
 * Takes references out of drafts that point to records of the import which are not written yet: departments and
 * their managers point to each other.
 */
export const holdForward = (
  drafts: readonly Draft[],
  all: readonly Draft[],
  written: ReadonlySet<string>,
): Forward[] => {
  const own = new Set(all.flatMap((draft) => (draft.before ? [] : [draft.id, ...lineIds(draft)])))
  const parts = drafts.flatMap((draft): readonly Part[] => [draft, ...[...draft.lines.values()].flat()]) // prettier-ignore
  const held: Forward[] = []
  for (const part of parts)
    for (const [field, value] of Object.entries(part.values)) {
      const { resource, values } = part
      const isReference = resource.fields[field]?.type === 'reference'
      const isParent = field === resource.parent?.key
      if (!isReference || isParent || typeof value !== 'string') continue
      if (!own.has(value) || written.has(value)) continue
      held.push({ resource, part, field, to: value })
      values[field] = null
    }
  return held
}

const lineIds = (draft: Draft): string[] =>
  [...draft.lines.values()].flatMap((parts) => parts.map(({ id }) => id))

/** Sets the references that were held back, now that everything is written; the drafts have them again. */
export const setForward = async (work: Work, held: readonly Forward[]): Promise<void> => {
  for (const [resource, group] of Map.groupBy(held, (each) => each.resource)) {
    const rows = group.map(({ part, field, to }) => ({ id: part.id, [field]: to }))
    await setColumns(work, resource, rows)
  }
  for (const { part, field, to } of held) part.values[field] = to
}
