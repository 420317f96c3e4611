import useMediaQuery from '@mui/material/useMediaQuery'
import { useResourceContext, useStore } from 'ra-core'
import { lazy, Suspense, useMemo, useState } from 'react'
import { Link } from 'react-router-dom'
import { usePageTitle } from '../../layout/page-title.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { Breadcrumb } from '../Breadcrumb.tsx'
import { ClauseChips } from '../ClauseChips.tsx'
import { useAdministers, useConsole, useMay, useResourceOf } from '../console.ts'
import { useCapabilities } from '../capabilities.ts'
import { ArrangementSwitch } from './arrangements/ArrangementSwitch.tsx'
import { ColumnChooser } from './table/ColumnChooser.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FilterBar } from './filter/FilterBar.tsx'
import { type ListView, listViewOf } from './list-view.ts'
import { ListProvider, useList, useListState } from './list-context.ts'
import { Pager } from './Pager.tsx'
import { PresetTabs } from './presets/PresetTabs.tsx'
import { RecordCards } from './table/RecordCards.tsx'
import { RecordTable } from './table/RecordTable.tsx'

const StateBoard = lazy(() =>
  import('./arrangements/StateBoard.tsx').then((m) => ({ default: m.StateBoard })),
)
const DayCalendar = lazy(() =>
  import('./arrangements/DayCalendar.tsx').then((m) => ({ default: m.DayCalendar })),
)
const Peek = lazy(() => import('../record/Peek.tsx').then((m) => ({ default: m.Peek })))

const ListHead = ({ resource }: { readonly resource: string }) => {
  const text = useText()
  const label = useLabel()
  const entity = useResourceOf(resource)?.entity
  const may = useMay(resource)
  const can = useCapabilities(resource)
  const administers = useAdministers()
  const title = label(entity?.label)
  usePageTitle(title)
  return (
    <>
      <Breadcrumb resource={resource} />
      <header className="head">
        <h1>{title}</h1>
        <ClauseChips ids={entity?.clauses ?? []} />
        <div className="actions">
          {may.export && can.exports && <ExportMenu />}
          {can.imports && (may.create || administers) && (
            <Link className="btn" to={`/import/${resource}`}>
              {text('list.import')}
            </Link>
          )}
          {may.create && (
            <Link className="btn main" to={`/${resource}/create`}>
              {text('list.create')}
            </Link>
          )}
        </div>
      </header>
    </>
  )
}

type Table = { readonly resource: string; readonly view: ListView; readonly comfortable: boolean; readonly isPhone: boolean } // prettier-ignore

/** The rows of one page, and beside them the record that is peeked at. */
const Rows = ({ resource, view, comfortable, isPhone }: Table) => {
  const [peeked, setPeeked] = useState<string | null>(null)
  return (
    <div className={peeked && !isPhone ? 'grid with-side' : 'grid'}>
      <div className="grid" style={{ gap: 8 }}>
        {isPhone ? <RecordCards view={view} /> : <RecordTable view={view} comfortable={comfortable} peeked={peeked} onPeek={setPeeked} />}
        <Pager />
      </div>
      {peeked && !isPhone && (
        <Suspense fallback={null}>
          <Peek key={peeked} resource={resource} id={peeked} columns={view.columns} onClose={() => setPeeked(null)} />
        </Suspense>
      )}
    </div>
  )
} // prettier-ignore

const ListBody = ({ resource, view }: { readonly resource: string; readonly view: ListView }) => {
  const isPhone = useMediaQuery('(max-width: 699.95px)')
  const [comfortable, setComfortable] = useStore('list.comfortable', false)
  const { arrangement } = useList().address
  const isBoard = arrangement === 'board' && view.board !== null
  const isCalendar = arrangement === 'calendar' && view.calendar !== null
  return (
    <>
      <PresetTabs view={view} />
      <FilterBar view={view}>
        <ArrangementSwitch view={view} />
        {!isPhone && !isBoard && !isCalendar && <ColumnChooser view={view} comfortable={comfortable} onComfortable={setComfortable} />}
      </FilterBar>
      <Suspense fallback={null}>
        {isBoard ? (
          <StateBoard view={view} path={view.board} />
        ) : isCalendar ? (
          <DayCalendar path={view.calendar} />
        ) : (
          <Rows resource={resource} view={view} comfortable={comfortable} isPhone={isPhone} />
        )}
      </Suspense>
    </>
  )
} // prettier-ignore

const List = ({ resource, view }: { readonly resource: string; readonly view: ListView }) => {
  const state = useListState(resource, view)
  return (
    <ListProvider value={state}>
      <ListHead resource={resource} />
      <ListBody resource={resource} view={view} />
    </ListProvider>
  )
}

/** The list of a resource, made from its definition; filter, sort and page are in the URL. */
export const ListPage = () => {
  const resource = useResourceContext() ?? ''
  const { index } = useConsole()
  const view = useMemo(() => listViewOf(index, resource), [index, resource])
  return view ? <List key={resource} resource={resource} view={view} /> : null
}
