import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import type { Account } from '../../data/wire.ts'
import { useText } from '../../i18n/use-text.ts'

type Props = {
  readonly account: Account
  readonly onReset: (password: string) => Promise<void>
  readonly onClose: () => void
}

/** Gives an account a temporary password. */
export const PasswordReset = ({ account, onReset, onClose }: Props) => {
  const text = useText()
  const [password, setPassword] = useState('')
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
          <p className="sub">{text('users.reset_hint')}</p>
          <TextField
            autoFocus
            required
            type="password"
            autoComplete="new-password"
            label={text('sign_in.new')}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
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
