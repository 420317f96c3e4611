import type { FieldValues, UseFormReturn } from 'react-hook-form'

/** Key under which the server reports what is wrong with a record as a whole. */
export const recordError = '_record'

/** Shows sentences at their fields and puts the focus on the first one. */
export const putErrors = (
  form: Pick<UseFormReturn<FieldValues>, 'setError'>,
  errors: Readonly<Record<string, string>>,
): void => {
  Object.entries(errors).forEach(([path, message], i) => {
    form.setError(path === recordError ? `root.${recordError}` : path, { type: 'server', message }, { shouldFocus: i === 0 }) // prettier-ignore
  })
}

/** One sentence of the summary: where it is and what it says. */
export type FormError = { readonly path: string; readonly message: string }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Flattens react-hook-form's tree of errors into one list, in the order of the form. */
export const listErrors = (errors: unknown, prefix = ''): readonly FormError[] => {
  if (!isObject(errors)) return []
  return Object.entries(errors).flatMap(([key, value]) => {
    if (!isObject(value)) return []
    const path = prefix ? `${prefix}.${key}` : key
    if (typeof value.message === 'string' && value.message) return [{ path, message: value.message }]
    return key === 'ref' ? [] : listErrors(value, path)
  })
} // prettier-ignore
