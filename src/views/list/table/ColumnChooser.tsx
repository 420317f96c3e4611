import { lazy, Suspense, useState } from 'react'
import { useText } from '../../../i18n/use-text.ts'
import type { ListView } from '../list-view.ts'
import { Popover } from '../../Overlay.tsx'

const ColumnPanel = lazy(() =>
  import('./ColumnPanel.tsx').then((m) => ({ default: m.ColumnPanel })),
)

export type ColumnChooserProps = {
  readonly view: ListView
  readonly comfortable: boolean
  readonly onComfortable: (comfortable: boolean) => void
}

/** Chooses and orders the columns, and the height of rows; remembered in this browser. */
export const ColumnChooser = (props: ColumnChooserProps) => {
  const text = useText()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <button type="button" className="btn" aria-haspopup="dialog" onClick={(event) => setAnchor(event.currentTarget)}>
        {text('list.columns')}
      </button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { sx: { padding: 2, width: 280 }, 'aria-label': text('list.columns') } }}
      >
        <Suspense fallback={null}>
          <ColumnPanel {...props} />
        </Suspense>
      </Popover>
    </>
  )
} // prettier-ignore
