import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import type { Audience, ViewInput } from '../../../data/saved-views.ts'
import type { TextKey } from '../../../i18n/messages.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { useConsole } from '../../console.ts'
import { useIsAdministrator } from './use-saved-views.ts'

type Props = {
  readonly title: string
  readonly initial: { readonly name: string; readonly audience: Audience; readonly role: string }
  /** Saves; answers whether it worked. */
  readonly onSave: (input: ViewInput) => Promise<boolean>
  readonly onClose: () => void
}

const audiences: Readonly<Record<Audience, TextKey>> = {
  mine: 'views.mine',
  role: 'views.role',
  everyone: 'views.everyone',
}
const isAudience = (given: string): given is Audience => given in audiences

type SharingProps = { readonly audience: Audience; readonly role: string; readonly onAudience: (audience: Audience) => void; readonly onRole: (role: string) => void } // prettier-ignore

const Sharing = ({ audience, role, onAudience, onRole }: SharingProps) => {
  const text = useText()
  const label = useLabel()
  const { index } = useConsole()
  return (
    <>
      <TextField select label={text('views.for')} value={audience} onChange={(event) => isAudience(event.target.value) && onAudience(event.target.value)}>
        {Object.entries(audiences).map(([key, name]) => <MenuItem key={key} value={key}>{text(name)}</MenuItem>)}
      </TextField>
      {audience === 'role' && (
        <TextField select required label={text('views.which_role')} value={role} onChange={(event) => onRole(event.target.value)}>
          {index.model.roles.map((each) => <MenuItem key={each.key} value={each.key}>{label(each.label)}</MenuItem>)}
        </TextField>
      )}
    </>
  )
} // prettier-ignore

/** Names a view and, for the administrator, says for whom it is. */
export const ViewDialog = ({ title, initial, onSave, onClose }: Props) => {
  const text = useText()
  const isAdministrator = useIsAdministrator()
  const [name, setName] = useState(initial.name)
  const [audience, setAudience] = useState(initial.audience)
  const [role, setRole] = useState(initial.role)
  const [isBusy, setBusy] = useState(false)
  const isReady = name.trim() !== '' && (audience !== 'role' || role !== '')
  const save = async (): Promise<void> => {
    setBusy(true)
    const shared = isAdministrator && { audience, ...(audience === 'role' && { role }) }
    if (await onSave({ name: name.trim(), ...shared })) onClose()
    else setBusy(false)
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) void save()
        }}
      >
        <DialogTitle>{title}</DialogTitle>
        <DialogContent className="grid">
          <TextField autoFocus required label={text('views.name')} value={name} slotProps={{ htmlInput: { maxLength: 100 } }} onChange={(event) => setName(event.target.value)} />
          {isAdministrator && <Sharing audience={audience} role={role} onAudience={setAudience} onRole={setRole} />}
          <p className="sub">{text('views.keeps')}</p>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{text('app.cancel')}</Button>
          <Button type="submit" variant="contained" color="primary" disabled={!isReady || isBusy}>{text('app.save')}</Button>
        </DialogActions>
      </form>
    </Dialog>
  )
} // prettier-ignore
