import MoreHoriz from '@mui/icons-material/MoreHoriz'
import { useState } from 'react'
import { Menu, MenuItem, MenuLink } from '../../views/Overlay.tsx'
import { useWords } from '../words.ts'

export type CardActions = {
  readonly title: string
  readonly isTable?: boolean
  readonly onTable?: (() => void) | undefined
  readonly onCsv?: (() => void) | undefined
  readonly onPicture?: (() => void) | undefined
  readonly onFullScreen?: (() => void) | undefined
  readonly listHref?: string | undefined
}

/** What can be done with a card: table, file, full screen, the list behind it. */
export const CardMenu = ({ title, isTable, onTable, onCsv, onPicture, onFullScreen, listHref }: CardActions) => {
  const words = useWords()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const item = (label: string, run: (() => void) | undefined) =>
    run && (
      <MenuItem
        onClick={() => {
          setAnchor(null)
          run()
        }}
      >
        {label}
      </MenuItem>
    )
  return (
    <>
      <button type="button" className="icon-button menu" aria-label={words('menu', { title })} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        <MoreHoriz sx={{ fontSize: 18 }} />
      </button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {item(words(isTable ? 'as_chart' : 'as_table'), onTable)}
        {item(words('csv'), onCsv)}
        {item(words('picture'), onPicture)}
        {item(words('full_screen'), onFullScreen)}
        {listHref !== undefined && (
          <MenuLink to={listHref}>{words('open_list')}</MenuLink>
        )}
      </Menu>
    </>
  )
} // prettier-ignore
