import Button from '@mui/material/Button'
import OutlinedInput from '@mui/material/OutlinedInput'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { accounts } from '../../data/accounts.ts'
import { problemOf } from '../../data/problem.ts'
import type { Account } from '../../data/wire.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { AccessDenied } from '../Pages.tsx'
import { usePageTitle } from '../page-title.ts'
import { AccountDialog } from './AccountDialog.tsx'
import { PasswordReset } from './PasswordReset.tsx'
import { useNotice } from '../../i18n/use-notice.ts'

const key = ['accounts']

/** Runs a call about an account, tells how it went, and shows the list anew. */
const useDo = () => {
  const notify = useNotice()
  const queryClient = useQueryClient()
  return async (work: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await work()
      notify(done, { type: 'success' })
    } catch (error) {
      notify(problemOf(error).message, { type: 'error' })
    }
    await queryClient.invalidateQueries({ queryKey: key })
  }
}

type RowProps = {
  readonly account: Account
  readonly onEdit: () => void
  readonly onReset: () => void
}

const AccountRow = ({ account, onEdit, onReset }: RowProps) => {
  const text = useText()
  const label = useLabel()
  const format = useFormat()
  const run = useDo()
  const { index } = useConsole()
  const roles = index.model.roles.filter((role) => account.roles.includes(role.key))
  const state = account.disabled ? 'users.disabled' : account.must_change ? 'users.must_change' : 'users.active'
  const tone = account.disabled ? 'chip' : account.must_change ? 'chip warn' : 'chip good'
  return (
    <tr>
      <td>
        <button type="button" className="plain" style={{ color: 'var(--accent)' }} onClick={onEdit}>
          {account.login}
        </button>
      </td>
      <td>{account.employee_name ?? text('app.none')}</td>
      <td>{roles.length > 0 ? roles.map((role) => label(role.label)).join(text('app.comma')) : <span className="mute">{text('users.of_employee')}</span>}</td>
      <td><span className={tone}>{text(state)}</span></td>
      <td>{account.last_sign_in_at ? format.datetime(account.last_sign_in_at) : <span className="mute">{text('users.never')}</span>}</td>
      <td className="num" style={{ whiteSpace: 'nowrap' }}>
        <Button variant="text" onClick={onReset}>{text('users.reset')}</Button>
        <Button variant="text" onClick={() => void run(() => accounts.signOutEverywhere(account.id), text('users.signed_out', { login: account.login }))}>{text('users.sign_out')}</Button>
        <Button variant="text" onClick={() => void run(() => accounts.update(account.id, { disabled: !account.disabled }), text('users.saved'))}>{text(account.disabled ? 'users.enable' : 'users.disable')}</Button>
      </td>
    </tr>
  )
} // prettier-ignore

type Editing =
  { readonly what: 'create' } | { readonly what: 'edit' | 'reset'; readonly account: Account }

/** Accounts of the people, for the administrator. */
export const Users = () => {
  const text = useText()
  const run = useDo()
  const [typed, setTyped] = useState('')
  const [editing, setEditing] = useState<Editing | null>(null)
  const { data, error } = useQuery({ queryKey: key, queryFn: accounts.list })
  usePageTitle(text('users.title'))
  if (error) return <AccessDenied />
  const found = (data ?? []).filter(({ login, employee_name: name }) => `${login} ${name ?? ''}`.toLowerCase().includes(typed.toLowerCase()))
  const close = (): void => setEditing(null)
  return (
    <>
      <header className="head">
        <h1>{text('users.title')}</h1>
        <span className="sub">{text('users.lead')}</span>
        <div className="actions">
          <Button variant="contained" color="primary" onClick={() => setEditing({ what: 'create' })}>{text('users.create')}</Button>
        </div>
      </header>
      <div className="bar">
        <OutlinedInput size="small" value={typed} placeholder={text('users.search')} inputProps={{ 'aria-label': text('users.search') }} sx={{ width: 220 }} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <section className="card flush" style={{ overflowX: 'auto' }}>
        <table className="rows">
          <thead>
            <tr>
              <th>{text('users.login')}</th><th>{text('users.employee')}</th><th>{text('users.roles')}</th><th>{text('users.state')}</th><th>{text('users.last_sign_in')}</th><th className="num">{text('users.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((account) => <AccountRow key={account.id} account={account} onEdit={() => setEditing({ what: 'edit', account })} onReset={() => setEditing({ what: 'reset', account })} />)}
          </tbody>
        </table>
        {data?.length === 0 && <p className="quiet">{text('users.empty')}</p>}
      </section>
      {editing?.what === 'reset' && <PasswordReset account={editing.account} onClose={close} onReset={(password) => run(() => accounts.resetPassword(editing.account.id, password), text('users.saved'))} />}
      {editing && editing.what !== 'reset' && <AccountDialog account={editing.what === 'edit' ? editing.account : null} onClose={close} onSaved={() => run(() => Promise.resolve(), text('users.saved'))} />}
    </>
  )
} // prettier-ignore
