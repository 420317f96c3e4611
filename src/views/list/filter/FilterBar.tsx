import Add from '@mui/icons-material/Add'
import Close from '@mui/icons-material/Close'
import { useResourceContext } from 'ra-core'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { resolvePath } from '#model/language/resources.ts'
import { useLabel, useText } from '../../../i18n/use-text.ts'
import { useConsole, useResourceOf } from '../../console.ts'
import { FilterWords } from './FilterWords.tsx'
import type { ListView } from '../list-view.ts'
import { usePathLabel } from '../path-label.ts'
import { useList } from '../list-context.ts'

const FilterEditor = lazy(() =>
  import('./FilterEditor.tsx').then((m) => ({ default: m.FilterEditor })),
)

type Filter = Readonly<Record<string, unknown>>
const without = (filter: Filter, path: string): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([key]) => key !== path))

const typingPause = 350

const SearchBox = () => {
  const text = useText()
  const label = useLabel()
  const { resource, filterValues, setFilters } = useList()
  const entity = useResourceOf(resource)
  const applied = typeof filterValues.q === 'string' ? filterValues.q : ''
  const [typed, setTyped] = useState(applied)
  const sent = useRef(applied)
  useEffect(() => {
    if (applied === sent.current) return
    sent.current = applied
    setTyped(applied)
  }, [applied])
  useEffect(() => {
    if (typed === sent.current) return
    const timer = setTimeout(() => {
      sent.current = typed.trim()
      const rest = without(filterValues, 'q')
      setFilters(typed.trim() ? { ...rest, q: typed.trim() } : rest)
    }, typingPause)
    return () => clearTimeout(timer)
  }, [typed, filterValues, setFilters])
  const name = text('list.search', { name: label(entity?.label) })
  return (
    <input
      type="search"
      className="search"
      value={typed}
      placeholder={name}
      aria-label={name}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}

type ChipProps = { readonly label: string; readonly children?: ReactNode; readonly onOpen?: (anchor: HTMLElement) => void; readonly onRemove: () => void } // prettier-ignore

const FilterChip = ({ label, children, onOpen, onRemove }: ChipProps) => {
  const text = useText()
  return (
    <span className="chip info removable">
      <span>
        {onOpen ? (
          <span role="button" tabIndex={0} style={{ cursor: 'pointer' }} onClick={(event) => onOpen(event.currentTarget)} onKeyDown={(event) => event.key === 'Enter' && onOpen(event.currentTarget)}>
            {label}
            {children !== undefined && text('app.colon')}
            {children}
          </span>
        ) : (
          label
        )}
      </span>
      <button type="button" aria-label={text('list.remove', { label })} onClick={onRemove}>
        <Close sx={{ fontSize: 12 }} aria-hidden />
      </button>
    </span>
  )
} // prettier-ignore

type Editing = { readonly anchor: HTMLElement; readonly path: string | null }

/** Conditions in force as removable chips, and the way to add one; all of it is in the URL. */
export const FilterBar = ({ view, children }: { readonly view: ListView; readonly children?: ReactNode }) => {
  const text = useText()
  const { index } = useConsole()
  const resource = useResourceContext() ?? ''
  const pathLabel = usePathLabel(resource)
  const { filterValues, setFilters } = useList()
  const [editing, setEditing] = useState<Editing | null>(null)
  const apply = (path: string, value: unknown): void => setFilters(value === undefined ? without(filterValues, path) : { ...filterValues, [path]: value })
  const chips = Object.entries(filterValues).filter(([path]) => path !== 'q')
  return (
    <div className="bar" role="search" aria-label={text('list.filters')}>
      <SearchBox />
      {chips.map(([path, value]) => {
        const at = resolvePath(index, resource, path)
        const remove = (): void => setFilters(without(filterValues, path))
        if (!at) return <FilterChip key={path} label={text('list.custom')} onRemove={remove} />
        return (
          <FilterChip key={path} label={pathLabel(path)} onRemove={remove} onOpen={(anchor) => setEditing({ anchor, path })}>
            <FilterWords field={at.field} value={value} />
          </FilterChip>
        )
      })}
      <button type="button" className="chip action" aria-haspopup="dialog" onClick={(event) => setEditing({ anchor: event.currentTarget, path: null })}>
        <Add sx={{ fontSize: 14, mr: '2px' }} aria-hidden />
        {text('list.filter')}
      </button>
      {chips.length > 1 && (
        <button type="button" className="plain sub" onClick={() => setFilters({})}>
          {text('list.clear')}
        </button>
      )}
      <div className="end">{children}</div>
      {editing && (
        <Suspense fallback={null}>
          <FilterEditor anchor={editing.anchor} path={editing.path} resource={resource} view={view} filter={filterValues} onApply={apply} onClose={() => setEditing(null)} />
        </Suspense>
      )}
    </div>
  )
} // prettier-ignore
