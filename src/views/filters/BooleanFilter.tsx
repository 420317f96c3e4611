import FormControlLabel from '@mui/material/FormControlLabel'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { useText } from '../../i18n/use-text.ts'
import type { FilterProps } from '../fields/kind.ts'

/** Yes or no; a value that is not given counts as no. */
export const BooleanFilter = ({ value, onChange }: FilterProps) => {
  const text = useText()
  const isNo = value === false || (typeof value === 'object' && value !== null)
  const current = value === true ? 'yes' : isNo ? 'no' : ''
  return (
    <RadioGroup row value={current} onChange={(_, picked) => onChange(picked === 'yes' ? true : { $ne: true })}>
      <FormControlLabel value="yes" control={<Radio size="small" />} label={text('app.yes')} />
      <FormControlLabel value="no" control={<Radio size="small" />} label={text('app.no')} />
    </RadioGroup>
  )
} // prettier-ignore
