import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { useFormat } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.ts'
import type { Drafts } from './draft.ts'
import type { FormPurpose } from './values/validate-form.ts'

/** Offers what was typed here before and never saved. */
export const DraftNotice = ({ drafts, purpose }: { readonly drafts: Drafts; readonly purpose: FormPurpose }) => {
  const text = useText()
  const format = useFormat()
  const form = useFormContext()
  const [draft, setDraft] = useState(() => drafts.read())
  if (!draft) return null
  const isOld = draft.version !== (purpose.base?.version ?? null)
  const restore = (): void => {
    for (const [name, value] of Object.entries(draft.values)) form.setValue(name, value, { shouldDirty: true })
    setDraft(null)
  }
  const discard = (): void => {
    drafts.drop()
    setDraft(null)
  }
  return (
    <p className="notice" role="status">
      {text('form.draft', { when: format.ago(draft.at) })}
      {isOld && purpose.mode === 'update' && ` ${text('form.draft_stale')}`}
      <button type="button" className="plain" onClick={restore}>
        {text('form.draft_restore')}
      </button>
      <button type="button" className="plain" onClick={discard}>
        {text('form.draft_discard')}
      </button>
    </p>
  )
} // prettier-ignore
