import type { InputProps } from '../../fields/kind.ts'
import { useFillFrom } from './fill-from.ts'
import { ReferencePicker } from './ReferencePicker.tsx'
import { useInput } from '../use-input.ts'
import { useWithin } from './within.ts'

const shared = (props: InputProps) => ({
  id: props.source,
  label: props.label,
  required: props.required,
  disabled: props.readOnly,
  ...(props.compact && { compact: true }),
})

const isId = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Another record, found by typing. */
export const ReferenceInput = (props: InputProps) => {
  const { bound, error } = useInput(props)
  const fillFrom = useFillFrom(props)
  const within = useWithin(props.field)
  const { field } = props
  if (field.type !== 'reference') return null
  return (
    <ReferencePicker
      {...shared(props)}
      resource={field.to}
      {...((field.where || within) && { where: { ...field.where, ...within } })}
      isOfRecord={within !== null}
      value={isId(bound.value) ? bound.value : null}
      error={error}
      inputRef={bound.ref}
      onBlur={bound.onBlur}
      onChange={(id, chosen) => {
        bound.onChange(id)
        fillFrom(chosen)
      }}
    />
  )
}

/** Several other records. */
export const ReferencesInput = (props: InputProps) => {
  const { bound, error } = useInput(props)
  const { field } = props
  if (field.type !== 'references') return null
  return (
    <ReferencePicker
      {...shared(props)}
      resource={field.to}
      {...(field.where && { where: field.where })}
      many
      value={Array.isArray(bound.value) ? bound.value.filter(isId) : []}
      error={error}
      inputRef={bound.ref}
      onBlur={bound.onBlur}
      onChange={(ids) => bound.onChange(ids)}
    />
  )
}
