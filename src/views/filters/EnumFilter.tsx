import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { useLabel } from '../../i18n/use-text.ts'
import type { FilterProps } from '../fields/kind.ts'
import { choicesOf } from './operators.ts'

/** Any of the ticked options. */
export const EnumFilter = ({ field, value, onChange }: FilterProps) => {
  const label = useLabel()
  if (field.type !== 'enum') return null
  const chosen = choicesOf(value)
  const toggle = (key: string): void => {
    const next = chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key]
    onChange(next.length > 0 ? next : undefined)
  }
  return (
    <div style={{ display: 'grid', maxHeight: 300, overflow: 'auto' }}>
      {Object.entries(field.options).map(([key, option]) => (
        <FormControlLabel
          key={key}
          sx={{ mr: 0, '& .MuiFormControlLabel-label': { fontSize: 13 }, '& .MuiCheckbox-root': { padding: '4px 8px' } }}
          control={<Checkbox checked={chosen.includes(key)} onChange={() => toggle(key)} />}
          label={label(option)}
        />
      ))}
    </div>
  )
} // prettier-ignore
