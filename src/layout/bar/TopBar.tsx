import MenuIcon from '@mui/icons-material/Menu'
import { lazy, Suspense, useContext, useEffect, useState } from 'react'
import { rememberLocale } from '../../data/session.ts'
import { useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { SandboxButton } from '../sandbox/later.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { Notices } from './Notices.tsx'
import { PlainNotice } from './PlainNotice.tsx'
import { TabContext } from '../tab/context.ts'
import { TabNotice } from '../tab/later.ts'
import { LanguageSwitch, ModeSwitch } from './Switches.tsx'

const Palette = lazy(() => import('./Palette.tsx').then((m) => ({ default: m.Palette })))

const usePalette = (): [boolean, (open: boolean) => void] => {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return [open, setOpen]
}

/** Search, notifications, language, light or dark, and who is signed in. */
export const TopBar = ({ onMenu }: { readonly onMenu: (() => void) | undefined }) => {
  const text = useText()
  const { sandbox } = useConsole()
  const tab = useContext(TabContext)
  const [open, setOpen] = usePalette()
  return (
    <header className="top">
      {onMenu && (
        <button type="button" className="icon-button" aria-label={text('nav.open_menu')} onClick={onMenu}>
          <MenuIcon />
        </button>
      )}
      <button type="button" className="find" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" onClick={() => setOpen(true)}>
        <span>{text(onMenu ? 'top.search_short' : 'top.search')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className="who">
        <PlainNotice />
        <Suspense fallback={null}>
          {tab?.is === 'ready' && <TabNotice news={tab} />}
          {sandbox && <SandboxButton />}
        </Suspense>
        <Notices />
        <LanguageSwitch onChange={rememberLocale} />
        <ModeSwitch />
        <AccountMenu />
      </div>
      {open && (
        <Suspense fallback={null}>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </header>
  )
} // prettier-ignore
