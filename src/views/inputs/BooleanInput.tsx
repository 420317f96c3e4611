import FormControl from '@mui/material/FormControl'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import Switch from '@mui/material/Switch'
import { useText } from '../../i18n/use-text.ts'
import type { InputProps } from '../fields/kind.ts'
import { useInput } from './use-input.ts'

/** Yes or no as a switch, with the answer in words beside it. */
export const BooleanInput = (props: InputProps) => {
  const text = useText()
  const { bound, shared } = useInput(props)
  const isOn = bound.value === true
  return (
    <FormControl error={shared.error}>
      {!props.compact && <span className="input-label">{props.label}</span>}
      <FormControlLabel
        sx={{ ml: -1, minHeight: 34 }}
        control={
          <Switch
            checked={isOn}
            disabled={props.readOnly}
            inputRef={bound.ref}
            onBlur={bound.onBlur}
            slotProps={{ input: { 'aria-label': props.label } }}
            onChange={(_, checked) => bound.onChange(checked)}
          />
        }
        label={text(isOn ? 'app.yes' : 'app.no')}
      />
      {shared.helperText && <FormHelperText>{shared.helperText}</FormHelperText>}
    </FormControl>
  )
}
