import { useFormContext, useFormState } from 'react-hook-form'
import { useText } from '../../i18n/use-text.ts'
import { useFormLabel } from './form-labels.ts'
import { listErrors, recordError } from './form-errors.ts'

/** All that is wrong with a form, each leading to its field. */
export const ErrorSummary = ({ message }: { readonly message: string }) => {
  const text = useText()
  const labelOf = useFormLabel()
  const { setFocus } = useFormContext()
  const { errors } = useFormState()
  const found = listErrors(errors)
  if (found.length === 0 && !message) return null
  return (
    <section className="notice bad" role="alert" aria-label={text('form.errors_hint')}>
      <b>{found.length > 0 ? text('form.errors', { count: found.length }) : message}</b>
      {found.length > 0 && (
        <ul>
          {found.map(({ path, message: sentence }) => (
            <li key={path}>
              {path.endsWith(recordError) ? (
                sentence
              ) : (
                <button type="button" className="plain" onClick={() => setFocus(path)}>
                  {labelOf(path)}
                  {text('app.colon')}
                  {sentence}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
