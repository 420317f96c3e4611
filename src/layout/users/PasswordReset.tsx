import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useState } from 'react'
import type { Account } from '../../data/wire.ts'
import { useText } from '../../i18n/use-text.ts'
import { newPassword, TemporaryPassword } from './TemporaryPassword.tsx'

type Props = {
  readonly account: Account
  readonly onReset: (password: string) => Promise<void>
  readonly onClose: () => void
}

/** Gives an account a temporary password. */
export const PasswordReset = ({ account, onReset, onClose }: Props) => {
  const text = useText()
  const [password, setPassword] = useState(newPassword)
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onClose()
          void onReset(password)
        }}
      >
        <DialogTitle>
          {text('users.reset')} · {account.login}
        </DialogTitle>
        <DialogContent className="grid">
          <TemporaryPassword
            autoFocus
            label="sign_in.new"
            value={password}
            onChange={setPassword}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{text('app.cancel')}</Button>
          <Button type="submit" variant="contained" color="primary" disabled={!password}>
            {text('users.reset')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
