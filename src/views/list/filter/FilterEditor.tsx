import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import MenuList from '@mui/material/MenuList'
import OutlinedInput from '@mui/material/OutlinedInput'
import Popover from '@mui/material/Popover'
import { Suspense, useState } from 'react'
import { resolvePath } from '#model/language/resources.ts'
import { useText } from '../../../i18n/use-text.ts'
import { useConsole } from '../../console.ts'
import { kindOf } from '../../overrides/override.ts'
import type { ListView } from '../list-view.ts'
import { usePathLabel } from '../path-label.ts'

type Props = {
  readonly anchor: HTMLElement
  readonly resource: string
  readonly path: string | null
  readonly view: ListView
  readonly filter: Readonly<Record<string, unknown>>
  readonly onApply: (path: string, value: unknown) => void
  readonly onClose: () => void
}

const manyFields = 8

const FieldChoice = ({ resource, paths, onChoose }: { readonly resource: string; readonly paths: readonly string[]; readonly onChoose: (path: string) => void }) => {
  const text = useText()
  const pathLabel = usePathLabel(resource)
  const [typed, setTyped] = useState('')
  const found = paths.filter((path) => pathLabel(path).toLowerCase().includes(typed.toLowerCase()))
  return (
    <>
      {paths.length > manyFields && (
        <OutlinedInput size="small" fullWidth autoFocus value={typed} placeholder={text('app.search')} inputProps={{ 'aria-label': text('app.search') }} onChange={(event) => setTyped(event.target.value)} />
      )}
      <MenuList dense autoFocus={paths.length <= manyFields} sx={{ maxHeight: 320, overflow: 'auto' }}>
        {found.map((path) => (
          <MenuItem key={path} onClick={() => onChoose(path)}>
            {pathLabel(path)}
          </MenuItem>
        ))}
      </MenuList>
    </>
  )
} // prettier-ignore

const ValueEditor = ({
  resource,
  path,
  filter,
  onApply,
  onClose,
}: Props & { readonly path: string }) => {
  const text = useText()
  const { index, overrides } = useConsole()
  const pathLabel = usePathLabel(resource)
  const [value, setValue] = useState<unknown>(filter[path])
  const at = resolvePath(index, resource, path)
  const field = at?.field
  const kind = at && kindOf(overrides, at.resource.name, at.name, at.field)
  const finish = (next: unknown): void => {
    onApply(path, next)
    onClose()
  }
  if (!field || !kind?.Filter) return null
  return (
    <form
      className="grid"
      onSubmit={(event) => {
        event.preventDefault()
        finish(value)
      }}
    >
      <b>{pathLabel(path)}</b>
      <Suspense fallback={null}>
        <kind.Filter field={field} value={value} onChange={setValue} />
      </Suspense>
      <div className="bar" style={{ margin: 0, justifyContent: 'flex-end' }}>
        <Button onClick={() => finish(undefined)}>{text('app.clear')}</Button>
        <Button type="submit" variant="contained" color="primary">
          {text('app.apply')}
        </Button>
      </div>
    </form>
  )
}

/** Chooses a field and a condition on it. */
export const FilterEditor = (props: Props) => {
  const text = useText()
  const { index, overrides } = useConsole()
  const [path, setPath] = useState(props.path)
  const paths = props.view.filters.filter((each) => {
    const at = resolvePath(index, props.resource, each)
    return at && kindOf(overrides, at.resource.name, at.name, at.field).Filter
  })
  return (
    <Popover
      open
      anchorEl={props.anchor}
      onClose={props.onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { sx: { padding: path ? 3 : 1, width: 300 }, 'aria-label': text('list.add_filter') } }}
    >
      {path ? <ValueEditor {...props} path={path} /> : <FieldChoice resource={props.resource} paths={paths} onChoose={setPath} />}
    </Popover>
  )
} // prettier-ignore
