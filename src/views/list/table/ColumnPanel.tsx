import ArrowDownward from '@mui/icons-material/ArrowDownward'
import ArrowUpward from '@mui/icons-material/ArrowUpward'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import IconButton from '@mui/material/IconButton'
import Switch from '@mui/material/Switch'
import { useResourceContext } from 'ra-core'
import { useText } from '../../../i18n/use-text.ts'
import type { ColumnChooserProps } from './ColumnChooser.tsx'
import { useColumns } from './columns.ts'
import type { ListView } from '../list-view.ts'
import { usePathLabel } from '../path-label.ts'

const Rows = ({ view }: { readonly view: ListView }) => {
  const resource = useResourceContext() ?? ''
  const text = useText()
  const pathLabel = usePathLabel(resource)
  const { shown, isChosen, reset, show, hide, move } = useColumns(resource, view)
  const paths = shown.map(({ path }) => path)
  const hidden = view.columns.filter(({ path }) => !paths.includes(path))
  return (
    <>
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
    {isChosen && (
      <button type="button" className="plain sub" onClick={reset}>
        {text('list.usual_columns')}
      </button>
    )}
    </>
  )
} // prettier-ignore

/** What can be chosen about the table: height of rows, columns and their order. */
export const ColumnPanel = ({ view, comfortable, onComfortable }: ColumnChooserProps) => {
  const text = useText()
  return (
    <>
      <FormControlLabel
        sx={{ ml: 0, mb: 1, '& .MuiFormControlLabel-label': { fontSize: 13 } }}
        control={<Switch checked={comfortable} onChange={(_, checked) => onComfortable(checked)} />}
        label={text('list.comfortable')}
      />
      <Rows view={view} />
    </>
  )
}
