import type { Field } from '#model/language/definition.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { fieldKinds } from '../../fields/registry.ts'

type Props = {
  readonly fields: Readonly<Record<string, Field>>
  readonly values: Readonly<Record<string, unknown>>
}

/** What a person answered in the dialog of a step. */
export const AskedValues = ({ fields, values }: Props) => {
  const text = useText()
  const label = useLabel()
  return (
    <ul>
      {Object.entries(fields).map(([name, field]) => {
        const value = values[name]
        if (value === null || value === undefined || value === '') return null
        const Kind = fieldKinds[field.type].Field
        return (
          <li key={name} className="change">
            <span className="mute">
              {label(field.label)}
              {text('app.colon')}
            </span>
            <Kind field={field} value={value} resource="" name={name} record={{ id: '' }} />
          </li>
        )
      })}
    </ul>
  )
}
