import AccountCircle from '@mui/icons-material/AccountCircleOutlined'
import useMediaQuery from '@mui/material/useMediaQuery'
import { useLogout } from 'ra-core'
import { lazy, Suspense, useState } from 'react'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { Menu, MenuItem } from '../../views/Overlay.tsx'

const PasswordDialog = lazy(() =>
  import('../account/NewPassword.tsx').then((m) => ({ default: m.PasswordDialog })),
)

/** Who is signed in and as what; password and sign-out. */
export const AccountMenu = () => {
  const text = useText()
  const label = useLabel()
  const logout = useLogout()
  const { index, viewer } = useConsole()
  const isSmall = useMediaQuery('(max-width: 699.95px)')
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [changing, setChanging] = useState(false)
  const roles = index.model.roles.filter(({ key }) => viewer.roles.includes(key))
  const names = roles.map((role) => label(role.label)).join(text('app.comma'))
  return (
    <>
      <button
        type="button"
        className="top-button"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={`${text('top.account')}${text('app.colon')}${viewer.name}`}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {isSmall ? (
          <AccountCircle fontSize="small" />
        ) : (
          [names, viewer.name].filter(Boolean).join(' · ')
        )}
      </button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {isSmall && <MenuItem disabled>{`${viewer.name} · ${names}`}</MenuItem>}
        {viewer.account !== null && (
          <MenuItem
            onClick={() => {
              setAnchor(null)
              setChanging(true)
            }}
          >
            {text('sign_in.change')}
          </MenuItem>
        )}
        <MenuItem onClick={() => void logout({}, false)}>{text('sign_in.out')}</MenuItem>
      </Menu>
      {changing && (
        <Suspense fallback={null}>
          <PasswordDialog onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </>
  )
}
