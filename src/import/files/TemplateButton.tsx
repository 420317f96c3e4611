import { useState } from 'react'
import { imports } from '../../data/imports.ts'
import { problemOf } from '../../data/problem.ts'
import { useNotice } from '../../i18n/use-notice.ts'
import { Menu, MenuItem } from '../../views/Overlay.tsx'
import { useWords } from '../words.ts'

type Props = { readonly resource: string; readonly historical: boolean }

/** Downloads an empty file with the right headings, and what may stand under them. */
export const TemplateButton = ({ resource, historical }: Props) => {
  const words = useWords()
  const notify = useNotice()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const get = (format: 'csv' | 'xlsx'): void => {
    setAnchor(null)
    imports
      .template(resource, format, historical)
      .catch((error: unknown) => notify(problemOf(error).message, { type: 'error' }))
  }
  return (
    <>
      <button type="button" className="btn" aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        {words('template')}
      </button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => get('xlsx')}>{words('template_xlsx')}</MenuItem>
        <MenuItem onClick={() => get('csv')}>{words('template_csv')}</MenuItem>
      </Menu>
    </>
  )
} // prettier-ignore
