import NotificationsNone from '@mui/icons-material/NotificationsNone'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { useFormat } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { type Notice, useNotices } from './notices.ts'
import { Popover } from '../../views/Overlay.tsx'

const NoticeRow = ({ notice, onOpen }: { readonly notice: Notice; readonly onOpen: () => void }) => {
  const format = useFormat()
  const { index } = useConsole()
  const field = index.resources.get('notifications')?.fields.level
  const tone = field?.type === 'enum' && notice.level ? field.options[notice.level]?.tone : undefined
  return (
    <li>
      <button type="button" className="plain notice-row" onClick={onOpen}>
        <span className={tone ? `tone-${tone}` : undefined}>{notice.title}</span>
        {notice.body && <span className="sub">{notice.body}</span>}
        {notice.created_at && <time className="sub">{format.ago(notice.created_at)}</time>}
      </button>
    </li>
  )
} // prettier-ignore

/** The bell: unread messages; opening one marks it as read and goes to its record. */
export const Notices = () => {
  const text = useText()
  const navigate = useNavigate()
  const { known, notices, count, markRead } = useNotices()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  if (!known) return null
  const open = (notice: Notice): void => {
    setAnchor(null)
    markRead([notice])
    const { resource, id } = notice.target ?? { resource: 'notifications', id: notice.id }
    void navigate(`/${resource}/${id}/show`)
  }
  return (
    <>
      <button type="button" className="top-button" aria-haspopup="dialog" aria-label={text('top.unread', { count })} onClick={(event) => setAnchor(event.currentTarget)}>
        <NotificationsNone fontSize="small" aria-hidden />
        {count > 0 && <b>{count}</b>}
      </button>
      <Popover open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }} transformOrigin={{ vertical: 'top', horizontal: 'right' }}>
        <section className="notices" aria-label={text('top.notifications')}>
          <header>
            <h2>{text('top.notifications')}</h2>
            {notices.length > 0 && (
              <button type="button" className="plain sub" onClick={() => markRead(notices)}>
                {text('top.mark_all_read')}
              </button>
            )}
          </header>
          {notices.length === 0 && <p className="quiet">{text('top.no_notifications')}</p>}
          <ul>
            {notices.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} onOpen={() => open(notice)} />
            ))}
          </ul>
        </section>
      </Popover>
    </>
  )
} // prettier-ignore
