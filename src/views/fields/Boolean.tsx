import { useText } from '../../i18n/use-text.ts'
import type { FieldKind, ValueProps } from './kind.ts'
import { lazyFilter, lazyInput } from './lazy.ts'

const Value = ({ value }: ValueProps) => {
  const text = useText()
  return <span className={value === true ? undefined : 'mute'}>{text(value === true ? 'app.yes' : 'app.no')}</span> // prettier-ignore
}

/** Yes or no. */
export const boolean: FieldKind = {
  Column: Value,
  Field: Value,
  Input: lazyInput('boolean'),
  Filter: lazyFilter('boolean'),
}
