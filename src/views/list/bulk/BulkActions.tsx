import Button from '@mui/material/Button'
import { useState } from 'react'
import type { Row } from '#model/language/wire.ts'
import { useText } from '../../../i18n/use-text.ts'
import { useCapabilities } from '../../capabilities.ts'
import { useMay, useResourceOf } from '../../console.ts'
import { type BulkKind, BulkDialog } from './BulkDialog.tsx'
import { useList } from '../list-context.ts'

/** What can be done with the selected rows; each opens a preview first. */
export const BulkActions = ({ rows }: { readonly rows: readonly Row[] }) => {
  const text = useText()
  const { resource, selectedIds } = useList()
  const may = useMay(resource)
  const can = useCapabilities(resource)
  const hasSteps = useResourceOf(resource)?.entity.workflow !== undefined
  const [kind, setKind] = useState<BulkKind | null>(null)
  const selected = rows.filter(({ id }) => selectedIds.includes(id))
  return (
    <>
      {hasSteps && <Button onClick={() => setKind('transition')}>{text('bulk.step')}</Button>}
      {may.edit && <Button onClick={() => setKind('update')}>{text('bulk.change')}</Button>}
      {may.delete && (
        <Button onClick={() => setKind('delete')}>
          {text(can.enforces ? 'bulk.archive' : 'plain.delete')}
        </Button>
      )}
      {kind && <BulkDialog kind={kind} rows={selected} onClose={() => setKind(null)} />}
    </>
  )
}
