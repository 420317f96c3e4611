import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useLocation } from 'react-router-dom'
import type { Card } from '#model/language/definition.ts'
import { useNotice } from '../../i18n/use-notice.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { cardAnchor } from '../../views/anchors.ts'
import { Dialog } from '../../views/Overlay.tsx'
import { useWords } from '../words.ts'
import { CardMenu, type CardActions } from './CardMenu.tsx'
import { Definition } from '../figures/Definition.tsx'

type Props = {
  readonly card: Card
  readonly actions: Omit<CardActions, 'title' | 'onPicture' | 'onFullScreen'>
  /** Unit, legend and marks of the data, under the title. */
  readonly notes?: ReactNode
  readonly isRefetching?: boolean
  readonly end?: ReactNode
  readonly children: (isLarge: boolean) => ReactNode
}

const spans: Readonly<Record<NonNullable<Card['size']>, string>> = {
  quarter: 'w3', third: 'w4', half: 'w6', two_thirds: 'w8', full: 'w12',
} // prettier-ignore

/** The frame of a card: title, definition, menu, notes; the content may be seen on the full screen. */
export const Frame = ({ card, actions, notes, isRefetching, end, children }: Props) => {
  const words = useWords()
  const label = useLabel()
  const id = useId()
  const [isLarge, setIsLarge] = useState(false)
  const article = useRef<HTMLElement>(null)
  const title = label(card.title)
  const notice = useNotice()
  const isTarget = useLocation().hash === `#${cardAnchor(card.id)}`
  useEffect(() => {
    if (isTarget) article.current?.scrollIntoView({ block: 'center' })
  }, [isTarget])
  const savePicture = async () => {
    try {
      const picture = await import('../data/picture.ts')
      if (article.current) await picture.savePicture(article.current, title)
    } catch {
      notice(words('picture_failed'), { type: 'error' })
    }
  }
  const content = (large: boolean) => (
    <>
      {notes && <div className="notes">{notes}</div>}
      <div className={isRefetching ? 'content old' : 'content'} aria-busy={isRefetching}>
        {children(large)}
      </div>
    </>
  )
  return (
    <article ref={article} id={cardAnchor(card.id)} className={`card board-card ${spans[card.size ?? 'half']} ${card.kind}${isTarget ? ' target' : ''}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <Definition card={card} />
        <span className="end">{end}</span>
        <CardMenu title={title} {...actions} onPicture={() => void savePicture()} onFullScreen={() => setIsLarge(true)} />
      </header>
      {content(false)}
      {isLarge && (
        <Dialog open fullScreen onClose={() => setIsLarge(false)} aria-labelledby={`${id}l`} slotProps={{ paper: { className: 'large-card' } }}>
          <header className="head">
            <h1 id={`${id}l`}>{title}</h1>
            <div className="actions">
              <button type="button" className="btn" onClick={() => setIsLarge(false)}>{words('leave_full_screen')}</button>
            </div>
          </header>
          {content(true)}
        </Dialog>
      )}
    </article>
  )
} // prettier-ignore
