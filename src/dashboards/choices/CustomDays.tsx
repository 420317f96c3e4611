import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { useText } from '../../i18n/use-text.ts'
import type { Days } from '../data/period.ts'
import { useWords } from '../words.ts'

/** Asks for the first and the last day of a period. */
export const CustomDays = ({ anchor, days, onChoose, onClose }: { readonly anchor: HTMLElement; readonly days: Days; readonly onChoose: (days: Days) => void; readonly onClose: () => void }) => {
  const text = useText()
  const words = useWords()
  const [from, setFrom] = useState(days.from)
  const [to, setTo] = useState(days.to)
  const isWrong = !from || !to || from > to
  return (
    <Popover open anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} slotProps={{ paper: { sx: { p: 3, width: 300 }, role: 'dialog', 'aria-label': words('custom') } }}>
      <form
        className="grid"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isWrong) onChoose({ from, to })
        }}
      >
        <TextField type="date" id="board-from" label={words('from')} value={from} onChange={(event) => setFrom(event.target.value)} />
        <TextField type="date" id="board-to" label={words('to')} value={to} error={isWrong} onChange={(event) => setTo(event.target.value)} />
        <Button type="submit" variant="contained" color="primary" disabled={isWrong}>{text('app.apply')}</Button>
      </form>
    </Popover>
  )
} // prettier-ignore
