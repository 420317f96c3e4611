import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Radio from '@mui/material/Radio'
import { useState } from 'react'
import { type Conflict, type Merge, resolveMerge } from '../../data/merge.ts'
import type { Problem } from '../../data/problem.ts'
import type { Row } from '#model/language/wire.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useResourceOf } from '../console.ts'
import { PathValue } from '../PathValue.tsx'

type Pick = 'mine' | 'theirs'
type Props = {
  readonly resource: string
  readonly merge: Merge
  readonly current: Row
  readonly who: string
  readonly onSave: (data: Readonly<Record<string, unknown>>) => Promise<Problem | null>
  readonly onDiscard: () => void
  readonly onClose: () => void
}

const ConflictRow = ({ resource, conflict, pick, onPick }: { readonly resource: string; readonly conflict: Conflict; readonly pick: Pick; readonly onPick: (pick: Pick) => void }) => {
  const text = useText()
  const label = useLabel()
  const field = useResourceOf(resource)?.fields[conflict.field]
  const name = label(field?.label)
  const value = (each: unknown) => <PathValue resource={resource} path={conflict.field} record={{ id: '', [conflict.field]: each }} as="Field" />
  const side = (which: Pick, title: string) => (
    <td className={pick === which ? 'picked' : undefined}>
      <label style={{ display: 'flex', alignItems: 'flex-start', gap: 4 }}>
        <Radio size="small" sx={{ padding: '2px' }} name={conflict.field} checked={pick === which} onChange={() => onPick(which)} slotProps={{ input: { 'aria-label': `${name}${text('app.colon')}${title}` } }} />
        <span>{value(conflict[which])}</span>
      </label>
    </td>
  )
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="mute">{value(conflict.base)}</td>
      {side('mine', text('merge.use_mine'))}
      {side('theirs', text('merge.use_theirs'))}
      <td><b>{value(conflict[pick])}</b></td>
    </tr>
  )
} // prettier-ignore

/** Two people changed the same fields: mine, theirs and the result, one row a field. */
export const MergeDialog = (props: Props) => {
  const { resource, merge, who, onClose } = props
  const text = useText()
  const [picks, setPicks] = useState<Readonly<Record<string, Pick>>>({})
  const [message, setMessage] = useState('')
  const auto = merge.taken.length + Object.keys(merge.kept).length
  const save = async (): Promise<void> => {
    const problem = await props.onSave(resolveMerge(merge, picks))
    if (problem && problem.code !== 'stale_version') setMessage(Object.values(problem.errors)[0] ?? problem.message)
  }
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth>
      <DialogTitle>{text('merge.title')}</DialogTitle>
      <DialogContent className="grid">
        <p>{text('merge.lead', { who })}</p>
        {message && <p className="notice bad" role="alert">{message}</p>}
        <div style={{ overflowX: 'auto' }}>
          <table className="rows">
            <thead>
              <tr>
                <th>{text('merge.field')}</th>
                <th>{text('merge.base')}</th>
                <th>{text('merge.mine')}</th>
                <th>{text('merge.theirs')}</th>
                <th>{text('merge.result')}</th>
              </tr>
            </thead>
            <tbody>
              {merge.conflicts.map((conflict) => (
                <ConflictRow key={conflict.field} resource={resource} conflict={conflict} pick={picks[conflict.field] ?? 'mine'} onPick={(pick) => setPicks({ ...picks, [conflict.field]: pick })} />
              ))}
            </tbody>
          </table>
        </div>
        {auto > 0 && <p className="sub">{text('merge.auto', { count: auto })}</p>}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onDiscard}>{text('merge.discard')}</Button>
        <Button onClick={onClose}>{text('app.back')}</Button>
        <Button variant="contained" color="primary" onClick={() => void save()}>
          {text('merge.save')}
        </Button>
      </DialogActions>
    </Dialog>
  )
} // prettier-ignore
