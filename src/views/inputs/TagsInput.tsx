import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import type { InputProps } from '../fields/kind.ts'
import { useInput } from './use-input.ts'

const none: readonly string[] = []

/** Free words; Enter adds one. */
export const TagsInput = (props: InputProps) => {
  const { bound, shared, htmlInput } = useInput(props)
  return (
    <Autocomplete
      multiple
      freeSolo
      readOnly={props.readOnly}
      options={none}
      value={Array.isArray(bound.value) ? bound.value.map(String) : []}
      onChange={(_, words) => bound.onChange([...new Set(words.map((word) => word.trim()).filter(Boolean))])}
      renderInput={(params) => <TextField {...params} {...shared} slotProps={{ htmlInput: { ...params.inputProps, ...htmlInput } }} />}
    />
  )
} // prettier-ignore
