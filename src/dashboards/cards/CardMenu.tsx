import MoreHoriz from '@mui/icons-material/MoreHoriz'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { useWords } from '../words.ts'

export type CardActions = {
  readonly title: string
  readonly isTable?: boolean
  readonly onTable?: (() => void) | undefined
  readonly onCsv?: (() => void) | undefined
  readonly onFullScreen?: (() => void) | undefined
  readonly listHref?: string | undefined
}

/** What can be done with a card: table, file, full screen, the list behind it. */
export const CardMenu = ({ title, isTable, onTable, onCsv, onFullScreen, listHref }: CardActions) => {
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
      <IconButton className="menu" aria-label={words('menu', { title })} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        <MoreHoriz sx={{ fontSize: 18 }} />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {item(words(isTable ? 'as_chart' : 'as_table'), onTable)}
        {item(words('csv'), onCsv)}
        {item(words('full_screen'), onFullScreen)}
        {listHref !== undefined && (
          <MenuItem component={Link} to={listHref}>
            {words('open_list')}
          </MenuItem>
        )}
      </Menu>
    </>
  )
} // prettier-ignore
