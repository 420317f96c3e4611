import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import IconButton from '@mui/material/IconButton'
import ArrowDownward from '@mui/icons-material/ArrowDownward'
import ArrowUpward from '@mui/icons-material/ArrowUpward'
import Popover from '@mui/material/Popover'
import { useResourceContext } from 'ra-core'
import { useState } from 'react'
import { useText } from '../../i18n/use-text.ts'
import { useColumns } from './columns.ts'
import type { ListView } from './list-view.ts'
import { usePathLabel } from './path-label.ts'

type Props = {
  readonly view: ListView
  readonly comfortable: boolean
  readonly onComfortable: (comfortable: boolean) => void
}

const Rows = ({ view }: { readonly view: ListView }) => {
  const resource = useResourceContext() ?? ''
  const text = useText()
  const pathLabel = usePathLabel(resource)
  const { shown, show, hide, move } = useColumns(resource, view)
  const paths = shown.map(({ path }) => path)
  const hidden = view.columns.filter(({ path }) => !paths.includes(path))
  return (
    <ul style={{ maxHeight: 360, overflow: 'auto' }}>
      {[...shown, ...hidden].map(({ path }, i) => (
        <li key={path} style={{ display: 'flex', alignItems: 'center' }}>
          <FormControlLabel
            sx={{ flex: 1, mr: 1, '& .MuiFormControlLabel-label': { fontSize: 13 }, '& .MuiCheckbox-root': { padding: '3px 8px' } }}
            control={<Checkbox checked={i < shown.length} onChange={(_, checked) => (checked ? show(path) : hide(path))} />}
            label={pathLabel(path)}
          />
          {i < shown.length && (
            <>
              <IconButton aria-label={`${text('list.columns')} ${pathLabel(path)} ↑`} disabled={i === 0} onClick={() => move(path, -1)}>
                <ArrowUpward sx={{ fontSize: 14 }} />
              </IconButton>
              <IconButton aria-label={`${text('list.columns')} ${pathLabel(path)} ↓`} disabled={i === shown.length - 1} onClick={() => move(path, 1)}>
                <ArrowDownward sx={{ fontSize: 14 }} />
              </IconButton>
            </>
          )}
        </li>
      ))}
    </ul>
  )
} // prettier-ignore

/** Chooses and orders the columns, and the height of rows; remembered in this browser. */
export const ColumnChooser = ({ view, comfortable, onComfortable }: Props) => {
  const text = useText()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button aria-haspopup="dialog" onClick={(event) => setAnchor(event.currentTarget)}>
        {text('list.columns')}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { sx: { padding: 2, width: 280 }, 'aria-label': text('list.columns') } }}
      >
        <FormControlLabel
          sx={{ ml: 0, mb: 1, '& .MuiFormControlLabel-label': { fontSize: 13 } }}
          control={<Switch checked={comfortable} onChange={(_, checked) => onComfortable(checked)} />}
          label={text('list.comfortable')}
        />
        <Rows view={view} />
      </Popover>
    </>
  )
} // prettier-ignore
