import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import type { TextKey } from '../../i18n/messages.ts'
import { useText } from '../../i18n/use-text.ts'
import { problemOf } from '../../data/problem.ts'
import { changePassword } from '../../data/session.ts'
import { useNotice } from '../../i18n/use-notice.ts'

const fields: readonly { readonly name: 'current' | 'password' | 'repeat'; readonly key: TextKey; readonly complete: string }[] = [
  { name: 'current', key: 'sign_in.current', complete: 'current-password' },
  { name: 'password', key: 'sign_in.new', complete: 'new-password' },
  { name: 'repeat', key: 'sign_in.repeat', complete: 'new-password' },
] // prettier-ignore

const empty = { current: '', password: '', repeat: '' }

const usePasswordForm = (onDone: () => void) => {
  const text = useText()
  const notify = useNotice()
  const [values, setValues] = useState(empty)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (values.password !== values.repeat) return setErrors({ repeat: text('sign_in.mismatch') })
    try {
      await changePassword({ current: values.current, password: values.password })
      notify(text('sign_in.changed'), { type: 'success' })
      onDone()
    } catch (error) {
      const { errors: fieldErrors, message } = problemOf(error)
      setErrors(Object.keys(fieldErrors).length > 0 ? fieldErrors : { current: message })
    }
  }
  const inputs = fields.map(({ name, key, complete }) => (
    <TextField key={name} name={name} type="password" required label={text(key)} autoComplete={complete} value={values[name]} error={Boolean(errors[name])} helperText={errors[name]} onChange={(event) => setValues({ ...values, [name]: event.target.value })} />
  ))
  return { inputs, submit }
} // prettier-ignore

/** Changes the viewer's own password. */
export const PasswordDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const text = useText()
  const { inputs, submit } = usePasswordForm(onClose)
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs">
      <form onSubmit={submit}>
        <DialogTitle>{text('sign_in.change')}</DialogTitle>
        <DialogContent className="grid">{inputs}</DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{text('app.cancel')}</Button>
          <Button type="submit" variant="contained" color="primary">
            {text('app.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** The page for a person whose password is temporary. */
export const NewPassword = ({ onDone }: { readonly onDone: () => void }) => {
  const text = useText()
  const { inputs, submit } = usePasswordForm(onDone)
  return (
    <main className="welcome-form" style={{ maxWidth: 440, margin: '10vh auto' }}>
      <h1>{text('sign_in.must_change')}</h1>
      <p className="sub">{text('sign_in.must_change_hint')}</p>
      <form onSubmit={submit} className="grid">
        {inputs}
        <Button type="submit" variant="contained" color="primary">
          {text('sign_in.change')}
        </Button>
      </form>
    </main>
  )
}
