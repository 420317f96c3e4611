import { useStoreContext } from 'ra-core'
import { useCallback, useMemo } from 'react'
import { useConsole } from '../console.ts'

/** What somebody typed and did not save. */
export type Draft = {
  readonly at: string
  /** Version of the record that it was based on. */
  readonly version: number | null
  readonly values: Readonly<Record<string, unknown>>
}

export type Drafts = {
  readonly read: () => Draft | null
  readonly keep: (draft: Draft) => void
  readonly drop: () => void
}

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && 'at' in value && 'values' in value

/** Keeps the unsaved content of one form in this browser, per person. */
export const useDrafts = (resource: string, id: string): Drafts => {
  const store = useStoreContext()
  const { viewer } = useConsole()
  const key = `draft.${viewer.account ?? ''}.${resource}.${id}`
  const read = useCallback(() => {
    const draft: unknown = store.getItem(key)
    return isDraft(draft) ? draft : null
  }, [store, key])
  return useMemo(
    () => ({
      read,
      keep: (draft) => store.setItem(key, draft),
      drop: () => store.removeItem(key),
    }),
    [store, key, read],
  )
}
