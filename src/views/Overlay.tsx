import { type ComponentProps, lazy, Suspense } from 'react'

const LazyMenu = lazy(() => import('@mui/material/Menu'))
const LazyPopover = lazy(() => import('@mui/material/Popover'))

/** An entry of such a menu. */
export const MenuItem = lazy(() => import('@mui/material/MenuItem'))

/** A menu whose code comes when the first one is opened. */
export const Menu = (props: ComponentProps<typeof LazyMenu>) =>
  props.open ? (
    <Suspense fallback={null}>
      <LazyMenu {...props} />
    </Suspense>
  ) : null

/** A popover whose code comes when the first one is opened. */
export const Popover = (props: ComponentProps<typeof LazyPopover>) =>
  props.open ? (
    <Suspense fallback={null}>
      <LazyPopover {...props} />
    </Suspense>
  ) : null
