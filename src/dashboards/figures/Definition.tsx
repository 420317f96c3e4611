import InfoOutlined from '@mui/icons-material/InfoOutlined'
import { lazy, Suspense, useState } from 'react'
import type { Card } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { ClauseChips } from '../../views/ClauseChips.tsx'
import { useConsole } from '../../views/console.ts'
import { Popover } from '../../views/Overlay.tsx'
import { analyticsOf } from '../data/questions.ts'
import { useWords } from '../words.ts'
import type { Part } from './PartWords.tsx'

// What a person opens comes when it is opened.
const PartWords = lazy(() => import('./PartWords.tsx').then((m) => ({ default: m.PartWords })))

type Source = Pick<Card, 'resource' | 'metric' | 'query'>

/** What a card is made of: the metric, or each of its measures. */
const partsOf = (index: ModelIndex, source: Source): readonly Part[] => {
  const metric = index.model.metrics.find(({ name }) => name === source.metric)
  if (metric) return [{ name: metric.name, definition: metric }]
  const { resource = '' } = source
  const measures = analyticsOf(index, resource)?.measures
  return (source.query?.measures ?? []).flatMap((name) => {
    const definition = measures?.[name]
    return definition ? [{ resource, name, definition }] : []
  })
}

/** Opens the definition of a card: what it says in words, its formula, its source and the clauses behind it. */
export const Definition = ({ card }: { readonly card: Card }) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const name = words('definition', { title: label(card.title) })
  const parts = [card, ...(card.also ?? [])].flatMap((source) => partsOf(index, source))
  if (parts.length === 0 && !card.help && !card.clauses) return null
  return (
    <>
      <button type="button" aria-label={name} aria-haspopup="dialog" className="icon-button info" onClick={(event) => setAnchor(event.currentTarget)}>
        <InfoOutlined sx={{ fontSize: 15 }} />
      </button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { className: 'definitions', role: 'dialog', 'aria-label': name } }}
      >
        {card.help && <p>{label(card.help)}</p>}
        {anchor && (
          <Suspense fallback={null}>
            {parts.map((part) => <PartWords key={part.name} part={part} />)}
          </Suspense>
        )}
        <p className="chips"><ClauseChips ids={card.clauses ?? []} /></p>
      </Popover>
    </>
  )
} // prettier-ignore
