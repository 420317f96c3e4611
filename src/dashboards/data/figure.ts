import type {
  AggregateAnswer,
  AggregateColumn,
  AggregateRow,
  Card,
  Format,
} from '#model/language/definition.ts'
import { type Delta, deltaOf, formatOf } from './units.ts'

/** What a KPI card says. */
export type Figure = {
  readonly value: number | null
  readonly format: Format
  readonly delta: { readonly delta: Delta; readonly side: 'previousYear' | 'previousPeriod' } | null
  readonly target: number | null
  /** Share of the target that was reached, percent; for amounts with a target of their own. */
  readonly achieved: number | null
}

const sides = ['previousYear', 'previousPeriod'] as const
const num = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const share = (part: number | null, whole: number | null | undefined): number | null =>
  part === null || !whole ? null : (100 * part) / whole

const comparisonOf = (row: AggregateRow, column: AggregateColumn): Figure['delta'] => {
  for (const side of sides) {
    const delta = deltaOf(num(row[column.key]), row[side]?.[column.key], column)
    if (delta) return { delta, side }
  }
  return null
}

const growthOf = (row: AggregateRow, key: string): number | null => {
  const [now, past] = [num(row[key]), row.previousYear?.[key] ?? null]
  return now === null || past === null || past <= 0 ? null : (100 * (now - past)) / past
}

const topShare = ({ rows }: AggregateAnswer, key: string): number | null =>
  rows.filter(({ others }) => others === undefined).at(-1)?.post?.[key]?.cumulativeShare ?? null

const numberOption = (card: Card, name: string): number | null => num(card.options?.[name])

/** Reads the figure of a KPI card out of its answer: the value, its growth, its achievement, or the share of the top. */
export const figureOf = (card: Card, answer: AggregateAnswer, declared: number | undefined): Figure | null => {
  const column = answer.columns.find(({ kind }) => kind === 'measure')
  const [row] = answer.rows
  if (!column || !row) return null
  const { key } = column
  const percent = { format: 'percent' as const, delta: null, achieved: null }
  if (card.show === 'growth') return { ...percent, value: growthOf(row, key), target: numberOption(card, 'target') }
  if (card.show === 'achievement') return { ...percent, value: share(num(row[key]), row.target?.[key]), target: 100 }
  if (card.show === 'top_share') return { ...percent, value: topShare(answer, key), target: numberOption(card, 'target') }
  const goal = row.target?.[key] ?? null
  return {
    value: num(row[key]),
    format: formatOf(column),
    delta: comparisonOf(row, column),
    target: goal ?? declared ?? null,
    achieved: share(num(row[key]), goal),
  }
} // prettier-ignore
