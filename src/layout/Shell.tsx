import useMediaQuery from '@mui/material/useMediaQuery'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, type MouseEvent, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { useLocation } from 'react-router-dom'
import { followChanges } from '../data/live-updates.ts'
import { useText } from '../i18n/use-text.ts'
import { useConsole } from '../views/console.ts'
import { Menu } from './bar/Menu.tsx'
import { Notification } from './Notification.tsx'
import { PageFailed } from './Pages.tsx'
import { TopBar } from './bar/TopBar.tsx'

const Drawer = lazy(() => import('@mui/material/Drawer'))

/** Moves the keyboard to the page; the address stays, because it may be what stands behind its #. */
const skip = (event: MouseEvent): void => {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

/** Takes the keyboard to the content of a page that was gone to, unless a field there has it already. */
const useFocusOnPage = () => {
  const content = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    const { activeElement } = document
    const isTyping = activeElement?.matches('input, textarea') && content.current?.contains(activeElement)
    if (!isTyping) content.current?.focus({ preventScroll: true })
  }, [pathname])
  return content
} // prettier-ignore

/** The frame of every page: menu, top bar, content; a drawer instead of the menu on small screens. */
export const Shell = ({ children }: { readonly children?: ReactNode }) => {
  const text = useText()
  const queryClient = useQueryClient()
  const { company } = useConsole()
  const isNarrow = useMediaQuery('(max-width: 899.95px)')
  const [drawerOpen, setDrawerOpen] = useState(false)
  const content = useFocusOnPage()

  useEffect(() => followChanges(queryClient), [queryClient])

  const closeOnLink = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('a')) setDrawerOpen(false)
  }
  const product = text('app.name')
  const menu = <Menu company={company} product={company === product ? '' : product} />
  return (
    <>
      <a className="skip" href="#content" onClick={skip}>
        {text('app.skip')}
      </a>
      <div className="app">
        {isNarrow ? (
          <Suspense fallback={null}><Drawer open={drawerOpen} onClose={() => setDrawerOpen(false)}>
            <nav className="nav" aria-label={text('nav.main')} style={{ width: 264 }} onClick={closeOnLink}>
              {menu}
            </nav>
          </Drawer></Suspense>
        ) : (
          <nav className="nav fixed" aria-label={text('nav.main')}>
            {menu}
          </nav>
        )}
        <div style={{ minWidth: 0 }}>
          <TopBar onMenu={isNarrow ? () => setDrawerOpen(true) : undefined} />
          <main id="content" ref={content} className="page" tabIndex={-1}>
            <ErrorBoundary FallbackComponent={PageFailed}>
              <Suspense fallback={<p className="hidden">{text('app.loading')}</p>}>{children}</Suspense>
            </ErrorBoundary>
          </main>
        </div>
      </div>
      <Notification />
    </>
  )
} // prettier-ignore
