import Autocomplete from '@mui/material/Autocomplete'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { useLabel, useText } from '../../i18n/use-text.ts'
import type { InputProps } from '../fields/kind.ts'
import { useInput } from './use-input.ts'

const One = (props: InputProps) => {
  const label = useLabel()
  const { bound, shared, htmlInput } = useInput(props)
  if (props.field.type !== 'enum') return null
  return (
    <TextField
      {...shared}
      select
      value={typeof bound.value === 'string' ? bound.value : ''}
      onChange={(event) => bound.onChange(event.target.value || null)}
      slotProps={{ htmlInput, select: { readOnly: props.readOnly, MenuProps: { sx: { maxHeight: 400 } } } }}
    >
      {!props.required && <MenuItem value="">&nbsp;</MenuItem>}
      {Object.entries(props.field.options).map(([key, option]) => (
        <MenuItem key={key} value={key}>
          {label(option)}
        </MenuItem>
      ))}
    </TextField>
  )
} // prettier-ignore

const Many = (props: InputProps) => {
  const text = useText()
  const label = useLabel()
  const { bound, shared, htmlInput } = useInput(props)
  if (props.field.type !== 'enum') return null
  const { options } = props.field
  return (
    <Autocomplete
      multiple
      disableCloseOnSelect
      readOnly={props.readOnly}
      value={Array.isArray(bound.value) ? bound.value.map(String) : []}
      options={Object.keys(options)}
      getOptionLabel={(key) => label(options[key])}
      noOptionsText={text('form.no_options')}
      onChange={(_, keys) => bound.onChange(keys)}
      renderInput={(params) => <TextField {...params} {...shared} slotProps={{ htmlInput: { ...params.inputProps, ...htmlInput } }} />}
    />
  )
} // prettier-ignore

/** One or several of the listed options. */
export const EnumInput = (props: InputProps) =>
  props.field.type === 'enum' && props.field.many ? <Many {...props} /> : <One {...props} />
