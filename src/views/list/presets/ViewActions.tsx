import MoreHoriz from '@mui/icons-material/MoreHoriz'
import { lazy, Suspense, useState } from 'react'
import type { SavedView } from '../../../data/saved-views.ts'
import { useText } from '../../../i18n/use-text.ts'
import { Menu, MenuItem } from '../../Overlay.tsx'
import { useList } from '../list-context.ts'
import type { ListView } from '../list-view.ts'
import { isChanged, useContent, useIsAdministrator, useViewChanges } from './use-saved-views.ts'

const ViewDialog = lazy(() => import('./ViewDialog.tsx').then((m) => ({ default: m.ViewDialog })))
const ConfirmDialog = lazy(() =>
  import('../../record/ConfirmDialog.tsx').then((m) => ({ default: m.ConfirmDialog })),
)

type Asking = 'create' | 'edit' | 'remove'

const OpenView = ({ saved, view, onAsk }: { readonly saved: SavedView; readonly view: ListView; readonly onAsk: (what: Asking) => void }) => {
  const text = useText()
  const content = useContent(view)
  const { update } = useViewChanges()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const name = text('views.menu', { name: saved.name })
  const ask = (what: Asking): void => {
    setAnchor(null)
    onAsk(what)
  }
  return (
    <>
      {isChanged(saved, content) && (
        <button type="button" className="chip action" onClick={() => void update(saved.id, { data: content })}>{text('views.update')}</button>
      )}
      <button type="button" className="icon-button" aria-haspopup="menu" aria-label={name} title={name} onClick={(event) => setAnchor(event.currentTarget)}>
        <MoreHoriz fontSize="small" />
      </button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => ask('edit')}>{text('views.edit')}</MenuItem>
        <MenuItem onClick={() => ask('remove')}>{text('views.remove')}</MenuItem>
      </Menu>
    </>
  )
} // prettier-ignore

const useIsUsual = (view: ListView): boolean => {
  const { filterValues, sort } = useList()
  const { columns } = useContent(view)
  const isSorted = sort.field !== view.sort.field || sort.order !== view.sort.order
  return Object.keys(filterValues).length === 0 && !isSorted && !columns
}

const Dialogs = ({ asking, saved, view, onClose }: { readonly asking: Asking; readonly saved: SavedView | undefined; readonly view: ListView; readonly onClose: () => void }) => {
  const text = useText()
  const content = useContent(view)
  const { create, update, remove } = useViewChanges()
  if (asking === 'remove' && saved)
    return (
      <ConfirmDialog title={text('views.remove_confirm', { name: saved.name })} hint={text(saved.audience === 'mine' ? 'views.remove_hint' : 'views.remove_shared')} action={text('views.remove')} onConfirm={() => remove(saved.id)} onClose={onClose} />
    )
  const edited = asking === 'edit' ? saved : undefined
  return (
    <ViewDialog
      title={text(edited ? 'views.edit' : 'views.create')}
      initial={{ name: edited?.name ?? '', audience: edited?.audience ?? 'mine', role: edited?.role ?? '' }}
      onSave={(input) => (edited ? update(edited.id, input) : create({ ...input, data: content }))}
      onClose={onClose}
    />
  )
} // prettier-ignore

/** Saves what the list shows as a view; renames, shares, updates and deletes the one that is open. */
export const ViewActions = ({ saved, view }: { readonly saved: SavedView | undefined; readonly view: ListView }) => {
  const text = useText()
  const isAdministrator = useIsAdministrator()
  const isUsual = useIsUsual(view)
  const [asking, setAsking] = useState<Asking | null>(null)
  const mayChange = saved && (saved.audience === 'mine' ? saved.mine : isAdministrator)
  return (
    <div className="tab-actions">
      {saved && mayChange && <OpenView saved={saved} view={view} onAsk={setAsking} />}
      {!isUsual && <button type="button" className="plain sub" onClick={() => setAsking('create')}>{text('views.create')}</button>}
      {asking && (
        <Suspense fallback={null}>
          <Dialogs asking={asking} saved={saved} view={view} onClose={() => setAsking(null)} />
        </Suspense>
      )}
    </div>
  )
} // prettier-ignore
