import { Suspense } from 'react'
import type { Field } from '#model/language/definition.ts'
import { useLabel } from '../../i18n/use-text.ts'
import type { Row } from '#model/language/wire.ts'
import { ClauseMark } from '../ClauseChips.tsx'
import { useConsole } from '../console.ts'
import { kindOf } from '../overrides/override.ts'

type Props = {
  readonly resource: string
  readonly name: string
  /** Path in the form; the name itself outside child rows. */
  readonly source: string
  readonly field: Field
  readonly required: boolean
  readonly readOnly: boolean
  /** The stored record that the form changes. */
  readonly record?: Row | null
  readonly heading?: string
}

/** One input of a form, as its type asks; wide ones take the whole row. */
export const FormField = ({
  resource,
  name,
  source,
  field,
  required,
  readOnly,
  record,
  heading = '',
}: Props) => {
  const label = useLabel()
  const { overrides } = useConsole()
  const kind = kindOf(overrides, resource, name, field)
  return (
    <div className={kind.isWide ? 'form-field wide' : 'form-field'}>
      <ClauseMark ids={field.clauses} of={label(field.label)} />
      <Suspense fallback={<div style={{ height: 56 }} />}>
        <kind.Input
          field={field}
          resource={resource}
          source={source}
          label={label(field.label)}
          required={required}
          readOnly={readOnly}
          record={record ?? null}
          heading={heading}
        />
      </Suspense>
    </div>
  )
}
