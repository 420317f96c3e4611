import TextField from '@mui/material/TextField'
import type { FieldType } from '#model/language/definition.ts'
import type { InputProps } from '../fields/kind.ts'
import { useInput } from './use-input.ts'

const modes: Partial<Record<FieldType, 'email' | 'tel' | 'url'>> = { email: 'email', phone: 'tel', url: 'url' } // prettier-ignore

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** One line of text, an e-mail address, a telephone number or a web address. */
export const TextInput = (props: InputProps) => {
  const { bound, shared, htmlInput } = useInput(props)
  const { field } = props
  const maxLength = 'max_length' in field ? field.max_length : undefined
  return (
    <TextField
      {...shared}
      value={textOf(bound.value)}
      onChange={(event) => bound.onChange(event.target.value)}
      slotProps={{
        htmlInput: { ...htmlInput, maxLength, inputMode: modes[field.type], autoComplete: 'off' },
      }}
    />
  )
}

/** Several lines of text; grows with its content. */
export const LongtextInput = (props: InputProps) => {
  const { bound, shared, htmlInput } = useInput(props)
  return (
    <TextField
      {...shared}
      multiline
      minRows={props.compact ? 1 : 2}
      maxRows={12}
      value={textOf(bound.value)}
      onChange={(event) => bound.onChange(event.target.value)}
      slotProps={{ htmlInput }}
    />
  )
}
