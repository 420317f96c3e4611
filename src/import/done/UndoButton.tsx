import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { type Hindrance, imports } from '../../data/imports.ts'
import { problemOf } from '../../data/problem.ts'
import type { KeptImport } from '#model/language/import/wire.ts'
import { useNotice } from '../../i18n/use-notice.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { ConfirmDialog } from '../../views/record/ConfirmDialog.tsx'
import { useWords } from '../words.ts'

export const importsKey = ['imports']

type Refused = { readonly message: string; readonly records: readonly Hindrance[] }

const isHindrance = (value: unknown): value is Hindrance =>
  typeof value === 'object' && value !== null && 'resource' in value && 'id' in value && 'title' in value // prettier-ignore

const refusedBy = (error: unknown): Refused => {
  const problem = problemOf(error)
  const records: unknown = 'records' in problem ? problem.records : []
  return { message: problem.message, records: Array.isArray(records) ? records.filter(isHindrance) : [] } // prettier-ignore
}

const WhyNot = ({ refused }: { readonly refused: Refused }) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  return (
    <div className="notice bad" role="alert">
      <b>{words('hindered')}</b> {refused.message}
      <ul>
        {refused.records.map(({ resource, id, title }) => (
          <li key={id}>
            {label(index.resources.get(resource)?.label)} <Link to={`/${resource}/${id}/show`}>{title}</Link>
          </li>
        ))}
      </ul>
    </div>
  )
} // prettier-ignore

/** Takes an import back after asking; when it cannot be, says which records are in the way. */
export const UndoButton = ({ kept }: { readonly kept: KeptImport }) => {
  const words = useWords()
  const notify = useNotice()
  const queryClient = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)
  if (kept.state === 'undone') return null
  const sum = (of: 'created' | 'updated') => kept.counts.reduce((total, each) => total + each[of], 0) // prettier-ignore
  const undo = async (): Promise<void> => {
    setBusy(true)
    setRefused(null)
    try {
      await imports.undo(kept.id)
      notify(words('undone_now'), { type: 'success' })
      await queryClient.invalidateQueries()
    } catch (error) {
      setRefused(refusedBy(error))
    }
    setBusy(false)
  }
  return (
    <>
      <button type="button" className="btn" disabled={isBusy} onClick={() => setAsking(true)}>
        {words('undo')}
      </button>
      {refused && <WhyNot refused={refused} />}
      {isAsking && (
        <ConfirmDialog
          title={words('undo_title')}
          hint={words('undo_hint', { created: sum('created'), updated: sum('updated') })}
          action={words('undo')}
          onConfirm={undo}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
