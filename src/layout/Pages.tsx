import { useResetErrorBoundaryOnLocationChange } from 'ra-core'
import { Link } from 'react-router-dom'
import { useText } from '../i18n/use-text.ts'
import { usePageTitle } from './page-title.ts'
import type { TextKey } from '../i18n/messages.ts'

const Quiet = (props: { readonly title: TextKey; readonly hint: TextKey }) => {
  const text = useText()
  usePageTitle(text(props.title))
  return (
    <div className="quiet" role="status">
      <b>{text(props.title)}</b>
      <span>{text(props.hint)}</span>
      <Link className="btn" to="/">
        {text('error.home')}
      </Link>
    </div>
  )
}

/** For an address that leads nowhere. */
export const NotFound = () => <Quiet title="error.not_found" hint="error.not_found_hint" />

/** For a page that the viewer's roles do not open. */
export const AccessDenied = () => <Quiet title="error.denied" hint="error.denied_hint" />

type FailedProps = {
  readonly error: unknown
  readonly resetErrorBoundary: (...args: readonly unknown[]) => void
}

const oldBuild = /dynamically imported module|Importing a module script/

/** For a page that failed to show; a chunk of an older build asks for a reload. */
export const PageFailed = ({ error, resetErrorBoundary }: FailedProps) => {
  const text = useText()
  useResetErrorBoundaryOnLocationChange(resetErrorBoundary)
  const isOldBuild = error instanceof Error && oldBuild.test(error.message)
  return (
    <div className="quiet" role="alert">
      <b>{text('error.title')}</b>
      <span>{text(isOldBuild ? 'error.chunk' : 'error.page')}</span>
      <button
        type="button"
        className="btn main"
        onClick={isOldBuild ? () => window.location.reload() : () => resetErrorBoundary()}
      >
        {text(isOldBuild ? 'app.reload' : 'app.retry')}
      </button>
    </div>
  )
}
