import { lazy, Suspense } from 'react'
import { useText } from '../../../i18n/use-text.ts'
import { useList } from '../list-context.ts'

const BulkActions = lazy(() =>
  import('./BulkActions.tsx').then((m) => ({ default: m.BulkActions })),
)

/** How many rows are selected, and what can be done with them. */
export const BulkBar = () => {
  const text = useText()
  const { data, selectedIds, selectAll } = useList()
  if (selectedIds.length === 0) return null
  return (
    <div className="bulk-bar" role="toolbar" aria-label={text('bulk.selected', { count: selectedIds.length })}>
      <b aria-live="polite">{text('bulk.selected', { count: selectedIds.length })}</b>
      <Suspense fallback={null}>
        <BulkActions rows={data ?? []} />
      </Suspense>
      <button type="button" className="plain sub" onClick={() => selectAll(false)}>
        {text('bulk.clear')}
      </button>
    </div>
  )
} // prettier-ignore
