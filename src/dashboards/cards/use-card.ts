import { useMemo } from 'react'
import type { Card, Dashboard } from '#model/language/definition.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel, useLanguage } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { useAnswers } from '../data/answers.ts'
import type { BoardState } from '../data/board-state.ts'
import { csvOf, saveFile } from '../data/csv.ts'
import { type Grid, gridOf } from '../data/grid.ts'
import { questionsOf } from '../data/questions.ts'
import { listHref } from '../data/whole.ts'

/** What every card is given. */
export type CardProps = {
  readonly dashboard: Dashboard
  readonly card: Card
  readonly state: BoardState
  readonly onClear: () => void
}

/** A card's questions, their answers, and the grid made of them. */
export const useCard = ({ dashboard, card, state }: CardProps) => {
  const { index } = useConsole()
  const locale = useLanguage()
  const today = useFormat().today()
  const asked = useMemo(() => questionsOf(index, card, state, today), [index, card, state, today])
  const result = useAnswers(asked.questions)
  const { data } = result
  const grid = useMemo((): Grid | null => {
    const options = { index, card, board: dashboard.name, days: asked.days, today, locale }
    return data ? gridOf(data, options) : null
  }, [data, index, card, dashboard, asked, today, locale])
  return { ...result, asked, grid, today }
}

/** The actions of a card that has a grid. */
export const useCardActions = ({ dashboard, card }: CardProps, grid: Grid | null, asked: ReturnType<typeof useCard>['asked']) => {
  const label = useLabel()
  const { index } = useConsole()
  const href = listHref(index, dashboard.name, asked)
  return {
    ...(grid && grid.rows.length > 0 && { onCsv: () => saveFile(`${label(dashboard.label)}-${label(card.title)}.csv`, csvOf(grid)) }),
    ...(href !== null && { listHref: href }),
  }
} // prettier-ignore
