import { useGetList } from 'ra-core'
import { Route, Routes, useNavigate, useSearchParams } from 'react-router-dom'
import { useCounts } from '../../data/counts.ts'
import { usePageTitle } from '../../layout/page-title.ts'
import { type Notice, useReadNotices } from '../../layout/bar/notices.ts'
import type { TextKey } from '../../i18n/messages.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { ClauseChips } from '../ClauseChips.tsx'
import { useResourceOf } from '../console.ts'
import { PathValue } from '../PathValue.tsx'
import { RecordPage } from '../record/RecordPage.tsx'

const resource = 'notifications'
const perPage = 30

type Box = { readonly key: string; readonly name: TextKey; readonly filter: Record<string, unknown> } // prettier-ignore
const mine = { recipient_id: '$me' }
const unread: Box = { key: 'unread', name: 'inbox.unread', filter: { ...mine, read_at: { $null: true } } } // prettier-ignore
const boxes: readonly Box[] = [
  unread,
  { key: 'open', name: 'inbox.open', filter: { ...mine, handled_at: { $null: true } } },
  { key: 'all', name: 'inbox.all', filter: mine },
]

type MessageProps = { readonly notice: Notice; readonly onOpen: () => void; readonly onRead: () => void; readonly onHandle: () => void } // prettier-ignore

const Message = ({ notice, onOpen, onRead, onHandle }: MessageProps) => {
  const text = useText()
  const format = useFormat()
  const isUnread = !notice.read_at
  return (
    <li className={isUnread ? 'letter unread' : 'letter'}>
      <button type="button" className="plain" onClick={onOpen}>
        {notice.title}
      </button>
      <span className="bar">
        {notice.level !== 'info' && <PathValue resource={resource} path="level" record={notice} />}
        <PathValue resource={resource} path="kind" record={notice} />
        {notice.created_at && (
          <time className="sub" dateTime={notice.created_at} title={format.datetime(notice.created_at)}>
            {format.ago(notice.created_at)}
          </time>
        )}
      </span>
      {notice.body && <p className="sub">{notice.body}</p>}
      <span className="bar">
        {isUnread && <button type="button" className="plain sub" onClick={onRead}>{text('inbox.mark_read')}</button>}
        {!notice.handled_at && <button type="button" className="plain sub" onClick={onHandle}>{text('inbox.mark_handled')}</button>}
      </span>
    </li>
  )
} // prettier-ignore

const useBox = () => {
  const [search, setSearch] = useSearchParams()
  const box = boxes.find(({ key }) => key === search.get('box')) ?? unread
  const pages = Math.max(1, Number(search.get('pages') ?? 1))
  return {
    box,
    pages,
    open: (key: string): void => setSearch({ box: key }, { replace: true }),
    more: (): void => setSearch({ box: box.key, pages: String(pages + 1) }, { replace: true }),
  }
}

const BoxTabs = ({ current, onOpen }: { readonly current: string; readonly onOpen: (key: string) => void }) => {
  const text = useText()
  const format = useFormat()
  const counts = useCounts(boxes.map(({ filter }) => ({ resource, filter })))
  return (
    <div className="tabs" role="tablist" aria-label={text('list.presets')}>
      {boxes.map(({ key, name }, i) => (
        <button key={key} type="button" role="tab" aria-selected={key === current} onClick={() => onOpen(key)}>
          {text(name)}
          {counts[i] !== undefined && <em>{format.number(counts[i])}</em>}
        </button>
      ))}
    </div>
  )
} // prettier-ignore

const Messages = () => {
  const text = useText()
  const navigate = useNavigate()
  const { box, pages, open, more } = useBox()
  const { markRead, markHandled } = useReadNotices()
  const { data, total } = useGetList<Notice>(
    resource,
    { pagination: { page: 1, perPage: perPage * pages }, sort: { field: 'created_at', order: 'DESC' }, filter: box.filter },
    { placeholderData: (before) => before },
  )
  const follow = (notice: Notice): void => {
    if (!notice.read_at) markRead([notice])
    const { resource: to, id } = notice.target ?? { resource, id: notice.id }
    void navigate(`/${to}/${id}/show`)
  }
  return (
    <>
      <BoxTabs current={box.key} onOpen={open} />
      <section className="card flush" style={{ marginTop: 12 }}>
        {data?.length === 0 && <p className="quiet" role="status">{text('inbox.empty')}</p>}
        <ul className="letters">
          {data?.map((notice) => (
            <Message key={notice.id} notice={notice} onOpen={() => follow(notice)} onRead={() => markRead([notice])} onHandle={() => markHandled([notice])} />
          ))}
        </ul>
        {data && total !== undefined && total > data.length && (
          <button type="button" className="plain notice-row sub" onClick={more}>{text('inbox.more', { count: total - data.length })}</button>
        )}
      </section>
    </>
  )
} // prettier-ignore

const InboxPage = () => {
  const text = useText()
  const label = useLabel()
  const at = useResourceOf(resource)
  const title = label(at?.label)
  usePageTitle(title)
  return (
    <>
      <header className="head">
        <h1>{title}</h1>
        <ClauseChips ids={at?.entity.clauses ?? []} />
        <span className="sub">{text('inbox.lead')}</span>
      </header>
      <Messages />
    </>
  )
}

/** The messages of the viewer as an inbox: opening one marks it as read and leads to what it is about. */
export const Inbox = () => (
  <Routes>
    <Route path=":id/show" element={<RecordPage />} />
    <Route path="*" element={<InboxPage />} />
  </Routes>
)
