import { Bar, BarChart, CartesianGrid, LabelList, Rectangle, Tooltip, XAxis, YAxis } from 'recharts'
import { useFormat } from '../../i18n/format.ts'
import type { Grid, GridRow, Series } from '../data/grid.ts'
import { inUnit, type Unit } from '../data/units.ts'
import { useWords, type Words } from '../words.ts'
import { Tip, axisText, gridStroke, margin, rowOf, sizeOf, useOpen } from './parts.tsx'
import { type ChartProps, ticksOf } from './points.ts'

type Step = {
  readonly tick: string
  readonly row: GridRow
  readonly span: readonly [number, number]
  readonly change: number
  readonly kind: 'total' | 'more' | 'less'
}

const colours = { total: 'var(--text-3)', more: 'var(--c1)', less: 'var(--c6)' } as const

/** The way from the past to now: the past total, the change of each member, the total now. */
export const stepsOf = (grid: Grid, main: Series, past: Series, unit: Unit, words: Words): readonly Step[] => {
  const at = (row: GridRow, key: string) => (row.cells[key]?.value ?? 0) / unit.size
  const total = (key: string) => grid.rows.reduce((sum, row) => sum + at(row, key), 0)
  const end = (label: string, value: number): Step => ({
    tick: label, kind: 'total', span: [0, value], change: value,
    row: { key: label, label, tick: label, isPartial: false, isOthers: false, cells: { [main.key]: { value: value * unit.size } } },
  })
  let level = total(past.key)
  const changes = grid.rows.map((row): Step => {
    const change = at(row, main.key) - at(row, past.key)
    const from = level
    level += change
    return { tick: row.tick, row, span: [from, level], change, kind: change < 0 ? 'less' : 'more' }
  })
  return [end(words('before'), total(past.key)), ...changes, end(words('now'), level)]
} // prettier-ignore

type ShapeProps = { readonly payload?: unknown }
const StepShape = (props: ShapeProps) => {
  const kind = (props.payload as Step | undefined)?.kind ?? 'total' // the point that this chart was given
  return <Rectangle {...props} fill={colours[kind]} />
}

const isStep = (value: unknown): value is Step =>
  typeof value === 'object' && value !== null && 'change' in value

/** From the period before to this one, member by member. */
export const Waterfall = ({ grid, unit, isLarge }: ChartProps) => {
  const open = useOpen()
  const words = useWords()
  const numbers = useFormat()
  const main = grid.series.find(({ role }) => role === 'value')
  const past = grid.series.find(({ role }) => role === 'past')
  if (!main || !past) return null
  const steps = stepsOf(grid, main, past, unit, words)
  const ticks = [...ticksOf(steps.flatMap(({ span }) => span))]
  const write = (step: unknown): string => {
    if (!isStep(step)) return ''
    return `${step.kind === 'more' ? '+' : ''}${inUnit(step.change * unit.size, unit, numbers)}`
  }
  return (
    <BarChart responsive data={[...steps]} margin={{ ...margin, top: 20 }} style={sizeOf(isLarge)}>
      <CartesianGrid vertical={false} stroke={gridStroke} />
      <XAxis dataKey="tick" tick={axisText} tickLine={false} axisLine={{ stroke: gridStroke }} interval={0} tickFormatter={(text: string) => (text.length > 6 ? `${text.slice(0, 5)}…` : text)} />
      <YAxis ticks={ticks} domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]} tick={axisText} tickLine={false} axisLine={false} width={48} />
      <Tooltip isAnimationActive={false} cursor={{ fill: 'var(--sunken)' }} content={<Tip series={[main, past]} colours={[colours.more, colours.total]} />} />
      <Bar dataKey="span" maxBarSize={40} isAnimationActive={false} shape={StepShape} cursor="pointer" onClick={(data: unknown) => open(rowOf(data), main)}>
        <LabelList position="top" fontSize={11} fill="var(--text-2)" valueAccessor={(entry: { payload?: unknown }) => write(entry.payload)} />
      </Bar>
    </BarChart>
  )
} // prettier-ignore
