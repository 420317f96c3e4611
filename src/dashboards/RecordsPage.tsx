import ChevronLeft from '@mui/icons-material/ChevronLeft'
import ChevronRight from '@mui/icons-material/ChevronRight'
import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useGetList } from 'ra-core'
import { useMemo } from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import type { Dashboard, Predicate } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { AppDataProvider } from '../data/provider.ts'
import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../i18n/format.ts'
import { useLabel, useLanguage, useText } from '../i18n/use-text.ts'
import { usePageTitle } from '../layout/page-title.ts'
import { useConsole } from '../views/console.ts'
import { fieldKinds } from '../views/fields/registry.ts'
import { listViewOf } from '../views/list/list-view.ts'
import { RowsTable } from './cards/ListCard.tsx'
import { Empty, Loading, Refused } from './cards/States.tsx'
import { analyticsOf } from './data/questions.ts'
import { exactly, formatOf } from './data/units.ts'
import { useWords } from './words.ts'

const perPage = 25

const parse = (text: string | null): Predicate => {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // An address that was cut short lists everything that the viewer may read.
    return {}
  }
}

/** Columns of any resource: of an entity as its list shows them, of lines the record they belong to and their fields. */
const columnsOf = (index: ModelIndex, resource: string): readonly string[] => {
  const at = index.resources.get(resource)
  if (!at?.parent) return listViewOf(index, resource)?.columns.flatMap(({ path, isHidden }) => (isHidden ? [] : [path])) ?? []
  const own = Object.entries(at.parent.lines.fields).filter(([, field]) => !fieldKinds[field.type].isWide && !field.secret && field.visible !== 'false')
  return [at.parent.key, ...own.map(([name]) => name).slice(0, 8)]
} // prettier-ignore

type Part = {
  readonly resource: string
  readonly filter: Predicate
  readonly asOf: string | null
  readonly measure: string | null
}

/** The parts of a metric as an address holds them; what was cut short is left out. */
const partsIn = (text: string | null): readonly Part[] => {
  const list = Object.values(parse(text))
  return list.flatMap((one): readonly Part[] => {
    if (typeof one !== 'object' || one === null || !('resource' in one) || typeof one.resource !== 'string') return []
    const filter = 'filter' in one && typeof one.filter === 'object' ? { ...one.filter } : {}
    const textOf = (key: string) => new Map<string, unknown>(Object.entries(one)).get(key)
    const [asOf, measure] = [textOf('asOf'), textOf('measure')]
    return [{ resource: one.resource, filter, asOf: typeof asOf === 'string' ? asOf : null, measure: typeof measure === 'string' ? measure : null }]
  })
} // prettier-ignore

const useAsked = () => {
  const [params, setParams] = useSearchParams()
  const [filterText, partsText] = [params.get('filter'), params.get('parts')]
  const filter = useMemo(() => parse(filterText), [filterText])
  const parts = useMemo(() => partsIn(partsText), [partsText])
  const part = Math.max(0, Number(params.get('part') ?? 0) || 0)
  const go = (change: Readonly<Record<string, number>>) =>
    setParams((current) => {
      const next = new URLSearchParams(current)
      for (const [key, value] of Object.entries(change)) next.set(key, String(value))
      return next
    })
  const own: Part = { resource: params.get('resource') ?? '', filter, asOf: params.get('asOf'), measure: params.get('measure') }
  return {
    ...(parts[part] ?? parts[0] ?? own),
    parts,
    part,
    page: Math.max(1, Number(params.get('page') ?? 1) || 1),
    turn: (to: number) => go({ page: to }),
    choose: (to: number) => go({ part: to, page: 1 }),
  }
} // prettier-ignore

type PartsProps = {
  readonly parts: readonly Part[]
  readonly chosen: number
  readonly onChoose: (part: number) => void
}

/** The choice of a part of a metric: the measures that its formula is made of. */
const Parts = ({ parts, chosen, onChoose }: PartsProps) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const nameOf = ({ resource, measure }: Part): string =>
    label(analyticsOf(index, resource)?.measures[measure ?? '']?.label ?? index.resources.get(resource)?.label)
  return (
    <div className="segments" role="group" aria-label={words('parts')} style={{ marginTop: 8 }}>
      {parts.map((part, i) => (
        <button key={`${part.resource}.${part.measure}`} type="button" aria-pressed={i === chosen} onClick={() => onChoose(i)}>
          {nameOf(part)}
        </button>
      ))}
    </div>
  )
} // prettier-ignore

/** The figure itself, computed again over exactly the rows listed. */
const Sum = ({ resource, measure, filter, asOf }: { readonly resource: string; readonly measure: string; readonly filter: Predicate; readonly asOf: string | null }) => {
  const label = useLabel()
  const numbers = useFormat()
  const locale = useLanguage()
  const provider = useDataProvider<AppDataProvider>()
  const { data } = useQuery({
    queryKey: [resource, 'aggregate', 'behind', measure, filter, asOf],
    queryFn: ({ signal }) => provider.aggregate(resource, { measures: [measure], filter, ...(asOf !== null && { asOf }) }, signal),
  })
  const column = data?.columns.find(({ key }) => key === measure)
  const value = data?.rows[0]?.[measure]
  if (!column || typeof value !== 'number' || data?.meta.rowLimit !== undefined) return null
  return <b>{label(column.label)} {exactly(value, formatOf(column), numbers, locale)}</b>
} // prettier-ignore

/** The records behind a figure: lines of a record, or rows as they stood at the end of an earlier day. */
export const RecordsPage = ({ dashboard }: { readonly dashboard: Dashboard }) => {
  const text = useText()
  const words = useWords()
  const label = useLabel()
  const format = useFormat()
  const { index } = useConsole()
  const { resource, filter, asOf, measure, page, parts, part, turn, choose } = useAsked()
  const at = index.resources.get(resource)
  const title = label(at?.label)
  usePageTitle(title)
  const [field, order] = at?.parent ? ['id', 'DESC'] as const : [listViewOf(index, resource)?.sort.field ?? 'id', listViewOf(index, resource)?.sort.order ?? 'DESC'] as const
  const { data, total, error, isPending, refetch } = useGetList<Row>(resource, {
    pagination: { page, perPage }, sort: { field, order }, filter, ...(asOf !== null && { meta: { asOf } }),
  }, { enabled: at !== undefined })
  const columns = useMemo(() => columnsOf(index, resource), [index, resource])
  const isCounted = measure !== null && analyticsOf(index, resource)?.measures[measure] !== undefined
  const first = (page - 1) * perPage
  return (
    <>
      <nav aria-label={text('nav.breadcrumb')}>
        <ol className="crumb">
          <li><Link to="/dashboards">{words('boards')}</Link></li>
          <li><Link to={`/dashboards/${dashboard.name}`}>{label(dashboard.label)}</Link></li>
          <li aria-current="page">{words('records')}</li>
        </ol>
      </nav>
      <header className="head">
        <h1>{title}</h1>
        {asOf && <span className="chip info">{words('as_of', { day: asOf })}</span>}
        {total !== undefined && <span className="sub">{words('record_count', { count: format.number(total) })}</span>}
        {isCounted && <Sum resource={resource} measure={measure} filter={filter} asOf={asOf} />}
      </header>
      {parts.length > 1 && <Parts parts={parts} chosen={part} onChoose={choose} />}
      <section className="card flush" style={{ marginTop: 12 }}>
        {isPending && at && <Loading title={title} />}
        {(error || !at) && <Refused error={error} onRetry={() => void refetch()} />}
        {data?.length === 0 && <Empty isNow />}
        {data && data.length > 0 && <RowsTable resource={resource} columns={columns} rows={data} />}
      </section>
      {data && total !== undefined && total > 0 && (
        <nav className="bar" style={{ justifyContent: 'flex-end' }} aria-label={text('list.page', { page })}>
          <span className="sub">{text('list.range', { from: format.number(first + 1), to: format.number(first + data.length), total: format.number(total) })}</span>
          <button type="button" className="icon-button" aria-label={text('list.previous')} disabled={page <= 1} onClick={() => turn(page - 1)}><ChevronLeft fontSize="small" /></button>
          <button type="button" className="icon-button" aria-label={text('list.next')} disabled={first + data.length >= total} onClick={() => turn(page + 1)}><ChevronRight fontSize="small" /></button>
        </nav>
      )}
    </>
  )
} // prettier-ignore
