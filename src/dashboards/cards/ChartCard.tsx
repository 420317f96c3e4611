import { Suspense, useState } from 'react'
import type { Card } from '#model/language/definition.ts'
import { useLabel, useLanguage } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { charts } from '../charts/kinds.ts'
import { type Grid, isBlank, valuesOf } from '../data/grid.ts'
import { leastGroup } from '../data/answers.ts'
import { analyticsOf } from '../data/questions.ts'
import { type Unit, unitOf } from '../data/units.ts'
import { Frame } from './Frame.tsx'
import { GridTable } from '../figures/GridTable.tsx'
import { Heatmap } from '../figures/Heatmap.tsx'
import { Legend } from '../figures/Legend.tsx'
import { Notes } from './Notes.tsx'
import { Empty, Loading, Refused } from './States.tsx'
import { type CardProps, useCard, useCardActions } from './use-card.ts'

const sumsOf = (grid: Grid): readonly (number | null)[] =>
  grid.rows.map(({ cells }) =>
    Object.values(cells).reduce((sum, { value }) => sum + (value ?? 0), 0),
  )

/** One unit for the whole axis, from the named members; stacks reach up to their sums. */
const axisUnit = (card: Card, whole: Grid, locale: 'zh' | 'en'): Unit => {
  const named = whole.rows.filter(({ isOthers }) => !isOthers)
  const grid = named.length > 0 ? { ...whole, rows: named } : whole
  const format = grid.series.find(({ role }) => role === 'value')?.format ?? 'decimal'
  const own = grid.series.filter((one) => one.format === format)
  return unitOf(format, card.kind === 'stack' ? sumsOf(grid) : valuesOf(grid, own), locale)
}

const useTarget = (card: Card): number | undefined => {
  const { index } = useConsole()
  const metric = index.model.metrics.find(({ name }) => name === card.metric)
  const measure = analyticsOf(index, card.resource ?? '')?.measures[card.query?.measures[0] ?? '']
  return metric?.target ?? measure?.target
}

/** A table of many measures compares the first one only, so that it stays readable. */
const firstCompared = (grid: Grid): Grid => {
  const [first] = grid.series
  const series = grid.series.filter(({ role, column }) => role !== 'past' || column.key === first?.column.key)
  return { ...grid, series }
} // prettier-ignore

type DrawnProps = { readonly card: Card; readonly grid: Grid; readonly unit: Unit; readonly isTable: boolean; readonly isLarge: boolean } // prettier-ignore

const Drawn = ({ card, grid, unit, isTable, isLarge }: DrawnProps) => {
  const label = useLabel()
  const target = useTarget(card)
  const Chart = charts[card.kind]
  if (isTable || (!Chart && card.kind !== 'heatmap'))
    return <GridTable grid={isTable ? grid : firstCompared(grid)} caption={label(card.title)} />
  if (!Chart) return <Heatmap grid={grid} />
  return (
    <Suspense fallback={<Loading title={label(card.title)} />}>
      <div role="group" className="plot" aria-label={label(card.title)}>
        <Chart grid={grid} unit={unit} isLarge={isLarge} target={target} options={card.options} />
      </div>
    </Suspense>
  )
}

/** A card with a chart or a table, in every state that its data may be in. */
export const ChartCard = (props: CardProps) => {
  const { card, dashboard, state, onClear } = props
  const label = useLabel()
  const locale = useLanguage()
  const [isTable, setIsTable] = useState(false)
  const { data, grid, asked, error, isPending, isPlaceholderData, refetch } = useCard(props)
  const actions = useCardActions(props, grid, asked)
  const hasChart = card.kind !== 'table'
  const isEmpty = grid !== null && isBlank(grid)
  const unit = grid && !isEmpty ? axisUnit(card, grid, locale) : null
  const isDrawn = unit !== null && !isTable && hasChart
  const hasFilters = Object.keys(state.filters).length > 0
  return (
    <Frame
      card={card}
      isRefetching={isPlaceholderData}
      actions={{ ...actions, isTable, ...(hasChart && !isEmpty && { onTable: () => setIsTable((was) => !was) }) }}
      notes={data && grid && !isEmpty && (
        <>
          {isDrawn && <Legend card={card} grid={grid} unit={unit} />}
          <Notes dashboard={dashboard} card={card} answers={data} asOf={asked.asOf} unfit={asked.unfit} grid={grid} unit={isDrawn ? unit : null} isStale={error !== null} />
        </>
      )}
    >
      {(isLarge) => {
        if (isPending) return <Loading title={label(card.title)} />
        if (!grid) return <Refused error={error} onRetry={() => void refetch()} />
        if (!unit) return <Empty isNow={asked.days === null} least={data ? leastGroup(data[0]) : null} onClear={hasFilters ? onClear : undefined} />
        return <Drawn card={card} grid={grid} unit={unit} isTable={isTable} isLarge={isLarge} />
      }}
    </Frame>
  )
} // prettier-ignore
