import { useGetMany } from 'ra-core'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Dashboard } from '#model/language/definition.ts'
import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../i18n/format.ts'
import { useLabel, useLanguage, useText } from '../i18n/use-text.ts'
import { useConsole } from '../views/console.ts'
import { titleText } from '../views/titles.ts'
import type { FilterProps } from './choices/FilterChoice.tsx'
import type { BoardChange, BoardState, Compare } from './data/board-state.ts'
import { filterOptions } from './data/filter-options.ts'
import { periodNames, toDate } from './data/period.ts'
import { useWords } from './words.ts'

// What a person opens comes when it is opened.
const CustomDays = lazy(() =>
  import('./choices/CustomDays.tsx').then((m) => ({ default: m.CustomDays })),
)
const FilterChoice = lazy(() =>
  import('./choices/FilterChoice.tsx').then((m) => ({ default: m.FilterChoice })),
)

type Change = (change: BoardChange) => void

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
        <Suspense fallback={null}>
          <CustomDays
            anchor={anchor}
            days={state.days}
            onClose={() => setAnchor(null)}
            onChoose={(days) => {
              setAnchor(null)
              onChange({ period: 'custom', days })
            }}
          />
        </Suspense>
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

/** Most names that are written out; of more only the number, except where nobody can open the choice. */
const fewNames = 2

const useChosenNames = ({ dashboard, name, filter, values }: FilterProps): readonly string[] => {
  const label = useLabel()
  const locale = useLanguage()
  const { index } = useConsole()
  const { to } = filter
  const { data } = useGetMany<Row>(to ?? '', { ids: [...values] }, { enabled: to !== undefined && values.length > 0 })
  if (to === undefined) return values.map((value) => label(filterOptions(index, dashboard, name, filter)[value]))
  return values.map((id) => {
    const row = data?.find((each) => each?.id === id)
    return row ? titleText(index, to, row, locale) : '…'
  })
} // prettier-ignore

/** What a filter is set to: its names, or their number; on a wall and on paper always the names. */
const Chosen = (props: FilterProps) => {
  const words = useWords()
  const locale = useLanguage()
  const names = useChosenNames(props)
  if (names.length === 0) return words('all')
  const all = names.join(locale === 'zh' ? '、' : ', ')
  if (names.length <= fewNames) return all
  return (
    <>
      <span className="brief" title={all}>
        {words('chosen', { count: names.length })}
      </span>
      <span className="whole">{all}</span>
    </>
  )
}

const FilterButton = (props: FilterProps) => {
  const text = useText()
  const label = useLabel()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <button type="button" aria-haspopup="dialog" aria-pressed={props.values.length > 0} onClick={(event) => setAnchor(event.currentTarget)}>
        {label(props.filter.label)}
        {text('app.colon')}
        <Chosen {...props} />
      </button>
      {anchor && (
        <Suspense fallback={null}>
          <FilterChoice {...props} anchor={anchor} onClose={() => setAnchor(null)} />
        </Suspense>
      )}
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
