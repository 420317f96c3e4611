import { useCounts } from '../../../data/counts.ts'
import type { SavedView } from '../../../data/saved-views.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import type { ListAddress } from '../list-address.ts'
import { useList } from '../list-context.ts'
import type { ListView } from '../list-view.ts'
import { filterOf, presetInForce } from './preset.ts'
import { addressOf, useSavedViews } from './use-saved-views.ts'
import { ViewActions } from './ViewActions.tsx'

type TabView = {
  readonly key: string
  readonly name: string
  readonly filter: Readonly<Record<string, unknown>>
  readonly title?: string
  readonly to: Partial<ListAddress>
}

const useTabs = (view: ListView, saved: readonly SavedView[]): readonly TabView[] => {
  const text = useText()
  const label = useLabel()
  const plain = { view: null, columns: null }
  return [
    { key: '', name: text('list.all'), filter: {}, to: { ...plain, filter: {}, sort: view.sort } },
    ...view.presets.map(([key, preset]) => ({
      key,
      name: label(preset.label),
      filter: preset.filter,
      to: { ...plain, filter: filterOf(preset), ...(preset.sort && { sort: { field: preset.sort[0], order: preset.sort[1] } }) },
    })),
    ...saved.map((each) => ({
      key: each.id,
      name: each.name,
      filter: each.data.filter,
      title: text(each.audience === 'mine' ? 'views.is_mine' : 'views.is_shared'),
      to: addressOf(each, view),
    })),
  ]
} // prettier-ignore

/** The model's presets and the saved views as tabs with their counts; the chosen one lives in the URL. */
export const PresetTabs = ({ view }: { readonly view: ListView }) => {
  const text = useText()
  const format = useFormat()
  const { resource, filterValues, address, go, isPending } = useList()
  const saved = useSavedViews()
  const tabs = useTabs(view, saved)
  // The rows come first; the counts are asked for when they are there.
  const counts = useCounts(
    tabs.map(({ filter }) => ({ resource, filter })),
    { enabled: !isPending && tabs.length > 1 },
  )
  const open = saved.find(({ id }) => id === address.view)
  const current = open?.id ?? presetInForce(view.presets, filterValues, address.sort) ?? ''
  return (
    <div className="tabs-row">
      <div className="tabs" role="tablist" aria-label={text('list.presets')}>
        {tabs.map(({ key, name, title, to }, i) => (
          <button key={key} type="button" role="tab" aria-selected={key === current} title={title} onClick={() => go(to)}>
            {name}
            {counts[i] !== undefined && <em>{format.number(counts[i])}</em>}
          </button>
        ))}
      </div>
      <ViewActions saved={open} view={view} />
    </div>
  )
} // prettier-ignore
