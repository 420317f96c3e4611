import TextField from '@mui/material/TextField'
import { useText } from '../../i18n/use-text.ts'
import type { FilterProps } from '../fields/kind.ts'
import { operatorOf, withOperator } from './operators.ts'

const Operand = ({ operator, value, onChange }: FilterProps & { readonly operator: string }) => {
  const text = useText()
  const given = typeof value === 'string' ? value : operatorOf(value, operator)
  return (
    <TextField
      autoFocus
      label={text('filter.text')}
      value={typeof given === 'string' ? given : ''}
      onChange={(event) => onChange(withOperator(undefined, operator, event.target.value))}
    />
  )
}

/** Texts that contain some words. */
export const TextFilter = (props: FilterProps) => <Operand {...props} operator="$contains" />

/** Lists that have a word. */
export const TagsFilter = (props: FilterProps) => <Operand {...props} operator="$has" />
