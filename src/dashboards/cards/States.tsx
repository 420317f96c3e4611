import { problemOf } from '../../data/problem.ts'
import { useText } from '../../i18n/use-text.ts'
import { QuestionRefused } from '../data/answers.ts'
import { useWords } from '../words.ts'

/** Stands where the figures will be, in their size. */
export const Loading = ({ title }: { readonly title: string }) => {
  const words = useWords()
  return (
    <div className="skeleton" role="status" aria-label={words('loading', { title })}>
      <span />
      <span />
      <span />
    </div>
  )
}

/** Says that there is nothing, or that too few people are behind it, and takes the filters away when there are some. */
export const Empty = ({ isNow, least = null, onClear }: { readonly isNow: boolean; readonly least?: number | null; readonly onClear?: (() => void) | undefined }) => {
  const words = useWords()
  return (
    <div className="state" role="status">
      <span>{least === null ? words(isNow ? 'empty_now' : 'empty') : words('withheld', { count: least })}</span>
      {onClear && <button type="button" className="btn" onClick={onClear}>{words('clear_filters')}</button>}
    </div>
  )
} // prettier-ignore

/** Tells whether a question failed because the viewer may not ask it. */
export const isDenied = (error: unknown): boolean =>
  error instanceof QuestionRefused ? error.code === 'forbidden' : problemOf(error).status === 403

/** Says why there are no figures: no permission, or a failure that may be tried again. */
export const Refused = ({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) => {
  const text = useText()
  const words = useWords()
  if (isDenied(error))
    return (
      <div className="state" role="status">
        <b>{words('denied')}</b>
        <span>{error instanceof QuestionRefused && error.message ? error.message : words('denied_hint')}</span>
      </div>
    )
  const id = error instanceof QuestionRefused ? error.requestId : null
  return (
    <div className="state" role="alert">
      <b>{words('failed')}</b>
      {error instanceof QuestionRefused && error.message && <span>{error.message}</span>}
      {id && <span className="sub">{words('request', { id })}</span>}
      <button type="button" className="btn" onClick={onRetry}>{text('app.retry')}</button>
    </div>
  )
} // prettier-ignore
