import { useIsFetching } from '@tanstack/react-query'
import { type ComponentType, lazy, Suspense } from 'react'
import { Link, Route, Routes, useParams } from 'react-router-dom'
import type { CardKind, Dashboard } from '#model/language/definition.ts'
import { useFormat } from '../i18n/format.ts'
import { useLabel } from '../i18n/use-text.ts'
import { NotFound } from '../layout/Pages.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { ClauseChips } from '../views/ClauseChips.tsx'
import { useConsole } from '../views/console.ts'
import { BoardBar } from './BoardBar.tsx'
import { ChartCard } from './cards/ChartCard.tsx'
import { KpiCard } from './cards/KpiCard.tsx'
import type { CardProps } from './cards/use-card.ts'
import { useFirstChoices } from './data/first-choices.ts'
import { useStand } from './data/stand.ts'
import { useBoard } from './data/board-state.ts'
import { useWall } from './use-wall.ts'
import { useWords } from './words.ts'
import './dashboard.css'

const RecordsPage = lazy(() =>
  import('./RecordsPage.tsx').then((m) => ({ default: m.RecordsPage })),
)
const ListCard = lazy(() => import('./cards/ListCard.tsx').then((m) => ({ default: m.ListCard })))
const CalendarCard = lazy(() =>
  import('./cards/CalendarCard.tsx').then((m) => ({ default: m.CalendarCard })),
)

const cards: Readonly<Record<CardKind, ComponentType<CardProps>>> = {
  kpi: KpiCard, trend: ChartCard, bars: ChartCard, ranking: ChartCard, stack: ChartCard, pareto: ChartCard,
  heatmap: ChartCard, waterfall: ChartCard, histogram: ChartCard, box: ChartCard, radar: ChartCard,
  funnel: ChartCard, table: ChartCard, list: ListCard, calendar: CalendarCard,
} // prettier-ignore

/** When the figures were computed, and whether they are all that the company has. */
const Stand = () => {
  const words = useWords()
  const format = useFormat()
  const { demo } = useConsole()
  const isFetching = useIsFetching({ predicate: ({ queryKey }) => queryKey[2] === 'dashboard' }) > 0
  const { computedAt, isRestricted } = useStand(isFetching)
  return (
    <>
      {isRestricted && <span className="chip">{words('restricted')}</span>}
      {demo && <span className="chip info">{words('sample')}</span>}
      <span className="sub stand">{computedAt && words('refreshed', { time: format.time(computedAt) })}</span>
    </>
  )
} // prettier-ignore

const Board = ({ dashboard }: { readonly dashboard: Dashboard }) => {
  const words = useWords()
  const label = useLabel()
  const today = useFormat().today()
  const [asked, change] = useBoard(dashboard, today)
  const state = useFirstChoices(dashboard, asked)
  const { isWall, turn } = useWall()
  const title = label(dashboard.label)
  usePageTitle(title)
  return (
    <div className="board">
      <nav aria-label={words('boards')}>
        <ol className="crumb">
          <li><Link to="/dashboards">{words('boards')}</Link></li>
          <li aria-current="page">{title}</li>
        </ol>
      </nav>
      <header className="head">
        <h1>{title}</h1>
        <ClauseChips ids={dashboard.clauses} />
        <Stand />
      </header>
      <BoardBar dashboard={dashboard} state={state ?? asked} onChange={change}>
        <button type="button" className="btn leave" aria-pressed={isWall} onClick={turn}>{words(isWall ? 'leave_full_screen' : 'full_screen')}</button>
        <button type="button" className="btn" onClick={() => window.print()}>{words('print')}</button>
      </BoardBar>
      <div className="board-grid">
        {state && dashboard.cards.map((card) => {
          const Kind = cards[card.kind]
          return (
            <Suspense key={card.id} fallback={null}>
              <Kind dashboard={dashboard} card={card} state={state} onClear={() => change({ filters: {} })} />
            </Suspense>
          )
        })}
      </div>
    </div>
  )
} // prettier-ignore

// My day shows figures of the boards: in the same chunk, a piece shared by two would cost each board more.
export { HomeFigures } from './HomeFigures.tsx'

/** A dashboard of the model, and below it the records behind its figures. */
export const DashboardPage = () => {
  const { name } = useParams()
  const { index } = useConsole()
  const dashboard = index.model.dashboards.find((one) => one.name === name)
  if (!dashboard) return <NotFound />
  return (
    <Routes>
      <Route path="/" element={<Board key={name} dashboard={dashboard} />} />
      <Route path="records" element={<RecordsPage dashboard={dashboard} />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  )
}
