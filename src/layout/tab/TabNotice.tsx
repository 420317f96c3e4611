import { useState } from 'react'
import type { TabNews } from '#model/language/tab-news.ts'
import { useText } from '../../i18n/use-text.ts'
import { Popover } from '../../views/Overlay.tsx'
import './tab.css'

type Props = { readonly news: Extract<TabNews, { readonly is: 'ready' }> }

/** Says that the data is in this browser, and what that means. */
export const TabNotice = ({ news }: Props) => {
  const text = useText()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const points = [
    news.isKept ? 'kept' : 'not_kept',
    'shared',
    'mail',
    ...(news.hasServiceWorker ? [] : (['direct'] as const)),
  ] as const
  return (
    <>
      <button
        type="button"
        className="top-button"
        aria-label={text('tab.badge')}
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <span className="tab-wide">{text('tab.badge')}</span>
        <span className="tab-narrow">{text('tab.badge_short')}</span>
        {!news.isKept && <i className="tab-warning" aria-hidden="true" />}
      </button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { sx: { padding: 3, maxWidth: 420 } } }}
      >
        <b>{text('tab.lead')}</b>
        <ul className="reasons">
          {points.map((point) => (
            <li key={point}>{text(`tab.${point}`)}</li>
          ))}
        </ul>
      </Popover>
    </>
  )
}
