import { useCounts } from '../../../data/counts.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import type { ListView } from '../list-view.ts'
import { filterOf, presetInForce } from './preset.ts'
import { useList } from '../list-context.ts'

type TabProps = { readonly label: string; readonly count: number | undefined; readonly isOn: boolean; readonly onClick: () => void } // prettier-ignore

const Tab = ({ label, count, isOn, onClick }: TabProps) => {
  const format = useFormat()
  return (
    <button type="button" role="tab" aria-selected={isOn} onClick={onClick}>
      {label}
      {count !== undefined && <em>{format.number(count)}</em>}
    </button>
  )
}

/** The model's presets as tabs with their counts; the chosen one lives in the URL as its filter. */
export const PresetTabs = ({ view }: { readonly view: ListView }) => {
  const text = useText()
  const label = useLabel()
  const { resource, filterValues, setFilters, setSort, isPending } = useList()
  const filters = [{}, ...view.presets.map(([, preset]) => preset.filter)]
  // The rows come first; the counts are asked for when they are there.
  const counts = useCounts(
    filters.map((filter) => ({ resource, filter })),
    { enabled: !isPending && view.presets.length > 0 },
  )
  const current = presetInForce(view.presets, filterValues)
  if (view.presets.length === 0) return null
  return (
    <div className="tabs" role="tablist" aria-label={text('list.presets')}>
      <Tab label={text('list.all')} count={counts[0]} isOn={current === null} onClick={() => setFilters({})} />
      {view.presets.map(([key, preset], i) => (
        <Tab
          key={key}
          label={label(preset.label)}
          count={counts[i + 1]}
          isOn={current === key}
          onClick={() => {
            setFilters(filterOf(preset))
            if (preset.sort) setSort({ field: preset.sort[0], order: preset.sort[1] })
          }}
        />
      ))}
    </div>
  )
} // prettier-ignore
