import { Link } from 'react-router-dom'
import { useFormat } from '../i18n/format.ts'
import { useLabel } from '../i18n/use-text.ts'
import type { HomeFigure } from '../layout/home/figures.ts'
import { useConsole } from '../views/console.ts'
import { KpiCard } from './cards/KpiCard.tsx'
import { readBoard } from './data/board-state.ts'
import { useFirstChoices } from './data/first-choices.ts'
import { mayAsk } from './data/questions.ts'
import { useWords } from './words.ts'
import './dashboard.css'

const nothing = new URLSearchParams()

/** One figure as its board shows it when it is opened, and the way there. */
const Figure = ({ dashboard, card }: HomeFigure) => {
  const words = useWords()
  const label = useLabel()
  const today = useFormat().today()
  const state = useFirstChoices(dashboard, readBoard(dashboard, nothing, today))
  if (!state) return null
  const board = label(dashboard.label)
  return (
    <KpiCard
      dashboard={dashboard}
      card={card}
      state={state}
      onClear={() => {}}
      end={
        <Link className="sub" to={`/dashboards/${dashboard.name}`} aria-label={board} title={board}>
          {words(card.period === 'today' ? 'today' : dashboard.period)}
        </Link>
      }
    />
  )
}

/** The viewer's own numbers on the home page, each over what he or she may see. */
export const HomeFigures = ({ figures }: { readonly figures: readonly HomeFigure[] }) => {
  const { index } = useConsole()
  return figures
    .filter(({ card }) => mayAsk(index, card))
    .map(({ dashboard, card }) => (
      <Figure key={`${dashboard.name}.${card.id}`} dashboard={dashboard} card={card} />
    ))
}
