import { Problem } from '../problems.ts'
import { createRecord, updateRecord } from '../engine/write.ts'
import type { Draft } from './drafts.ts'
import { spoil } from './drafts.ts'
import { dataOf, partAt, type Judging } from './judge.ts'
import { changesOf, type Writing, type Written } from './write-drafts.ts'

/** Writes drafts as a person would, one after the other, under every rule. */
export const writeOrdinary = async (
  judging: Judging,
  drafts: readonly Draft[],
  { onProgress }: Writing,
): Promise<Written> => {
  const { work } = judging
  const changed = new Set<Draft>()
  let done = 0
  for (const draft of drafts) {
    try {
      if (!draft.before) await createRecord(work, draft.resource.name, dataOf(draft))
      else if (Object.keys(changesOf(draft)).length > 0) {
        changed.add(draft)
        await updateRecord(work, draft.resource.name, draft.id, Number(draft.before.version), changesOf(draft)) // prettier-ignore
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      for (const [path, { zh, en }] of Object.entries(error.errors ?? { _record: error.label })) {
        const [part, field] = partAt(draft, path)
        spoil(judging, part, field, zh, en)
      }
    }
    onProgress('write', ++done)
  }
  return { changed, gaps: [] }
}
