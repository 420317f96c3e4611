import { useText } from '../../i18n/use-text.ts'
import type { FilterProps } from '../fields/kind.ts'
import { ReferencePicker } from '../inputs/references/ReferencePicker.tsx'
import { choicesOf } from './operators.ts'

/** Any of the chosen records; for people, "me" as well. */
export const ReferenceFilter = ({ field, value, onChange }: FilterProps) => {
  const text = useText()
  if (field.type !== 'reference' && field.type !== 'references') return null
  const chosen = choicesOf(value)
  const isPerson = field.to === 'employees'
  return (
    <>
      {isPerson && (
        <div className="bar" style={{ margin: 0 }}>
          <button type="button" className="chip action" aria-pressed={value === '$me'} onClick={() => onChange('$me')}>
            {text('filter.me')}
          </button>
        </div>
      )}
      <ReferencePicker
        resource={field.to}
        label={text('filter.pick')}
        many
        value={chosen.filter((id) => !id.startsWith('$'))}
        onChange={(ids) => onChange(ids.length > 0 ? ids : undefined)}
      />
    </>
  )
} // prettier-ignore
