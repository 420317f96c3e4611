import type { Field } from '#model/language/definition.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useResourceOf } from '../console.ts'
import { fieldKinds } from '../fields/registry.ts'
import { PathValue } from '../PathValue.tsx'
import { isSeeded, isWritable, type Section } from '../record/sections.ts'
import { useComputed } from './values/computed.ts'
import type { Conditions } from './values/conditions.ts'
import { FormField } from './FormField.tsx'
import type { FormPurpose } from './values/validate-form.ts'

const ComputedField = ({ name, field, purpose }: { readonly name: string; readonly field: Field; readonly purpose: FormPurpose }) => {
  const label = useLabel()
  const computed = useComputed(purpose.resource, name)
  const value = computed ?? purpose.base?.[name] ?? null
  // Numbers, stamps and totals that only come later say nothing in the form of a new record.
  if (value === null && purpose.mode === 'create') return null
  return (
    <div>
      <span className="input-label">{label(field.label)}</span>
      <p className="computed">
        <PathValue resource={purpose.resource} path={name} record={{ id: purpose.base?.id ?? '', [name]: value }} as="Field" />
      </p>
    </div>
  )
} // prettier-ignore

type Props = {
  readonly section: Section
  readonly purpose: FormPurpose
  readonly conditions: Conditions
}

/** One section of a form in two columns; computed fields are shown, locked ones are read only. */
export const FormSection = ({ section, purpose, conditions }: Props) => {
  const text = useText()
  const label = useLabel()
  const at = useResourceOf(purpose.resource)
  const state = at?.entity.workflow?.states[String(purpose.base?.state)]
  const fields = section.fields.flatMap((name) => {
    const field = at?.fields[name]
    if (!field || !conditions.isVisible(name)) return []
    if (isSeeded(field) && purpose.mode === 'create') return []
    // What nobody named for the form is offered only where it can be filled in.
    if (section.label === null && !isWritable(field, purpose.mode)) return []
    return field.secret && purpose.mode === 'update' ? [] : [{ name, field }]
  })
  const hasInputs = fields.some(({ field }) => isWritable(field, purpose.mode))
  if (fields.length === 0 || (purpose.mode === 'create' && !hasInputs)) return null
  const heading = section.label ? label(section.label) : text('record.other')
  return (
    <section className="card">
      <h2>{heading}</h2>
      <div className="form-grid">
        {fields.map(({ name, field }) =>
          isWritable(field, purpose.mode) ? (
            <FormField
              key={name}
              resource={purpose.resource}
              name={name}
              source={name}
              field={field}
              required={conditions.isRequired(name)}
              readOnly={state?.locks?.includes(name) ?? false}
              record={purpose.base}
              heading={heading}
            />
          ) : fieldKinds[field.type].isWide ? null : (
            <ComputedField key={name} name={name} field={field} purpose={purpose} />
          ),
        )}
      </div>
    </section>
  )
}
