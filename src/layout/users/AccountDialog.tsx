import Autocomplete from '@mui/material/Autocomplete'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { accounts } from '../../data/accounts.ts'
import { type Problem, problemOf } from '../../data/problem.ts'
import type { Account } from '../../data/wire.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { newPassword, TemporaryPassword } from './TemporaryPassword.tsx'
import { ReferencePicker } from '../../views/inputs/references/ReferencePicker.tsx'

type Props = {
  readonly account: Account | null
  readonly onSaved: () => Promise<void>
  readonly onClose: () => void
}

const useAccountForm = ({ account, onSaved, onClose }: Props) => {
  const [login, setLogin] = useState(account?.login ?? '')
  const [employee, setEmployee] = useState(account?.employee_id ?? null)
  const [roles, setRoles] = useState<readonly string[]>(account?.roles ?? [])
  const [password, setPassword] = useState(newPassword)
  const [problem, setProblem] = useState<Problem | null>(null)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    // Roles of a person come with the employee; only an account without one has its own.
    const data = { login, employee_id: employee, ...(!employee && { roles }) }
    try {
      if (account) await accounts.update(account.id, data)
      else await accounts.create({ ...data, password })
      onClose()
      await onSaved()
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  return { login, setLogin, employee, setEmployee, roles, setRoles, password, setPassword, problem, save }
} // prettier-ignore

/** Creates or changes an account: user name, employee, and roles where there is no employee. */
export const AccountDialog = (props: Props) => {
  const { account, onClose } = props
  const text = useText()
  const label = useLabel()
  const { index } = useConsole()
  const form = useAccountForm(props)
  const errors = form.problem?.errors ?? {}
  const roleName = (key: string): string => label(index.model.roles.find((role) => role.key === key)?.label)
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <form onSubmit={(event) => void form.save(event)}>
        <DialogTitle>{account ? text('users.edit', { login: account.login }) : text('users.create')}</DialogTitle>
        <DialogContent className="grid">
          {form.problem && Object.keys(errors).length === 0 && <p className="notice bad" role="alert">{form.problem.message}</p>}
          <TextField autoFocus required label={text('users.login')} value={form.login} error={Boolean(errors.login)} helperText={errors.login} onChange={(event) => form.setLogin(event.target.value)} />
          {index.resources.has('employees') && <ReferencePicker resource="employees" label={text('users.employee')} value={form.employee} error={errors.employee_id} onChange={form.setEmployee} />}
          {!form.employee && (
            <Autocomplete
              multiple
              disableCloseOnSelect
              options={index.model.roles.map(({ key }) => key)}
              value={[...form.roles]}
              getOptionLabel={roleName}
              onChange={(_, roles) => form.setRoles(roles)}
              renderInput={(params) => <TextField {...params} label={text('users.roles')} error={Boolean(errors.roles)} helperText={errors.roles} />}
            />
          )}
          {!account && <TemporaryPassword label="users.password" value={form.password} error={errors.password} onChange={form.setPassword} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{text('app.cancel')}</Button>
          <Button type="submit" variant="contained" color="primary">{text('app.save')}</Button>
        </DialogActions>
      </form>
    </Dialog>
  )
} // prettier-ignore
