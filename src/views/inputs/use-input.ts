import { useController } from 'react-hook-form'
import { useLabel } from '../../i18n/use-text.ts'
import type { InputProps } from '../fields/kind.ts'

/** Binds an input to its place in the form: value, changes, and the sentence below it. */
export const useInput = ({ source, field, label, required, readOnly, compact }: InputProps) => {
  const words = useLabel()
  const { field: bound, fieldState } = useController({ name: source })
  const error = fieldState.error?.message
  return {
    bound,
    error,
    /** Properties that every text field takes. */
    shared: {
      'label': compact ? undefined : label,
      'required': required,
      'error': error !== undefined,
      'helperText': error ?? (compact ? undefined : words(field.help) || undefined),
      'onBlur': bound.onBlur,
      'inputRef': bound.ref,
      'name': source,
    },
    htmlInput: { readOnly, ...(compact && { 'aria-label': label }) },
  }
} // prettier-ignore
