import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import type { Dashboard, DashboardFilter } from '#model/language/definition.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { ReferencePicker } from '../../views/inputs/references/ReferencePicker.tsx'
import { filterOptions } from '../data/filter-options.ts'

/** A filter of a board and what is chosen in it. */
export type FilterProps = {
  readonly dashboard: Dashboard
  readonly name: string
  readonly filter: DashboardFilter
  readonly values: readonly string[]
  readonly onChoose: (values: readonly string[]) => void
}

/** Chooses the values of a board's filter: records by their name, or from its options. */
export const FilterChoice = (props: FilterProps & { readonly anchor: HTMLElement; readonly onClose: () => void }) => {
  const { dashboard, name, filter, values, onChoose, anchor, onClose } = props
  const text = useText()
  const label = useLabel()
  const { index } = useConsole()
  const options = Object.entries(filterOptions(index, dashboard, name, filter))
  const toggle = (key: string) => onChoose(values.includes(key) ? values.filter((one) => one !== key) : [...values, key])
  return (
    <Popover open anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} slotProps={{ paper: { sx: { p: 3, width: 300 }, role: 'dialog', 'aria-label': label(filter.label) } }}>
      {filter.to !== undefined && filter.one ? (
        <ReferencePicker resource={filter.to} label={label(filter.label)} value={values[0] ?? null} onChange={(id) => onChoose(id === null ? [] : [id])} />
      ) : filter.to !== undefined ? (
        <ReferencePicker resource={filter.to} label={label(filter.label)} many value={values} onChange={onChoose} />
      ) : (
        <ul className="options">
          {options.map(([key, option]) => (
            <li key={key}>
              <label>
                <input type="checkbox" checked={values.includes(key)} onChange={() => toggle(key)} /> {label(option)}
              </label>
            </li>
          ))}
        </ul>
      )}
      <div className="bar" style={{ margin: '8px 0 0', justifyContent: 'flex-end' }}>
        {values.length > 0 && !filter.one && <Button onClick={() => onChoose([])}>{text('app.clear')}</Button>}
        <Button onClick={onClose}>{text('app.close')}</Button>
      </div>
    </Popover>
  )
} // prettier-ignore
