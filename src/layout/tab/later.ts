import { lazy } from 'react'

/** What only a console with its database in this browser shows, so that no other loads it. */
export const TabStart = lazy(() => import('./TabStart.tsx').then((m) => ({ default: m.TabStart })))
export const TabNotice = lazy(() =>
  import('./TabNotice.tsx').then((m) => ({ default: m.TabNotice })),
)
