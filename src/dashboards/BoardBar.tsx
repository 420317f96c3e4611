import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import TextField from '@mui/material/TextField'
import { useGetMany } from 'ra-core'
import { type ReactNode, useState } from 'react'
import type { Dashboard, DashboardFilter, Label } from '#model/language/definition.ts'
import { type ModelIndex, resolvePath } from '#model/language/resources.ts'
import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../i18n/format.ts'
import { useLabel, useLanguage, useText } from '../i18n/use-text.ts'
import { useConsole } from '../views/console.ts'
import { ReferencePicker } from '../views/inputs/references/ReferencePicker.tsx'
import { titleText } from '../views/titles.ts'
import type { BoardChange, BoardState, Compare } from './data/board-state.ts'
import { analyticsOf } from './data/questions.ts'
import { type Days, periodNames, toDate } from './data/period.ts'
import { useWords } from './words.ts'

type Change = (change: BoardChange) => void

const CustomDays = ({ anchor, days, onChoose, onClose }: { readonly anchor: HTMLElement; readonly days: Days; readonly onChoose: (days: Days) => void; readonly onClose: () => void }) => {
  const text = useText()
  const words = useWords()
  const [from, setFrom] = useState(days.from)
  const [to, setTo] = useState(days.to)
  const isWrong = !from || !to || from > to
  return (
    <Popover open anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} slotProps={{ paper: { sx: { p: 3, width: 300 }, role: 'dialog', 'aria-label': words('custom') } }}>
      <form
        className="grid"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isWrong) onChoose({ from, to })
        }}
      >
        <TextField type="date" id="board-from" label={words('from')} value={from} onChange={(event) => setFrom(event.target.value)} />
        <TextField type="date" id="board-to" label={words('to')} value={to} error={isWrong} onChange={(event) => setTo(event.target.value)} />
        <Button type="submit" variant="contained" color="primary" disabled={isWrong}>{text('app.apply')}</Button>
      </form>
    </Popover>
  )
} // prettier-ignore

const Periods = ({ state, onChange }: { readonly state: BoardState; readonly onChange: Change }) => {
  const words = useWords()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <div className="segments" role="group" aria-label={words('period')}>
      {periodNames.map((name) => (
        <button key={name} type="button" aria-pressed={state.period === name} onClick={(event) => (name === 'custom' ? setAnchor(event.currentTarget) : onChange({ period: name }))}>
          {words(name)}
        </button>
      ))}
      {anchor && (
        <CustomDays
          anchor={anchor}
          days={state.days}
          onClose={() => setAnchor(null)}
          onChoose={(days) => {
            setAnchor(null)
            onChange({ period: 'custom', days })
          }}
        />
      )}
    </div>
  )
} // prettier-ignore

const compares: readonly Compare[] = ['previousYear', 'previousPeriod', 'none']

const Comparisons = ({
  state,
  onChange,
}: {
  readonly state: BoardState
  readonly onChange: Change
}) => {
  const words = useWords()
  return (
    <div className="segments" role="group" aria-label={words('compare')}>
      {compares.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={state.compare === name}
          onClick={() => onChange({ compare: name })}
        >
          {words(name)}
        </button>
      ))}
    </div>
  )
}

/** Options of a filter: its own, or those of the dimension that it stands for. */
const optionsOf = (index: ModelIndex, dashboard: Dashboard, name: string, filter: DashboardFilter): Readonly<Record<string, Label>> => {
  if (filter.options) return filter.options
  for (const { resource = '' } of dashboard.cards) {
    const path = analyticsOf(index, resource)?.dimensions[name]?.field
    const field = path === undefined ? undefined : resolvePath(index, resource, path)?.field
    if (field?.type === 'enum') return field.options
  }
  return {}
} // prettier-ignore

type FilterProps = {
  readonly dashboard: Dashboard
  readonly name: string
  readonly filter: DashboardFilter
  readonly values: readonly string[]
  readonly onChoose: (values: readonly string[]) => void
}

const useChosenName = ({ dashboard, name, filter, values }: FilterProps): string => {
  const words = useWords()
  const label = useLabel()
  const locale = useLanguage()
  const { index } = useConsole()
  const [first] = values
  const { data } = useGetMany<Row>(filter.to ?? '', { ids: values.slice(0, 1) }, { enabled: filter.to !== undefined && values.length === 1 })
  if (first === undefined) return words('all')
  if (values.length > 1) return words('chosen', { count: values.length })
  if (filter.to === undefined) return label(optionsOf(index, dashboard, name, filter)[first])
  const row = data?.[0]
  return row ? titleText(index, filter.to, row, locale) : '…'
} // prettier-ignore

const FilterChoice = (props: FilterProps & { readonly anchor: HTMLElement; readonly onClose: () => void }) => {
  const { dashboard, name, filter, values, onChoose, anchor, onClose } = props
  const text = useText()
  const label = useLabel()
  const { index } = useConsole()
  const options = Object.entries(optionsOf(index, dashboard, name, filter))
  const toggle = (key: string) => onChoose(values.includes(key) ? values.filter((one) => one !== key) : [...values, key])
  return (
    <Popover open anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} slotProps={{ paper: { sx: { p: 3, width: 300 }, role: 'dialog', 'aria-label': label(filter.label) } }}>
      {filter.to !== undefined ? (
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
        {values.length > 0 && <Button onClick={() => onChoose([])}>{text('app.clear')}</Button>}
        <Button onClick={onClose}>{text('app.close')}</Button>
      </div>
    </Popover>
  )
} // prettier-ignore

const FilterButton = (props: FilterProps) => {
  const text = useText()
  const label = useLabel()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const chosen = useChosenName(props)
  return (
    <>
      <button type="button" aria-haspopup="dialog" aria-pressed={props.values.length > 0} onClick={(event) => setAnchor(event.currentTarget)}>
        {label(props.filter.label)}
        {text('app.colon')}
        {chosen}
      </button>
      {anchor && <FilterChoice {...props} anchor={anchor} onClose={() => setAnchor(null)} />}
    </>
  )
} // prettier-ignore

type Props = {
  readonly dashboard: Dashboard
  readonly state: BoardState
  readonly onChange: Change
  readonly children?: ReactNode
}

/** The one bar above all cards: period, comparison and the board's filters, all of it in the URL. */
export const BoardBar = ({ dashboard, state, onChange, children }: Props) => {
  const words = useWords()
  const today = useFormat().today()
  const filters = Object.entries(dashboard.filters)
  const choose = (name: string, values: readonly string[]) => onChange({ filters: { ...state.filters, [name]: values } })
  return (
    <div className="board-bar">
      <Periods state={state} onChange={onChange} />
      <Comparisons state={state} onChange={onChange} />
      {filters.length > 0 && (
        <div className="segments" role="group" aria-label={words('filters')}>
          {filters.map(([name, filter]) => (
            <FilterButton key={name} dashboard={dashboard} name={name} filter={filter} values={state.filters[name] ?? []} onChoose={(values) => choose(name, values)} />
          ))}
        </div>
      )}
      <span className="sub days">{words('between', toDate(state.days, today))}</span>
      <div className="end">{children}</div>
    </div>
  )
} // prettier-ignore
