import InputAdornment from '@mui/material/InputAdornment'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import type { FieldType } from '#model/language/definition.ts'
import type { InputProps } from '../fields/kind.ts'
import { parseNumber, plainNumber } from './number-text.ts'
import { useInput } from './use-input.ts'

const startSigns: Partial<Record<FieldType, string>> = { money: '¥' }
const endSigns: Partial<Record<FieldType, string>> = { percent: '%' }

/** A number: typed plainly, shown grouped while not being edited. */
export const NumberInput = (props: InputProps) => {
  const { bound, shared, htmlInput } = useInput(props)
  const [typed, setTyped] = useState<string | null>(null)
  const { type } = props.field
  const start = props.compact ? undefined : startSigns[type]
  const end = endSigns[type]
  return (
    <TextField
      {...shared}
      value={typed ?? plainNumber(bound.value)}
      onFocus={(event) => {
        setTyped(typeof bound.value === 'number' ? String(bound.value) : plainNumber(bound.value))
        event.target.select()
      }}
      onChange={(event) => {
        setTyped(event.target.value)
        bound.onChange(parseNumber(event.target.value))
      }}
      onBlur={() => {
        setTyped(null)
        bound.onBlur()
      }}
      slotProps={{
        htmlInput: { ...htmlInput, inputMode: 'decimal', autoComplete: 'off', style: { textAlign: 'right' } },
        input: {
          startAdornment: start && <InputAdornment position="start">{start}</InputAdornment>,
          endAdornment: end && <InputAdornment position="end">{end}</InputAdornment>,
        },
      }}
    />
  )
} // prettier-ignore
