import { useNotify } from 'ra-core'
import { useCallback } from 'react'

type Options = { readonly type?: 'info' | 'success' | 'warning' | 'error'; readonly multiLine?: boolean; readonly autoHideDuration?: number } // prettier-ignore

/** Tells the viewer something in a finished sentence; the name of a text works too. */
export const useNotice = (): ((sentence: string, options?: Options) => void) => {
  const notify = useNotify()
  return useCallback(
    // Without a default react-admin would look the sentence up as a key and warn.
    (sentence, options) => notify(sentence, { ...options, messageArgs: { _: sentence } }),
    [notify],
  )
}
