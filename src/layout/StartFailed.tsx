import { useTranslate } from 'ra-core'
import { useText } from '../i18n/use-text.ts'

/** Shown when the model could not be loaded. */
export const StartFailed = (props: { readonly message: string; readonly onRetry: () => void }) => {
  const text = useText()
  const translate = useTranslate()
  return (
    <main className="quiet" role="alert">
      <b>{text('error.start')}</b>
      <span>{translate(props.message, { _: props.message })}</span>
      <button type="button" className="btn main" onClick={props.onRetry}>
        {text('app.retry')}
      </button>
    </main>
  )
}
