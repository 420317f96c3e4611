import { type ReactNode, useState } from 'react'
import { Link } from 'react-router-dom'
import type { AggregateAnswer, Card } from '#model/language/definition.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLabel, useLanguage } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { leastGroup, useAnswers } from '../data/answers.ts'
import { type Figure, figureOf } from '../data/figure.ts'
import { analyticsOf, sparkOf } from '../data/questions.ts'
import { exactly, formatOf, inUnit, ownUnit } from '../data/units.ts'
import { useWords } from '../words.ts'
import { DeltaMark } from '../figures/DeltaMark.tsx'
import { Frame } from './Frame.tsx'
import { GridTable } from '../figures/GridTable.tsx'
import { Notes } from './Notes.tsx'
import { Sparkline } from '../figures/Sparkline.tsx'
import { Empty, Loading, Refused } from './States.tsx'
import { type CardProps, useCard, useCardActions } from './use-card.ts'

const useDeclaredTarget = (card: Card): number | undefined => {
  const { index } = useConsole()
  const metric = index.model.metrics.find(({ name }) => name === card.metric)
  const name = card.query?.measures[0] ?? ''
  return metric?.target ?? analyticsOf(index, card.resource ?? '')?.measures[name]?.target
}

const Number = ({ figure, to }: { readonly figure: Figure; readonly to: string | undefined }) => {
  const numbers = useFormat()
  const locale = useLanguage()
  const { value, format } = figure
  if (value === null) return <p className="kpi-value">—</p>
  const unit = ownUnit(format, value, locale)
  const written = (
    <>
      <span>{inUnit(value, unit, numbers)}</span>
      {unit.name && <small>{unit.name}</small>}
    </>
  )
  const title = exactly(value, format, numbers, locale)
  return (
    <p className="kpi-value" title={title}>
      {to ? <Link to={to}>{written}</Link> : written}
    </p>
  )
}

const Marks = ({ figure, children }: { readonly figure: Figure; readonly children?: ReactNode }) => {
  const words = useWords()
  const numbers = useFormat()
  const locale = useLanguage()
  const { delta, target, achieved, format } = figure
  const goal = target === null ? null : ownUnit(format, target, locale)
  return (
    <p className="kpi-marks">
      {delta && <DeltaMark delta={delta.delta} format={format} label={words(delta.side === 'previousYear' ? 'year_on_year' : 'period_on_period')} />}
      {target !== null && goal && <span>{words('target_is', { target: `${inUnit(target, goal, numbers)}${locale === 'en' && format !== 'percent' ? ' ' : ''}${goal.name}` })}</span>}
      {children}
      {achieved !== null && <span>{words('achieved', { percent: `${numbers.number(achieved, 1)}%` })}</span>}
    </p>
  )
} // prettier-ignore

/** The other measures of the card, in small: the rate beside the amount, the count beside the balance. */
const Others = ({ answer }: { readonly answer: AggregateAnswer }) => {
  const label = useLabel()
  const numbers = useFormat()
  const locale = useLanguage()
  const [row] = answer.rows
  const columns = answer.columns.filter(({ kind }) => kind === 'measure').slice(1)
  return columns.map((column) => {
    const value = row?.[column.key]
    if (typeof value !== 'number') return null
    return <span key={column.key}>{label(column.label)} {exactly(value, formatOf(column), numbers, locale)}</span>
  })
} // prettier-ignore

const Spark = ({ card, state }: Pick<CardProps, 'card' | 'state'>) => {
  const { index } = useConsole()
  const today = useFormat().today()
  const question = sparkOf(index, card, state, today)
  const { data } = useAnswers(question ? [question] : [])
  const key = data?.[0].columns.find(({ kind }) => kind === 'measure')?.key ?? ''
  const values = data?.[0].rows.map((row) => row[key])
  return values ? <Sparkline values={values.map((value) => (typeof value === 'number' ? value : null))} /> : null
} // prettier-ignore

/** A figure with its comparison, its target and the line of the last months. */
export const KpiCard = (props: CardProps & { readonly end?: ReactNode }) => {
  const { card, dashboard, state, onClear } = props
  const label = useLabel()
  const [isTable, setIsTable] = useState(false)
  const { data, grid, asked, error, isPending, isPlaceholderData, refetch } = useCard(props)
  const actions = useCardActions(props, grid, asked)
  const declared = useDeclaredTarget(card)
  const figure = data && figureOf(card, data[0], declared)
  const to = card.show === 'top_share' ? undefined : Object.values(grid?.rows[0]?.cells ?? {})[0]?.to
  const hasFilters = Object.keys(state.filters).length > 0
  return (
    <Frame
      card={card}
      end={props.end}
      isRefetching={isPlaceholderData}
      actions={{ ...actions, isTable, ...(figure && { onTable: () => setIsTable((was) => !was) }) }}
      notes={data && <Notes dashboard={dashboard} card={card} answers={data} asOf={asked.asOf} unfit={asked.unfit} isStale={error !== null} />}
    >
      {() => {
        if (isPending) return <Loading title={label(card.title)} />
        if (!data || !grid) return <Refused error={error} onRetry={() => void refetch()} />
        if (!figure) return <Empty isNow={asked.days === null} least={leastGroup(data[0])} onClear={hasFilters ? onClear : undefined} />
        if (isTable) return <GridTable grid={grid} caption={label(card.title)} />
        return (
          <>
            <div className="kpi">
              <Number figure={figure} to={to} />
              <Spark card={card} state={state} />
            </div>
            <Marks figure={figure}>{card.show === undefined && <Others answer={data[0]} />}</Marks>
          </>
        )
      }}
    </Frame>
  )
} // prettier-ignore
