import SearchIcon from '@mui/icons-material/Search'
import Dialog from '@mui/material/Dialog'
import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useStore } from 'ra-core'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router-dom'
import type { AppDataProvider } from '../../data/provider.ts'
import { useLabel, useLanguage, useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import type { Recent } from '../../views/record/recents.ts'
import { findEntries, type PaletteEntry, paletteEntries } from './palette-entries.ts'

const typingPause = 180
const perGroup = 6

const useRecords = (
  typed: string,
): { readonly hits: readonly PaletteEntry[]; readonly busy: boolean } => {
  const label = useLabel()
  const { index } = useConsole()
  const provider = useDataProvider<AppDataProvider>()
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), typingPause)
    return () => clearTimeout(timer)
  }, [typed])
  const { data, isFetching } = useQuery({
    queryKey: ['search', asked],
    enabled: asked.length > 0,
    queryFn: ({ signal }) => provider.search(asked, signal),
  })
  const hits = (asked ? (data ?? []) : []).map(({ resource, id, title, detail }) => ({
    key: `record ${resource} ${id}`,
    group: 'palette.records' as const,
    title,
    detail: [label(index.resources.get(resource)?.label), detail].filter(Boolean).join(' · '),
    to: `/${resource}/${id}/show`,
    words: '',
  }))
  return { hits, busy: isFetching || asked !== typed.trim() }
}

const useEntries = (typed: string) => {
  const text = useText()
  const language = useLanguage()
  const { index, viewer } = useConsole()
  const [recents] = useStore<readonly Recent[]>('recents', [])
  const all = useMemo(() => paletteEntries(index, viewer, language, text), [index, viewer, language, text])
  const { hits, busy } = useRecords(typed)
  if (!typed.trim()) {
    const opened = recents.map(({ resource, id, title }) => ({ key: `recent ${id}`, group: 'palette.recents' as const, title, to: `/${resource}/${id}/show`, words: '', detail: index.resources.get(resource)?.label[language] ?? '' }))
    return { entries: [...opened.slice(0, perGroup), ...all.filter(({ group }) => group === 'palette.actions').slice(0, perGroup)], busy: false }
  }
  const found = (['palette.pages', 'palette.actions', 'palette.views'] as const).flatMap((group) =>
    findEntries(all.filter((entry) => entry.group === group), typed, perGroup),
  )
  return { entries: [...found.slice(0, perGroup), ...hits, ...found.slice(perGroup)], busy }
} // prettier-ignore

const Option = ({ entry, isOn, onOpen, onHover }: { readonly entry: PaletteEntry; readonly isOn: boolean; readonly onOpen: () => void; readonly onHover: () => void }) => {
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isOn) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isOn])
  return (
    <li ref={row} id={`option ${entry.key}`.replaceAll(' ', '-')} role="option" aria-selected={isOn} className="palette-option" onClick={onOpen} onMouseMove={onHover}>
      <span>{entry.title}</span>
      {entry.detail && <span className="sub">{entry.detail}</span>}
    </li>
  )
} // prettier-ignore

/** Finds any page, record, view or action; everything by keyboard. */
export const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const text = useText()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const { entries, busy } = useEntries(typed)
  const current = entries[Math.min(at, entries.length - 1)]
  const open = (entry: PaletteEntry | undefined): void => {
    if (!entry) return
    onClose()
    void navigate(entry.to)
  }
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(current)
    if (!step || entries.length === 0) return
    event.preventDefault()
    setAt((before) => (before + step + entries.length) % entries.length)
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="palette-title" slotProps={{ container: { sx: { alignItems: 'flex-start' } } }}>
      <h2 id="palette-title" className="hidden">{text('palette.title')}</h2>
      <div className="palette-input">
        <SearchIcon fontSize="small" aria-hidden />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={current ? `option ${current.key}`.replaceAll(' ', '-') : undefined}
          aria-label={text('palette.title')}
          placeholder={text('palette.placeholder')}
          value={typed}
          onKeyDown={onKey}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
        />
      </div>
      <ul id="palette-list" role="listbox" aria-label={text('palette.title')} className="palette-list">
        {entries.map((entry, i) => [
          entries[i - 1]?.group !== entry.group && <li key={`${entry.key} group`} role="presentation" className="palette-group">{text(entry.group)}</li>,
          <Option key={entry.key} entry={entry} isOn={entry === current} onOpen={() => open(entry)} onHover={() => setAt(i)} />,
        ])}
      </ul>
      {entries.length === 0 && <p className="quiet" role="status">{busy ? text('palette.searching') : text('palette.nothing', { text: typed })}</p>}
      <p className="palette-hint sub">{text('palette.hint')}</p>
    </Dialog>
  )
} // prettier-ignore
