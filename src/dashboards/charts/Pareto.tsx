import { Bar, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts'
import { BarShape, Tip, axisText, gridStroke, margin, rowOf, sizeOf, useOpen } from './parts.tsx'
import { type ChartProps, drawn, pointsOf, ticksOf } from './points.ts'

const shorten = (text: string): string => (text.length > 7 ? `${text.slice(0, 6)}…` : text)

/** Members from the largest down, with their running share of the total. */
export const Pareto = ({ grid, unit, isLarge }: ChartProps) => {
  const open = useOpen()
  const bars = drawn(grid, unit, 'value').slice(0, 1)
  const shares = grid.series.filter(({ role }) => role === 'cumulative').slice(0, 1)
  const series = [...bars, ...shares]
  const points = pointsOf(grid, series, unit)
  const ticks = [...ticksOf(points.map((point) => point.s0 ?? null))]
  const colours = ['var(--c1)', 'var(--c6)']
  const isLevel = points.length <= 8 && points.every(({ tick }) => tick.length <= 4)
  return (
    <ComposedChart responsive data={[...points]} margin={{ ...margin, right: 0 }} style={sizeOf(isLarge)}>
      <CartesianGrid vertical={false} stroke={gridStroke} />
      <XAxis dataKey="tick" tick={{ ...axisText, fontSize: 11 }} tickFormatter={shorten} tickLine={false} axisLine={{ stroke: gridStroke }} interval={0} {...(isLevel ? { height: 26 } : { angle: -35, textAnchor: 'end', height: 56 })} />
      <YAxis yAxisId="value" ticks={ticks} domain={[0, ticks.at(-1) ?? 1]} tick={axisText} tickLine={false} axisLine={false} width={48} />
      <YAxis yAxisId="share" orientation="right" domain={[0, 100]} ticks={[0, 20, 40, 60, 80, 100]} unit="%" tick={axisText} tickLine={false} axisLine={false} width={44} />
      <Tooltip isAnimationActive={false} cursor={{ fill: 'var(--sunken)' }} content={<Tip series={series} colours={colours} />} />
      {bars.map((one) => (
        <Bar key={one.key} yAxisId="value" dataKey="s0" fill={colours[0]} maxBarSize={32} isAnimationActive={false} shape={BarShape} cursor="pointer" onClick={(data: unknown) => open(rowOf(data), one)} />
      ))}
      {shares.map((one) => <Line key={one.key} yAxisId="share" dataKey={`s${bars.length}`} stroke={colours[1]} strokeWidth={1.5} dot={{ r: 2.5 }} isAnimationActive={false} />)}
    </ComposedChart>
  )
} // prettier-ignore
