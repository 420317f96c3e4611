import type { Card } from '#model/language/definition.ts'
import { barColour, colourOf, drawn } from '../charts/points.ts'
import type { Grid, Series } from '../data/grid.ts'
import type { Unit } from '../data/units.ts'

type Key = {
  readonly label: string
  readonly colour: string
  readonly shape: 'box' | 'line' | 'dash' | 'mark'
}

const trendKey = ({ role, label }: Series): Key =>
  ({
    value: { label, colour: 'var(--c1)', shape: 'box' },
    past: { label, colour: 'var(--text-3)', shape: 'dash' },
    average: { label, colour: 'var(--c6)', shape: 'line' },
    target: { label, colour: 'var(--c3)', shape: 'mark' },
    share: { label, colour: '', shape: 'box' },
    cumulative: { label, colour: 'var(--c6)', shape: 'line' },
    rank: { label, colour: '', shape: 'box' },
  })[role] as Key // a row for every role stands above

const radarKey = ({ label }: Series, i: number): Key => ({
  label,
  colour: i === 0 ? 'var(--c1)' : 'var(--text-3)',
  shape: i === 0 ? 'box' : 'dash',
})

const keysOf = (card: Card, grid: Grid, unit: Unit): readonly Key[] => {
  const values = drawn(grid, unit, 'value')
  if (card.kind === 'trend') return drawn(grid, unit, 'value', 'past', 'average', 'target').map(trendKey)
  if (card.kind === 'pareto') return grid.series.filter(({ role }) => role === 'value' || role === 'cumulative').map(trendKey)
  if (card.kind === 'radar') return drawn(grid, unit, 'value', 'past').map(radarKey)
  const colour = (i: number) => (card.kind === 'stack' ? colourOf(values, i, card.options?.sequential === true) : barColour(values.length, i))
  return card.kind === 'stack' || card.kind === 'bars' ? values.map(({ label }, i): Key => ({ label, colour: colour(i), shape: 'box' })) : []
} // prettier-ignore

/** Which colour and dash is what; left out where there is only one. */
export const Legend = ({ card, grid, unit }: { readonly card: Card; readonly grid: Grid; readonly unit: Unit }) => {
  const keys = keysOf(card, grid, unit)
  if (keys.length < 2) return null
  return keys.map(({ label, colour, shape }) => (
    <span key={label} className="key">
      <i className={shape} style={{ background: shape === 'dash' ? 'none' : colour, borderColor: colour }} />
      {label}
    </span>
  ))
} // prettier-ignore
