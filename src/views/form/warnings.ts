import { useText } from '../../i18n/use-text.ts'
import type { Row } from '#model/language/wire.ts'
import { useNotice } from '../../i18n/use-notice.ts'

const messagesOf = (row: Row): readonly string[] =>
  Array.isArray(row._warnings)
    ? row._warnings.flatMap((each: unknown) =>
        typeof each === 'object' && each && 'message' in each ? [String(each.message)] : [],
      )
    : []

/** Tells that a record was saved, and what the server wants noted about it. */
export const useSavedNotice = (): ((row: Row, done: string) => void) => {
  const text = useText()
  const notify = useNotice()
  return (row, done) => {
    const warnings = messagesOf(row)
    if (warnings.length === 0) notify(done, { type: 'success' })
    else notify([text('form.warnings'), ...warnings].join('\n'), { type: 'warning', multiLine: true, autoHideDuration: 10_000 }) // prettier-ignore
  }
}
