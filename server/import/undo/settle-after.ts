import { flushHistory } from '../../engine/record/history.ts'
import { noteTouched, noteWaiting } from '../../engine/record/journal.ts'
import { settle } from '../../engine/rules/settle.ts'
import { finishImport } from '../../engine/write/import-rows.ts'
import type { Work } from '../../engine/work.ts'
import type { Touched } from './touched.ts'

/**
 * Computes anew what depended on records that are gone or as they were; then, unless the import was historical, takes
 * the system's steps and judges the rules of everything whose values moved.
 */
export const settleAfter = async (
  work: Work,
  touched: readonly Touched[],
  historical: boolean,
): Promise<void> => {
  const gone = new Set(touched.flatMap(({ resource, created }) => created.map((id) => `${resource.name}/${id}`))) // prettier-ignore
  const written = new Set(touched.flatMap(({ resource, lines }) => [resource.name, ...lines.map(([, of]) => of.name)])) // prettier-ignore
  work.journal.pending.clear()
  await finishImport(work, written, ({ resource, fields }, ids) => {
    for (const id of ids)
      if (!historical && !gone.has(`${resource}/${id}`))
        noteTouched(work.journal, resource, id, fields)
  })
  if (historical) return flushHistory(work)
  for (const { resource, changed } of touched)
    for (const id of changed) noteWaiting(work.journal, resource.name, id)
  return settle(work)
}
