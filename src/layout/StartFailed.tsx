import { useTranslate } from 'ra-core'
import type { ConfigFault } from '../data/config.ts'
import { useLanguage, useText } from '../i18n/use-text.ts'

type Props = {
  readonly message: string
  /** What is wrong with the configuration, place by place. */
  readonly faults?: readonly ConfigFault[] | undefined
  readonly onRetry: () => void
}

/** Shown when the configuration cannot be used or the model could not be loaded. */
export const StartFailed = ({ message, faults, onRetry }: Props) => {
  const text = useText()
  const translate = useTranslate()
  const language = useLanguage()
  return (
    <main className="quiet" role="alert">
      <b>{text('error.start')}</b>
      <span>{translate(message, { _: message })}</span>
      {faults && (
        <ul>
          {faults.map((fault) => (
            <li key={fault.at}>
              <code>{fault.at}</code> {fault[language]}
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="btn main" onClick={onRetry}>
        {text('app.retry')}
      </button>
    </main>
  )
}
