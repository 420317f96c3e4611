import { Suspense } from 'react'
import type { Field } from '#model/language/definition.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { fieldKinds } from '../fields/registry.ts'

type Props = {
  readonly resource: string
  readonly name: string
  /** Path in the form; the name itself outside child rows. */
  readonly source: string
  readonly field: Field
  readonly required: boolean
  readonly readOnly: boolean
}

/** One input of a form, as its type asks; wide ones take the whole row. */
export const FormField = ({ resource, source, field, required, readOnly }: Props) => {
  const label = useLabel()
  const kind = fieldKinds[field.type]
  return (
    <div className={kind.isWide ? 'wide' : undefined}>
      <Suspense fallback={<div style={{ height: 56 }} />}>
        <kind.Input
          field={field}
          resource={resource}
          source={source}
          label={label(field.label)}
          required={required}
          readOnly={readOnly}
        />
      </Suspense>
    </div>
  )
}
