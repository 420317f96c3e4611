import { Link } from 'react-router-dom'
import type { ReactNode } from 'react'
import { useLabel, useText } from '../i18n/use-text.ts'
import { useConsole, useResourceOf } from './console.ts'

/** Where a page stands: module, resource, and the record when there is one. */
export const Breadcrumb = ({ resource, children }: { readonly resource: string; readonly children?: ReactNode }) => {
  const text = useText()
  const label = useLabel()
  const { index } = useConsole()
  const at = useResourceOf(resource)
  const module = index.model.modules.find(({ key }) => key === at?.entity.module)
  return (
    <nav aria-label={text('nav.breadcrumb')}>
      <ol className="crumb">
        {module && <li>{label(module.label)}</li>}
        <li>
          {children ? <Link to={`/${resource}`}>{label(at?.label)}</Link> : <span aria-current="page">{label(at?.label)}</span>}
        </li>
        {children && <li aria-current="page">{children}</li>}
      </ol>
    </nav>
  )
} // prettier-ignore
