import { type ComponentProps, lazy, Suspense } from 'react'
import { Link, type LinkProps } from 'react-router-dom'

const LazyDialog = lazy(() => import('@mui/material/Dialog'))
const LazyMenu = lazy(() => import('@mui/material/Menu'))
const LazyPopover = lazy(() => import('@mui/material/Popover'))

/** An entry of such a menu. */
export const MenuItem = lazy(() => import('@mui/material/MenuItem'))

/** An entry that leads to another page. */
export const MenuLink = lazy(async () => {
  const { default: Item } = await import('@mui/material/MenuItem')
  return { default: (props: LinkProps) => <Item component={Link} {...props} /> }
})

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

/** A dialog whose code comes when the first one is opened. */
export const Dialog = (props: ComponentProps<typeof LazyDialog>) =>
  props.open ? (
    <Suspense fallback={null}>
      <LazyDialog {...props} />
    </Suspense>
  ) : null
