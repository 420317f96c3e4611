import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { useText } from '../../i18n/use-text.ts'
import { useNotice } from '../../i18n/use-notice.ts'
import type { TextKey } from '../../i18n/messages.ts'
import { temporaryPassword } from './temporary-password.ts'

/** Makes a temporary password from the browser's own random numbers. */
export const newPassword = (): string => temporaryPassword((bytes) => crypto.getRandomValues(bytes))

type Props = {
  readonly label: TextKey
  readonly value: string
  readonly error?: string | undefined
  readonly autoFocus?: boolean
  readonly onChange: (password: string) => void
}

/** A password to be told to somebody: it can be read, copied and made anew; its owner has to change it. */
export const TemporaryPassword = ({ label, value, error, autoFocus = false, onChange }: Props) => {
  const text = useText()
  const notify = useNotice()
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value)
    notify(text('users.copied'), { type: 'success' })
  }
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'start' }}>
      <TextField
        required
        fullWidth
        autoFocus={autoFocus}
        autoComplete="off"
        label={text(label)}
        value={value}
        error={Boolean(error)}
        helperText={error ?? text('users.reset_hint')}
        slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace' } } }}
        onChange={(event) => onChange(event.target.value)}
      />
      <div style={{ display: 'flex', gap: 8, flex: 'none', paddingTop: 24 }}>
        <Button onClick={() => onChange(newPassword())}>{text('users.another')}</Button>
        {/* Browsers lend the clipboard only to pages of a safe origin. */}
        {window.isSecureContext && (
          <Button disabled={!value} onClick={() => void copy()}>
            {text('users.copy')}
          </Button>
        )}
      </div>
    </div>
  )
}
