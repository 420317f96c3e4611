import type { EnumOption } from '#model/language/definition.ts'
import { useLabel } from '../../i18n/use-text.ts'
import type { FieldKind, ValueProps } from './kind.ts'
import { lazyFilter, lazyInput } from './lazy.ts'

/** A word on a coloured ground; states and options with a tone. */
export const Chip = ({ option }: { readonly option: EnumOption }) => {
  const label = useLabel()
  const tone = option.tone ?? 'neutral'
  return <span className={tone === 'neutral' ? 'chip' : `chip ${tone}`}>{label(option)}</span>
}

const Value = ({ field, value, name }: ValueProps) => {
  const label = useLabel()
  if (field.type !== 'enum') return null
  const keys = Array.isArray(value) ? value.map(String) : [String(value)]
  return keys.map((key, i) => {
    const option = field.options[key] ?? { zh: key, en: key }
    if (option.tone || name === 'state') return <Chip key={key} option={option} />
    return <span key={key}>{`${i > 0 ? ' · ' : ''}${label(option)}`}</span>
  })
}

/** One or several of the options that the model lists. */
export const enumeration: FieldKind = {
  Column: Value,
  Field: Value,
  Input: lazyInput('enum'),
  Filter: lazyFilter('enum'),
}
