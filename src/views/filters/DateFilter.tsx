import TextField from '@mui/material/TextField'
import type { TextKey } from '../../i18n/messages.ts'
import { useText } from '../../i18n/use-text.ts'
import type { FilterProps } from '../fields/kind.ts'
import { operatorOf, withOperator } from './operators.ts'

const quick: readonly (readonly [TextKey, unknown])[] = [
  ['filter.quick_overdue', { $lt: '$today' }],
  ['filter.quick_today', { $gte: '$today', $lt: '$today+1d' }],
  ['filter.quick_week', { $gte: '$today', $lte: '$today+7d' }],
  ['filter.quick_month', { $gte: '$month_start', $lt: '$month_start+1m' }],
]

const Bound = ({ operator, label, value, onChange }: FilterProps & { readonly operator: '$gte' | '$lte'; readonly label: string }) => {
  const given = operatorOf(value, operator)
  const day = typeof given === 'string' && !given.startsWith('$') ? given.slice(0, 10) : ''
  return (
    <TextField type="date" label={label} value={day} onChange={(event) => onChange(withOperator(value, operator, event.target.value))} />
  )
} // prettier-ignore

/** Days between two dates, or a period relative to today. */
export const DateFilter = (props: FilterProps) => {
  const text = useText()
  return (
    <>
      <div className="bar" style={{ margin: 0 }} role="group" aria-label={text('filter.quick')}>
        {quick.map(([key, condition]) => (
          <button key={key} type="button" className="chip action" onClick={() => props.onChange(condition)}>
            {text(key)}
          </button>
        ))}
      </div>
      <div className="personas">
        <Bound {...props} operator="$gte" label={text('filter.from')} />
        <Bound {...props} operator="$lte" label={text('filter.to')} />
      </div>
    </>
  )
} // prettier-ignore
