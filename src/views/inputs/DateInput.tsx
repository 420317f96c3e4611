import TextField from '@mui/material/TextField'
import { addMs, startOfDay } from '#model/language/time.ts'
import { useFormat } from '../../i18n/format.ts'
import { useConsole } from '../console.ts'
import type { InputProps } from '../fields/kind.ts'
import { useInput } from './use-input.ts'

/** A calendar day. */
export const DateInput = (props: InputProps) => {
  const { bound, shared, htmlInput } = useInput(props)
  const day = typeof bound.value === 'string' ? bound.value.slice(0, 10) : ''
  return (
    <TextField
      {...shared}
      type="date"
      value={day}
      onChange={(event) => bound.onChange(event.target.value || null)}
      slotProps={{ htmlInput: { ...htmlInput, max: '9999-12-31' } }}
    />
  )
}

const minute = 60_000

/** Reads what a local date-and-time input holds as an instant. */
export const instantOf = (local: string, zone: string): string | null => {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(local)
  if (!match) return null
  const [, day = '', hours, minutes] = match
  return addMs(startOfDay(day, zone), (Number(hours) * 60 + Number(minutes)) * minute)
}

/** An instant, entered in the company's zone. */
export const DatetimeInput = (props: InputProps) => {
  const format = useFormat()
  const { zone } = useConsole()
  const { bound, shared, htmlInput } = useInput(props)
  const { value } = bound
  const local = typeof value === 'string' && value ? `${format.dayOf(value)}T${format.time(value)}` : '' // prettier-ignore
  return (
    <TextField
      {...shared}
      type="datetime-local"
      value={local}
      onChange={(event) => bound.onChange(instantOf(event.target.value, zone))}
      slotProps={{ htmlInput: { ...htmlInput, max: '9999-12-31T23:59' } }}
    />
  )
}
