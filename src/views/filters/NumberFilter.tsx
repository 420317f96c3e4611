import TextField from '@mui/material/TextField'
import { useText } from '../../i18n/use-text.ts'
import type { FilterProps } from '../fields/kind.ts'
import { operatorOf, withOperator } from './operators.ts'

const Bound = ({ operator, label, value, onChange }: FilterProps & { readonly operator: '$gte' | '$lte'; readonly label: string }) => {
  const given = operatorOf(value, operator)
  return (
    <TextField
      type="number"
      label={label}
      value={typeof given === 'number' ? given : ''}
      slotProps={{ htmlInput: { step: 'any' } }}
      onChange={(event) =>
        onChange(withOperator(value, operator, event.target.value === '' ? undefined : Number(event.target.value)))
      }
    />
  )
} // prettier-ignore

/** Numbers between two bounds, both inclusive and optional. */
export const NumberFilter = (props: FilterProps) => {
  const text = useText()
  return (
    <div className="personas">
      <Bound {...props} operator="$gte" label={text('filter.from')} />
      <Bound {...props} operator="$lte" label={text('filter.to')} />
    </div>
  )
}
