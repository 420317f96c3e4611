import { useStore } from 'ra-core'
import { type ComponentType, lazy, Suspense, useMemo, useState } from 'react'
import { Link } from 'react-router-dom'
import type { Row } from '#model/language/wire.ts'
import type { TextKey } from '../../i18n/messages.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { PathValue } from '../../views/PathValue.tsx'
import type { Recent } from '../../views/record/recents.ts'
import { filterOf } from '../../views/list/presets/preset.ts'
import { DueWords } from './DueWords.tsx'
import { usePageTitle } from '../page-title.ts'
import { type HomeFigure, homeFigures } from './figures.ts'
import { useQuiet } from './quiet.ts'
import { dueOf, type FilledInbox, rowsByDue, useDue, useWaiting } from './waiting.ts'
import { WaitingTitle } from './WaitingTitle.tsx'

// As everywhere, the console is whole without the dashboards.
const figureModules = import.meta.glob<{ HomeFigures: ComponentType<{ readonly figures: readonly HomeFigure[] }> }>('../../dashboards/DashboardPage.tsx') // prettier-ignore
const loadFigures = Object.values(figureModules)[0]
const HomeFigures = loadFigures && lazy(async () => ({ default: (await loadFigures()).HomeFigures })) // prettier-ignore

const greetingAt = (hour: number): TextKey => {
  if (hour < 11) return 'home.morning'
  if (hour < 13) return 'home.noon'
  return hour < 18 ? 'home.afternoon' : 'home.evening'
}

const Greeting = ({ count, today, overdue }: { readonly count: number; readonly today: number; readonly overdue: number }) => {
  const text = useText()
  const format = useFormat()
  const { viewer, clock } = useConsole()
  const now = clock()
  const hour = Number(format.time(now).slice(0, 2))
  const day = format.today()
  return (
    <header className="head">
      <h1>{text(greetingAt(hour), { name: viewer.name })}</h1>
      <span className="sub">
        {[
          day,
          format.weekday(day),
          count > 0 && text('home.summary', { count }),
          today > 0 && text('home.due_today', { count: today }),
          overdue > 0 && text('home.overdue', { count: overdue }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </header>
  )
} // prettier-ignore

const WaitingRow = ({ inbox, row }: { readonly inbox: FilledInbox; readonly row: Row }) => {
  const text = useText()
  const label = useLabel()
  const { entity, preset } = inbox
  const due = dueOf(inbox, row)
  return (
    <tr>
      <td style={{ paddingBlock: 6 }}>
        <WaitingTitle resource={entity.name} record={row} />
        <div className="sub">{label(preset.label)}</div>
      </td>
      <td style={{ whiteSpace: 'nowrap' }}>
        <DueWords value={due} />
      </td>
      <td className="wide-only">
        <PathValue resource={entity.name} path="state" record={row} />
      </td>
      <td className="num">
        <Link className="button" to={`/${entity.name}/${row.id}/show`}>
          {text('home.handle')}
        </Link>
      </td>
    </tr>
  )
}

const InboxTabs = ({ inboxes, total, open, onOpen }: { readonly inboxes: readonly FilledInbox[]; readonly total: number; readonly open: string; readonly onOpen: (key: string) => void }) => {
  const text = useText()
  const label = useLabel()
  const nameOf = ({ entity, preset }: FilledInbox): string => {
    const isOnly = inboxes.filter((each) => each.entity === entity).length === 1
    return isOnly ? label(entity.label) : `${label(entity.label)} · ${label(preset.label)}`
  }
  return (
    <div className="tabs" role="tablist" aria-label={text('home.waiting')} style={{ margin: '4px 16px 0' }}>
      <button type="button" role="tab" aria-selected={open === ''} onClick={() => onOpen('')}>
        {text('home.waiting')}
        <em>{total}</em>
      </button>
      {inboxes.map((inbox) => {
        const id = `${inbox.entity.name}.${inbox.key}`
        return (
          <button key={id} type="button" role="tab" aria-selected={open === id} onClick={() => onOpen(id)}>
            {nameOf(inbox)}
            <em>{inbox.total}</em>
          </button>
        )
      })}
    </div>
  )
} // prettier-ignore

const Waiting = ({ inboxes, total }: { readonly inboxes: readonly FilledInbox[]; readonly total: number }) => {
  const text = useText()
  const [open, setOpen] = useState('')
  const filled = inboxes.filter((inbox) => inbox.total > 0)
  const shown = filled.filter(({ entity, key }) => open === '' || open === `${entity.name}.${key}`)
  if (total === 0)
    return (
      <section className="card quiet" role="status">
        <b>{text('home.calm')}</b>
        <span>{text('home.calm_hint')}</span>
      </section>
    )
  return (
    <section className="card flush">
      <InboxTabs inboxes={filled} total={total} open={open} onOpen={setOpen} />
      <table className="rows">
        <thead>
          <tr>
            <th>{text('home.matter')}</th>
            <th>{text('home.due')}</th>
            <th className="wide-only">{text('home.state')}</th>
            <th className="num">{text('home.action')}</th>
          </tr>
        </thead>
        <tbody>
          {rowsByDue(shown).map(({ inbox, row }) => <WaitingRow key={row.id} inbox={inbox} row={row} />)}
        </tbody>
      </table>
      {shown.map(({ entity, key, preset, total: count, rows }) =>
        count > rows.length ? (
          <p key={`${entity.name}.${key}`} style={{ padding: '8px 16px' }}>
            <Link to={`/${entity.name}?filter=${encodeURIComponent(JSON.stringify(filterOf(preset)))}`}>
              {text('home.view_all', { count })}
            </Link>
          </p>
        ) : null,
      )}
    </section>
  )
} // prettier-ignore

const Recents = () => {
  const text = useText()
  const { index } = useConsole()
  const [recents] = useStore<readonly Recent[]>('recents', [])
  const known = recents.filter(({ resource }) => index.resources.has(resource))
  return (
    <section className="card">
      <h2>{text('home.recents')}</h2>
      {known.length === 0 && <p className="sub">{text('home.no_recents')}</p>}
      <ul className="links">
        {known.map(({ resource, id, title }) => (
          <li key={id}>
            <Link to={`/${resource}/${id}/show`}>{title}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The viewer's numbers; they come once what waits is there. */
const Figures = () => {
  const text = useText()
  const { index, viewer } = useConsole()
  const isQuiet = useQuiet()
  const figures = useMemo(() => homeFigures(index, viewer), [index, viewer])
  const waiting = figures.map(({ card }) => <div key={card.id} className="card" style={{ minHeight: 104 }} aria-hidden />)
  if (!HomeFigures || figures.length === 0) return null
  return (
    <section className="home-figures" aria-label={text('home.figures')}>
      {isQuiet ? <Suspense fallback={waiting}><HomeFigures figures={figures} /></Suspense> : waiting}
    </section>
  )
} // prettier-ignore

/** "My day": what waits for the viewer, the viewer's numbers, then what was opened lately. */
export const Home = () => {
  const text = useText()
  const { inboxes, loading } = useWaiting()
  const total = inboxes.reduce((sum, inbox) => sum + inbox.total, 0)
  const due = useDue(inboxes)
  usePageTitle(text('nav.home'))
  return (
    <>
      <Greeting count={total} {...due} />
      <div className="grid with-side">
        {loading ? <section className="card quiet">{text('app.loading')}</section> : <Waiting inboxes={inboxes} total={total} />}
        <div className="grid">
          <Figures />
          <Recents />
        </div>
      </div>
    </>
  )
} // prettier-ignore
