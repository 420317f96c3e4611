import { useStore } from 'ra-core'
import { useState } from 'react'
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
import { dueOf, type FilledInbox, rowsByDue, useWaiting } from './waiting.ts'
import { WaitingTitle } from './WaitingTitle.tsx'

const greetingAt = (hour: number): TextKey => {
  if (hour < 11) return 'home.morning'
  if (hour < 13) return 'home.noon'
  return hour < 18 ? 'home.afternoon' : 'home.evening'
}

const Greeting = ({ count }: { readonly count: number }) => {
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
        {[day, format.weekday(day), count > 0 && text('home.summary', { count })].filter(Boolean).join(' · ')}
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
  return (
    <div className="tabs" role="tablist" aria-label={text('home.waiting')} style={{ margin: '4px 16px 0' }}>
      <button type="button" role="tab" aria-selected={open === ''} onClick={() => onOpen('')}>
        {text('home.waiting')}
        <em>{total}</em>
      </button>
      {inboxes.map(({ entity, key, total: count }) => (
        <button key={`${entity.name}.${key}`} type="button" role="tab" aria-selected={open === `${entity.name}.${key}`} onClick={() => onOpen(`${entity.name}.${key}`)}>
          {label(entity.label)}
          <em>{count}</em>
        </button>
      ))}
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

/** "My day": what waits for the viewer, then what was opened lately. */
export const Home = () => {
  const text = useText()
  const { inboxes, loading } = useWaiting()
  const total = inboxes.reduce((sum, inbox) => sum + inbox.total, 0)
  usePageTitle(text('nav.home'))
  return (
    <>
      <Greeting count={total} />
      <div className="grid with-side">
        {loading ? <section className="card quiet">{text('app.loading')}</section> : <Waiting inboxes={inboxes} total={total} />}
        <Recents />
      </div>
    </>
  )
} // prettier-ignore
